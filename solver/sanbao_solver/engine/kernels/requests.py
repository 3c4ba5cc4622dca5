"""The requests' side of the relaxation: each request by itself, at its best start with its cheapest team."""

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel
from sanbao_solver.engine.kernels.glancing import Near, keep_near
from sanbao_solver.engine.kernels.offers import ENDLESS, Offers, Rooms, count_team, keep_team, start_worth


@kernel
def best_requests(
    offers: Offers,
    near: Near,
    slack: int,
    low: int,
    high: int,
    item_price: Ints,
    prefix: Ints,
    taken: Ints,
    covered: Ints,
    rooms: Rooms,
) -> int:
    """The worth of requests `[low, high)` of the order, each at its best start; counts the items and cells taken.

    `covered` holds differences: its running sum is how often each cell is covered. What lies within `slack` of the
    best is noted in `near`.
    """
    total = 0
    for at in range(low, high):
        request = offers.order[at]
        first = offers.start_first[request]
        best, best_start, best_size = (-ENDLESS if offers.must[request] else 0), -1, 0
        for start in range(first, offers.start_first[request + 1]):
            worth, size = start_worth(offers, request, start, item_price, prefix, rooms)
            rooms.worth[start - first] = worth
            if worth > best:
                best, best_start, best_size = worth, start, size
                keep_team(rooms, size)
        total += best
        keep_near(offers, near, request, best_start, best - slack, item_price, prefix, rooms)
        count_team(offers, rooms.best_team, best_size, taken, covered)
    return total
