"""The starts and candidates worth a look at some prices: those of small reduced cost.

Guarantees: a plan that uses anything left out scores at most `bound at the prices − tolerance`.
"""

from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.arrays import Floats, Ints
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.prices import Market, Prices
from sanbao_solver.engine.row_groups import thresholds


@dataclass(frozen=True)
class Shortlist:
    """Kept candidates, sorted; `first[r]` to `first[r + 1]` are those of request r. `row` names the row of each."""

    candidate: Ints
    row: Ints
    first: Ints
    tolerance: float


def shortlist(market: Market, prices: Prices, tolerance: float) -> Shortlist:
    """Everything whose reduced cost is at most `tolerance` points."""
    row = _rows(market.instance)
    start_loss, candidate_loss = _losses(market, prices, row)
    loss = start_loss[market.instance.row_start[row]] + candidate_loss
    return _kept(market.instance, np.flatnonzero(loss <= tolerance), row, tolerance)


def digest(market: Market, prices: Prices, starts: int, spare: int, random: np.random.Generator) -> Shortlist:
    """The best few starts of each request, and in their rows the cheapest few beyond what is needed.

    Equals are taken at random, so that not all take the same. Promises nothing about what is left out.
    """
    instance = market.instance
    row = _rows(instance)
    start_loss, candidate_loss = _losses(market, prices, row)
    rank = np.empty(len(start_loss), dtype=np.int64)
    order = np.lexsort((random.random(len(start_loss)), np.rint(start_loss), instance.start_request))
    rank[order] = np.arange(len(order)) - instance.start_first[instance.start_request[order]]
    good = (rank < starts) & market.open_start
    inside = np.flatnonzero(good[instance.row_start[row]])
    rows = row[inside]
    order = np.lexsort((random.random(len(inside)), candidate_loss[inside], rows))
    inside, rows = inside[order], rows[order]
    begins = np.searchsorted(rows, rows)
    seat = instance.row_seat[rows]
    near = np.arange(len(rows)) - begins < instance.required[seat] + instance.wanted[seat] + spare
    return _kept(instance, np.sort(inside[near]), row, float("nan"))


def _rows(instance: Instance) -> Ints:
    return np.repeat(np.arange(len(instance.row_seat)), np.diff(instance.row_offset))


def _losses(market: Market, prices: Prices, row: Ints) -> tuple[Floats, Floats]:
    """What each start loses against the best of its request, and each candidate against those chosen in its row."""
    instance = market.instance
    answer = market.answer(prices)
    start_loss = answer.worth[instance.start_request] - answer.start_worth
    cost = market.candidate_price(prices)
    limit = np.full(len(instance.row_seat), -np.inf)
    for group in market.full:
        limit[group.row] = thresholds(group, cost)
    return start_loss, np.maximum(cost[:-1] - limit[row], 0)


def _kept(instance: Instance, candidate: Ints, row: Ints, tolerance: float) -> Shortlist:
    rows = row[candidate]
    first = np.searchsorted(
        instance.start_request[instance.row_start[rows]], np.arange(instance.requests + 1)
    )
    return Shortlist(candidate, rows, first, tolerance)


def everything(instance: Instance) -> Shortlist:
    """Every candidate of the instance."""
    row = _rows(instance)
    return _kept(instance, np.arange(len(row)), row, float("inf"))
