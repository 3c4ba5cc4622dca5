"""What the search may choose from: the best starts of each request at some prices, their cheapest candidates.

Promises nothing about what is left out.
"""

from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.arrays import Ints, offsets
from sanbao_solver.engine.kernels.ascent import running_sum
from sanbao_solver.engine.kernels.losses import nearest_candidates, nearest_starts, start_losses
from sanbao_solver.engine.kernels.offers import FRACTION
from sanbao_solver.engine.relaxation import Prices, Relaxation

STARTS, SPARE = 8, 9


@dataclass(frozen=True)
class Digest:
    """Kept starts by request, their rows by seat, the candidates of rows by price; `price` without load of a first.

    `start` names the instance's start of each, `row_first` where its rows begin, `worth` what each request is worth at
    the prices.
    """

    start_first: Ints
    start: Ints
    row_first: Ints
    row_offset: Ints
    member: Ints
    cost: Ints
    price: Ints
    worth: Ints


def digest(relaxation: Relaxation, prices: Prices) -> Digest:
    """The digest of an instance at these prices."""
    instance, offers = relaxation.instance, relaxation.offers
    running_sum(prices.cell, relaxation.prefix)
    at_prices = (prices.item, relaxation.prefix, relaxation.rooms[0])
    loss = np.zeros(len(instance.start_time), dtype=np.int64)
    worth = np.zeros(instance.requests, dtype=np.int64)
    start_losses(offers, *at_prices, loss, worth)
    limit = int(2 * instance.value.max(initial=1)) * FRACTION
    kept = np.zeros(len(loss), dtype=np.int64)
    start = kept[: nearest_starts(instance.start_first, loss, STARTS, limit, kept)]
    request = instance.start_request[start]
    seats = np.diff(instance.seat_first)[request]
    row_first = offsets(seats)
    row_offset = np.zeros(int(row_first[-1]) + 1, dtype=np.int64)
    nothing = np.zeros(0, dtype=np.int64)
    given = (offers, start, instance.start_request, SPARE, *at_prices, row_offset)
    nearest_candidates(*given, nothing, nothing)
    candidate, price = (np.zeros(int(row_offset[-1]), dtype=np.int64) for _ in range(2))
    if len(candidate):
        nearest_candidates(*given, candidate, price)
    member = instance.candidate_member[candidate].astype(np.int64)
    return Digest(
        start_first=np.searchsorted(request, np.arange(instance.requests + 1)),
        start=start,
        row_first=row_first,
        row_offset=row_offset,
        member=member,
        cost=instance.candidate_cost[candidate],
        price=np.maximum(0, price - relaxation.lives.first[member]) // FRACTION,
        worth=worth // FRACTION,
    )
