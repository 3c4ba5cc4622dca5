"""What a start of a request is worth at given prices, with its cheapest team.

Prices are whole numbers of `1 / 256` points, so that every value is exact.
"""

from typing import NamedTuple

import numpy as np

from sanbao_solver.engine.arrays import Ints, Mask
from sanbao_solver.engine.kernels.compiled import kernel

ENDLESS = 1 << 60
MOST_SHARED = 6  # seats of a request among which somebody may choose


class Offers(NamedTuple):
    """What the requests' side reads: starts, rows and candidates, values and costs in `1 / 256` points.

    `shared` are requests of which somebody could take either of two seats; `depth` tells how many of the cheapest
    candidates of each seat may matter, `depth_first` where they lie on the desk; `widest` is the largest row's number.
    """

    start_first: Ints
    start_row: Ints
    seat_first: Ints
    row_offset: Ints
    cost: Ints
    item: Ints
    cell: Ints
    cells: Ints
    value: Ints
    required: Ints
    wanted: Ints
    wanted_value: Ints
    must: Mask
    order: Ints
    shared: Mask
    depth: Ints
    depth_first: Ints
    widest: int


class Desk(NamedTuple):
    """Room for one request at a time: the cheapest of each seat and how many of them; the team and its size.

    `seen` and `room` serve `match_seats`: how many of a seat were looked at, how many places some seats have left.
    """

    price: Ints
    who: Ints
    found: Ints
    team: Ints
    size: Ints
    seen: Ints
    room: Ints


@kernel
def desk_for(offers: Offers) -> Desk:
    """A desk large enough for every request."""
    most, seats = offers.widest, MOST_SHARED
    for request in range(len(offers.value)):
        first, last = offers.seat_first[request], offers.seat_first[request + 1]
        most = max(most, offers.depth_first[last] - offers.depth_first[first])
        seats = max(seats, last - first)
    return Desk(
        np.empty(most, dtype=np.int64),
        np.empty(most, dtype=np.int64),
        np.empty(seats, dtype=np.int64),
        np.empty(2 * most, dtype=np.int64),
        np.zeros(1, dtype=np.int64),
        np.empty(MOST_SHARED, dtype=np.int64),
        np.empty(1 << MOST_SHARED, dtype=np.int64),
    )


@kernel
def price_of(offers: Offers, candidate: int, item_price: Ints, prefix: Ints) -> int:
    """Cost of a candidate, with the price of his item and of the cells of his time."""
    low = offers.cell[candidate]
    return (
        offers.cost[candidate]
        + item_price[offers.item[candidate]]
        + prefix[low + offers.cells[candidate]]
        - prefix[low]
    )


@kernel
def put_in(price: Ints, who: Ints, low: int, found: int, most: int, p: int, candidate: int) -> int:
    """Put a candidate among the `found` cheapest from `low` on, after his equals; how many are found then."""
    at = low + found
    if found == most:
        if p >= price[at - 1]:
            return found
        at -= 1
    while at > low and price[at - 1] > p:
        price[at], who[at] = price[at - 1], who[at - 1]
        at -= 1
    price[at], who[at] = p, candidate
    return min(found + 1, most)


@kernel
def cheapest(
    offers: Offers, row: int, most: int, item_price: Ints, prefix: Ints, price: Ints, who: Ints, low: int
) -> int:
    """The `most` cheapest candidates of a row, cheapest first, into `price` and `who` from `low` on; how many."""
    found = 0
    if most == 0:
        return 0
    for c in range(offers.row_offset[row], offers.row_offset[row + 1]):
        if found == most and offers.cost[c] >= price[low + most - 1]:
            break  # candidates lie by cost, and prices only add to it
        found = put_in(price, who, low, found, most, price_of(offers, c, item_price, prefix), c)
    return found


