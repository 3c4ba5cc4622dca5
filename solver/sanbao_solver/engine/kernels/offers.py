"""What a start of a request is worth at given prices, with its cheapest team.

Prices are whole numbers of `1 / 256` points, so that every value is exact.
"""

from typing import NamedTuple

from sanbao_solver.engine.arrays import Ints, Mask
from sanbao_solver.engine.kernels.compiled import kernel

ENDLESS = 1 << 60


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
    order: Ints
    widest: int


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
