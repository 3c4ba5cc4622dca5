"""The requests' side at a glance: only the starts and candidates that were best when all were last looked at."""

from typing import NamedTuple

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel
from sanbao_solver.engine.kernels.offers import ENDLESS, Offers, cheapest, price_of

NEAR_STARTS = 3


class Near(NamedTuple):
    """What was near the best: up to NEAR_STARTS starts of each request (−1: none), and of their rows the cheapest.

    The candidates of the k-th start of a request lie seat by seat at `NEAR_STARTS * first[seat] + k * room` and on,
    where `room` is `first[seat + 1] - first[seat]`; `count[NEAR_STARTS * seat + k]` of them.
    """

    start: Ints
    first: Ints
    count: Ints
    candidate: Ints


@kernel
def keep_near(
    offers: Offers,
    near: Near,
    request: int,
    best_start: int,
    enough: int,
    worths: Ints,
    item_price: Ints,
    prefix: Ints,
    price: Ints,
    who: Ints,
) -> None:
    """Note the best start of the request, others worth `enough`, and the cheapest candidates of their rows."""
    kept = 0
    for start in range(offers.start_first[request], offers.start_first[request + 1]):
        if kept == NEAR_STARTS:
            break
        if start != best_start and (
            worths[start - offers.start_first[request]] < enough
            or (kept == NEAR_STARTS - 1 and start < best_start)
        ):
            continue
        near.start[NEAR_STARTS * request + kept] = start
        for seat in range(offers.seat_first[request], offers.seat_first[request + 1]):
            row = offers.start_row[start] + seat - offers.seat_first[request]
            room = near.first[seat + 1] - near.first[seat]
            found = cheapest(offers, row, room, item_price, prefix, price, who)
            low = NEAR_STARTS * near.first[seat] + kept * room
            near.count[NEAR_STARTS * seat + kept] = found
            for i in range(found):
                near.candidate[low + i] = who[i]
        kept += 1
    for k in range(kept, NEAR_STARTS):
        near.start[NEAR_STARTS * request + k] = -1


@kernel
def cheapest_kept(
    offers: Offers,
    near: Near,
    seat: int,
    k: int,
    item_price: Ints,
    prefix: Ints,
    price: Ints,
    who: Ints,
) -> int:
    """The cheapest kept candidates of a seat at the k-th start, as many as it may hold, into `price` and `who`."""
    most = offers.required[seat] + offers.wanted[seat]
    low = NEAR_STARTS * near.first[seat] + k * (near.first[seat + 1] - near.first[seat])
    found = 0
    for i in range(low, low + near.count[NEAR_STARTS * seat + k]):
        c = near.candidate[i]
        p = price_of(offers, c, item_price, prefix)
        if found == most:
            if p >= price[found - 1]:
                continue
            at = found - 1
        else:
            at = found
            found += 1
        while at > 0 and price[at - 1] > p:
            price[at], who[at] = price[at - 1], who[at - 1]
            at -= 1
        price[at], who[at] = p, c
    return found


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
) -> None:
    """Count the items and cells that requests `[low, high)` of the order take, as far as a glance tells."""
    price, who = np.empty(offers.widest, dtype=np.int64), np.empty(offers.widest, dtype=np.int64)
    for at in range(low, high):
        request = offers.order[at]
        best, best_k = (-ENDLESS if offers.must[request] else 0), -1
        for k in range(NEAR_STARTS):
            if near.start[NEAR_STARTS * request + k] < 0:
                break
            worth = offers.value[request]
            for seat in range(offers.seat_first[request], offers.seat_first[request + 1]):
                found = cheapest_kept(offers, near, seat, k, item_price, prefix, price, who)
                required = offers.required[seat]
                if found < required:
                    worth = -ENDLESS
                    break
                for i in range(required):
                    worth -= price[i]
                for i in range(required, found):
                    worth += max(0, offers.wanted_value[seat] - price[i])
            if worth > best:
                best, best_k = worth, k
        if best_k < 0:
            continue
        for seat in range(offers.seat_first[request], offers.seat_first[request + 1]):
            found = cheapest_kept(offers, near, seat, best_k, item_price, prefix, price, who)
            for i in range(found):
                if i < offers.required[seat] or price[i] < offers.wanted_value[seat]:
                    c = who[i]
                    taken[offers.item[c]] += 1
                    covered[offers.cell[c]] += 1
                    covered[offers.cell[c] + offers.cells[c]] -= 1
