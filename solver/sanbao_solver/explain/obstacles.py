"""Seat by seat: how many members each rule removes, who is left, and whom one rule alone keeps out.

Members beyond reach and members without the skill are counted, but only the nearest misses among them are looked at.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from sanbao_solver.problem import Member, Request, Seat
from sanbao_solver.staffing import Desk, Obstacle

LOOKED_AT = 40


class Miss(Struct, frozen=True, kw_only=True):
    """A member whom this one rule keeps from a seat at a start."""

    start: int
    member: Member
    seat: int
    obstacle: Obstacle


class Standing(Struct, frozen=True, kw_only=True):
    """One seat, whatever the time: members removed by each pair rule, those left, those whom only one removes."""

    removed: Counter[str]
    able: list[Member]
    almost: list[tuple[Member, Obstacle]]


def standing(desk: Desk, request: Request, seat: Seat) -> Standing:
    """How the members stand to a seat, each counted at the first rule that removes him."""
    skill = seat.skill if seat.level else None
    holders = desk.roster.holders(skill)
    removed: Counter[str] = Counter(skill=len(desk.roster.members) - len(holders))
    able: list[Member] = []
    almost: list[tuple[Member, Obstacle]] = []
    far: list[tuple[Member, Obstacle]] = []
    for member in holders:
        obstacles = desk.pair_obstacles(member, request, seat)
        first = next(obstacles, None)
        if first is None:
            able.append(member)
            continue
        removed[first.rule] += 1
        if next(obstacles, None) is None:
            (far if first.rule == "reach" else almost).append((member, first))
    far.sort(key=lambda miss: miss[1].by)
    return Standing(
        removed=removed,
        able=able,
        almost=[*almost, *far[:LOOKED_AT], *islice(_unskilled(desk, request, seat), LOOKED_AT)],
    )


def _unskilled(desk: Desk, request: Request, seat: Seat) -> Iterator[tuple[Member, Obstacle]]:
    """Those near and free whom nothing but the skill is missing."""
    starts = desk.starts(request)
    for member in desk.roster.within_reach(request.place, None) if seat.level else ():
        if seat.skill in member.skills:
            continue
        first, *more = desk.pair_obstacles(member, request, seat)
        if not more and any(desk.time_rule(member, request, s) is None for s in starts):
            yield member, first


def misses(desk: Desk, request: Request, seats: list[Standing]) -> list[Miss]:
    """Members whom one rule alone keeps from a seat at some start."""
    starts = desk.starts(request)
    found: list[Miss] = []
    for position, seat in enumerate(seats):
        for member, obstacle in seat.almost:
            start = next((s for s in starts if desk.time_rule(member, request, s) is None), None)
            if start is not None:
                found.append(Miss(start=start, member=member, seat=position, obstacle=obstacle))
        for member in seat.able:
            for start in starts:
                obstacles = list(desk.time_obstacles(member, request, start))
                if len(obstacles) == 1:
                    found.append(Miss(start=start, member=member, seat=position, obstacle=obstacles[0]))
    return found
