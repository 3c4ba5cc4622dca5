"""What anything loses against the relaxation's own choice at the prices: reduced costs, in `1 / 256` points."""

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel
from sanbao_solver.engine.kernels.offers import (
    ENDLESS,
    FRACTION,
    Offers,
    Rooms,
    cheapest,
    price_of,
    start_worth,
)


@kernel
def start_losses(
    offers: Offers, item_price: Ints, prefix: Ints, rooms: Rooms, loss: Ints, worth: Ints
) -> None:
    """How far each start lies below the best of its request (or below leaving it out, where that may be).

    `worth` becomes that best of each request.
    """
    for request in range(len(offers.value)):
        best = -ENDLESS if offers.must[request] else 0
        for start in range(offers.start_first[request], offers.start_first[request + 1]):
            worth_here, _ = start_worth(offers, request, start, item_price, prefix, rooms)
            loss[start] = worth_here
            best = max(best, worth_here)
        for start in range(offers.start_first[request], offers.start_first[request + 1]):
            loss[start] = best - loss[start]
        worth[request] = best


@kernel
def candidate_losses(offers: Offers, item_price: Ints, prefix: Ints, rooms: Rooms, loss: Ints) -> None:
    """How much dearer each candidate is than the dearest whom his row would choose.

    Where seats share candidates he may take the place of anybody in the team, so the dearest of all counts.
    """
    for request in range(len(offers.value)):
        first, last = offers.seat_first[request], offers.seat_first[request + 1]
        for start in range(offers.start_first[request], offers.start_first[request + 1]):
            _, size = start_worth(offers, request, start, item_price, prefix, rooms)
            dearest, places = -ENDLESS, 0
            for seat in range(first, last):
                places += offers.required[seat]
            if offers.shared[request]:
                for i in range(min(places, size)):
                    dearest = max(dearest, price_of(offers, rooms.team[i], item_price, prefix))
            for seat in range(first, last):
                row = offers.start_row[start] + seat - first
                low = offers.depth_first[seat] - offers.depth_first[first]
                required = offers.required[seat]
                known = min(rooms.found[seat - first], required + offers.wanted[seat])
                limit = dearest
                if not offers.shared[request] and 0 < required <= known:
                    limit = rooms.price[low + required - 1]
                if offers.wanted[seat] > 0 and known > 0:
                    limit = max(limit, min(rooms.price[low + known - 1], offers.wanted_value[seat]))
                for c in range(offers.row_offset[row], offers.row_offset[row + 1]):
                    loss[c] = max(0, price_of(offers, c, item_price, prefix) - limit)


@kernel
def nearest_starts(start_first: Ints, loss: Ints, most: int, limit: int, kept: Ints) -> int:
    """The starts of least loss, at most `most` of each request and none beyond `limit`, in order; their number."""
    count = 0
    for request in range(len(start_first) - 1):
        first = count
        for start in range(start_first[request], start_first[request + 1]):
            if loss[start] > limit:
                continue
            if count - first == most:
                worst = first
                for i in range(first, count):
                    if loss[kept[i]] >= loss[kept[worst]]:
                        worst = i
                if loss[start] >= loss[kept[worst]]:
                    continue
                for i in range(worst, count - 1):
                    kept[i] = kept[i + 1]
                count -= 1
            kept[count] = start
            count += 1
    return count


@kernel
def nearest_candidates(
    offers: Offers,
    starts: Ints,
    start_request: Ints,
    spare: int,
    item_price: Ints,
    prefix: Ints,
    rooms: Rooms,
    row_offset: Ints,
    out: Ints,
    out_price: Ints,
) -> None:
    """The cheapest candidates at the prices of every row of `starts`: as many as it takes and `spare` more.

    Fills `row_offset` of the kept rows, and `out` with their candidates as far as it is long (empty: only count).
    """
    row, at = 0, 0
    for start in starts:
        request = start_request[start]
        for seat in range(offers.seat_first[request], offers.seat_first[request + 1]):
            source = offers.start_row[start] + seat - offers.seat_first[request]
            most = offers.required[seat] + offers.wanted[seat] + spare
            if len(out) == 0:
                at += min(most, offers.row_offset[source + 1] - offers.row_offset[source])
            else:
                found = cheapest(offers, source, most, item_price, prefix, rooms, 0)
                for i in range(found):
                    out[at] = rooms.who[i]
                    out_price[at] = rooms.price[i] - offers.cost[rooms.who[i]] * FRACTION
                    at += 1
            row += 1
            row_offset[row] = at
