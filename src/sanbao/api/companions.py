"""Who serves beside a member."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import strawberry

from sanbao.api.context import Info
from sanbao.api.menu import SeatRole
from sanbao.dispatch import policies
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import FIRM, AssignmentState

_EXPECTED = (AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN)


@strawberry.type(description="Somebody who serves at the same request. 同去的人。")
class Companion:
    name: str = strawberry.field(description="His name.")
    role: SeatRole = strawberry.field(description="The part he plays.")


async def of_assignment(root: strawberry.Parent[Assignment], info: Info) -> list[Companion]:
    """The field `Assignment.companions`: as long as the member is expected, as with the address."""
    if not policies.is_own(info.context.actor, root) or root.state not in _EXPECTED:
        return []

    async def load(request_ids: Sequence[UUID]) -> list[list[tuple[UUID, Companion]]]:
        rows = (
            Assignment.filter(request_id__in=list(request_ids), state__in=FIRM)
            .order_by("seat__position", "id")
            .values_list("request_id", "member_id", "member__name", "seat__role")
        )
        found: dict[UUID, list[tuple[UUID, Companion]]] = {id: [] for id in request_ids}
        for request_id, member_id, name, role in await rows:
            found[request_id].append((member_id, Companion(name=name, role=role)))
        return [found[id] for id in request_ids]

    team: list[tuple[UUID, Companion]] = await info.context.loaders.batched(
        of_assignment, load, root.request_id
    )
    return [companion for member_id, companion in team if member_id != root.member_id]
