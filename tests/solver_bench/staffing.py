"""Who may sit where, by the rules about one member and one seat: what every rival is given.

Written for the benchmark from `problem-format.md`, apart from the solver's own candidates, so that a fault of one
shows as a disagreement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanbao_solver import Problem, Request, Seat


def starts_of(week: Problem, request: Request) -> list[int]:
    """The candidate starts, in order."""
    last = [end - request.duration for _, end in request.windows]
    return sorted(
        {
            s
            for (begin, _), to in zip(request.windows, last, strict=True)
            for s in range(begin, to + 1, week.start_step)
        }
    )


@dataclass(frozen=True)
class Chair:
    """One seat of a request at one start, with the members who may hold it (by number, rising)."""

    seat: int
    members: np.ndarray


class Staffing:
    """The members of a week as arrays, asked request by request."""

    def __init__(self, week: Problem) -> None:
        self.week = week
        members = week.members
        self.place = np.array([m.place for m in members], dtype=np.int64).reshape(-1, 2)
        self.reach = np.array([m.reach for m in members], dtype=np.int64)
        self.most_minutes = np.array([m.max_minutes if m.max_services else -1 for m in members])
        self._number = {m.id: i for i, m in enumerate(members)}
        skills = sorted({name for m in members for name in m.skills})
        self._level = {name: np.array([m.skills.get(name, 0) for m in members]) for name in skills}
        tags = sorted({tag for m in members for tag in m.tags})
        self._tag = {tag: np.array([tag in m.tags for m in members]) for tag in tags}
        widest = max((len(m.available) for m in members), default=0)
        hours = np.zeros((len(members), widest, 2), dtype=np.int64)
        for i, m in enumerate(members):
            hours[i, : len(m.available)] = m.available
        self._begin, self._end = hours[..., 0], hours[..., 1]
        self._forbidden: dict[str, list[int]] = {}
        for who, what in week.forbidden:
            self._forbidden.setdefault(what, []).append(self._number[who])
        self.pair_cost: dict[tuple[int, str], int] = {}
        for who, what, cost in week.pair_costs:
            pair = self._number[who], what
            self.pair_cost[pair] = self.pair_cost.get(pair, 0) + cost

    def minutes(self, metres: np.ndarray) -> np.ndarray:
        """Travel minutes of whole metres, rounded up."""
        travel = self.week.travel
        return -(-metres * travel.detour_percent // (100 * travel.metres_per_minute))

    def metres(self, member: np.ndarray, place: tuple[int, int]) -> np.ndarray:
        """Whole metres from the members' homes to the place, rounded down."""
        return whole_metres(self.place[member] - np.array(place))

    def costs(self, request: Request, member: np.ndarray) -> np.ndarray:
        """What each member's way to the request and the pair cost; negative is a gain."""
        way = self.week.policy.travel_cost * self.minutes(self.metres(member, request.place))
        return way + np.array([self.pair_cost.get((int(m), request.id), 0) for m in member], dtype=np.int64)

    def suited(self, request: Request, seat: Seat) -> np.ndarray:
        """Members with skill, level, tags, reach and room for one service of that length, not forbidden."""
        level = self._level.get(seat.skill, np.zeros(len(self.reach), dtype=np.int64))
        fits = (level >= seat.level) & (self.most_minutes >= request.duration)
        for tag in seat.tags:
            fits &= self._tag.get(tag, np.False_)
        fits[self._forbidden.get(request.id, [])] = False
        found = np.flatnonzero(fits)
        return found[self.metres(found, request.place) <= self.reach[found]]

    def free(self, member: np.ndarray, start: int, end: int) -> np.ndarray:
        """Those of the members who offered the whole time."""
        return member[((self._begin[member] <= start) & (end <= self._end[member])).any(axis=1)]

    def chairs(self, request: Request) -> list[tuple[int, list[Chair]]]:
        """The starts at which every seat has enough candidates, each with its seats."""
        suited = [self.suited(request, seat) for seat in request.seats]
        if any(len(who) < seat.required for who, seat in zip(suited, request.seats, strict=True)):
            return []
        found = []
        for start in starts_of(self.week, request):
            free = [self.free(who, start, start + request.duration) for who in suited]
            enough = all(len(who) >= seat.required for who, seat in zip(free, request.seats, strict=True))
            if enough and any(map(len, free)):
                found.append((start, [Chair(j, who) for j, who in enumerate(free)]))
        return found


def whole_metres(difference: np.ndarray) -> np.ndarray:
    """The length of each difference of places (last axis), rounded down; exact, the root being corrected."""
    square = (difference.astype(np.int64) ** 2).sum(axis=-1)
    root = np.sqrt(square.astype(float)).astype(np.int64)
    root -= root * root > square
    return root + ((root + 1) ** 2 <= square)
