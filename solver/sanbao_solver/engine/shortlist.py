"""The starts and candidates worth a look at some prices: those of small reduced cost.

Guarantees: a plan that uses anything left out scores at most `bound at the prices − tolerance`.
"""

from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.arrays import Ints
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
    instance = market.instance
    answer = market.answer(prices)
    start_loss = np.full(len(instance.start_time), np.inf)
    start_loss[:] = answer.worth[instance.start_request] - answer.start_worth
    cost = market.candidate_price(prices)
    limit = np.full(len(instance.row_seat), -np.inf)
    for group in market.full:
        limit[group.row] = thresholds(group, cost)
    row = np.repeat(np.arange(len(instance.row_seat)), np.diff(instance.row_offset))
    loss = start_loss[instance.row_start[row]] + np.maximum(cost[:-1] - limit[row], 0)
    kept = np.flatnonzero(loss <= tolerance)
    rows = row[kept]
    first = np.searchsorted(
        instance.start_request[instance.row_start[rows]], np.arange(instance.requests + 1)
    )
    return Shortlist(kept, rows, first, tolerance)


def everything(instance: Instance) -> Shortlist:
    """Every candidate of the instance."""
    row = np.repeat(np.arange(len(instance.row_seat)), np.diff(instance.row_offset))
    first = np.searchsorted(instance.start_request[instance.row_start[row]], np.arange(instance.requests + 1))
    return Shortlist(np.arange(len(row)), row, first, float("inf"))
