"""Do locks contradict each other, or the rules? Asked before a lock is kept, so that no solve starts in vain.

Judged by the solver's independent `check` on a plan of nothing but what is locked.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from sanbao.core.clock import Week
from sanbao.core.errors import Conflict
from sanbao.members.models import Member
from sanbao.planning.models import Lock, LockKind
from sanbao.requests.models import ServiceRequest
from sanbao_solver import ContradictoryPins, Pin, Plan, Problem, Request, Served, check, greedy
from sanbao_solver.rules import MEMBER_RULES, PAIR_RULES

_PAIRING = (LockKind.PAIR, LockKind.PAIR_AND_TIME)
_OF_PAIR = tuple(rule.NAME for rule in PAIR_RULES)
_OF_TIME = tuple(rule.NAME for rule in MEMBER_RULES if rule not in PAIR_RULES)


class LocksContradict(Conflict):
    """Locks that cannot hold together; `locks` are those in conflict, the new one left out."""

    code = "locks-contradict"

    def __init__(self, message_key: str, locks: Sequence[Lock], **facts: Any) -> None:
        self.locks = tuple(locks)
        super().__init__(message_key, **facts)


async def refuse(present: Sequence[Lock], fresh: Sequence[Lock], problem: Problem | None, week: Week) -> None:
    """Raise LocksContradict where a fresh lock contradicts another lock or the rules of the frozen problem."""
    by_request: dict[UUID, list[Lock]] = defaultdict(list)
    for lock in (*present, *fresh):
        by_request[lock.request_id].append(lock)
    touched = {lock.request_id for lock in fresh}
    held = {lock.member_id for lock in (*present, *fresh) if lock.member_id}
    requests = dict(await ServiceRequest.filter(id__in=list(by_request)).values_list("id", "number"))
    names = dict(await Member.filter(id__in=list(held)).values_list("id", "number"))
    for id in touched:
        _refuse_direct(by_request[id], requests[id], names, [k for k in by_request[id] if k in present])
    if problem is not None:
        locks = {requests[id]: rows for id, rows in by_request.items()}
        _refuse_by_rules(_Locked(problem, week, locks, names), {requests[id] for id in touched}, present)
        await asyncio.to_thread(_refuse_together, problem, week, locks, names, fresh)


def _refuse_together(
    problem: Problem, week: Week, locks: dict[str, list[Lock]], names: dict[UUID, str], fresh: Sequence[Lock]
) -> None:
    """Ask the solver whether all that is locked can be served together."""
    pins, rows, banned = [], [], set(problem.forbidden)
    asked = {q.id for q in problem.requests} & set(locks)
    people = {m.id for m in problem.members}
    for number in sorted(asked):
        for lock in locks[number]:
            member = names.get(lock.member_id) if lock.member_id else None
            if member is not None and member not in people:
                continue
            if lock.kind is LockKind.FORBID and member:
                banned.add((member, number))
                continue
            rows.append(lock)
            pins.append(
                Pin(
                    request=number,
                    start=week.minute(lock.starts_at) if lock.starts_at else None,
                    members=(member,) if member else (),
                    served=lock.kind is not LockKind.TIME,
                )
            )
    locked = msgspec.structs.replace(
        problem,
        requests=tuple(q for q in problem.requests if q.id in asked),
        pair_costs=(),
        forbidden=tuple(sorted(pair for pair in banned if pair[1] in asked)),
        pins=tuple(pins),
        previous=(),
    )
    try:
        greedy(locked)
    except ContradictoryPins as contradiction:
        named = [rows[i] for i in contradiction.pins]
        if not any(lock in fresh for lock in named):
            return
        numbers = sorted({pins[i].request for i in contradiction.pins})
        raise LocksContradict(
            "locks-contradict-together",
            [lock for lock in named if lock not in fresh],
            requests=", ".join(numbers),
        ) from None


def _refuse_direct(
    locks: Sequence[Lock], request: str, names: dict[UUID, str], others: Sequence[Lock]
) -> None:
    times = {lock.starts_at for lock in locks if lock.starts_at}
    if len(times) > 1:
        timed = [lock for lock in others if lock.starts_at]
        raise LocksContradict("locks-contradict-times", timed, request=request)
    paired = {lock.member_id for lock in locks if lock.kind in _PAIRING}
    both = paired & {lock.member_id for lock in locks if lock.kind is LockKind.FORBID}
    for member_id in both:
        raise LocksContradict(
            "locks-contradict-forbidden",
            [lock for lock in others if lock.member_id == member_id],
            request=request,
            member=names[member_id] if member_id else "",
        )


class _Locked:
    """The frozen problem, cut down to the locked requests and members, and the plan that the locks make."""

    def __init__(
        self, problem: Problem, week: Week, locks: dict[str, list[Lock]], names: dict[UUID, str]
    ) -> None:
        self.locks = locks
        self.names = names
        teams = {
            number: [names[k.member_id] for k in rows if k.kind in _PAIRING and k.member_id in names]
            for number, rows in locks.items()
        }
        known = {name for team in teams.values() for name in team}
        self.problem = msgspec.structs.replace(
            problem,
            members=tuple(m for m in problem.members if m.id in known),
            requests=tuple(q for q in problem.requests if q.id in locks),
            pair_costs=(),
            forbidden=(),
            pins=(),
            previous=(),
        )
        inside = {m.id for m in self.problem.members}
        self.teams = {n: list(dict.fromkeys(i for i in team if i in inside)) for n, team in teams.items()}
        self.starts = {
            number: next((week.minute(k.starts_at) for k in rows if k.starts_at), None)
            for number, rows in locks.items()
        }

    def broken(self, services: Sequence[Served], rules: Sequence[str]) -> list[tuple[str, str]]:
        """(member, rule) of each violation among `rules`."""
        found = check(self.problem, Plan(served=tuple(services)))
        return [(v.member or "", v.rule) for v in found if v.rule in rules]

    def seated(self, request: Request, member: str, seat: int) -> Served:
        """A service that holds one member in one seat."""
        start = self.starts[request.id]
        seats = tuple((member,) if j == seat else () for j in range(len(request.seats)))
        return Served(request=request.id, start=start or 0, seats=seats)


def _refuse_by_rules(locked: _Locked, touched: set[str], present: Sequence[Lock]) -> None:
    services = []
    for request in locked.problem.requests:
        team = locked.teams[request.id]
        most = sum(seat.required + seat.wanted for seat in request.seats)
        if request.id in touched and len(team) > most:
            raise LocksContradict(
                "locks-contradict-full",
                [k for k in locked.locks[request.id] if k in present],
                request=request.id,
                most=most,
            )
        for member in team:
            tries = [
                locked.broken([locked.seated(request, member, j)], _OF_PAIR)
                for j in range(len(request.seats))
            ]
            if request.id in touched and tries and all(tries):
                _raise(locked, request.id, min(tries, key=len), present)
        if locked.starts[request.id] is not None and request.seats:
            seats = (tuple(team), *(() for _ in request.seats[1:]))
            services.append(Served(request=request.id, start=locked.starts[request.id] or 0, seats=seats))
    broken = locked.broken(services, _OF_TIME)
    members = {name for number in touched for name in locked.teams.get(number, ())}
    blamed = [pair for pair in broken if pair[0] in members]
    if blamed:
        _raise(locked, min(touched), blamed, present)


def _raise(locked: _Locked, request: str, broken: list[tuple[str, str]], present: Sequence[Lock]) -> None:
    member = broken[0][0]
    numbers = {number for number, team in locked.teams.items() if member in team}
    raise LocksContradict(
        "locks-contradict-rules",
        [k for n in numbers for k in locked.locks[n] if k in present],
        request=request,
        member=member,
        rules=", ".join(sorted({rule for who, rule in broken if who == member})),
    )
