"""Prices on members' time: what their scarce hours are worth, and the bound that every set of prices proves.

The rules that tie requests together are priced instead of kept: one place at a time (a price for each cell), the
cap on services together with the convex cost of load (one for each member) and the cap on minutes (one for each
member). What is left falls apart into requests: each takes its best start with the cheapest candidates, or
nothing. Whatever the prices (not negative), the best total is at most

    sum over requests of max(0, best start at these prices)
  + sum of the cell prices + sum of minute price × max_minutes
  + sum over members of max over k ≤ max_services of (service price × k − cost of a load of k).

Guarantees: `exact_bound` evaluates that in integers, over all candidates of the instance.
"""

from dataclasses import dataclass, replace

import numpy as np

from sanbao_solver.engine.arrays import Floats, Ints
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.row_groups import RowGroup, choose, row_groups
from sanbao_solver.engine.slots import Slots

ENDLESS = 1 << 50
FRACTION = 256


@dataclass
class Prices:
    """Points per cell, per service of a member, per minute of a member; none is negative."""

    cell: Floats
    service: Floats
    minute: Floats


@dataclass(frozen=True)
class Answer:
    """What the requests choose at some prices: the bound there, the best start of each (−1: none), its worth."""

    bound: float
    start: Ints
    worth: Floats
    start_worth: Floats
    chosen: Ints


