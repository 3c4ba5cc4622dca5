"""The relaxation that proves the bound: every request by itself, every member's week by itself, joined by prices.

An item is a member in a request, whatever the start; a cell is a moment of a member's free time. A request pays the
prices of the items and cells it takes; a member is paid for the items of his best week; an unused cell costs its
price. Whatever the prices, the sum of both sides is at least the best total (Lagrangian duality; `docs/solver.md`).

Guarantees: `Answer.bound` is exact and holds for the whole problem, at any prices.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from sanbao_solver.engine.arrays import Floats, Ints, Mask, even_cuts, offsets, small_floats, small_ints
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.kernels.ascent import move_cells, move_evenly, move_items, running_sum
from sanbao_solver.engine.kernels.glancing import NEAR_STARTS, Near, glance_at_requests
from sanbao_solver.engine.kernels.items import first_and_last, number_items, place_cells, share_seats
from sanbao_solver.engine.kernels.lives import Lives, look_for
from sanbao_solver.engine.kernels.offers import FRACTION, MOST_SHARED, Offers, rooms_for
from sanbao_solver.engine.kernels.requests import best_requests
from sanbao_solver.engine.kernels.weeks import best_weeks
from sanbao_solver.engine.nearness import order_of_places
from sanbao_solver.engine.slots import nearest_way

MOST_CELLS = 4_000_000
FINEST_GRAIN = 15
THREADED_CANDIDATES = 100_000
NEVER = 1 << 20
SPARE = 14
T = TypeVar("T")


@dataclass
class Prices:
    """Whole numbers of `1 / 256` points: at least the first service's load cost an item, at least 0 a cell."""

    item: Ints
    cell: Ints

    def copy(self) -> "Prices":
        """Prices of their own."""
        return Prices(self.item.copy(), self.cell.copy())


