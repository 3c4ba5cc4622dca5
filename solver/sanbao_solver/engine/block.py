"""Some requests solved together as one integer program while the rest of the book stays as it is.

Columns: a start is chosen; a candidate serves; a member carries a further service (its extra cost of load).
Guarantees: the plan read back is allowed together with the rest of the book.
"""

from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.arrays import Ints, Mask, expand
from sanbao_solver.engine.book import Book, Service
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.mip import Limits, Outcome, Program, maximise
from sanbao_solver.engine.shortlist import Shortlist
from sanbao_solver.engine.slots import Slots


@dataclass(frozen=True)
class BlockResult:
    """Services by request and a bound on the value of the block; `services` is None when none were found."""

    services: dict[int, Service] | None
    bound: float
    infeasible: bool


class Block:
    """The program of some requests. The book must not hold them."""

    def __init__(
        self,
        slots: Slots,
        book: Book,
        shortlist: Shortlist,
        requests: list[int],
        kept: dict[int, Service] | None = None,
        barred: set[int] | None = None,
    ) -> None:
        """`kept` are services whose candidates are offered whether or not the shortlist has them; `barred` members
        are left alone."""
        self.instance = instance = book.instance
        self.book = book
        self.requests = requests
        wanted = np.array(requests, dtype=np.int64)
        _, at = expand(shortlist.first[wanted], np.diff(shortlist.first)[wanted])
        self.candidate, self.row = shortlist.candidate[at], shortlist.row[at]
        if kept:
            self._offer(kept)
        if barred:
            self._drop(~np.isin(instance.candidate_member[self.candidate], list(barred)))
        self._drop(self._free())
        self._drop_unstaffed()
        self.slot = slots.candidate_slot[self.candidate]
        self.slots = slots
        self.member = instance.candidate_member[self.candidate].astype(np.int64)
        self.start = instance.row_start[self.row]
        self.starts = np.unique(self.start)
        self.y = np.searchsorted(self.starts, self.start)
        self.rows = np.unique(self.row)

    def _drop(self, keep: Mask) -> None:
        self.candidate, self.row = self.candidate[keep], self.row[keep]

    def _offer(self, kept: dict[int, Service]) -> None:
        """Add the candidates of these services."""
        instance = self.instance
        more = []
        for service in kept.values():
            for row, team in enumerate(service.team, int(instance.start_row[service.start])):
                low, high = int(instance.row_offset[row]), int(instance.row_offset[row + 1])
                place = {m: i for i, m in enumerate(instance.candidate_member[low:high].tolist(), low)}
                more += [(place[m], row) for m in team]
        added = np.array(more, dtype=np.int64).reshape(-1, 2)
        pairs = np.unique(np.concatenate((np.stack((self.candidate, self.row), axis=1), added)), axis=0)
        self.candidate, self.row = pairs[:, 0], pairs[:, 1]

    def _free(self) -> Mask:
        """Candidates whom the rest of the book leaves free."""
        instance, book = self.instance, self.book
        members = instance.candidate_member[self.candidate]
        free = np.ones(len(members), dtype=np.bool_)
        busy = np.array([bool(book.weeks[m]) for m in members.tolist()], dtype=np.bool_)
        starts = instance.row_start[self.row]
        answers: dict[tuple[int, int], bool] = {}
        for i in np.flatnonzero(busy).tolist():
            key = (int(members[i]), int(starts[i]))
            if key not in answers:
                request = int(instance.start_request[key[1]])
                answers[key] = book.free(key[0], request, int(instance.start_time[key[1]]))
            free[i] = answers[key]
        return free

    def _drop_unstaffed(self) -> None:
        """Starts of which some row has too few candidates left."""
        instance = self.instance
        starts = np.unique(instance.row_start[self.row])
        which, rows = expand(instance.start_row[starts], np.diff(instance.start_row)[starts])
        left = np.searchsorted(self.row, rows, side="right") - np.searchsorted(self.row, rows)
        short = left < instance.required[instance.row_seat[rows]]
        bad = starts[np.unique(which[short])]
        self._drop(~np.isin(instance.row_start[self.row], bad))

    def program(self) -> Program:
        """The integer program: columns are starts, then candidates, then further services of members."""
        instance = self.instance
        seat = instance.row_seat[self.row]
        ny, nx = len(self.starts), len(self.candidate)
        row_y = np.searchsorted(self.starts, instance.row_start[self.rows])
        seats = instance.row_seat[self.rows]
        gain_y = instance.value[instance.start_request[self.starts]].astype(np.float64)
        gain_y -= np.bincount(row_y, weights=(instance.wanted_value * instance.required)[seats], minlength=ny)
        gain_x = (instance.wanted_value[seat] - instance.candidate_cost[self.candidate]).astype(np.float64)
        members, m = np.unique(self.member, return_inverse=True)
        held = np.array([len(self.book.weeks[i]) for i in members.tolist()], dtype=np.int64)
        fairness = instance.problem.policy.fairness_cost
        base = fairness * (2 * (instance.recent[members] + held) + 1)
        gain_x -= base[m]
        most = np.minimum(instance.max_services[members] - held, np.bincount(m, minlength=len(members)))
        extra = np.maximum(most - 1, 0) if fairness else np.zeros(len(members), dtype=np.int64)
        owner, step = expand(np.ones_like(extra), extra)
        gain_z = -2.0 * fairness * step
        columns = ny + nx + len(owner)
        program = Program(
            gain=np.concatenate((gain_y, gain_x, gain_z)),
            most=np.ones(columns),
            integer=np.ones(columns, dtype=np.bool_),
        )
        x = ny + np.arange(nx)
        self._request_rows(program, ny)
        self._seat_rows(program, x, row_y, seats)
        self._pin_rows(program, x)
        self._member_rows(program, x, m, members, held, owner, ny + nx + np.arange(len(owner)))
        self._cell_rows(program, x)
        self._way_rows(program, x)
        return program

    def _request_rows(self, program: Program, ny: int) -> None:
        """At most one start of a request; exactly one if it must be served."""
        request = self.instance.start_request[self.starts]
        known, at = np.unique(request, return_inverse=True)
        low = np.array([float(r in self.instance.must_serve) for r in known.tolist()])
        program.add(at, np.arange(ny), 1.0, low, 1.0, len(known))

    def _seat_rows(self, program: Program, x: Ints, y: Ints, seats: Ints) -> None:
        """A chosen start holds between required and required + wanted in each seat; others hold nobody."""
        instance = self.instance
        at = np.searchsorted(self.rows, self.row)
        rows, every = len(self.rows), np.arange(len(self.rows))
        required, wanted = instance.required[seats], instance.wanted[seats]
        if "seats" not in instance.rules:
            required, wanted = np.zeros_like(required), np.full_like(wanted, instance.members)
        columns = np.concatenate((x, y))
        both = np.concatenate((at, every))
        full = np.concatenate((np.ones(len(x)), -(required + wanted).astype(np.float64)))
        fixed = wanted == 0
        program.add(both, columns, full, np.where(fixed, 0.0, -np.inf), 0.0, rows)
        loose = np.flatnonzero(~fixed)
        if len(loose):
            inside = ~fixed[at]
            place = np.searchsorted(loose, at[inside])
            least = np.concatenate((np.ones(int(inside.sum())), -required[loose].astype(np.float64)))
            program.add(
                np.concatenate((place, np.arange(len(loose)))),
                np.concatenate((x[inside], y[loose])),
                least,
                0.0,
                np.inf,
                len(loose),
            )
        self._once_rows(program, x, (required + wanted)[at] > 1)
        self._somebody_rows(program, x)

    def _once_rows(self, program: Program, x: Ints, crowded: Mask) -> None:
        """A member has at most one place at a start that is chosen, and none at another."""
        key = self.y * self.instance.members + self.member
        if "once" not in self.instance.rules:
            key = np.arange(len(x))
        _, at, count = np.unique(key, return_inverse=True, return_counts=True)
        tighter = crowded | (count[at] > 1)
        groups, place = np.unique(at[tighter], return_inverse=True)
        y = np.zeros(len(groups), dtype=np.int64)
        y[place] = self.y[tighter]
        program.add(
            np.concatenate((place, np.arange(len(groups)))),
            np.concatenate((x[tighter], y)),
            np.concatenate((np.ones(len(place)), -np.ones(len(groups)))),
            -np.inf,
            0.0,
            len(groups),
        )

    def _somebody_rows(self, program: Program, x: Ints) -> None:
        """A start of a request whose seats require nobody still holds at least one member."""
        instance = self.instance
        needs = np.add.reduceat(
            np.append(instance.required, 0), np.minimum(instance.seat_first[:-1], len(instance.required))
        ) * (np.diff(instance.seat_first) > 0)
        lonely = np.flatnonzero(needs[instance.start_request[self.starts]] == 0)
        if not len(lonely) or "seats" not in instance.rules:
            return
        inside = np.isin(self.y, lonely)
        place = np.searchsorted(lonely, self.y[inside])
        program.add(
            np.concatenate((place, np.arange(len(lonely)))),
            np.concatenate((x[inside], lonely)),
            np.concatenate((np.ones(int(inside.sum())), -np.ones(len(lonely)))),
            0.0,
            np.inf,
            len(lonely),
        )

    def _pin_rows(self, program: Program, x: Ints) -> None:
        """A pinned member serves whenever the request is served."""
        instance = self.instance
        for y, start in enumerate(self.starts.tolist()):
            for member in sorted(instance.pinned_members.get(int(instance.start_request[start]), ())):
                mine = x[(self.y == y) & (self.member == member)]
                columns = np.append(mine, y)
                factors = np.append(np.ones(len(mine)), -1.0)
                low = 0.0
                program.add(np.zeros(len(columns), dtype=np.int64), columns, factors, low, np.inf, 1)

    def _member_rows(
        self, program: Program, x: Ints, m: Ints, members: Ints, held: Ints, owner: Ints, z: Ints
    ) -> None:
        """The caps on services and minutes that the rest of the book leaves, and the load that extra services add."""
        instance = self.instance
        count = np.bincount(m, minlength=len(members))
        left = instance.max_services[members] - held
        tight = np.flatnonzero(count > left)
        inside = np.isin(m, tight)
        program.add(
            np.searchsorted(tight, m[inside]),
            x[inside],
            1.0,
            -np.inf,
            left[tight].astype(np.float64),
            len(tight),
        )
        duration = self.slots.duration[self.slot]
        held_minutes = np.array([self.book.minutes[i] for i in members.tolist()], dtype=np.int64)
        room = instance.max_minutes[members] - held_minutes
        longest = np.zeros(len(members), dtype=np.int64)
        np.maximum.at(longest, m, duration)
        scarce = np.flatnonzero(longest * np.minimum(count, left) > room)
        inside = np.isin(m, scarce)
        program.add(
            np.searchsorted(scarce, m[inside]),
            x[inside],
            duration[inside].astype(np.float64),
            -np.inf,
            room[scarce].astype(np.float64),
            len(scarce),
        )
        loaded = np.unique(owner)
        inside = np.isin(m, loaded)
        program.add(
            np.concatenate((np.searchsorted(loaded, m[inside]), np.searchsorted(loaded, owner))),
            np.concatenate((x[inside], z)),
            np.concatenate((np.ones(int(inside.sum())), -np.ones(len(z)))),
            -np.inf,
            1.0,
            len(loaded),
        )

    def _cell_rows(self, program: Program, x: Ints) -> None:
        """At most one service covers a cell."""
        if "travel_time" not in self.instance.rules:
            return
        low = self.slots.low[self.slot]
        which, cell = expand(low, self.slots.high[self.slot] - low)
        cells, at, count = np.unique(cell, return_inverse=True, return_counts=True)
        shared = count[at] > 1
        kept, place = np.unique(cells[at[shared]], return_inverse=True)
        program.add(place, x[which[shared]], 1.0, -np.inf, 1.0, len(kept))

    def _way_rows(self, program: Program, x: Ints) -> None:
        """Two services of a member that do not overlap but lie too close together for the way."""
        instance = self.instance
        if "travel_time" not in instance.rules or not len(x):
            return
        request = instance.start_request[self.start]
        time = instance.start_time[self.start]
        end = time + instance.duration[request]
        key = self.member * (1 << 15) + time
        order = np.argsort(key, kind="stable")
        sorted_key = key[order]
        travel = instance.problem.travel
        span = instance.place[request].max(axis=0) - instance.place[request].min(axis=0)
        metres = 2 * np.minimum(instance.found.reach[self.member], int(span.sum()))
        slack = metres * travel.detour_percent // (100 * travel.metres_per_minute) + 1
        latest = np.minimum(end + slack, (1 << 14) - 1)
        first = np.searchsorted(sorted_key, self.member * (1 << 15) + end)
        last = np.searchsorted(sorted_key, self.member * (1 << 15) + latest)
        a, position = expand(first, np.maximum(last - first, 0))
        b = order[position]
        ways = instance.way(request[a], request[b])
        close = (time[b] < end[a] + ways) & (request[a] != request[b])
        a, b = a[close], b[close]
        pair = np.unique(np.stack((a, time[b])), axis=1) if len(a) else np.zeros((2, 0), dtype=np.int64)
        place = np.searchsorted(pair[0] * (1 << 15) + pair[1], a * (1 << 15) + time[b])
        program.add(
            np.concatenate((np.arange(pair.shape[1]), place)),
            np.concatenate((x[pair[0]], x[b])),
            1.0,
            -np.inf,
            1.0,
            pair.shape[1],
        )

    def solve(self, limits: Limits) -> BlockResult:
        """Solve the block and read its services back."""
        if not len(self.candidate):
            must = self.instance.must_serve.intersection(self.requests)
            return BlockResult(None if must else {}, 0.0, bool(must))
        return self.read(maximise(self.program(), limits))

    def read(self, outcome: Outcome) -> BlockResult:
        """What the values of the program mean."""
        services = None if outcome.values is None else self._services(outcome.values > 0.5)
        return BlockResult(services, outcome.bound, outcome.infeasible)

    def _services(self, chosen: Mask) -> dict[int, Service]:
        instance = self.instance
        ny = len(self.starts)
        services = {}
        for y in np.flatnonzero(chosen[:ny]).tolist():
            start = int(self.starts[y])
            request = int(instance.start_request[start])
            first = int(instance.seat_first[request])
            teams: list[list[int]] = [[] for _ in range(int(instance.seat_first[request + 1]) - first)]
            for i in np.flatnonzero(chosen[ny : ny + len(self.candidate)] & (self.y == y)).tolist():
                teams[int(instance.row_seat[self.row[i]]) - first].append(int(self.member[i]))
            services[request] = Service(start, tuple(tuple(t) for t in teams))
        return services


def whole(instance: Instance, slots: Slots, shortlist: Shortlist) -> Block:
    """All requests as one block on an empty book."""
    return Block(slots, Book(instance), shortlist, list(range(instance.requests)))
