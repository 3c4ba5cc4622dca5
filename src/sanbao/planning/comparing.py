"""Two runs side by side, and a run against what a greedy dispatcher would do: who moved, for whom, what it bought.

A diff reads from `a` to `b`: gained is what `b` has and `a` has not.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tortoise.functions import Count, Sum

from sanbao.access.actor import Actor
from sanbao.core.clock import Week
from sanbao.core.errors import Conflict
from sanbao.planning import documents, reading, runs
from sanbao.planning.models import AssignmentRun, Proposal, ProposedSeat
from sanbao.planning.runs import is_frozen
from sanbao_solver import Plan, Score, ScoreParts, Served, greedy

PARTS = ScoreParts.__struct_fields__


class ChangeKind(StrEnum):
    """What became of a request from one plan to the other. MOVED: another start, whoever serves;
    TEAM: the same start with other members."""

    SERVED = "SERVED"
    UNSERVED = "UNSERVED"
    MOVED = "MOVED"
    TEAM = "TEAM"


@dataclass(frozen=True, slots=True)
class RequestChange:
    """A request that the plans treat differently, by its number; starts in minutes of the week, None unserved."""

    kind: ChangeKind
    request: str
    start_before: int | None
    start_after: int | None
    members_before: tuple[str, ...]
    members_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A member who holds other requests in the one plan than in the other, by numbers."""

    member: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanDiff:
    """From one plan to another: the requests and members that differ, in order of number, and the score's parts."""

    week: Week
    requests: tuple[RequestChange, ...]
    members: tuple[MemberChange, ...]
    before: Score
    after: Score

    def count(self, kind: ChangeKind) -> int:
        """How many requests changed in this way."""
        return sum(change.kind is kind for change in self.requests)


def between(before: Plan, after: Plan, week: Week) -> PlanDiff:
    """The difference of two plans; their scores are taken as they stand in the documents."""
    old, new = ({s.request: s for s in plan.served} for plan in (before, after))
    changes = []
    for number in sorted({*old, *new}, key=_in_number_order):
        change = _change(number, old.get(number), new.get(number))
        if change is not None:
            changes.append(change)
    gained: dict[str, list[str]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        for member in sorted(set(change.members_after) - set(change.members_before)):
            gained[member].append(change.request)
        for member in sorted(set(change.members_before) - set(change.members_after)):
            lost[member].append(change.request)
    members = tuple(
        MemberChange(number, tuple(gained[number]), tuple(lost[number]))
        for number in sorted({*gained, *lost}, key=_in_number_order)
    )
    return PlanDiff(week, tuple(changes), members, before.score, after.score)


def _in_number_order(number: str) -> tuple[int, str]:
    return len(number), number


def _change(number: str, old: Served | None, new: Served | None) -> RequestChange | None:
    team_before, team_after = _team(old), _team(new)
    if old is None:
        kind = ChangeKind.SERVED
    elif new is None:
        kind = ChangeKind.UNSERVED
    elif old.start != new.start:
        kind = ChangeKind.MOVED
    elif team_before != team_after:
        kind = ChangeKind.TEAM
    else:
        return None
    return RequestChange(
        kind, number, old.start if old else None, new.start if new else None, team_before, team_after
    )


def _team(service: Served | None) -> tuple[str, ...]:
    return tuple(sorted(m for seat in service.seats for m in seat)) if service else ()


async def diff(actor: Actor, a: UUID, b: UUID) -> PlanDiff:
    """From run `a` to run `b` of one week; raises NotFound, and Conflict for runs of different weeks or without
    a plan."""
    first, second = await runs.get(actor, a), await runs.get(actor, b)
    if first.week != second.week:
        raise Conflict("runs-of-different-weeks", first=first.week, second=second.week)
    before, after = await reading.book_of(first), await reading.book_of(second)
    return await asyncio.to_thread(between, before.plan, after.plan, after.week)


async def against_greedy(actor: Actor, run_id: UUID) -> PlanDiff:
    """From what a careful dispatcher with a list would do to the run's plan."""
    run = await runs.get(actor, run_id)
    book = await reading.book_of(run)

    def compare() -> PlanDiff:
        return between(greedy(book.problem), book.plan, book.week)

    return await asyncio.to_thread(compare)


@dataclass(frozen=True, slots=True)
class Summary:
    """A run at a glance. `load` maps a number of services to how many members have it, those with none included;
    `baseline` is the greedy dispatcher's total; `reasons` counts unserved requests by code."""

    run: AssignmentRun
    served: int
    unserved: int
    reasons: Mapping[str, int]
    score: Score
    load: Mapping[int, int]
    people_placed: int
    travel_minutes: int


async def summary(run: AssignmentRun) -> Summary:
    """The figures of a run; raises Conflict before it has a plan."""
    [found] = await summaries([run])
    if found is None:
        raise Conflict("run-without-plan", number=run.number)
    return found


async def summaries(runs: Sequence[AssignmentRun]) -> list[Summary | None]:
    """The figures of each run, None before it has a plan; in a few statements, however many and large they are."""
    ids = [run.id for run in runs]
    plans = await documents.load_plans([run.id for run in runs if is_frozen(run)])
    reasons: dict[UUID, Counter[str]] = defaultdict(Counter)
    served: Counter[UUID] = Counter()
    rows = (
        await Proposal.filter(run_id__in=ids)
        .annotate(n=Count("id"))
        .group_by("run_id", "served", "reason")
        .values_list("run_id", "served", "reason", "n")
    )
    for run_id, is_served, reason, n in rows:
        if is_served:
            served[run_id] += n
        else:
            reasons[run_id][reason] += n
    ways = dict(
        await ProposedSeat.filter(proposal__run_id__in=ids)
        .annotate(t=Sum("travel_minutes"))
        .group_by("proposal__run_id")
        .values_list("proposal__run_id", "t")
    )
    return [
        _summary(run, plans[run.id], served[run.id], reasons[run.id], int(ways.get(run.id) or 0))
        if run.id in plans
        else None
        for run in runs
    ]


def _summary(
    run: AssignmentRun, plan: Plan, served: int, reasons: Counter[str], travel_minutes: int
) -> Summary:
    loads = Counter(m for s in plan.served for seat in s.seats for m in seat)
    histogram = Counter(loads.values())
    if idle := run.members_in_scope - len(loads):
        histogram[0] = idle
    return Summary(
        run=run,
        served=served,
        unserved=reasons.total(),
        reasons=dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        score=plan.score,
        load=dict(sorted(histogram.items())),
        people_placed=sum(loads.values()),
        travel_minutes=travel_minutes,
    )
