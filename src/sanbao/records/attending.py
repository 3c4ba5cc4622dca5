"""The day of a service with what it gives: dispatch's deeds, and the record of each."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tortoise.expressions import Subquery

from sanbao.access.actor import SYSTEM, Actor
from sanbao.core.coded import coded
from sanbao.core.db import unit_of_work
from sanbao.dispatch import attendance, closing
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.dispatch.team import locked_with_team
from sanbao.records import keeping
from sanbao.records.models import ServiceRecord


async def complete(
    actor: Actor, id: UUID, *, reason: str = "", expected_version: int | None = None
) -> Assignment:
    """Check out, and count the hours. Raises what `dispatch.attendance.complete` raises."""
    async with unit_of_work():
        assignment = await attendance.complete(actor, id, reason=reason, expected_version=expected_version)
        await keeping.write(actor, assignment, reason=reason.strip())
        return assignment


async def record(
    actor: Actor,
    id: UUID,
    *,
    came_at: datetime,
    left_at: datetime | None,
    reason: str,
    expected_version: int | None = None,
) -> Assignment:
    """Enter or correct when a member came and went, and count the hours anew. Raises what
    `dispatch.attendance.record` raises."""
    async with unit_of_work():
        assignment = await attendance.record(
            actor, id, came_at=came_at, left_at=left_at, reason=reason, expected_version=expected_version
        )
        await keeping.write(actor, assignment, reason=reason.strip())
        return assignment


async def mark_no_show(
    actor: Actor, id: UUID, *, reason: str, expected_version: int | None = None
) -> Assignment:
    """He did not come: hours that were counted are taken back. Raises what `dispatch.attendance.mark_no_show`
    raises."""
    async with unit_of_work():
        assignment = await attendance.mark_no_show(
            actor, id, reason=reason, expected_version=expected_version
        )
        await keeping.write(actor, assignment, reason=reason.strip())
        return assignment


async def close_overdue(now: datetime) -> list[Assignment]:
    """Close what nobody closed, and write the record of every service that has none yet. For a timer: what one round
    does not finish is left to the next."""
    closed = await closing.close_overdue(now)
    recorded = ServiceRecord.all().values("assignment_id")
    missing = Assignment.filter(state=AssignmentState.COMPLETED).exclude(id__in=Subquery(recorded))
    for found in await missing.order_by("starts_at", "id").only("id"):
        async with unit_of_work():
            assignment, _ = await locked_with_team(found.id)
            if not await ServiceRecord.exists(assignment_id=assignment.id):
                await keeping.write(SYSTEM, assignment, reason=coded("recorded-later"))
    return closed
