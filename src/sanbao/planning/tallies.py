"""How a live week stands: assignments by local day and state, and who was asked besides the plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core.clock import LOCAL, Week
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.organisations import scope
from sanbao.planning.models import AssignmentRun
from sanbao.planning.states import RunState


class AssignmentOrigin(StrEnum):
    """How an offer came about: with the publishing of a run's plan; later, for a place that became empty or a request
    that came after the plan; by a person's hand."""

    PLAN = "PLAN"
    BACKFILL = "BACKFILL"
    BY_HAND = "BY_HAND"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many assignments that start on a local day are in a state, and how many of them came after the plan."""

    day: date
    state: AssignmentState
    count: int
    backfilled: int


def origin(assignment: Assignment, run: AssignmentRun | None) -> AssignmentOrigin:
    """How it came about; `run` is the assignment's."""
    if run is None:
        return AssignmentOrigin.BY_HAND
    # Publishing ends after its last offer was made.
    is_later = run.published_at is not None and assignment.created_at > run.published_at
    return AssignmentOrigin.BACKFILL if is_later else AssignmentOrigin.PLAN


async def tallies(actor: Actor, unit_id: UUID, week: Week) -> list[Tally]:
    """The assignments of requests below a unit in a week, by day and state; nothing for what has none.

    Needs `assignment:read` on the unit. Statements do not grow with the rows.
    """
    await scope.require_visible(actor, Permission.ASSIGNMENT_READ, unit_id, "Unit", unit_id)
    in_week = Assignment.filter(
        request__unit_id__in=scope.subtree([unit_id]),
        starts_at__gte=week.starts_at,
        starts_at__lt=week.ends_at,
    )
    published = AssignmentRun.filter(week=str(week), state=RunState.PUBLISHED)
    later = Q(id__in=[])
    for run_id, published_at in await published.values_list("id", "published_at"):
        later |= Q(run_id=run_id, created_at__gt=published_at)
    backfilled = await _by_day(in_week.filter(later))
    return [
        Tally(day, state, count, backfilled.get((day, state), 0))
        for (day, state), count in sorted((await _by_day(in_week)).items())
    ]


async def _by_day(chosen: QuerySet[Assignment]) -> dict[tuple[date, AssignmentState], int]:
    """Starts are few, so days are made of them here and not in each database's own way."""
    found: dict[tuple[date, AssignmentState], int] = defaultdict(int)
    grouped = chosen.annotate(count=Count("id")).group_by("starts_at", "state")
    for starts_at, state, count in await grouped.values_list("starts_at", "state", "count"):
        found[_local_day(starts_at), AssignmentState(state)] += count
    return found


def _local_day(moment: datetime) -> date:
    return moment.astimezone(LOCAL).date()
