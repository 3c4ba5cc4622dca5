"""What a week would be worth if every request had all members to itself, and every seat of it too."""

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel


@kernel
def worth_alone(
    start_first: Ints,
    start_row: Ints,
    seat_first: Ints,
    row_offset: Ints,
    cost: Ints,
    value: Ints,
    required: Ints,
    wanted: Ints,
    wanted_value: Ints,
) -> int:
    """The sum over requests of what each is worth at its best start, or left out; candidates lie cheapest first."""
    total = 0
    for request in range(len(value)):
        best = 0
        for start in range(start_first[request], start_first[request + 1]):
            worth = value[request]
            for seat in range(seat_first[request], seat_first[request + 1]):
                row = start_row[start] + seat - seat_first[request]
                low, high = row_offset[row], row_offset[row + 1]
                if high - low < required[seat]:
                    worth = 0
                    break
                for c in range(low, low + required[seat]):
                    worth -= cost[c]
                for c in range(low + required[seat], min(high, low + required[seat] + wanted[seat])):
                    worth += max(0, wanted_value[seat] - cost[c])
            best = max(best, worth)
        total += best
    return total
