"""The starts and candidates worth a look at some prices: those of small reduced cost.

Guarantees: a plan that uses anything left out scores at most `bound at the prices − tolerance`.
"""

from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.kernels.ascent import running_sum
from sanbao_solver.engine.kernels.losses import candidate_losses, start_losses
from sanbao_solver.engine.kernels.offers import FRACTION
from sanbao_solver.engine.relaxation import Prices, Relaxation


@dataclass(frozen=True)
class Shortlist:
    """Kept candidates, sorted; `first[r]` to `first[r + 1]` are those of request r. `row` names the row of each."""

    candidate: Ints
    row: Ints
    first: Ints
    tolerance: float


def shortlist(relaxation: Relaxation, prices: Prices, tolerance: float) -> Shortlist:
    """Everything whose reduced cost is at most `tolerance` points."""
    instance = relaxation.instance
    running_sum(prices.cell, relaxation.prefix)
    start_loss = np.zeros(len(instance.start_time), dtype=np.int64)
    worth = np.zeros(instance.requests, dtype=np.int64)
    at_prices = (prices.item, relaxation.prefix, relaxation.rooms[0])
    start_losses(relaxation.offers, *at_prices, start_loss, worth)
    loss = np.zeros(len(instance.candidate_member), dtype=np.int64)
    candidate_losses(relaxation.offers, *at_prices, loss)
    row = _rows(instance)
    loss += start_loss[instance.row_start[row]]
    return _kept(instance, np.flatnonzero(loss <= tolerance * FRACTION), row, tolerance)


def everything(instance: Instance) -> Shortlist:
    """Every candidate of the instance."""
    row = _rows(instance)
    return _kept(instance, np.arange(len(row)), row, float("inf"))


def _rows(instance: Instance) -> Ints:
    return np.repeat(np.arange(len(instance.row_seat)), np.diff(instance.row_offset))


def _kept(instance: Instance, candidate: Ints, row: Ints, tolerance: float) -> Shortlist:
    rows = row[candidate]
    first = np.searchsorted(
        instance.start_request[instance.row_start[rows]], np.arange(instance.requests + 1)
    )
    return Shortlist(candidate, rows, first, tolerance)
