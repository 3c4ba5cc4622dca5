"""Services that nobody closed are closed by themselves, some time after their end."""

from __future__ import annotations

from datetime import datetime

from sanbao.access.actor import SYSTEM
from sanbao.core.coded import coded
from sanbao.core.db import unit_of_work
from sanbao.dispatch import rules
from sanbao.dispatch.attendance import leave
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.dispatch.team import locked_with_team
from sanbao.requests.models import ServiceRequest


async def close_overdue(now: datetime) -> list[Assignment]:
    """Check out who forgot to, at the service's end, where the rule's time after it has passed. For a timer: one unit
    of work an assignment."""
    late = await Assignment.filter(state=AssignmentState.CHECKED_IN, ends_at__lte=now).only(
        "id", "request_id", "ends_at"
    )
    if not late:
        return []
    requests = ServiceRequest.filter(id__in=list({a.request_id for a in late}))
    units = dict(await requests.values_list("id", "unit_id"))
    held = await rules.rules_for(units.values())
    closed = []
    for found in late:
        if rules.closes_at(held[units[found.request_id]], found.ends_at) <= now:
            async with unit_of_work():
                assignment, team = await locked_with_team(found.id)
                if assignment.state is AssignmentState.CHECKED_IN:
                    await leave(team, assignment, SYSTEM, assignment.ends_at, reason=coded("closed-by-time"))
                    closed.append(assignment)
    return closed
