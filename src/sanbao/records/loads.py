"""Who carries how much: each member's services and minutes of the last weeks, and the median around one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from statistics import median
from typing import Any
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.functions import Count, Max, Sum
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import Member
from sanbao.members.states import MemberState
from sanbao.organisations import scope
from sanbao.organisations.models import UnitAncestry
from sanbao.records.hours import Hours
from sanbao.records.models import ServiceRecord

MOST_WEEKS = 52
LEAST_PEOPLE = 5
"""Of fewer people no median is told: it would say too much of each."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a member served in the weeks, what he has accepted for later, and the last day of his services."""

    member_id: UUID
    number: str
    hours: Hours
    coming: int
    last_served_on: date | None


class LoadOrder(Enum):
    """Which loads come first; equal ones in the order of the members' numbers."""

    MOST_SERVICES = "MOST_SERVICES"
    FEWEST_SERVICES = "FEWEST_SERVICES"
    MOST_MINUTES = "MOST_MINUTES"
    FEWEST_MINUTES = "FEWEST_MINUTES"


@dataclass(frozen=True, slots=True)
class Fairness:
    """A member's own figures, and the medians of the active members of a unit, himself included; None where they are
    too few to be told."""

    own: Hours
    unit_id: UUID | None
    median_services: float | None
    median_minutes: float | None


def _first_day(weeks: int) -> date:
    weeks = inputs.number("weeks", weeks, least=1, most=MOST_WEEKS)
    return clock.today() - timedelta(days=7 * weeks - 1)


def _active(unit_id: UUID) -> QuerySet[Member]:
    return Member.filter(state=MemberState.ACTIVE, unit_id__in=scope.subtree([unit_id]))


async def _hours_since(members: QuerySet[Member], first: date) -> dict[UUID, tuple[Hours, date]]:
    """Hours and last day of those of the members who served."""
    served = ServiceRecord.filter(
        member_id__in=Subquery(members.values("id")), served_on__gte=first, minutes__gt=0
    )
    lines: Any = (
        await served.annotate(total=Sum("minutes"), services=Count("id"), last=Max("served_on"))
        .group_by("member_id")
        .values_list("member_id", "total", "services", "last")
    )
    return {
        id: (Hours(int(total), services), last if isinstance(last, date) else date.fromisoformat(last))
        for id, total, services, last in lines
    }


async def of_unit(actor: Actor, unit_id: UUID, weeks: int, order: LoadOrder) -> list[Load]:
    """The load of every active member below a unit. Needs `record:read` on it; raises NotFound, InvalidInput for
    other than 1 to 52 weeks. Three statements whatever their number."""
    await scope.require_visible(actor, Permission.RECORD_READ, unit_id, "Unit", unit_id)
    served = await _hours_since(_active(unit_id), _first_day(weeks))
    promised: Any = (
        await Assignment.filter(
            member_id__in=Subquery(_active(unit_id).values("id")),
            state__in=(AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN),
            ends_at__gt=clock.now(),
        )
        .annotate(coming=Count("id"))
        .group_by("member_id")
        .values_list("member_id", "coming")
    )
    coming = dict(promised)
    nothing: tuple[Hours, date | None] = (Hours(), None)
    loads = []
    for id, number in await _active(unit_id).order_by("number").values_list("id", "number"):
        hours, last = served.get(id, nothing)
        loads.append(Load(id, number, hours, coming.get(id, 0), last))
    return _ordered(loads, order)


async def spread(actor: Actor, unit_id: UUID, weeks: int) -> list[tuple[int, int]]:
    """How many active members below a unit served how often: (services, members), the fewest services first. Asks and
    raises as `of_unit`."""
    loads = await of_unit(actor, unit_id, weeks, LoadOrder.FEWEST_SERVICES)
    return sorted(Counter(load.hours.services for load in loads).items())


def _ordered(loads: Sequence[Load], order: LoadOrder) -> list[Load]:
    by_services = order in (LoadOrder.MOST_SERVICES, LoadOrder.FEWEST_SERVICES)
    falling = order in (LoadOrder.MOST_SERVICES, LoadOrder.MOST_MINUTES)

    def key(load: Load) -> tuple[int, int]:
        pair = (load.hours.services, load.hours.minutes)
        return pair if by_services else pair[::-1]

    return sorted(loads, key=key, reverse=falling)


async def fairness(member: Member, weeks: int) -> Fairness:
    """A member's own figures against the median of the nearest unit around him that has enough active members, his
    own unit first. The caller has checked that it is he who asks."""
    first = _first_day(weeks)
    above: Any = (
        await UnitAncestry.filter(unit_id=member.unit_id)
        .order_by("distance")
        .values_list("ancestor_id", flat=True)
    )
    unit_id = None
    for ancestor_id in above:
        if await _active(ancestor_id).count() >= LEAST_PEOPLE:
            unit_id = ancestor_id
            break
    if unit_id is None:
        served = await _hours_since(Member.filter(id=member.id), first)
        return Fairness(_own(served, member), None, None, None)
    served = await _hours_since(_active(unit_id), first)
    if member.state is not MemberState.ACTIVE:
        mine = await _hours_since(Member.filter(id=member.id), first)
    else:
        mine = served
    idle = await _active(unit_id).count() - len(served)
    found = [hours for hours, _ in served.values()] + [Hours()] * idle
    return Fairness(
        _own(mine, member),
        unit_id,
        median(h.services for h in found),
        median(h.minutes for h in found),
    )


def _own(served: dict[UUID, tuple[Hours, date]], member: Member) -> Hours:
    return served[member.id][0] if member.id in served else Hours()