class Market:
    """The requests of an instance answering to prices."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.slots = Slots(instance)
        self.fairness = instance.problem.policy.fairness_cost
        counts = np.diff(instance.row_offset)
        short = counts < instance.required[instance.row_seat]
        dead = np.bincount(instance.row_start, weights=short, minlength=len(instance.start_time)) > 0
        self.open_start = ~dead
        rows = np.flatnonzero(self.open_start[instance.row_start])
        self.rows = rows
        self.full = row_groups(instance, rows, instance.row_offset[rows], counts[rows])
        self.base_cost = np.concatenate((instance.candidate_cost, [ENDLESS])).astype(np.float64)

    def opening(self) -> Prices:
        """Prices to begin with: only what the first service of a member costs in fairness."""
        first = self.fairness * (2 * self.instance.recent + 1)
        return Prices(np.zeros(self.slots.cells), first.astype(np.float64), np.zeros(self.instance.members))

    def slot_price(self, prices: Prices) -> Floats:
        """The price of each slot: its cells, one service, its minutes."""
        slots = self.slots
        prefix = np.concatenate(([0.0], np.cumsum(prices.cell)))
        return (
            prefix[slots.high]
            - prefix[slots.low]
            + prices.service[slots.member]
            + prices.minute[slots.member] * slots.duration
        )

    def candidate_price(self, prices: Prices) -> Floats:
        """What each candidate costs with its slot's price; the padding at the end."""
        cost = self.base_cost.copy()
        cost[:-1] += self.slot_price(prices)[self.slots.candidate_slot]
        return cost

    def answer(self, prices: Prices, groups: list[RowGroup] | None = None) -> Answer:
        """The requests' choices at these prices, over the given rows and candidates (by default all)."""
        instance = self.instance
        cost = self.candidate_price(prices)
        row_cost = np.zeros(len(instance.row_seat))
        taken: list[tuple[Ints, Ints]] = []
        for group in self.full if groups is None else groups:
            least, chosen = choose(group, cost)
            row_cost[group.row] = least
            taken.append((group.row, chosen))
        worth = instance.value[instance.start_request] - np.bincount(
            instance.row_start, weights=row_cost, minlength=len(instance.start_time)
        )
        worth[~self.open_start] = -np.inf
        best_start, best = self._best_starts(worth)
        held = np.zeros(len(instance.start_time), dtype=np.bool_)
        held[best_start[best_start >= 0]] = True
        chosen_now = [c[held[instance.row_start[row]]].ravel() for row, c in taken]
        chosen = np.concatenate(chosen_now) if chosen_now else np.zeros(0, dtype=np.int64)
        chosen = chosen[chosen < len(cost) - 1]
        bound = float(best.sum()) + self._members_worth(prices) + instance.change_base
        return Answer(bound, best_start, best, worth, chosen)

    def _best_starts(self, worth: Floats) -> tuple[Ints, Floats]:
        instance = self.instance
        some = np.flatnonzero(np.diff(instance.start_first) > 0)
        start = np.full(instance.requests, -1, dtype=np.int64)
        best = np.zeros(instance.requests)
        if not len(some):
            return start, best
        first = instance.start_first[some]
        top = np.maximum.reduceat(worth, first)
        positions = np.where(
            worth == np.repeat(top, np.diff(instance.start_first)[some]), np.arange(len(worth)), len(worth)
        )
        at = np.minimum.reduceat(positions, first)
        must = np.zeros(instance.requests, dtype=np.bool_)
        must[list(instance.must_serve)] = True
        take = (top > 0) | (must[some] & np.isfinite(top))
        start[some[take]] = at[take]
        best[some[take]] = top[take]
        return start, best

    def loads(self, service: Floats) -> Ints:
        """How many services each member would do best at these service prices."""
        most = self.instance.max_services
        if not self.fairness:
            return np.where(service > 0, most, 0)
        k = np.floor((service / self.fairness - 2 * self.instance.recent + 1) / 2)
        return np.clip(k, 0, most).astype(np.int64)

    def _members_worth(self, prices: Prices) -> float:
        instance = self.instance
        k = self.loads(prices.service)
        load = prices.service * k - self.fairness * ((instance.recent + k) ** 2 - instance.recent**2)
        return float(prices.cell.sum() + (prices.minute * instance.max_minutes).sum() + load.sum())

    def slack(self, prices: Prices, answer: Answer) -> Prices:
        """The slope of the bound: how much of each priced thing is left over (negative: overdrawn)."""
        slots, instance = self.slots, self.instance
        slot = slots.candidate_slot[answer.chosen]
        change = np.bincount(slots.low[slot], minlength=slots.cells + 1).astype(np.float64)
        change -= np.bincount(slots.high[slot], minlength=slots.cells + 1)
        held = np.bincount(slots.member[slot], minlength=instance.members)
        minutes = np.bincount(slots.member[slot], weights=slots.duration[slot], minlength=instance.members)
        return Prices(
            1.0 - np.cumsum(change)[: slots.cells],
            self.loads(prices.service) - held.astype(np.float64),
            instance.max_minutes - minutes,
        )

    def exact_bound(self, prices: Prices) -> int:
        """The bound at these prices, rounded to integer fractions of a point and evaluated in integers."""
        instance, slots = self.instance, self.slots
        cell, service, minute = (
            np.maximum(np.rint(p * FRACTION), 0).astype(np.int64)
            for p in (prices.cell, prices.service, prices.minute)
        )
        prefix = np.concatenate(([0], np.cumsum(cell)))
        slot = (
            prefix[slots.high]
            - prefix[slots.low]
            + service[slots.member]
            + minute[slots.member] * slots.duration
        )
        cost = np.append(instance.candidate_cost * FRACTION + slot[slots.candidate_slot], np.int64(ENDLESS))
        row_cost = np.zeros(len(instance.row_seat), dtype=np.int64)
        for group in self.full:
            scaled = replace(group, wanted_value=group.wanted_value * FRACTION)
            row_cost[group.row], _ = choose(scaled, cost)
        worth = instance.value[instance.start_request] * FRACTION
        np.subtract.at(worth, instance.row_start, row_cost)
        must = np.zeros(instance.requests, dtype=np.bool_)
        must[list(instance.must_serve)] = True
        best = np.where(must, -ENDLESS, 0)
        np.maximum.at(best, instance.start_request[self.open_start], worth[self.open_start])
        k = self.loads(service / FRACTION)
        load = 0
        for step in (-1, 0, 1):
            near = np.clip(k + step, 0, instance.max_services)
            cost_of = self.fairness * FRACTION * ((instance.recent + near) ** 2 - instance.recent**2)
            load = np.maximum(load, service * near - cost_of)
        total = (
            int(best.sum()) + int(cell.sum()) + int((minute * instance.max_minutes).sum()) + int(np.sum(load))
        )
        return total // FRACTION + instance.change_base
