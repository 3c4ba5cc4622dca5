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
from sanbao.core import coded


@strawberry.type(description="One step in the life of something: from where, by what, to where. 状态变动。")
class StateMove:
    action: str = strawberry.field(description="What was done; CREATE begins every history.")
    from_state: str | None = strawberry.field(description="The state before; null where it began.")
    to_state: str = strawberry.field(description="The state after.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.StateMove)

    @strawberry.field(
        description="Why: as the person said it, or, of what Sanbao did by itself, in the reader's language; empty "
        "where nothing was said. 原因。"
    )
    def reason(self, root: strawberry.Parent[models.StateMove], info: Info) -> str:
        return root.reason if root.account_id else coded.said(root.reason, info.context.locale)

    @strawberry.field(
        description="Of what Sanbao did by itself for a reason: its code, such as RUN_PROCESS_LOST "
        "(docs/errors.md); null otherwise. 原因代码。"
    )
    def reason_code(self, root: strawberry.Parent[models.StateMove]) -> str | None:
        code = None if root.account_id else coded.code(root.reason)
        return code and code.upper().replace("-", "_")

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
