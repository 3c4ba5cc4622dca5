"""What a start of a request is worth at given prices, with its cheapest team.

Prices are whole numbers of `1 / 256` points, so that every value is exact.
"""

from typing import NamedTuple

import numpy as np

from sanbao_solver.engine.arrays import Ints, Mask
from sanbao_solver.engine.kernels.compiled import inlined, kernel

FRACTION = 256
ENDLESS = 1 << 60
MOST_SHARED = 6  # seats of a request among which somebody may choose
AHEAD = 8


class Offers(NamedTuple):
    """What the requests' side reads: starts, rows and candidates; costs in points, values in `1 / 256` points.

    `shared` are requests of which somebody could take either of two seats; `depth` tells how many of the cheapest
    candidates of each seat may matter, `depth_first` where they lie among all of the request; `most` is how many are
    looked at for one request at once, `most_seats` how many seats one has.
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
    most: int
    most_seats: int


class Rooms(NamedTuple):
    """Room for one request at a time: `found` candidates of each seat with their prices, a team and the best so far.

    `ahead` are prices read before they are compared, so that memory is asked for several at once; `worth` are those of
    a request's starts; `seen` and `left` are for `match_seats`.
    """

    price: Ints
    who: Ints
    found: Ints
    team: Ints
    best_team: Ints
    ahead: Ints
    worth: Ints
    seen: Ints
    left: Ints


def rooms_for(offers: Offers) -> Rooms:
    """Rooms large enough for every request of these offers."""
    starts = int(np.diff(offers.start_first).max(initial=1))
    sizes = (offers.most, offers.most, offers.most_seats, 2 * offers.most, 2 * offers.most)
    more = (max(offers.most, AHEAD), starts, MOST_SHARED, 1 << MOST_SHARED)
    return Rooms(*(np.zeros(size, dtype=np.int64) for size in (*sizes, *more)))


@inlined
def price_of(offers: Offers, candidate: int, item_price: Ints, prefix: Ints) -> int:
    """Cost of a candidate, with the price of his item and of the cells of his time."""
    low = offers.cell[candidate]
    return (
        offers.cost[candidate] * FRACTION
        + item_price[offers.item[candidate]]
        + prefix[low + offers.cells[candidate]]
        - prefix[low]
    )


@inlined
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


@inlined
def cheapest(
    offers: Offers, row: int, most: int, item_price: Ints, prefix: Ints, rooms: Rooms, low: int
) -> int:
    """The `most` cheapest candidates of a row, cheapest first, into `price` and `who` from `low` on; how many."""
    found = 0
    if most == 0:
        return 0
    last = offers.row_offset[row + 1]
    for first in range(offers.row_offset[row], last, AHEAD):
        if found == most and offers.cost[first] * FRACTION >= rooms.price[low + most - 1]:
            break  # candidates lie by cost, and prices only add to it
        end = min(first + AHEAD, last)
        for c in range(first, end):
            rooms.ahead[c - first] = price_of(offers, c, item_price, prefix)
        for c in range(first, end):
            found = put_in(rooms.price, rooms.who, low, found, most, rooms.ahead[c - first], c)
    return found


@kernel
def match_seats(offers: Offers, first: int, last: int, rooms: Rooms) -> tuple[int, int]:
    """The cheapest distinct members for the required places, into `team`: their cost and number (−1: a place is empty).

    Whoever could take a place costs the same in each, so the cheapest who still leave a place for everybody chosen
    are taken one after the other (a transversal matroid; Edmonds and Fulkerson, 1965).
    """
    seats, origin = last - first, offers.depth_first[first]
    price, who, found, seen, left = rooms.price, rooms.who, rooms.found, rooms.seen, rooms.left
    seen[:] = 0
    left[:] = 0
    places, total, size, seat = 0, 0, 0, 0
    for j in range(seats):
        places += offers.required[first + j]
        for some in range(1 << seats):
            if some >> j & 1:
                left[some] += offers.required[first + j]
    while size < places:
        at = -1
        for j in range(seats):
            if seen[j] < found[j]:
                i = offers.depth_first[first + j] - origin + seen[j]
                if at < 0 or price[i] < price[at]:
                    at, seat = i, j
        if at < 0:
            return 0, -1
        seen[seat] += 1
        item, able, again = offers.item[who[at]], 0, False
        for j in range(seats):
            low = offers.depth_first[first + j] - origin
            for i in range(low, low + found[j]):
                if offers.item[who[i]] == item:
                    able |= 1 << j
                    again |= j != seat and i < low + seen[j]
                    break
        fits = not again
        for some in range(1 << seats):
            if able & ~some == 0 and left[some] == 0:
                fits = False
        if not fits:
            continue
        for some in range(1 << seats):
            if able & ~some == 0:
                left[some] -= 1
        total += price[at]
        rooms.team[size] = who[at]
        size += 1
    return total, size


@inlined
def match_two(second: int, rooms: Rooms) -> tuple[int, int]:
    """Like `match_seats`, for two seats of one place each that both want the same member: one takes the next best.

    Candidates of the second seat lie from `second` on.
    """
    price, found = rooms.price, rooms.found
    mine, other = 0, second
    if found[1] > 1 and (found[0] == 1 or price[second + 1] <= price[1]):
        other += 1
    elif found[0] > 1:
        mine += 1
    else:
        return 0, -1
    rooms.team[0], rooms.team[1] = rooms.who[mine], rooms.who[other]
    return price[mine] + price[other], 2


@kernel
def distinct_team(offers: Offers, first: int, last: int, rooms: Rooms) -> tuple[int, int]:
    """Like `match_seats`, which it asks only where two seats would choose the same member."""
    origin, total, size = offers.depth_first[first], 0, 0
    who, team = rooms.who, rooms.team
    for seat in range(first, last):
        low = offers.depth_first[seat] - origin
        if rooms.found[seat - first] < offers.required[seat]:
            return 0, -1
        for i in range(low, low + offers.required[seat]):
            for k in range(size):
                if offers.item[team[k]] == offers.item[who[i]]:
                    if last - first == 2 and offers.required[first] == offers.required[first + 1] == 1:
                        return match_two(low, rooms)
                    return match_seats(offers, first, last, rooms)
            team[size] = who[i]
            size += 1
            total += rooms.price[i]
    return total, size


@inlined
def start_worth(
    offers: Offers, request: int, start: int, item_price: Ints, prefix: Ints, rooms: Rooms
) -> tuple[int, int]:
    """What the request is worth at this start with its cheapest team, into `team`, and the team's size.

    −ENDLESS when a place stays empty.
    """
    first = offers.seat_first[request]
    for seat in range(first, offers.seat_first[request + 1]):
        row = offers.start_row[start] + seat - first
        low = offers.depth_first[seat] - offers.depth_first[first]
        rooms.found[seat - first] = cheapest(offers, row, offers.depth[seat], item_price, prefix, rooms, low)
    return team_worth(offers, request, rooms)


@inlined
def team_worth(offers: Offers, request: int, rooms: Rooms) -> tuple[int, int]:
    """What the request is worth with the cheapest team of the `found` candidates of each seat, and the team's size.

    Nobody takes two required places. Whoever takes a wanted place may take another too: the worth is at least the
    true one.
    """
    first, last = offers.seat_first[request], offers.seat_first[request + 1]
    worth, size, shared = offers.value[request], 0, offers.shared[request]
    if shared:
        cost, size = distinct_team(offers, first, last, rooms)
        if size < 0:
            return -ENDLESS, 0
        worth -= cost
    for seat in range(first, last):
        low = offers.depth_first[seat] - offers.depth_first[first]
        required, known = offers.required[seat], rooms.found[seat - first]
        if known < required:
            return -ENDLESS, 0
        if not shared:
            for i in range(low, low + required):
                worth -= rooms.price[i]
                rooms.team[size] = rooms.who[i]
                size += 1
        for i in range(low + required, low + min(known, required + offers.wanted[seat])):
            if rooms.price[i] >= offers.wanted_value[seat]:
                break
            worth += offers.wanted_value[seat] - rooms.price[i]
            rooms.team[size] = rooms.who[i]
            size += 1
    return worth, size


@inlined
def keep_team(rooms: Rooms, size: int) -> None:
    """Let the team be the best so far."""
    for i in range(size):
        rooms.best_team[i] = rooms.team[i]


@inlined
def count_team(offers: Offers, team: Ints, size: int, taken: Ints, covered: Ints) -> None:
    """Count the items and the cells that a team takes."""
    for i in range(size):
        c = team[i]
        taken[offers.item[c]] += 1
        covered[offers.cell[c]] += 1
        covered[offers.cell[c] + offers.cells[c]] -= 1
