"""The two sides of the relaxation at given prices: each request by itself, each member's week by itself.

Prices are whole numbers of `1 / 256` points, so that every value below is exact.
"""

from typing import NamedTuple

import numpy as np

from sanbao_solver.engine.arrays import Ints, Mask
from sanbao_solver.engine.kernels.compiled import kernel

ENDLESS = 1 << 60
MOST = 3
NEAR_STARTS = 3


class Offers(NamedTuple):
    """What the requests' side reads: starts, rows and candidates, values and costs in `1 / 256` points.

    `widest` is the number of candidates of the largest row.
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
    widest: int


class Lives(NamedTuple):
    """What the members' side reads: each member's items and caps; `done` and `latest` say which items fit together."""

    item_first: Ints
    item: Ints
    first: Ints
    step: int
    most: Ints
    room: Ints
    minutes: Ints
    done: Ints
    latest: Ints


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
def cheapest(
    offers: Offers, row: int, most: int, item_price: Ints, prefix: Ints, price: Ints, who: Ints
) -> int:
    """The `most` cheapest candidates of a row at the prices, cheapest first, into `price` and `who`; their number."""
    found = 0
    for c in range(offers.row_offset[row], offers.row_offset[row + 1]):
        if found == most and offers.cost[c] >= price[found - 1]:
            break  # candidates lie by cost, and prices only add to it
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
def start_worth(
    offers: Offers, request: int, start: int, item_price: Ints, prefix: Ints, price: Ints, who: Ints
) -> int:
    """What the request is worth at this start with its cheapest team; −ENDLESS when a place stays empty."""
    worth = offers.value[request]
    for seat in range(offers.seat_first[request], offers.seat_first[request + 1]):
        row = offers.start_row[start] + seat - offers.seat_first[request]
        required = offers.required[seat]
        found = cheapest(offers, row, required + offers.wanted[seat], item_price, prefix, price, who)
        if found < required:
            return -ENDLESS
        for i in range(required):
            worth -= price[i]
        for i in range(required, found):
            worth += max(0, offers.wanted_value[seat] - price[i])
    return worth


@kernel
def best_requests(
    offers: Offers,
    low: int,
    high: int,
    item_price: Ints,
    prefix: Ints,
    taken: Ints,
    covered: Ints,
    near: Mask,
    slack: int,
) -> int:
    """The worth of requests `[low, high)`, each at its best start; counts the items taken and the cells covered.

    `covered` holds differences: its running sum is how often each cell is covered. With a `slack` of 0 or more all
    starts are looked at and a few of those within the slack of the best are marked `near`; below 0 only near ones are looked
    at, and the worth is no bound.
    """
    total = 0
    worths = np.empty(len(near), dtype=np.int64)
    price, who = np.empty(offers.widest, dtype=np.int64), np.empty(offers.widest, dtype=np.int64)
    for request in range(low, high):
        best, best_start = (-ENDLESS if offers.must[request] else 0), -1
        for start in range(offers.start_first[request], offers.start_first[request + 1]):
            if slack < 0 and not near[start]:
                continue
            worth = start_worth(offers, request, start, item_price, prefix, price, who)
            worths[start] = worth
            if worth > best:
                best, best_start = worth, start
        total += best
        if slack >= 0:
            count = 0
            for start in range(offers.start_first[request], offers.start_first[request + 1]):
                near[start] = start == best_start or (count < NEAR_STARTS and worths[start] >= best - slack)
                count += near[start]
        if best_start < 0:
            continue
        for seat in range(offers.seat_first[request], offers.seat_first[request + 1]):
            row = offers.start_row[best_start] + seat - offers.seat_first[request]
            required = offers.required[seat]
            found = cheapest(offers, row, required + offers.wanted[seat], item_price, prefix, price, who)
            for i in range(found):
                if i < required or price[i] < offers.wanted_value[seat]:
                    c = who[i]
                    taken[offers.item[c]] += 1
                    covered[offers.cell[c]] += 1
                    covered[offers.cell[c] + offers.cells[c]] -= 1
    return total


@kernel
def fits(lives: Lives, one: int, other: int) -> bool:
    """Whether one of two items can end, and the nearest way be made, before the other must start."""
    return lives.done[one] <= lives.latest[other] or lives.done[other] <= lives.latest[one]


@kernel
def best_weeks(lives: Lives, low: int, high: int, item_price: Ints, held: Ints) -> int:
    """The worth of the best weeks of members `[low, high)`; counts the items they hold.

    Members of at most MOST services are solved as they are, dearest items first and cut off where no better week can
    come; others are relaxed to their dearest items.
    """
    total = 0
    longest = 0
    for member in range(low, high):
        longest = max(longest, lives.item_first[member + 1] - lives.item_first[member])
    gain, who = np.empty(longest + 1, dtype=np.int64), np.empty(longest + 1, dtype=np.int64)
    for member in range(low, high):
        count = 0
        for at in range(lives.item_first[member], lives.item_first[member + 1]):
            item = lives.item[at]
            worth = item_price[item] - lives.first[member]
            if worth > 0:
                i = count
                while i > 0 and gain[i - 1] < worth:
                    gain[i], who[i] = gain[i - 1], who[i - 1]
                    i -= 1
                gain[i], who[i] = worth, item
                count += 1
        most = lives.most[member]
        if count == 0 or most == 0:
            continue
        if most > MOST:
            for i in range(min(count, most)):
                worth = gain[i] - lives.step * i
                if worth <= 0:
                    break
                total += worth
                held[who[i]] += 1
        else:
            total += best_week(lives, member, count, gain, who, held)
    return total


@kernel
def best_week(lives: Lives, member: int, count: int, gain: Ints, who: Ints, held: Ints) -> int:
    """The best one, two or three of a member's items, which lie dearest first."""
    most, step, room = lives.most[member], lives.step, lives.room[member]
    best, first, second, third = gain[0], 0, -1, -1
    for i in range(count - 1 if most > 1 else 0):
        limit = gain[i] + gain[i + 1] - step
        if most > 2 and i + 2 < count:
            limit = max(limit, limit + gain[i + 2] - 2 * step)
        if limit <= best:
            break
        for j in range(i + 1, count):
            pair = gain[i] + gain[j] - step
            limit = pair
            if most > 2 and j + 1 < count:
                limit = max(limit, pair + gain[j + 1] - 2 * step)
            if limit <= best:
                break
            minutes = lives.minutes[who[i]] + lives.minutes[who[j]]
            if minutes > room or not fits(lives, who[i], who[j]):
                continue
            if pair > best:
                best, first, second, third = pair, i, j, -1
            for k in range(j + 1, count if most > 2 else 0):
                whole = pair + gain[k] - 2 * step
                if whole <= best:
                    break
                if minutes + lives.minutes[who[k]] > room:
                    continue
                if fits(lives, who[i], who[k]) and fits(lives, who[j], who[k]):
                    best, first, second, third = whole, i, j, k
    held[who[first]] += 1
    if second >= 0:
        held[who[second]] += 1
    if third >= 0:
        held[who[third]] += 1
    return best
