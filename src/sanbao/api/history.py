"""The history of anything that has states: every step with who, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from tortoise.models import Model

from sanbao.access import models
from sanbao.api.context import Info


@strawberry.type(description="One step in the life of something: from where, by what, to where. 状态变动。")
class StateMove:
    action: str = strawberry.field(description="What was done; CREATE begins every history.")
    from_state: str | None = strawberry.field(description="The state before; null where it began.")
    to_state: str = strawberry.field(description="The state after.")
    reason: str = strawberry.field(description="Why, as the person said it; empty where nothing was said.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.StateMove)

    @strawberry.field(description="When, UTC.")
    def at(self, root: strawberry.Parent[models.StateMove]) -> datetime:
        return root.created_at

    @strawberry.field(description="The name of who did it; null where Sanbao did it by itself.")
    async def by(self, root: strawberry.Parent[models.StateMove], info: Info) -> str | None:
        account = await info.context.loaders.optional_row(models.Account, root.account_id)
        return account.display_name if account else None


async def history(info: Info, row: Model) -> list[Any]:
    """The steps of a row, oldest first; one statement for all rows of an answer that ask.

    For a field `history: list[StateMove]`. Whoever may see the row may see its history.
    """
    noun = type(row).__name__

    async def load(ids: Sequence[UUID]) -> list[list[models.StateMove]]:
        found: dict[UUID, list[models.StateMove]] = defaultdict(list)
        for move in await models.StateMove.filter(noun=noun, row_id__in=list(ids)).order_by(
            "created_at", "id"
        ):
            found[move.row_id].append(move)
        return [found[id] for id in ids]

    moves: list[Any] = await info.context.loaders.batched((models.StateMove, noun), load, row.pk)
    return moves
