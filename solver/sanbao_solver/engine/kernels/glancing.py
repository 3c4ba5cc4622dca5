"""The requests' side at a glance: only the starts and candidates that were best when all were last looked at."""

from typing import NamedTuple

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import inlined, kernel
from sanbao_solver.engine.kernels.offers import (
    ENDLESS,
    FRACTION,
    Offers,
    Rooms,
    cheapest,
    count_team,
    keep_team,
    put_in,
    team_worth,
)

NEAR_STARTS = 3


class Near(NamedTuple):
    """What was near the best: up to NEAR_STARTS starts of each request (−1: none), and of their rows the cheapest.

    The candidates of the k-th start of a request lie seat by seat at `NEAR_STARTS * first[seat] + k * room` and on,
    where `room` is `first[seat + 1] - first[seat]`; `count[NEAR_STARTS * seat + k]` of them. What `price_of` reads of
    each stands beside it (`cost`, `item`, the first cell and the one behind the last), so that a glance reads on.
    """

    start: Ints
    first: Ints
    count: Ints
    candidate: Ints
    cost: Ints
    item: Ints
    cells: Ints


@kernel
def keep_near(
    offers: Offers,
    near: Near,
    request: int,
    best_start: int,
    enough: int,
    item_price: Ints,
    prefix: Ints,
    rooms: Rooms,
) -> None:
    """Note the best start of the request, others worth `enough`, and the cheapest candidates of their rows."""
    kept = 0
    for start in range(offers.start_first[request], offers.start_first[request + 1]):
        if kept == NEAR_STARTS:
            break
        if start != best_start and (
            rooms.worth[start - offers.start_first[request]] < enough
            or (kept == NEAR_STARTS - 1 and start < best_start)
        ):
            continue
        near.start[NEAR_STARTS * request + kept] = start
        for seat in range(offers.seat_first[request], offers.seat_first[request + 1]):
            row = offers.start_row[start] + seat - offers.seat_first[request]
            room = near.first[seat + 1] - near.first[seat]
            found = cheapest(offers, row, room, item_price, prefix, rooms, 0)
            low = NEAR_STARTS * near.first[seat] + kept * room
            near.count[NEAR_STARTS * seat + kept] = found
            for i in range(found):
                c = rooms.who[i]
                near.candidate[low + i] = c
                near.cost[low + i], near.item[low + i] = offers.cost[c] * FRACTION, offers.item[c]
                near.cells[low + i, 0] = offers.cell[c]
                near.cells[low + i, 1] = offers.cell[c] + offers.cells[c]
        kept += 1
    for k in range(kept, NEAR_STARTS):
        near.start[NEAR_STARTS * request + k] = -1


@inlined
def worth_of_kept(
    offers: Offers, near: Near, request: int, k: int, item_price: Ints, prefix: Ints, rooms: Rooms
) -> tuple[int, int]:
    """Like `start_worth`, of the request's k-th kept start with kept candidates alone."""
    first = offers.seat_first[request]
    for seat in range(first, offers.seat_first[request + 1]):
        low = NEAR_STARTS * near.first[seat] + k * (near.first[seat + 1] - near.first[seat])
        at, count, known = (
            offers.depth_first[seat] - offers.depth_first[first],
            0,
            near.count[NEAR_STARTS * seat + k],
        )
        for i in range(known):
            p = near.cost[low + i] + item_price[near.item[low + i]]
            rooms.ahead[i] = p + prefix[near.cells[low + i, 1]] - prefix[near.cells[low + i, 0]]
        for i in range(known):
            c, depth = near.candidate[low + i], offers.depth[seat]
            count = put_in(rooms.price, rooms.who, at, count, depth, rooms.ahead[i], c)
        rooms.found[seat - first] = count
    return team_worth(offers, request, rooms)


@kernel
def glance_at_requests(
    offers: Offers,
    near: Near,
    low: int,
    high: int,
    item_price: Ints,
    prefix: Ints,
    taken: Ints,
    covered: Ints,
    rooms: Rooms,
) -> None:
    """Count the items and cells that requests `[low, high)` of the order take, as far as a glance tells."""
    for at in range(low, high):
        request = offers.order[at]
        best, best_size = (-ENDLESS if offers.must[request] else 0), 0
        for k in range(NEAR_STARTS):
            if near.start[NEAR_STARTS * request + k] < 0:
                break
            worth, size = worth_of_kept(offers, near, request, k, item_price, prefix, rooms)
            if worth > best:
                best, best_size = worth, size
                keep_team(rooms, size)
        count_team(offers, rooms.best_team, best_size, taken, covered)
