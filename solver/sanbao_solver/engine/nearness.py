"""An order of places in which neighbours stand near each other: what is read together lies together in memory."""

import numpy as np

from sanbao_solver.engine.arrays import Ints

BITS, CELL_BITS = 15, 7


def order_of_places(place: Ints) -> Ints:
    """The places along a Z-shaped curve (Morton, 1966) over cells of 128 metres; equal cells in their given order."""
    if not len(place):
        return np.zeros(0, dtype=np.int64)
    cell = np.minimum((place - place.min(axis=0)) >> CELL_BITS, (1 << BITS) - 1)
    key = np.zeros(len(place), dtype=np.int64)
    for bit in range(BITS):
        for axis in (0, 1):
            key |= ((cell[:, axis] >> bit) & 1) << (2 * bit + axis)
    return np.argsort(key, kind="stable")
