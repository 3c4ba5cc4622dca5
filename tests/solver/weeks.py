"""Small weeks for the tests: one builder for hand-made ones, one for random ones, and a search through all plans."""

import random
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, TypeVar

from msgspec.structs import fields, replace

from sanbao_solver import (
    ChangeCost,
    Member,
    Pin,
    Plan,
    Policy,
    Previous,
    Problem,
    Request,
    Seat,
    Served,
    Travel,
    check,
    score,
)

DAY = (540, 1080)
Row = TypeVar("Row", Member, Request, Seat)


def member(identity: str = "m", **fields: Any) -> Member:
    given: dict[str, Any] = {
        "place": (0, 0),
        "skills": {"cook": 2},
        "tags": (),
        "available": (DAY,),
        "max_services": 3,
        "max_minutes": 600,
        "reach": 5000,
        "recent_services": 0,
    }
    return Member(id=identity, **{**given, **fields})


def seat(**fields: Any) -> Seat:
    given: dict[str, Any] = {
        "skill": "cook",
        "level": 1,
        "tags": (),
        "required": 1,
        "wanted": 0,
        "wanted_value": 0,
    }
    return Seat(**{**given, **fields})


def request(identity: str = "q", **fields: Any) -> Request:
    given: dict[str, Any] = {
        "place": (0, 0),
        "weight": 1,
        "duration": 60,
        "windows": (DAY,),
        "seats": (seat(),),
    }
    return Request(id=identity, **{**given, **fields})


def problem(members: Any = (), requests: Any = (), **fields: Any) -> Problem:
    given: dict[str, Any] = {
        "format": "sanbao-problem/1",
        "week": "2026-W48",
        "timezone": "Asia/Shanghai",
        "start_step": 30,
        "travel": Travel(metres_per_minute=200, detour_percent=130),
        "policy": Policy(
            request_value=10_000,
            travel_cost=20,
            fairness_cost=30,
            change_cost=ChangeCost(proposed=50, offered=300, accepted=3000),
        ),
        "pair_costs": (),
        "forbidden": (),
        "pins": (),
        "previous": (),
    }
    return Problem(members=tuple(members), requests=tuple(requests), **{**given, **fields})


def plan(*services: tuple[str, int, Any]) -> Plan:
    return Plan(
        served=tuple(
            Served(request=q, start=s, seats=tuple(tuple(t) for t in teams)) for q, s, teams in services
        )
    )


