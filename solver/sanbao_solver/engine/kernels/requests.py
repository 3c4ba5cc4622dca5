"""The requests' side of the relaxation: each request by itself, at its best start with its cheapest team."""

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel
from sanbao_solver.engine.kernels.glancing import Near, keep_near
from sanbao_solver.engine.kernels.offers import ENDLESS, Offers, count_team, rooms_for, start_worth


@kernel
def best_requests(
    offers: Offers,
    near: Near,
    low: int,
    high: int,
    item_price: Ints,
    prefix: Ints,
    taken: Ints,
    covered: Ints,
    slack: int,
) -> int:
    """The worth of requests `[low, high)` of the order, each at its best start; counts the items and cells taken.

    `covered` holds differences: its running sum is how often each cell is covered. What lies within `slack` of the
    best is noted in `near`.
    """
    total = 0
    most = 0
    for request in range(len(offers.value)):
        most = max(most, offers.start_first[request + 1] - offers.start_first[request])
    worths = np.empty(most, dtype=np.int64)
    price, who, found, team, best_team = rooms_for(offers)
    for at in range(low, high):
        request = offers.order[at]
        first = offers.start_first[request]
        best, best_start, best_size = (-ENDLESS if offers.must[request] else 0), -1, 0
        for start in range(first, offers.start_first[request + 1]):
            worth, size = start_worth(offers, request, start, item_price, prefix, price, who, found, team)
            worths[start - first] = worth
            if worth > best:
                best, best_start, best_size = worth, start, size
                team, best_team = best_team, team
        total += best
        keep_near(offers, near, request, best_start, best - slack, worths, item_price, prefix, price, who)
        count_team(offers, best_team, best_size, taken, covered)
    return total
