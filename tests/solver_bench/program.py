"""A week as one integer program, the same for CP-SAT and for HiGHS: maximise `gain · x`, `low ≤ A x ≤ high`, x binary.

Columns, in this order:

* `y[q, s]`: request q is served at start s;
* `x[q, s, j, m]`: member m holds seat j of it;
* `u[m, k]`: m has at least k services this week (the steps of fairness; their costs rise, so they fill in order).

Rows:

* a request has at most one start;
* a seat holds `required` to `required + wanted` members if its start is taken, else none; a request whose seats
  require nobody holds at least one;
* a member holds at most one seat of a request, and only at the start taken (left out where the seat row says so);
* a member's services are his steps (so at most `max_services`), his minutes at most `max_minutes`;
* a member does one thing at a time: for every start t at most one of his services that began by t and is not over,
  the way from it to the nearest of his other requests included;
* and where the way to another of them is longer than that: at most one of the two, in rows that hold as many services
  excluding each other as a greedy search from the first one finds.

Previous plans and pins are no part of the benchmark: `Program` refuses a week that has them.
"""

from __future__ import annotations

import numpy as np

from sanbao_solver import Plan, Problem, Served
from tests.solver_bench.staffing import Staffing, whole_metres

UNLIMITED = 1 << 40


class TooLarge(Exception):
    """The program has more candidates than a rival can be given on this machine."""


class Program:
    """The columns and rows of a week. `row`, `column`, `factor` are the matrix, ordered by row."""

    def __init__(self, week: Problem, most_candidates: int = UNLIMITED) -> None:
        if week.pins or week.previous:
            raise ValueError("the benchmark's programs know no pins and no previous plan")
        self.week = week
        self._length: list[np.ndarray] = []
        self._column: list[np.ndarray] = []
        self._factor: list[np.ndarray] = []
        self._low: list[int] = []
        self._high: list[int] = []
        self._seat_rows(most_candidates)
        self._member_rows()
        self._start_rows()
        length = _joined(self._length)
        self.row = np.repeat(np.arange(len(length)), length)
        self.column, self.factor = _joined(self._column), _joined(self._factor)
        self.low, self.high = np.array(self._low), np.array(self._high)

    def _add(self, columns: np.ndarray, factors: np.ndarray | int, low: int, high: int) -> None:
        self._length.append(np.array([len(columns)]))
        self._column.append(columns)
        self._factor.append(np.broadcast_to(np.asarray(factors), columns.shape))
        self._low.append(low)
        self._high.append(high)

    def _seat_rows(self, most_candidates: int) -> None:
        """Find starts and candidates; tie the candidates' number to their start."""
        week, staffing = self.week, Staffing(self.week)
        starts: list[tuple[int, int]] = []
        start_gain: list[int] = []
        seats: list[tuple[int, int, np.ndarray]] = []
        gain: list[np.ndarray] = []
        candidates = 0
        for number, request in enumerate(week.requests):
            for start, chairs in staffing.chairs(request):
                worth = week.policy.request_value * request.weight
                for chair in chairs:
                    seat = request.seats[chair.seat]
                    extra = seat.wanted_value if seat.wanted else 0
                    worth -= extra * seat.required
                    seats.append((len(starts), chair.seat, chair.members))
                    gain.append(extra - staffing.costs(request, chair.members))
                    candidates += len(chair.members)
                starts.append((number, start))
                start_gain.append(worth)
            if candidates > most_candidates:
                raise TooLarge(f"more than {most_candidates:,} candidates")
        self.staffing = staffing
        self.start_request = np.array([q for q, _ in starts], dtype=np.int64)
        self.start_minute = np.array([s for _, s in starts], dtype=np.int64)
        count = [len(who) for *_, who in seats]
        first = np.concatenate(([0], np.cumsum(count, dtype=np.int64))) + len(starts)
        self.start = np.repeat([y for y, *_ in seats], count).astype(np.int64)
        self.seat = np.repeat([j for _, j, _ in seats], count).astype(np.int64)
        self.member = np.concatenate([*(who for *_, who in seats), np.zeros(0, dtype=np.int64)])
        self.gain = np.concatenate([np.array(start_gain, dtype=np.int64), *gain])
        for (y, j, who), at in zip(seats, first[:-1], strict=True):
            seat = week.requests[self.start_request[y]].seats[j]
            columns = np.concatenate((np.arange(at, at + len(who)), [y]))
            ones = np.ones(len(who), dtype=np.int64)
            if not seat.wanted:
                self._add(columns, np.append(ones, -seat.required), 0, 0)
                continue
            self._add(columns, np.append(ones, -seat.required), 0, UNLIMITED)
            self._add(columns, np.append(ones, -seat.required - seat.wanted), -UNLIMITED, 0)

    def _start_rows(self) -> None:
        """One start a request; one seat a member at a start; somebody where nobody is required."""
        week = self.week
        for mine in _groups(self.start_request):
            self._add(mine, 1, 0, 1)
        if not len(self.start):
            return
        seats = [week.requests[q].seats for q in self.start_request]
        for y, at in enumerate(_groups(self.start)):
            if not any(seat.required for seat in seats[y]):
                columns = np.append(at + len(seats), y)
                self._add(columns, np.append(np.ones(len(at), dtype=np.int64), -1), 0, UNLIMITED)
        several = np.array([len(s) > 1 or s[0].required + s[0].wanted > 1 for s in seats])
        mine = np.flatnonzero(several[self.start])
        mine = mine[np.lexsort((self.member[mine], self.start[mine]))]
        start, member = self.start[mine], self.member[mine]
        ends = np.flatnonzero((np.diff(start, append=-1) != 0) | (np.diff(member, append=-1) != 0)) + 1
        count = np.diff(ends, prepend=0)
        self._column.append(np.insert(mine + len(seats), ends, start[ends - 1]))
        self._factor.append(np.insert(np.ones(len(mine), dtype=np.int64), ends, -1))
        self._length.append(count + 1)
        self._low += [-UNLIMITED] * len(count)
        self._high += [0] * len(count)

    def _member_rows(self) -> None:
        """Caps, fairness and time of each member."""
        week = self.week
        duration = np.array([q.duration for q in week.requests], dtype=np.int64)
        place = np.array([q.place for q in week.requests], dtype=np.int64)
        steps: list[int] = []
        self.step_member: list[int] = []
        step_at = len(self.gain)
        for mine in _groups(self.member):
            number = int(self.member[mine[0]])
            member = week.members[number]
            columns = mine + len(self.start_request)
            start, slot_of = np.unique(self.start[mine], return_inverse=True)
            request = self.start_request[start]
            most = min(member.max_services, len(np.unique(request)))
            recent = member.recent_services
            steps += [-week.policy.fairness_cost * (2 * (recent + k) - 1) for k in range(1, most + 1)]
            mine_steps = np.arange(step_at, step_at + most)
            step_at += most
            self.step_member += [number] * most
            ones = np.ones(len(columns), dtype=np.int64)
            self._add(np.concatenate((columns, mine_steps)), np.append(ones, np.full(most, -1)), 0, 0)
            minutes = duration[request][slot_of]
            self._add(columns, minutes, 0, member.max_minutes)
            known, which = np.unique(request, return_inverse=True)
            way = self.staffing.minutes(whole_metres(place[known][:, None] - place[known][None, :]))
            way = way[which[:, None], which[None, :]]
            for slots in _exclusive(self.start_minute[start], duration[request], request, way):
                self._add(columns[np.isin(slot_of, slots)], 1, 0, 1)
        self.gain = np.concatenate((self.gain, np.array(steps, dtype=np.int64)))

    def values(self, plan: Plan) -> np.ndarray:
        """An allowed plan as a value for every column."""
        number = {q.id: i for i, q in enumerate(self.week.requests)}
        who = {m.id: i for i, m in enumerate(self.week.members)}
        start = {
            (q, s): y for y, (q, s) in enumerate(zip(self.start_request, self.start_minute, strict=True))
        }
        values = np.zeros(len(self.gain), dtype=np.int64)
        wanted, load = set(), np.zeros(len(self.week.members), dtype=np.int64)
        for service in plan.served:
            y = start[number[service.request], service.start]
            values[y] = 1
            for j, team in enumerate(service.seats):
                wanted |= {(y, j, who[m]) for m in team}
                load[[who[m] for m in team]] += 1
        seats = len(self.start_request)
        held = zip(self.start.tolist(), self.seat.tolist(), self.member.tolist(), strict=True)
        values[seats : seats + len(self.member)] = [key in wanted for key in held]
        for at, member in enumerate(self.step_member, seats + len(self.member)):
            values[at] = load[member] > 0
            load[member] -= 1
        return values

    def plan(self, values: np.ndarray) -> Plan:
        """The plan that the values say."""
        chosen = np.asarray(values) > 0.5
        teams: dict[int, list[list[str]]] = {
            int(y): [[] for _ in self.week.requests[self.start_request[y]].seats]
            for y in np.flatnonzero(chosen[: len(self.start_request)])
        }
        first = len(self.start_request)
        for x in np.flatnonzero(chosen[first : first + len(self.member)]):
            teams[int(self.start[x])][self.seat[x]].append(self.week.members[self.member[x]].id)
        return Plan(
            served=tuple(
                Served(
                    request=self.week.requests[self.start_request[y]].id,
                    start=int(self.start_minute[y]),
                    seats=tuple(map(tuple, seats)),
                )
                for y, seats in teams.items()
            )
        )


