"""Made-up weeks for the ladder, the same for everybody: `week("city", 20, seed=1)`.

62.2 members and 50 requests a community. The distribution, in metres and minutes:

* Places. One street for every 14 communities, streets normal around the middle (deviation 12 km, 25 km in `rural`,
  shrunk by the root of communities / 1,200), communities normal around a random street (1.6 km, rural 4 km), homes and
  requests normal around a community (350 m). Communities are of unequal size: their shares are gamma(3).
* Members. A quarter is retired (rural 40 %) and free in 2 to 5 of weekday mornings, weekday afternoons and weekend
  halves, with up to 3 services; the others in 1 to 3 of weekday evenings and weekend halves, with up to 2. One to four
  of 24 skills, whose popularity falls as 1 / rank^0.8 (rural 1.1), at level 1, 2, 3 (60, 30, 10 %); four in five are
  insured; 120, 180, 240 or 360 minutes; reach 1, 2, 3, 5 km (35, 35, 20, 10 %; three times that in rural); services
  lately: Poisson(1.5).
* Requests. One of 60 menu items: a seat for 1, 2, 3 members (60, 25, 15 %; rural 30, 50, 20 %) and in one of four
  items a second seat for one, at level 1 or 2; 15 % of seats want insured members; 30, 60 (twice as likely), 90 or 120
  minutes; weight 1, 2, 4, 8 (40, 35, 20, 5 %); one to three windows, of daytime and weekend for three in ten items and
  a fifth of the other requests, else of evenings and weekend.
* `event`: a city in which one request of fifty wants 10 to 40 members, half of them required, 1,500 points for each
  other one. `one-seat`: a city in which each request keeps its first seat, for one member: what VROOM can say.
* Bonuses of 400 points for one member–request pair for every twenty requests.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.random import Generator

from sanbao_solver import ChangeCost, Member, Policy, Problem, Request, Seat, Travel

FAMILIES = ("city", "rural", "event", "one-seat")
MEMBERS, REQUESTS = 62.2, 50
Windows = list[tuple[int, int]]


@dataclass(frozen=True)
class Landscape:
    """What differs between a city and the country."""

    spread_metres: int
    community_metres: int
    retired: float
    popularity: float
    reach_factor: int
    headcount: tuple[float, float, float]


CITY = Landscape(12_000, 1_600, 0.25, 0.8, 1, (0.6, 0.25, 0.15))
COUNTRY = Landscape(25_000, 4_000, 0.40, 1.1, 3, (0.3, 0.5, 0.2))
POLICY = Policy(
    request_value=10_000,
    travel_cost=20,
    fairness_cost=30,
    change_cost=ChangeCost(proposed=50, offered=300, accepted=3000),
)


def _windows(days: range, *hours: tuple[int, int]) -> Windows:
    return [(day * 1440 + begin * 30, day * 1440 + end * 30) for day in days for begin, end in hours]


EVENING = _windows(range(5), (36, 42))
DAYTIME = _windows(range(5), (18, 23), (28, 34))
WEEKEND = _windows(range(5, 7), (18, 24), (28, 34))
SKILLS = tuple(f"skill-{i:02d}" for i in range(24))


def week(family: str, communities: int, seed: int) -> Problem:
    """A week of the family; equal arguments give an equal week."""
    land = COUNTRY if family == "rural" else CITY
    random = np.random.default_rng([FAMILIES.index(family), communities, seed])
    homes, sites = _places(land, communities, random)
    popularity = 1 / np.arange(1, len(SKILLS) + 1) ** land.popularity
    popularity /= popularity.sum()
    members = tuple(_member(i, at, land, popularity, random) for i, at in enumerate(homes))
    requests = _requests(sites, family, land, popularity, random)
    bonus = np.unique(random.integers(0, (len(members), len(requests)), (len(requests) // 20, 2)), axis=0)
    return Problem(
        format="sanbao-problem/1",
        week="2026-W48",
        timezone="Asia/Shanghai",
        start_step=30,
        travel=Travel(metres_per_minute=200, detour_percent=130),
        policy=POLICY,
        members=members,
        requests=requests,
        pair_costs=tuple((members[m].id, requests[r].id, -400) for m, r in bonus),
        forbidden=(),
        pins=(),
        previous=(),
    )


def _places(land: Landscape, communities: int, random: Generator) -> tuple[np.ndarray, np.ndarray]:
    streets = random.normal(
        0, land.spread_metres * min(1, np.sqrt(communities / 1200)), (max(1, communities // 14), 2)
    )
    centres = random.choice(streets, communities) + random.normal(0, land.community_metres, (communities, 2))
    share = random.gamma(3, size=communities)
    counts = (round(communities * MEMBERS), communities * REQUESTS)
    homes, sites = (
        (random.choice(centres, n, p=share / share.sum()) + random.normal(0, 350, (n, 2))).astype(int)
        for n in counts
    )
    return homes, sites


def _member(
    number: int, at: np.ndarray, land: Landscape, popularity: np.ndarray, random: Generator
) -> Member:
    retired = random.random() < land.retired
    hours = (DAYTIME if retired else EVENING) + WEEKEND
    count = random.integers(2, 6) if retired else random.integers(1, 4)
    skills = random.choice(SKILLS, random.integers(1, 5), replace=False, p=popularity)
    return Member(
        id=f"m{number}",
        place=(int(at[0]), int(at[1])),
        skills={str(s): int(random.choice((1, 2, 3), p=(0.6, 0.3, 0.1))) for s in skills},
        tags=("insured",) if random.random() < 0.8 else (),
        available=_some(hours, int(count), random),
        max_services=int(random.integers(1, 4 if retired else 3)),
        max_minutes=int(random.choice((120, 180, 240, 360))),
        reach=int(random.choice((1000, 2000, 3000, 5000), p=(0.35, 0.35, 0.2, 0.1))) * land.reach_factor,
        recent_services=int(random.poisson(1.5)),
    )


def _some(hours: Windows, count: int, random: Generator) -> tuple[tuple[int, int], ...]:
    """So many of the windows, in order; no two of them touch."""
    return tuple(hours[i] for i in sorted(random.choice(len(hours), count, replace=False)))


@dataclass(frozen=True)
class Item:
    """A kind of service on the menu."""

    seats: tuple[Seat, ...]
    duration: int
    daytime: bool


def _item(land: Landscape, popularity: np.ndarray, random: Generator) -> Item:
    asked = [(1, int(random.choice((1, 2, 3), p=land.headcount)))]
    if random.random() < 0.25:
        asked.append((int(random.integers(1, 3)), 1))
    seats = tuple(
        Seat(
            skill=str(random.choice(SKILLS, p=popularity)),
            level=level,
            tags=("insured",) if random.random() < 0.15 else (),
            required=required,
            wanted=0,
            wanted_value=0,
        )
        for level, required in asked
    )
    return Item(seats, int(random.choice((30, 60, 60, 90, 120))), bool(random.random() < 0.3))


def _requests(
    sites: np.ndarray, family: str, land: Landscape, popularity: np.ndarray, random: Generator
) -> tuple[Request, ...]:
    menu = [_item(land, popularity, random) for _ in range(60)]
    made = []
    for number, at in enumerate(sites):
        item = menu[random.integers(len(menu))]
        daytime = item.daytime or random.random() < 0.2
        made.append(
            Request(
                id=f"r{number}",
                place=(int(at[0]), int(at[1])),
                weight=int(random.choice((1, 2, 4, 8), p=(0.4, 0.35, 0.2, 0.05))),
                duration=item.duration,
                windows=_some(
                    (DAYTIME if daytime else EVENING) + WEEKEND, int(random.integers(1, 4)), random
                ),
                seats=_seats(item, family, random),
            )
        )
    return tuple(made)


def _seats(item: Item, family: str, random: Generator) -> tuple[Seat, ...]:
    first = item.seats[0]
    if family == "one-seat":
        return (msgspec.structs.replace(first, required=1),)
    if family == "event" and random.random() < 0.02:
        crowd = int(random.integers(10, 41))
        return (
            msgspec.structs.replace(first, required=crowd // 2, wanted=crowd - crowd // 2, wanted_value=1500),
        )
    return item.seats
