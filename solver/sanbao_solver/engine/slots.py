"""Every hour of a member that a candidate may take, and the cells in which no two of them go together.

A slot is one (member, start, end, duration) that candidates share. Its end is late enough for the way to the
nearest other request, rounded up to the next minute at which anything can start: nobody can do more in between.
A cell is one (member, minute) at which a slot of his begins: slots that share a cell exclude each other.

Guarantees: every rule-abiding week has at most one service in each cell. Ways longer than the nearest are not
in the cells.
"""

import numpy as np

from sanbao_solver.engine.arrays import Ints, expand, floor_sqrt
from sanbao_solver.engine.instance import Instance

TIME = 1 << 14
NEAR_BITS = 9


class Slots:
    """`candidate_slot` names the slot of each candidate; a slot covers the cells `[low, high)` of its member."""

    def __init__(self, instance: Instance) -> None:
        request = instance.start_request
        time, duration = instance.start_time, instance.duration[request]
        finish = np.minimum(time + duration + nearest_way(instance)[request], TIME - 1)
        moments = np.append(np.unique(time), TIME - 1)
        finish = moments[np.searchsorted(moments, finish)]
        kinds, kind = np.unique(np.stack((time, finish, duration)), axis=1, return_inverse=True)
        start = np.repeat(instance.row_start, np.diff(instance.row_offset))
        size = max(kinds.shape[1], 1)
        key = instance.candidate_member.astype(np.int64) * size + kind[start]
        keys, inverse = np.unique(key, return_inverse=True)
        self.candidate_slot: Ints = inverse.astype(np.int64)
        self.member: Ints = keys // size
        begin, end, self.duration = kinds[:, keys % size]
        cells = np.unique(self.member * TIME + begin)
        self.low: Ints = np.searchsorted(cells, self.member * TIME + begin)
        self.high: Ints = np.searchsorted(cells, self.member * TIME + end)
        self.cell_member: Ints = cells // TIME
        self.cells = len(cells)


def nearest_way(instance: Instance) -> Ints:
    """For each request, minutes that the way to any other request takes at least."""
    place = instance.place
    if len(place) < 2 or "travel_time" not in instance.rules:
        return np.zeros(len(place), dtype=np.int64)
    corner = place.min(axis=0)
    cell = ((place - corner) >> NEAR_BITS) + 1
    width = int(cell[:, 0].max()) + 2
    key = cell[:, 1] * width + cell[:, 0]
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    nearest = np.full(len(place), 1 << NEAR_BITS, dtype=np.int64)
    for row in (-1, 0, 1):
        low = np.searchsorted(sorted_key, key + row * width - 1)
        high = np.searchsorted(sorted_key, key + row * width + 1, side="right")
        one, at = expand(low, high - low)
        other = order[at]
        apart = one != other
        one, other = one[apart], other[apart]
        step = place[one] - place[other]
        np.minimum.at(nearest, one, floor_sqrt((step * step).sum(axis=1)))
    travel = instance.problem.travel
    return -(-nearest * travel.detour_percent // (100 * travel.metres_per_minute))
