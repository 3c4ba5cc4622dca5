"""From pairs and free hours to candidates: who could hold which seat at which start."""

from sanbao_solver.engine.arrays import Ints, Mask
from sanbao_solver.engine.kernels.compiled import kernel


@kernel
def open_candidates(
    low: int,
    high: int,
    seat_request: Ints,
    seat_first: Ints,
    start_first: Ints,
    start_row: Ints,
    start_time: Ints,
    duration: Ints,
    pair_first: Ints,
    pair_member: Ints,
    able: Mask,
    hours_first: Ints,
    begin: Ints,
    end: Ints,
    row_next: Ints,
    out_pair: Ints,
) -> None:
    """The pairs of each row of seats `[low, high)` whose member is free throughout, in the order of pairs.

    `able` says of each pair whether the member's caps allow the service at all; `hours` are each member's free
    intervals. `row_next` (where the next candidate of each row goes) moves on; with an empty `out_pair` it counts.
    """
    writing = len(out_pair) > 0
    for seat in range(low, high):
        request = seat_request[seat]
        minutes = duration[request]
        first, behind = start_first[request], start_first[request + 1]
        if first == behind:
            continue
        for pair in range(pair_first[seat], pair_first[seat + 1]):
            if not able[pair]:
                continue
            member = pair_member[pair]
            for i in range(hours_first[member], hours_first[member + 1]):
                earliest, latest = begin[i], end[i] - minutes
                if latest < max(earliest, start_time[first]) or earliest > start_time[behind - 1]:
                    continue
                for start in range(first, behind):
                    if start_time[start] > latest:
                        break
                    if start_time[start] >= earliest:
                        row = start_row[start] + seat - seat_first[request]
                        if writing:
                            out_pair[row_next[row]] = pair
                        row_next[row] += 1