class Relaxation:
    """The relaxation of an instance, with `threads` working on it."""

    def __init__(self, instance: Instance, threads: int = 1) -> None:
        self.instance = instance
        self.threads = threads if len(instance.candidate_member) >= THREADED_CANDIDATES else 1
        self._requests = order_of_places(instance.place)
        self._members = order_of_places(instance.found.home)
        self._rank = np.empty(instance.members, dtype=np.int64)
        self._rank[self._members] = np.arange(instance.members)
        self._number_items()
        self._place_cells()
        self._offers()
        self._lives()
        self.rooms = [rooms_for(self.offers) for _ in range(self.threads)]
        self._looks = [look_for(self.lives) for _ in range(self.threads)]
        self.floor: Ints = self.lives.first[self.item_member]
        self._taken = small_ints(self.items)
        self._held = small_ints(self.items)
        self._covered = [small_ints(self.cell_count + 1) for _ in range(self.threads)]
        self._near = self._nothing_near()
        self.prefix = np.zeros(self.cell_count + 1, dtype=np.int64)
        self._motion = (self._still(self.items), self._still(self.cell_count))
        self._even_motion = self._still(instance.members)

    @staticmethod
    def _still(size: int) -> tuple[Floats, Floats, Floats]:
        return np.zeros(size), small_floats(size), small_floats(size)

    def _nothing_near(self) -> Near:
        i = self.instance
        first = offsets(np.minimum(self.offers.depth + SPARE, self._widest))
        kept = NEAR_STARTS * int(first[-1])
        return Near(
            start=np.full(NEAR_STARTS * i.requests, -1, dtype=np.int64),
            first=first,
            count=small_ints(NEAR_STARTS * len(i.required)),
            candidate=small_ints(kept),
            cost=np.zeros(kept, dtype=np.int64),
            item=small_ints(kept),
            cells=small_ints(2 * kept).reshape(-1, 2),
        )

    def _number_items(self) -> None:
        i = self.instance
        used = np.zeros(len(i.pair_seat), dtype=np.bool_)
        used[i.candidate_pair] = True
        request = small_ints(int(used.sum()) + 1)
        pair_item = small_ints(len(used))
        last = np.full(i.members, -1, dtype=np.int64)
        self.items = number_items(
            self._requests, i.seat_first, i.pair_first, i.pair_member, used, last, request, pair_item
        )
        member = small_ints(self.items)
        member[pair_item[used]] = i.pair_member[used]
        rank = self._rank[member]
        order = np.argsort(rank, kind="stable")
        number = small_ints(self.items)
        number[order] = np.arange(self.items)
        self.item: Ints = number[pair_item[i.candidate_pair]]
        self.item_request: Ints = request[order]
        self.item_member: Ints = member[order]
        self.item_first: Ints = np.searchsorted(rank[order], np.arange(i.members + 1))

    def _place_cells(self) -> None:
        i = self.instance
        self.row_time: Ints = i.start_time[i.row_start]
        request = i.start_request[i.row_start]
        busy = i.duration + nearest_way(i)
        finish = self.row_time + busy[request]
        several = self.most_services() >= 2
        if "travel_time" not in i.rules or "availability" not in i.rules:
            several[:] = False
        owner = np.repeat(np.arange(i.members), np.diff(i.hours_first))
        grain = max(FINEST_GRAIN, i.problem.start_step)
        length = (i.hours_end - i.hours_begin) * several[owner]
        while int((-(-length // grain)).sum()) > MOST_CELLS:
            grain *= 2
        first, self.cell_count = self._cells_by_member(owner, -(-length // grain))
        self.cell = small_ints(len(self.item))
        self.cells = small_ints(len(self.item), 16)
        if self.cell_count:
            cell_first = np.where(several[owner], first, -1)
            hours = (i.hours_first, i.hours_begin, i.hours_end)
            rows = (i.row_offset, self.row_time, finish, i.candidate_member)
            place_cells(*rows, *hours, cell_first, grain, self.cell, self.cells)

    def _cells_by_member(self, owner: Ints, count: Ints) -> tuple[Ints, int]:
        """Where the cells of each free interval begin, members in their order; and how many cells there are."""
        order = np.argsort(self._rank[owner], kind="stable")
        first = np.empty(len(owner), dtype=np.int64)
        begins = offsets(count[order])
        first[order] = begins[:-1]
        return first, int(begins[-1])

    def most_services(self) -> Ints:
        """How many services of a week each member's caps allow at most."""
        i = self.instance
        shortest = int(i.duration.min(initial=10_080))
        return np.minimum(i.max_services, i.max_minutes // shortest)

    def _offers(self) -> None:
        i = self.instance
        must = np.zeros(i.requests, dtype=np.bool_)
        must[sorted(i.must_serve)] = True
        self._widest = max(1, int(np.diff(i.row_offset).max(initial=1)))
        shared = self._shared()
        places = np.bincount(i.seat_request, weights=i.required, minlength=i.requests).astype(np.int64)
        depth = i.required + i.wanted
        depth = np.minimum(
            np.where(shared[i.seat_request], np.maximum(depth, places[i.seat_request]), depth), self._widest
        )
        depth_first = offsets(depth)
        of_request = np.diff(depth_first[i.seat_first])
        self.offers = Offers(
            start_first=i.start_first,
            start_row=i.start_row,
            seat_first=i.seat_first,
            row_offset=i.row_offset,
            cost=i.candidate_cost,
            item=self.item,
            cell=self.cell,
            cells=self.cells,
            value=i.value * FRACTION,
            required=i.required,
            wanted=i.wanted,
            wanted_value=i.wanted_value * FRACTION,
            must=must,
            order=self._requests,
            shared=shared,
            depth=depth,
            depth_first=depth_first,
            most=max(self._widest, int(of_request.max(initial=0))),
            most_seats=max(1, int(np.diff(i.seat_first).max(initial=1))),
        )

    def _shared(self) -> Mask:
        """The requests of which somebody could take either of two seats that need members."""
        i = self.instance
        shared = np.zeros(i.requests, dtype=np.bool_)
        if "once" in i.rules:
            last = np.full(i.members, -1, dtype=np.int64)
            share_seats(i.seat_first, i.pair_first, i.pair_member, i.required, last, shared)
        shared &= np.diff(i.seat_first) <= MOST_SHARED
        return shared

    def _lives(self) -> None:
        i = self.instance
        earliest = np.full(self.items, NEVER, dtype=np.int64)
        latest = np.full(self.items, -1, dtype=np.int64)
        first_and_last(i.row_offset, self.row_time, self.item, earliest, latest)
        minutes = i.duration[self.item_request]
        done = earliest + minutes + nearest_way(i)[self.item_request]
        fairness = i.problem.policy.fairness_cost * FRACTION
        self.lives = Lives(
            item_first=self.item_first,
            first=fairness * (2 * i.recent + 1),
            step=2 * fairness,
            most=self.most_services(),
            room=np.minimum(i.max_minutes, NEVER),
            minutes=minutes,
            done=done if "travel_time" in i.rules else np.zeros_like(done),
            latest=latest,
            order=self._members,
            longest=int(np.diff(self.item_first).max(initial=0)) + 1,
        )

    def opening(self) -> Prices:
        """Prices that ask for nothing beyond a first service's load cost."""
        return Prices(self.floor.copy(), np.zeros(self.cell_count, dtype=np.int64))

    def bound(self, prices: Prices, pool: ThreadPoolExecutor | None = None, slack: float = 0.0) -> int:
        """The bound at these prices; counts what was taken, held and covered for `step`.

        Keeps the starts within `slack` points of the best of their request for `glance`.
        """
        cells = self._begin(prices)
        parts = even_cuts(self.instance.requests, self.threads)

        def requests(part: int) -> int:
            given = (prices.item, self.prefix, self._taken, self._covered[part], self.rooms[part])
            low, high, within = parts[part], parts[part + 1], int(slack * FRACTION)
            return int(best_requests(self.offers, self._near, within, low, high, *given))

        total = cells + sum(self._side_by_side(requests, pool)) + self._weeks(prices, pool)
        return total // FRACTION + self.instance.change_base

    def glance(self, prices: Prices, pool: ThreadPoolExecutor | None = None) -> None:
        """Count like `bound`, but look only at the starts and candidates that the last `bound` kept."""
        self._begin(prices)
        parts = even_cuts(self.instance.requests, self.threads)

        def requests(part: int) -> None:
            given = (prices.item, self.prefix, self._taken, self._covered[part], self.rooms[part])
            glance_at_requests(self.offers, self._near, parts[part], parts[part + 1], *given)

        self._side_by_side(requests, pool)
        self._weeks(prices, pool)

    def _begin(self, prices: Prices) -> int:
        for counts in (self._taken, self._held, *self._covered):
            counts[:] = 0
        return int(running_sum(prices.cell, self.prefix))

    def _weeks(self, prices: Prices, pool: ThreadPoolExecutor | None) -> int:
        parts = even_cuts(self.instance.members, self.threads)

        def weeks(part: int) -> int:
            given = (prices.item, self._held, self._looks[part])
            return int(best_weeks(self.lives, parts[part], parts[part + 1], *given))

        return sum(self._side_by_side(weeks, pool))

    def step(self, prices: Prices, stride: float, pool: ThreadPoolExecutor | None = None) -> None:
        """Move the prices in place, against the slope found by the last `bound`."""
        cut = even_cuts(self.items, self.threads)

        def move(part: int) -> None:
            counts = (self._taken, self._held, self.floor)
            move_items(cut[part], cut[part + 1], *counts, *self._motion[0], stride, prices.item)

        self._side_by_side(move, pool)
        self._step_cells(prices, stride)

    def step_evenly(self, prices: Prices, stride: float, pool: ThreadPoolExecutor | None = None) -> None:
        """Like `step`, with one price for all items of a member: fewer prices, which are found sooner."""
        cut = even_cuts(self.instance.members, self.threads)

        def move(part: int) -> None:
            counts = (self.item_first, self._taken, self._held, self.floor)
            given = (*counts, *self._even_motion, stride, self._motion[0][0], prices.item)
            move_evenly(cut[part], cut[part + 1], *given)

        self._side_by_side(move, pool)
        self._step_cells(prices, stride)

    def _step_cells(self, prices: Prices, stride: float) -> None:
        for more in self._covered[1:]:
            self._covered[0] += more
        move_cells(self._covered[0], prices.cell, *self._motion[1], stride)

    def _side_by_side(self, task: Callable[[int], T], pool: ThreadPoolExecutor | None) -> list[T]:
        parts = range(self.threads)
        return list(pool.map(task, parts)) if pool is not None else [task(p) for p in parts]