@kernel
def match_seats(offers: Offers, first: int, last: int, desk: Desk) -> int:
    """The cost of the cheapest team of distinct members for the required places; it becomes the desk's team.

    Whoever could take a place costs the same in each, so the cheapest who still leave a place for everybody chosen
    are taken one after the other (a transversal matroid; Edmonds and Fulkerson, 1965). The desk's size is −1 when a
    place stays empty.
    """
    seats = last - first
    origin = offers.depth_first[first]
    seen, room, places = desk.seen, desk.room, 0
    room[: 1 << seats] = 0
    for j in range(seats):
        seen[j] = 0
        places += offers.required[first + j]
        for some in range(1 << seats):
            if some >> j & 1:
                room[some] += offers.required[first + j]
    total, seat = 0, 0
    while desk.size[0] < places:
        at = -1
        for j in range(seats):
            if seen[j] < desk.found[j]:
                i = offers.depth_first[first + j] - origin + seen[j]
                if at < 0 or desk.price[i] < desk.price[at]:
                    at, seat = i, j
        if at < 0:
            desk.size[0] = -1
            return 0
        seen[seat] += 1
        item, able, again = offers.item[desk.who[at]], 0, False
        for j in range(seats):
            low = offers.depth_first[first + j] - origin
            for i in range(low, low + desk.found[j]):
                if offers.item[desk.who[i]] == item:
                    able |= 1 << j
                    again |= j != seat and i < low + seen[j]
                    break
        fits = not again
        for some in range(1 << seats):
            if able & ~some == 0 and room[some] == 0:
                fits = False
        if not fits:
            continue
        for some in range(1 << seats):
            if able & ~some == 0:
                room[some] -= 1
        total += desk.price[at]
        desk.team[desk.size[0]] = desk.who[at]
        desk.size[0] += 1
    return total


@kernel
def start_worth(offers: Offers, request: int, start: int, item_price: Ints, prefix: Ints, desk: Desk) -> int:
    """What the request is worth at this start with its cheapest team; −ENDLESS when a place stays empty."""
    first = offers.seat_first[request]
    for seat in range(first, offers.seat_first[request + 1]):
        row = offers.start_row[start] + seat - first
        low = offers.depth_first[seat] - offers.depth_first[first]
        desk.found[seat - first] = cheapest(
            offers, row, offers.depth[seat], item_price, prefix, desk.price, desk.who, low
        )
    return team_worth(offers, request, desk)


@kernel
def team_worth(offers: Offers, request: int, desk: Desk) -> int:
    """What the request is worth with the cheapest team among those on the desk, which becomes the desk's team.

    Nobody takes two required places. Whoever takes a wanted place may take another too: the worth is at least the
    true one.
    """
    first, last = offers.seat_first[request], offers.seat_first[request + 1]
    worth = offers.value[request]
    desk.size[0] = 0
    if offers.shared[request]:
        worth -= match_seats(offers, first, last, desk)
        if desk.size[0] < 0:
            return -ENDLESS
    for seat in range(first, last):
        low = offers.depth_first[seat] - offers.depth_first[first]
        required, found = offers.required[seat], desk.found[seat - first]
        if found < required:
            return -ENDLESS
        for i in range(low, low + min(found, required + offers.wanted[seat])):
            if i < low + required:
                if offers.shared[request]:
                    continue
                worth -= desk.price[i]
            elif desk.price[i] < offers.wanted_value[seat]:
                worth += offers.wanted_value[seat] - desk.price[i]
            else:
                break
            desk.team[desk.size[0]] = desk.who[i]
            desk.size[0] += 1
    return worth


@kernel
def count_team(offers: Offers, desk: Desk, taken: Ints, covered: Ints) -> None:
    """Count the items and the cells that the desk's team takes."""
    for i in range(desk.size[0]):
        c = desk.team[i]
        taken[offers.item[c]] += 1
        covered[offers.cell[c]] += 1
        covered[offers.cell[c] + offers.cells[c]] -= 1
