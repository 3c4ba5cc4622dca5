"""Distances and ways in exact integers."""

import math

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import inlined, kernel


@kernel
def metres_between(east: int, north: int) -> int:
    """Floor of the length of a step of whole metres (below 2^30 each way)."""
    square = east * east + north * north
    root = np.int64(math.sqrt(float(square)))
    while root * root > square:
        root -= 1
    while (root + 1) * (root + 1) <= square:
        root += 1
    return root


@inlined
def way_minutes(place: Ints, one: int, other: int, detour_percent: int, metres_per_minute: int) -> int:
    """Travel minutes between the places of two requests."""
    metres = metres_between(place[one, 0] - place[other, 0], place[one, 1] - place[other, 1])
    return -((-metres * detour_percent) // (100 * metres_per_minute))
