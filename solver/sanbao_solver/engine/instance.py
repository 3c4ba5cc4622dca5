"""The whole problem in arrays: members, requests, candidate starts, rows and who may fill them.

A row is one seat at one candidate start; rows of a request lie together, by start and then by seat. A candidate
is one member in one row; candidates of a row lie together, cheapest first. Everything is by index, not by id.
"""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from sanbao_solver.engine.arrays import (
    Ints,
    even_cuts,
    expand,
    floor_sqrt,
    lookup,
    offsets,
    order_by,
    small_ints,
)
from sanbao_solver.engine.candidates import Candidates
from sanbao_solver.engine.kernels.opening import open_candidates
from sanbao_solver.problem import Problem
from sanbao_solver.rules import NAMES
from sanbao_solver.rules.availability import hours
from sanbao_solver.rules.start import candidate_starts


class Instance:
    """A problem compiled for solving, by so many `threads`.

    `rules` names the rules the model keeps: all, except when a test drops one.
    """

    def __init__(self, problem: Problem, rules: Collection[str] = NAMES, threads: int = 1) -> None:
        self.problem = problem
        self.rules = frozenset(rules)
        self._threads = threads
        self.member_at = {m.id: i for i, m in enumerate(problem.members)}
        self.request_at = {q.id: i for i, q in enumerate(problem.requests)}
        self._members()
        self._requests()
        self._pins()
        self._starts()
        self._pairs()
        self._rows()

    def _members(self) -> None:
        members = self.problem.members
        self.members = len(members)
        services, minutes = len(self.problem.requests), 10**9
        if "max_services" in self.rules:
            self.max_services = _ints(min(m.max_services, services) for m in members)
        else:
            self.max_services = np.full(self.members, services, dtype=np.int64)
        if "max_minutes" in self.rules:
            self.max_minutes = _ints(m.max_minutes for m in members)
        else:
            self.max_minutes = np.full(self.members, minutes, dtype=np.int64)
        self.recent = _ints(m.recent_services for m in members)

    def _requests(self) -> None:
        requests = self.problem.requests
        self.requests = len(requests)
        self.duration = _ints(q.duration for q in requests)
        self.weight = _ints(q.weight for q in requests)
        self.value = self.problem.policy.request_value * self.weight
        self.place = np.array([q.place for q in requests], dtype=np.int64).reshape(-1, 2)
        self.seat_first = offsets(_ints(len(q.seats) for q in requests))
        seats = [s for q in requests for s in q.seats]
        self.required = _ints(s.required for s in seats)
        self.wanted = _ints(s.wanted for s in seats)
        self.wanted_value = _ints(s.wanted_value for s in seats)

    def _pins(self) -> None:
        self.pinned_start: dict[int, set[int]] = {}
        self.pinned_members: dict[int, set[int]] = {}
        self.must_serve: set[int] = set()
        for pin in self.problem.pins if "pins" in self.rules else ():
            request = self.request_at[pin.request]
            if pin.start is not None:
                self.pinned_start.setdefault(request, set()).add(pin.start)
            if pin.members:
                self.pinned_members.setdefault(request, set()).update(self.member_at[m] for m in pin.members)
            if pin.served:
                self.must_serve.add(request)

    def _starts(self) -> None:
        lists = []
        for r, request in enumerate(self.problem.requests):
            if "start" in self.rules:
                starts = candidate_starts(self.problem, request)
            else:
                starts = list(range(0, 10080 - request.duration + 1, self.problem.start_step))
            pinned = self.pinned_start.get(r)
            if not request.seats and "seats" in self.rules:
                starts = []
            if pinned is not None:
                starts = [s for s in starts if pinned == {s}]
            lists.append(starts)
        counts = _ints(len(starts) for starts in lists)
        self.start_first = offsets(counts)
        self.start_request = np.repeat(np.arange(self.requests, dtype=np.int64), counts)
        self.start_time = _ints(s for starts in lists for s in starts)

    def _pairs(self) -> None:
        found = Candidates(self.problem, self.rules, self._threads)
        self.found = found
        self.seat_request = found.seat_request
        self.pair_seat, self.pair_member, self.pair_cost = found.seat, found.member, found.cost
        self.pair_first = np.searchsorted(self.pair_seat, np.arange(len(self.seat_request) + 1))

    def _rows(self) -> None:
        seats_of = np.diff(self.seat_first)
        starts_of = np.diff(self.start_first)
        self.row_first = offsets(seats_of * starts_of)
        owner, self.row_seat = expand(self.seat_first[self.start_request], seats_of[self.start_request])
        self.row_start = owner
        self.start_row = offsets(seats_of[self.start_request])
        self._open_candidates()
        pair = self.candidate_pair
        self.candidate_member = self.pair_member[pair]
        self.candidate_cost = self.pair_cost[pair]
        self._changes()

    def _open_candidates(self) -> None:
        """Candidates by row: the pairs whose member is available throughout."""
        if "availability" in self.rules:
            intervals = [hours(m.available) for m in self.problem.members]
        else:
            intervals = [((0, 10080),)] * self.members
        self.hours_first = offsets(_ints(len(i) for i in intervals))
        self.hours_begin = _ints(a for i in intervals for a, _ in i)
        self.hours_end = _ints(b for i in intervals for _, b in i)
        request = self.seat_request[self.pair_seat]
        able = (self.max_services > 0)[self.pair_member]
        able &= self.duration[request] <= self.max_minutes[self.pair_member]
        given = (self.seat_request, self.seat_first, self.start_first, self.start_row, self.start_time)
        pairs = (self.duration, self.pair_first, self.pair_member, able)
        free = (self.hours_first, self.hours_begin, self.hours_end)
        count = np.zeros(len(self.row_seat), dtype=np.int64)
        cuts = even_cuts(len(self.seat_request), self._threads)

        def fill(row_next: Ints, out: Ints) -> None:
            more = (*given, *pairs, *free, row_next, out)
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(lambda low, high: open_candidates(low, high, *more), cuts[:-1], cuts[1:]))

        fill(count, small_ints(0))
        self.row_offset = offsets(count)
        self.candidate_pair = small_ints(int(self.row_offset[-1]))
        if len(self.candidate_pair):
            fill(self.row_offset[:-1].copy(), self.candidate_pair)

    def way(self, one: Ints, other: Ints) -> Ints:
        """Travel minutes between the places of requests, pair by pair."""
        step = self.place[one] - self.place[other]
        travel = self.problem.travel
        metres = floor_sqrt((step * step).sum(axis=1))
        minutes: Ints = -(-metres * travel.detour_percent // (100 * travel.metres_per_minute))
        return minutes

    def _changes(self) -> None:
        """Keeping a pair of the earlier plan is worth what leaving it costs; `change_base` is leaving them all."""
        policy = self.problem.policy.change_cost
        cost_of = {"proposed": policy.proposed, "offered": policy.offered, "accepted": policy.accepted}
        kept: dict[int, int] = {}
        starts = len(self.start_time)
        at = (
            {
                (int(r), int(t)): i
                for i, (r, t) in enumerate(zip(self.start_request, self.start_time, strict=True))
            }
            if self.problem.previous
            else {}
        )
        self.change_base = 0
        for previous in self.problem.previous:
            self.change_base -= cost_of[previous.state]
            start = at.get((self.request_at[previous.request], previous.start))
            if start is not None:
                key = self.member_at[previous.member] * starts + start
                kept[key] = kept.get(key, 0) + cost_of[previous.state]
        if kept:
            keys = np.array(sorted(kept), dtype=np.int64)
            values = _ints(kept[int(k)] for k in keys)
            row = np.repeat(np.arange(len(self.row_seat)), np.diff(self.row_offset))
            key_of = self.candidate_member.astype(np.int64) * starts + self.row_start[row]
            spared = lookup(keys, values, key_of, 0)
            self.candidate_cost = self.candidate_cost - spared
            self._order_again(np.unique(row[spared > 0]))

    def _order_again(self, rows: Ints) -> None:
        """Put the candidates of these rows back in order, the cheapest first."""
        inside, at = expand(self.row_offset[rows], np.diff(self.row_offset)[rows])
        order = at[order_by(inside, self.candidate_cost[at], self.candidate_member[at])]
        for column in (self.candidate_pair, self.candidate_member, self.candidate_cost):
            column[at] = column[order]


def _ints(values: object) -> Ints:
    return np.fromiter(values, dtype=np.int64)  # type: ignore[call-overload,no-any-return]