def random_week(seed: int, members: int = 4, requests: int = 3, *, extras: bool = True) -> Problem:
    """A week small enough to search through, with every field of the document in use somewhere.

    Draw a new field from a `random.Random` of its own, so that the weeks of these seeds stay what tests found in them.
    """
    r = random.Random(seed)
    skills = ("cook", "drive")

    def hours() -> tuple[tuple[int, int], ...]:
        begin = r.choice((540, 570, 600))
        first = (begin, begin + r.choice((60, 90, 150)))
        second = (first[1] + r.choice((0, 30, 60)), first[1] + 180)
        return (first, second) if r.random() < 0.4 else (first,)

    people = [
        member(
            f"m{i}",
            place=(r.randrange(0, 6000, 500), r.randrange(0, 3000, 500)),
            skills={s: r.randint(1, 2) for s in r.sample(skills, r.randint(1, 2))},
            tags=("insured",) if r.random() < 0.7 else (),
            available=hours(),
            max_services=r.choice((0, 1, 2, 3)),
            max_minutes=r.choice((30, 60, 90, 200)),
            reach=r.choice((1000, 3000, 9000)),
            recent_services=r.randint(0, 3),
        )
        for i in range(members)
    ]

    def one_seat() -> Seat:
        return seat(
            skill=r.choice(skills),
            level=r.choice((0, 1, 1, 2)),
            tags=("insured",) if r.random() < 0.2 else (),
            required=r.choice((0, 1, 1, 1, 2)),
            wanted=r.choice((0, 0, 1, 2)),
            wanted_value=r.choice((50, 500)),
        )

    asked = [
        request(
            f"q{i}",
            place=(r.randrange(0, 6000, 500), r.randrange(0, 3000, 500)),
            weight=r.choice((1, 2, 4)),
            duration=r.choice((30, 60, 60, 90)),
            windows=((w := r.choice((540, 555, 600)), w + r.choice((60, 90, 120))),),
            seats=tuple(one_seat() for _ in range(r.choice((1, 1, 2)))),
        )
        for i in range(requests)
    ]
    if not extras:
        return problem(people, asked)

    def pair() -> tuple[str, str]:
        return r.choice(people).id, r.choice(asked).id

    pins = []
    if r.random() < 0.35:
        chosen = r.choice(asked)
        start = r.choice((None, chosen.windows[0][0], chosen.windows[0][0] + 30))
        named = tuple(m.id for m in r.sample(people, r.choice((0, 1, 1, 2))))
        pins.append(Pin(request=chosen.id, start=start, members=named, served=r.random() < 0.3))
    previous = {
        (m, q): Previous(
            request=q,
            member=m,
            start=r.choice((540, 570, 600)),
            state=r.choice(("proposed", "offered", "accepted")),
        )
        for m, q in (pair() for _ in range(r.randint(0, 3)))
    }
    return problem(
        people,
        asked,
        pair_costs=tuple((*pair(), r.choice((-900, -100, 70, 20_000))) for _ in range(r.randint(0, 3))),
        forbidden=tuple({pair() for _ in range(r.randint(0, 2))}),
        pins=tuple(pins),
        previous=tuple(previous.values()),
        policy=Policy(
            request_value=r.choice((10_000, 10_000, 300)),
            travel_cost=r.choice((0, 20)),
            fairness_cost=r.choice((0, 30)),
            change_cost=ChangeCost(proposed=50, offered=300, accepted=3000),
        ),
    )


def as_published(week: Problem) -> Problem:
    """The week without what added rules ask, for judges that know the format as it was published: in members, requests
    and seats an added field is one that has a default."""

    def bare(row: Row) -> Row:
        return type(row)(**{f.name: getattr(row, f.name) for f in fields(row) if f.required})

    requests = [replace(bare(q), seats=tuple(map(bare, q.seats))) for q in week.requests]
    return replace(week, members=tuple(map(bare, week.members)), requests=tuple(requests))


def options(week: Problem, asked: Request) -> Iterator[Served]:
    """Every start with every team that fills the seats, allowed or not."""
    starts = [
        s for begin, end in asked.windows for s in range(begin, end - asked.duration + 1, week.start_step)
    ]
    everybody = [m.id for m in week.members]
    teams = [
        [t for k in range(s.required, s.required + s.wanted + 1) for t in combinations(everybody, k)]
        for s in asked.seats
    ]
    for start in starts:
        for team in product(*teams):
            yield Served(request=asked.id, start=start, seats=team)


def best_total(week: Problem) -> int | None:
    """The best total of all allowed plans by trying them all; None when there is none."""
    possible = []
    free = {"pins"}
    for asked in week.requests:
        single = [s for s in options(week, asked) if not _broken(week, (s,), free)]
        possible.append([None, *single])
    best: int | None = None

    def search(at: int, chosen: tuple[Served, ...]) -> None:
        nonlocal best
        if at == len(possible):
            whole = Plan(served=chosen)
            if not check(week, whole):
                total = score(week, whole).total
                best = total if best is None else max(best, total)
            return
        for service in possible[at]:
            extended = chosen if service is None else (*chosen, service)
            if service is None or not _broken(week, extended, free):
                search(at + 1, extended)

    search(0, ())
    return best


def _broken(week: Problem, services: tuple[Served, ...], ignored: set[str]) -> bool:
    return any(v.rule not in ignored for v in check(week, Plan(served=services)))
