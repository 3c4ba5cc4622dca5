"""One limit of a week made weaker wherever it stands, by name: for every limit that a problem document can hold."""

import random
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from sanbao_solver import Member, Previous, Problem, Request, Seat
from tests.solver.weeks import member

Relaxation = Callable[[random.Random, Problem], Problem]

_WEAKER = {"accepted": "offered", "offered": "proposed", "proposed": "proposed"}


def _of_member(change: Callable[[random.Random, Member], dict[str, Any]]) -> Relaxation:
    def relax(r: random.Random, week: Problem) -> Problem:
        return replace(week, members=tuple(replace(m, **change(r, m)) for m in week.members))

    return relax


def _of_request(change: Callable[[random.Random, Request], dict[str, Any]]) -> Relaxation:
    def relax(r: random.Random, week: Problem) -> Problem:
        return replace(week, requests=tuple(replace(q, **change(r, q)) for q in week.requests))

    return relax


def _of_seat(change: Callable[[Seat], dict[str, Any]]) -> Relaxation:
    return _of_request(lambda r, q: {"seats": tuple(replace(s, **change(s)) for s in q.seats)})


def _of_policy(change: Callable[[Problem], dict[str, Any]]) -> Relaxation:
    return lambda r, week: replace(week, policy=replace(week.policy, **change(week)))


def _without(field: str) -> Relaxation:
    def relax(r: random.Random, week: Problem) -> Problem:
        rows = list(getattr(week, field))
        if rows:
            rows.pop(r.randrange(len(rows)))
        return replace(week, **{field: tuple(rows)})

    return relax


def _wider(r: random.Random, opens: int, closes: int) -> tuple[int, int]:
    return opens - r.choice((0, 30, 60)), closes + r.choice((30, 60, 90))


def _longer_hours(r: random.Random, m: Member) -> dict[str, Any]:
    if not m.available:
        return {"available": ((540, 900),)}
    return {"available": (_wider(r, m.available[0][0], m.available[-1][1]),)}


def _skill(r: random.Random, m: Member) -> dict[str, Any]:
    name = r.choice(("cook", "drive"))
    return {"skills": {**m.skills, name: m.skills.get(name, 0) + 1}}


def _no_pin_field(r: random.Random, week: Problem) -> Problem:
    given: dict[str, Any] = r.choice(({"start": None}, {"members": ()}, {"served": False}))
    return replace(week, pins=tuple(replace(p, **given) for p in week.pins))


def _cheaper_pair(r: random.Random, week: Problem) -> Problem:
    return replace(week, pair_costs=tuple((m, q, cost - 500) for m, q, cost in week.pair_costs))


def _earlier_state(r: random.Random, week: Problem) -> Problem:
    def weaker(p: Previous) -> Previous:
        return replace(p, state=_WEAKER[p.state])  # type: ignore[arg-type]

    return replace(week, previous=tuple(weaker(p) for p in week.previous))


def _newcomer(r: random.Random, week: Problem) -> Problem:
    return replace(week, members=(*week.members, member("newcomer", tags=("insured",))))


RELAXATIONS: dict[str, Relaxation] = {
    "max_services": _of_member(lambda r, m: {"max_services": m.max_services + 1}),
    "max_minutes": _of_member(lambda r, m: {"max_minutes": m.max_minutes + r.choice((30, 60))}),
    "reach": _of_member(lambda r, m: {"reach": m.reach + 3000}),
    "skill or level": _of_member(_skill),
    "tag": _of_member(lambda r, m: {"tags": (*m.tags, "insured")}),
    "availability": _of_member(_longer_hours),
    "recent load": _of_member(lambda r, m: {"recent_services": max(0, m.recent_services - 1)}),
    "one more member": _newcomer,
    "end of a window": _of_request(lambda r, q: {"windows": ((q.windows[0][0], q.windows[0][1] + 60),)}),
    "one more window": _of_request(lambda r, q: {"windows": (*q.windows, (720, 840))}),
    "duration": _of_request(lambda r, q: {"duration": q.duration // 2}),
    "weight": _of_request(lambda r, q: {"weight": q.weight + 1}),
    "level of a seat": _of_seat(lambda s: {"level": max(0, s.level - 1)}),
    "tags of a seat": _of_seat(lambda s: {"tags": ()}),
    "required": _of_seat(
        lambda s: {"required": max(0, s.required - 1), "wanted": s.wanted + min(s.required, 1)}
    ),
    "wanted": _of_seat(lambda s: {"wanted": s.wanted + 1}),
    "wanted value": _of_seat(lambda s: {"wanted_value": s.wanted_value + 300}),
    "start step": lambda r, week: replace(week, start_step=5),
    "speed": lambda r, week: replace(week, travel=replace(week.travel, metres_per_minute=400)),
    "detour": lambda r, week: replace(week, travel=replace(week.travel, detour_percent=r.choice((0, 100)))),
    "forbidden": _without("forbidden"),
    "pin": _without("pins"),
    "part of a pin": _no_pin_field,
    "earlier pair": _without("previous"),
    "state of an earlier pair": _earlier_state,
    "pair cost": _cheaper_pair,
    "request value": _of_policy(lambda week: {"request_value": 2 * week.policy.request_value}),
    "travel cost": _of_policy(lambda week: {"travel_cost": 0}),
    "fairness cost": _of_policy(lambda week: {"fairness_cost": 0}),
}
