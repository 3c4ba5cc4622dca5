"""What people hold of a week, laid on a desk as the plan of its problem: plain values, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from sanbao.members.free_time import joined, without
from sanbao_solver import Desk, Member, Plan, Problem, Request, Seat, Served, check

_MOST_POINTS = 1_000_000_000


class Place(NamedTuple):
    """A place of a request that somebody holds: numbers, the seat's index, the start's minute."""

    request: str
    member: str
    seat: int
    start: int


def lay_open(problem: Problem, held: Sequence[Place], asked: set[tuple[str, str]]) -> Desk:
    """What people hold as the plan of the problem, on a desk; no pins: that promises are moved is for the price to say.

    `asked` are (member, request) of those who were asked and fell out: nobody is asked twice. A team of too few is
    what its request requires, and each place it lacks is worth the whole request. A service that the rules no longer
    allow is left as it is: it cannot be asked about, and takes its members' time.
    """
    requests = {q.id: q for q in problem.requests}
    services = _services(requests, held)
    requests |= {number: _as_held(problem, requests[number], s) for number, s in services.items()}
    pairs = {(p.member, p.request) for p in held}
    known = {m.id for m in problem.members}
    barred = sorted((m, q) for m, q in asked - pairs if m in known and q in requests)
    problem = msgspec.structs.replace(
        problem,
        requests=tuple(requests.values()),
        forbidden=tuple(dict.fromkeys((*problem.forbidden, *barred))),
        pins=(),
    )
    odd = _odd(problem, services, held)
    return Desk(
        _without(problem, odd, [p for p in held if p.request in odd]),
        Plan(served=tuple(s for number, s in services.items() if number not in odd)),
    )


def _services(requests: Mapping[str, Request], held: Sequence[Place]) -> dict[str, Served]:
    teams: dict[str, list[Place]] = {}
    for place in held:
        if place.request in requests:
            teams.setdefault(place.request, []).append(place)
    return {
        number: Served(
            request=number,
            start=places[0].start,
            seats=tuple(
                tuple(sorted(p.member for p in places if p.seat == index))
                for index in range(len(requests[number].seats))
            ),
        )
        for number, places in teams.items()
    }


def _as_held(problem: Problem, asked: Request, service: Served) -> Request:
    value = min(_MOST_POINTS, problem.policy.request_value * asked.weight)
    seats = (
        _seat_as_held(seat, len(team), value) for seat, team in zip(asked.seats, service.seats, strict=True)
    )
    return msgspec.structs.replace(asked, seats=tuple(seats))


def _seat_as_held(seat: Seat, held: int, value: int) -> Seat:
    if held < seat.required:
        worth = max(value, seat.wanted_value)
        return msgspec.structs.replace(seat, required=held, wanted=seat.required - held, wanted_value=worth)
    return msgspec.structs.replace(seat, wanted=max(seat.wanted, held - seat.required))


def _odd(problem: Problem, services: Mapping[str, Served], held: Sequence[Place]) -> set[str]:
    """The requests whose team breaks a rule of the problem, or has somebody who is not in it."""
    known = {m.id for m in problem.members}
    odd = {p.request for p in held if p.member not in known and p.request in services}
    plan = Plan(served=tuple(s for number, s in services.items() if number not in odd))
    for violation in check(problem, plan):
        if violation.request is not None:
            odd.add(violation.request)
        else:
            odd |= {p.request for p in held if p.member == violation.member and p.request in services}
    return odd


def _without(problem: Problem, odd: set[str], held: Sequence[Place]) -> Problem:
    """The problem without some requests, the time they take off their members' hours and limits."""
    if not odd:
        return problem
    duration = {q.id: q.duration for q in problem.requests}
    taken: dict[str, list[Place]] = {}
    for place in held:
        taken.setdefault(place.member, []).append(place)

    def left(member: Member, places: Sequence[Place]) -> Member:
        times = [(p.start, p.start + duration[p.request]) for p in places]
        return msgspec.structs.replace(
            member,
            available=without(member.available, joined(times)),
            max_services=max(0, member.max_services - len(times)),
            max_minutes=max(0, member.max_minutes - sum(end - start for start, end in times)),
        )

    members = [left(m, taken[m.id]) if m.id in taken else m for m in problem.members]
    return msgspec.structs.replace(
        problem,
        members=tuple(members),
        requests=tuple(q for q in problem.requests if q.id not in odd),
        pair_costs=tuple(c for c in problem.pair_costs if c[1] not in odd),
        forbidden=tuple(f for f in problem.forbidden if f[1] not in odd),
        previous=tuple(p for p in problem.previous if p.request not in odd),
    )