def _groups(keys: np.ndarray) -> list[np.ndarray]:
    """The positions of equal keys, key by key."""
    if not len(keys):
        return []
    order = np.argsort(keys, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(keys[order])) + 1)


def _exclusive(
    start: np.ndarray, duration: np.ndarray, request: np.ndarray, way: np.ndarray
) -> list[np.ndarray]:
    """Sets of a member's possible services of which at most one can be, such that every forbidden pair is in one.

    `way[i, j]` is the travel time between the places of services i and j. Two starts of one request need no set.
    """
    other = request[:, None] != request[None, :]
    end = start + duration
    nearest = np.where(other, way, UNLIMITED).min(axis=1)
    nearest[nearest == UNLIMITED] = 0
    busy = end + nearest
    sets: list[np.ndarray] = []
    last = np.zeros(len(start), dtype=bool)
    for t in np.unique(start)[::-1]:  # a set within the one of a later start says nothing more
        now = (start <= t) & (t < busy)
        if (now & ~last).any() and len(np.unique(request[now])) > 1:
            sets.append(np.flatnonzero(now))
        last = now
    clash = (start[None, :] < end[:, None] + way) & (start[:, None] < end[None, :] + way)
    left = other & (start[None, :] >= busy[:, None]) & (start[None, :] < end[:, None] + way)
    clash |= ~other
    np.fill_diagonal(clash, False)
    for first in range(len(start)):
        while left[first].any():
            together, common = [first], clash[first].copy()
            while (fitting := common & left[first]).any():
                together.append(int(fitting.argmax()))
                common &= clash[together[-1]]
            sets.append(np.array(together))
            left[np.ix_(together, together)] = False
    return sets


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([*parts, np.zeros(0, dtype=np.int64)]).astype(np.int64)
