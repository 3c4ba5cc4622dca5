"""Numbering what prices are set on: items (a member in a request) and cells (a moment of a member's free time)."""

from sanbao_solver.engine.arrays import Ints, Mask
from sanbao_solver.engine.kernels.compiled import kernel


@kernel
def number_items(
    order: Ints,
    seat_first: Ints,
    pair_first: Ints,
    pair_member: Ints,
    used: Mask,
    last: Ints,
    item_request: Ints,
    pair_item: Ints,
) -> int:
    """The item of each used pair, numbered request by request in this order; returns how many.

    `last` starts at −1 a member.
    """
    count = 0
    for request in order:
        for seat in range(seat_first[request], seat_first[request + 1]):
            for pair in range(pair_first[seat], pair_first[seat + 1]):
                if not used[pair]:
                    continue
                known = last[pair_member[pair]]
                if known < 0 or item_request[known] != request:
                    known = count
                    last[pair_member[pair]] = known
                    item_request[known] = request
                    count += 1
                pair_item[pair] = known
    return count


@kernel
def share_seats(
    seat_first: Ints, pair_first: Ints, pair_member: Ints, required: Ints, last: Ints, shared: Mask
) -> None:
    """Mark the requests of which somebody could take either of two seats that need members.

    `last` starts at −1 a member.
    """
    for request in range(len(shared)):
        for seat in range(seat_first[request], seat_first[request + 1]):
            if required[seat] == 0:
                continue
            for pair in range(pair_first[seat], pair_first[seat + 1]):
                member = pair_member[pair]
                shared[request] |= last[member] == request
                last[member] = request


@kernel
def first_and_last(row_offset: Ints, row_time: Ints, item: Ints, earliest: Ints, latest: Ints) -> None:
    """The first and the last start at which each item is open."""
    for row in range(len(row_time)):
        time = row_time[row]
        for c in range(row_offset[row], row_offset[row + 1]):
            earliest[item[c]] = min(earliest[item[c]], time)
            latest[item[c]] = max(latest[item[c]], time)


@kernel
def place_cells(
    row_offset: Ints,
    row_time: Ints,
    row_finish: Ints,
    member: Ints,
    hours_first: Ints,
    begin: Ints,
    end: Ints,
    cell_first: Ints,
    grain: int,
    cell: Ints,
    cells: Ints,
) -> None:
    """The cells `[cell, cell + cells)` that each candidate covers; none where `cell_first` of the interval is −1.

    A cell is a moment, every `grain` minutes from the beginning of a free interval.
    """
    for row in range(len(row_time)):
        time, finish = row_time[row], row_finish[row]
        for c in range(row_offset[row], row_offset[row + 1]):
            cell[c] = cells[c] = 0
            for i in range(hours_first[member[c]], hours_first[member[c] + 1]):
                if begin[i] <= time < end[i] and cell_first[i] >= 0:
                    low = -((begin[i] - time) // grain)
                    high = -((begin[i] - min(finish, end[i])) // grain)
                    cell[c] = cell_first[i] + low
                    cells[c] = high - low
