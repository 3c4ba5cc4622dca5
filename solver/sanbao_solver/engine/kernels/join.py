"""Which members come into question for which seats: ranges of a grid, tested for distance and level.

Guarantees: no pair that the rules allow is left out; a pair comes out at most once.
"""

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel
from sanbao_solver.engine.kernels.distance import metres_between


@kernel
def near_pairs(
    first: Ints,
    last: Ints,
    seat: Ints,
    home: Ints,
    reach: Ints,
    level: Ints,
    site: Ints,
    level_asked: Ints,
    keep_far: bool,
    keep_low: bool,
    out_range: Ints,
    out_entry: Ints,
    out_metres: Ints,
) -> int:
    """Pairs of a range and an entry inside its `[first, last)`; returns their number.

    `home`, `reach`, `level` (−1: any will do) belong to the entries, `site` and `level_asked` to the seats. The out
    arrays must be as long as all ranges together.
    """
    found = 0
    for i in range(len(first)):
        s = seat[i]
        east, north, asked = site[s, 0], site[s, 1], level_asked[s]
        for at in range(first[i], last[i]):
            step_east, step_north = home[at, 0] - east, home[at, 1] - north
            beyond = reach[at] + 1
            if step_east * step_east + step_north * step_north >= beyond * beyond and not keep_far:
                continue
            if not keep_low and 0 <= level[at] < asked:
                continue
            out_range[found] = i
            out_entry[found] = at
            out_metres[found] = metres_between(step_east, step_north)
            found += 1
    return found
