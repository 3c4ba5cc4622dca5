"""Prices on members' time: what their scarce hours are worth, and the bound that every set of prices proves.

Members' weeks are what ties requests together. A price for each item (a member in a request) cuts the tie: each
request takes its best start with the cheapest candidates at these prices, or nothing; each member takes the week
that pays best. For members of many services, whose weeks are relaxed, there is also a price for each cell of
their time. Whatever the prices (cells not negative), the best total is at most

    sum over requests of max(0, best start at these prices)
  + sum of the cell prices
  + sum over members of the best week at these prices, less the cost of load (`engine/weeks.py`).

Guarantees: `exact_bound` evaluates that in integers, over all candidates of the instance.
"""

from dataclasses import dataclass, replace

import numpy as np

from sanbao_solver.engine.arrays import Floats, Ints
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.row_groups import RowGroup, choose, row_groups
from sanbao_solver.engine.slots import Slots
from sanbao_solver.engine.weeks import Weeks

ENDLESS = 1 << 50
FRACTION = 256


@dataclass
class Prices:
    """Points for each cell and for each item."""

    cell: Floats
    item: Floats


@dataclass(frozen=True)
class Answer:
    """What the requests choose at some prices: the bound, the best start of each (−1: none), what it is worth.

    `start_worth` is the worth of every start, `chosen` the candidates of the best starts, `held` the items that
    the members would do best.
    """

    bound: float
    start: Ints
    worth: Floats
    start_worth: Floats
    chosen: Ints
    held: Ints


class Market:
    """The requests of an instance answering to prices."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.slots = Slots(instance)
        self.weeks = Weeks(instance)
        priced = ~self.weeks.small[self.slots.member]
        self.high = np.where(priced, self.slots.high, self.slots.low)
        self.must = np.zeros(instance.requests, dtype=np.bool_)
        self.must[list(instance.must_serve)] = True
        counts = np.diff(instance.row_offset)
        short = counts < instance.required[instance.row_seat]
        dead = np.bincount(instance.row_start, weights=short, minlength=len(instance.start_time)) > 0
        self.open_start = ~dead
        rows = np.flatnonzero(self.open_start[instance.row_start])
        self.full = row_groups(instance, rows, instance.row_offset[rows], counts[rows])
        self.base_cost = np.append(instance.candidate_cost, ENDLESS).astype(np.float64)

    def opening(self) -> Prices:
        """Prices to begin with: only what the first service of a member costs in fairness."""
        return Prices(np.zeros(self.slots.cells), self.weeks.first.astype(np.float64))

    def candidate_price(self, prices: Prices) -> Floats:
        """What each candidate costs with the price of his time; the padding at the end."""
        slots = self.slots
        prefix = np.concatenate(([0.0], np.cumsum(prices.cell)))
        slot = prefix[self.high] - prefix[slots.low]
        cost = self.base_cost.copy()
        cost[:-1] += slot[slots.candidate_slot] + prices.item[self.weeks.item]
        return cost

    def answer(self, prices: Prices, groups: list[RowGroup] | None = None) -> Answer:
        """The requests' choices at these prices, over the given rows and candidates (by default all)."""
        instance = self.instance
        cost = self.candidate_price(prices)
        row_cost = np.zeros(len(instance.row_seat))
        taken: list[tuple[Ints, Ints]] = []
        for group in self.full if groups is None else groups:
            row_cost[group.row], chosen = choose(group, cost)
            taken.append((group.row, chosen))
        starts = len(instance.start_time)
        worth: Floats = instance.value[instance.start_request].astype(np.float64)
        worth -= np.bincount(instance.row_start, row_cost, starts)
        worth[~self.open_start] = -np.inf
        start, best = self._best_starts(worth)
        picked = np.zeros(starts, dtype=np.bool_)
        picked[start[start >= 0]] = True
        chosen_now = [c[picked[instance.row_start[row]]].ravel() for row, c in taken]
        chosen = np.concatenate(chosen_now) if chosen_now else np.zeros(0, dtype=np.int64)
        weeks, held = self.weeks.best(prices.item)
        bound = float(best.sum() + prices.cell.sum() + weeks) + instance.change_base
        return Answer(bound, start, best, worth, chosen[chosen < len(cost) - 1], held)

    def _best_starts(self, worth: Floats) -> tuple[Ints, Floats]:
        instance = self.instance
        some = np.flatnonzero(np.diff(instance.start_first) > 0)
        start = np.full(instance.requests, -1, dtype=np.int64)
        best = np.zeros(instance.requests)
        if not len(some):
            return start, best
        first = instance.start_first[some]
        top = np.maximum.reduceat(worth, first)
        reached = worth == np.repeat(top, np.diff(instance.start_first)[some])
        at = np.minimum.reduceat(np.where(reached, np.arange(len(worth)), len(worth)), first)
        take = (top > 0) | (self.must[some] & np.isfinite(top))
        start[some[take]] = at[take]
        best[some[take]] = top[take]
        return start, best

    def slack(self, answer: Answer) -> tuple[Floats, Floats]:
        """The slope of the bound in each price: how much of the thing is left over (negative: overdrawn)."""
        slots = self.slots
        slot = slots.candidate_slot[answer.chosen]
        change = np.bincount(slots.low[slot], minlength=slots.cells + 1).astype(np.float64)
        change -= np.bincount(self.high[slot], minlength=slots.cells + 1)
        items = self.weeks.items
        left = np.bincount(answer.held, minlength=items).astype(np.float64)
        left -= np.bincount(self.weeks.item[answer.chosen], minlength=items)
        return 1.0 - np.cumsum(change)[: slots.cells], left

    def exact_bound(self, prices: Prices) -> int:
        """The bound at these prices, rounded to integer fractions of a point and evaluated in integers."""
        instance, slots = self.instance, self.slots
        cell = np.maximum(np.rint(prices.cell * FRACTION), 0).astype(np.int64)
        item = np.rint(prices.item * FRACTION).astype(np.int64)
        prefix = np.concatenate(([0], np.cumsum(cell)))
        slot = (prefix[self.high] - prefix[slots.low])[slots.candidate_slot]
        cost = np.append(instance.candidate_cost * FRACTION + slot + item[self.weeks.item], ENDLESS)
        worth = instance.value[instance.start_request] * FRACTION
        for group in self.full:
            least, _ = choose(replace(group, wanted_value=group.wanted_value * FRACTION), cost)
            np.subtract.at(worth, instance.row_start[group.row], least)
        best = np.where(self.must, -ENDLESS, 0)
        np.maximum.at(best, instance.start_request[self.open_start], worth[self.open_start])
        weeks, _ = self.weeks.best(item, FRACTION)
        return (int(best.sum()) + int(cell.sum()) + int(weeks)) // FRACTION + instance.change_base
