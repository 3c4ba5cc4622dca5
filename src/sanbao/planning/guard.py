"""Did the world move since a run's snapshot? And what of its plan can still be kept.

Recent loads, bonuses and the plan that changes are measured from are left out of the comparison: they shift the
score, not what is allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from msgspec.structs import replace

from sanbao.planning.demand import clipped
from sanbao_solver import Member, Plan, Problem, Request, Served, Violation, check


class InputChangeKind(StrEnum):
    """What moved. MEMBER_GONE: left, paused or out of the unit; REQUEST_GONE: cancelled, or arranged otherwise;
    START_PASSED: the proposed start is over; LOCK_NOT_KEPT: a lock made after the solve is not in the plan."""

    MEMBER_GONE = "MEMBER_GONE"
    MEMBER_NEW = "MEMBER_NEW"
    MEMBER_AVAILABILITY = "MEMBER_AVAILABILITY"
    MEMBER_SKILLS = "MEMBER_SKILLS"
    MEMBER_LIMITS = "MEMBER_LIMITS"
    REQUEST_GONE = "REQUEST_GONE"
    REQUEST_NEW = "REQUEST_NEW"
    REQUEST_CHANGED = "REQUEST_CHANGED"
    START_PASSED = "START_PASSED"
    LOCK_NOT_KEPT = "LOCK_NOT_KEPT"


@dataclass(frozen=True, slots=True)
class InputChange:
    """One thing that moved, by numbers. `breaks_plan`: the plan cannot be carried out as it stands for it."""

    kind: InputChangeKind
    member: str | None = None
    request: str | None = None
    breaks_plan: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a plan loses: a member of a team, or (member None) a whole service, and the rule that it would break."""

    request: str
    member: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The changes since the snapshot, the part of the plan that still holds, and what it loses."""

    changes: tuple[InputChange, ...]
    plan: Plan
    dropped: tuple[Dropped, ...]


def judge(frozen: Problem, fresh: Problem, plan: Plan, first_minute: int) -> Verdict:
    """Compare two problems of one week and keep of the plan what the fresh one allows.

    `first_minute` of the week: starts before it have passed.
    """
    kept, dropped, broken = prune(fresh, plan)
    members = {d.member for d in dropped} | {v.member for v in broken}
    requests = {d.request for d in dropped}
    teams = {s.request: {m for seat in s.seats for m in seat} for s in plan.served}
    members |= {m for d in dropped if d.member is None and d.rule == "seats" for m in teams[d.request]}
    found = [
        *_members(frozen, fresh, lambda number: number in members),
        *_requests(frozen, fresh, plan, first_minute, lambda number: number in requests),
        *_locks(fresh, plan),
    ]
    return Verdict(tuple(found), kept, tuple(dropped))


def _members(frozen: Problem, fresh: Problem, breaks: Callable[[str], bool]) -> Iterator[InputChange]:
    kind = InputChangeKind
    old, new = {m.id: m for m in frozen.members}, {m.id: m for m in fresh.members}
    for number, before in old.items():
        after = new.get(number)
        for found in [kind.MEMBER_GONE] if after is None else _member_changes(before, after):
            yield InputChange(found, member=number, breaks_plan=breaks(number))
    for number in new:
        if number not in old:
            yield InputChange(kind.MEMBER_NEW, member=number)


def _member_changes(before: Member, after: Member) -> list[InputChangeKind]:
    kind, found = InputChangeKind, []
    if before.available != after.available:
        found.append(kind.MEMBER_AVAILABILITY)
    if (before.skills, set(before.tags)) != (after.skills, set(after.tags)):
        found.append(kind.MEMBER_SKILLS)
    limits = [replace(m, available=(), skills={}, tags=(), recent_services=0) for m in (before, after)]
    if limits[0] != limits[1]:
        found.append(kind.MEMBER_LIMITS)
    return found


def _requests(
    frozen: Problem, fresh: Problem, plan: Plan, first_minute: int, breaks: Callable[[str], bool]
) -> Iterator[InputChange]:
    kind = InputChangeKind
    old, new = {q.id: q for q in frozen.requests}, {q.id: q for q in fresh.requests}
    starts = {s.request: s.start for s in plan.served}
    for number, before in old.items():
        after = new.get(number)
        if number in starts and starts[number] < first_minute:
            yield InputChange(kind.START_PASSED, request=number, breaks_plan=True)
        elif after is None:
            if clipped(before.windows, first_minute, frozen.start_step):
                yield InputChange(kind.REQUEST_GONE, request=number, breaks_plan=breaks(number))
        elif _differs(before, after, first_minute, frozen.start_step):
            yield InputChange(kind.REQUEST_CHANGED, request=number, breaks_plan=breaks(number))
    for number in new:
        if number not in old:
            yield InputChange(kind.REQUEST_NEW, request=number)


def _differs(before: Request, after: Request, first_minute: int, step: int) -> bool:
    windows = [clipped(request.windows, first_minute, step) for request in (before, after)]
    same = all(getattr(before, n) == getattr(after, n) for n in ("place", "weight", "duration", "seats"))
    return not same or windows[0] != windows[1]


def _locks(fresh: Problem, plan: Plan) -> Iterator[InputChange]:
    known = {q.id for q in fresh.requests}
    services = tuple(s for s in plan.served if s.request in known)
    pins = {v.request for v in check(fresh, Plan(served=services)) if v.rule == "pins"}
    for number in sorted(n for n in pins if n):
        yield InputChange(InputChangeKind.LOCK_NOT_KEPT, request=number, breaks_plan=True)


def prune(problem: Problem, plan: Plan) -> tuple[Plan, list[Dropped], list[Violation]]:
    """The part of a plan that a problem allows, what was dropped, and every violation on the way.

    A member goes from a team before a team goes from the plan; where a weekly limit is passed he leaves the
    request of least weight.
    """
    requests = {q.id: q for q in problem.requests}
    served = {s.request: s for s in plan.served if s.request in requests}
    dropped = [Dropped(s.request, None, "gone") for s in plan.served if s.request not in requests]
    broken: list[Violation] = []
    while True:
        found = [
            v
            for v in check(problem, Plan(served=tuple(served.values())))
            if v.request is None or v.request in served
        ]
        if not found:
            return Plan(served=tuple(served.values())), dropped, broken
        broken += found
        for violation in found:
            drop = _drop(violation, served, requests)
            if drop is not None:
                dropped.append(drop)


def _drop(violation: Violation, served: dict[str, Served], requests: Mapping[str, Request]) -> Dropped | None:
    """Take out what breaks a rule; None where an earlier violation took it out already."""
    member, number = violation.member, violation.request
    if number is None:
        held = [s.request for s in served.values() if any(member in seat for seat in s.seats)]
        if not held:
            return None
        number = min(held, key=lambda n: (requests[n].weight, n))
    if number not in served:
        return None
    service = served[number]
    if member is not None and any(member in seat for seat in service.seats):
        seats = tuple(tuple(m for m in seat if m != member) for seat in service.seats)
        served[number] = Served(request=number, start=service.start, seats=seats)
        return Dropped(number, member, violation.rule)
    if member is not None and violation.rule != "pins":
        return None
    del served[number]
    return Dropped(number, None, violation.rule)
