"""The requests' side of the relaxation: each request by itself, at its best start with its cheapest team."""

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel
from sanbao_solver.engine.kernels.glancing import Near, keep_near
from sanbao_solver.engine.kernels.offers import ENDLESS, Offers, count_team, most_at_once, start_worth


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
    most = most_at_once(offers)
    price, who = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    found, team = np.empty(offers.most_seats, dtype=np.int64), np.empty(2 * most, dtype=np.int64)
    for at in range(low, high):
        request = offers.order[at]
        first = offers.start_first[request]
        best, best_start = (-ENDLESS if offers.must[request] else 0), -1
        for start in range(first, offers.start_first[request + 1]):
            worth, _ = start_worth(offers, request, start, item_price, prefix, price, who, found, team)
            worths[start - first] = worth
            if worth > best:
                best, best_start = worth, start
        total += best
        keep_near(offers, near, request, best_start, best - slack, worths, item_price, prefix, price, who)
        if best_start >= 0:
            _, size = start_worth(offers, request, best_start, item_price, prefix, price, who, found, team)
            count_team(offers, team, size, taken, covered)
    return total
