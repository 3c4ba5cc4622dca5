"""The requests' side at a glance: only the starts and candidates that were best when all were last looked at."""

from typing import NamedTuple

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel
from sanbao_solver.engine.kernels.offers import (
    ENDLESS,
    Offers,
    cheapest,
    count_team,
    price_of,
    put_in,
    rooms_for,
    team_worth,
)

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
            found = cheapest(offers, row, room, item_price, prefix, price, who, 0)
            low = NEAR_STARTS * near.first[seat] + kept * room
            near.count[NEAR_STARTS * seat + kept] = found
            for i in range(found):
                near.candidate[low + i] = who[i]
        kept += 1
    for k in range(kept, NEAR_STARTS):
        near.start[NEAR_STARTS * request + k] = -1


@kernel
def worth_of_kept(
    offers: Offers,
    near: Near,
    request: int,
    k: int,
    item_price: Ints,
    prefix: Ints,
    price: Ints,
    who: Ints,
    found: Ints,
    team: Ints,
) -> tuple[int, int]:
    """Like `start_worth`, of the request's k-th kept start with kept candidates alone."""
    first = offers.seat_first[request]
    for seat in range(first, offers.seat_first[request + 1]):
        low = NEAR_STARTS * near.first[seat] + k * (near.first[seat + 1] - near.first[seat])
        at, count = offers.depth_first[seat] - offers.depth_first[first], 0
        for i in range(low, low + near.count[NEAR_STARTS * seat + k]):
            c = near.candidate[i]
            p = price_of(offers, c, item_price, prefix)
            count = put_in(price, who, at, count, offers.depth[seat], p, c)
        found[seat - first] = count
    return team_worth(offers, request, price, who, found, team)


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
    price, who, found, team, best_team = rooms_for(offers)
    for at in range(low, high):
        request = offers.order[at]
        best, best_size = (-ENDLESS if offers.must[request] else 0), 0
        for k in range(NEAR_STARTS):
            if near.start[NEAR_STARTS * request + k] < 0:
                break
            worth, size = worth_of_kept(offers, near, request, k, item_price, prefix, price, who, found, team)
            if worth > best:
                best, best_size = worth, size
                team, best_team = best_team, team
        count_team(offers, best_team, best_size, taken, covered)
