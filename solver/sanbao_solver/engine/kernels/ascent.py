"""One step of the prices, in place."""

import math

import numpy as np

from sanbao_solver.engine.arrays import Floats, Ints
from sanbao_solver.engine.kernels.compiled import kernel
from sanbao_solver.engine.kernels.offers import FRACTION

MOMENTUM, MEMORY, DAMPING = 0.9, 0.98, 0.05


@kernel
def move_items(
    low: int,
    high: int,
    taken: Ints,
    held: Ints,
    floor: Ints,
    extra: Floats,
    slope: Floats,
    spread: Floats,
    stride: float,
    price: Ints,
) -> None:
    """Move the prices of items `[low, high)` against the slope. `extra` is above the floor."""
    for i in range(low, high):
        left = float(held[i] - taken[i])
        extra[i] = _moved(extra[i], left, i, slope, spread, stride)
        price[i] = floor[i] + np.int64(extra[i] * FRACTION)


@kernel
def move_evenly(
    low: int,
    high: int,
    item_first: Ints,
    taken: Ints,
    held: Ints,
    floor: Ints,
    extra: Floats,
    slope: Floats,
    spread: Floats,
    stride: float,
    item_extra: Floats,
    price: Ints,
) -> None:
    """Move the prices of members `[low, high)`, the same for all items of one, against the sum of their slopes."""
    for m in range(low, high):
        first, last = item_first[m], item_first[m + 1]
        left = 0.0
        for i in range(first, last):
            left += held[i] - taken[i]
        extra[m] = _moved(extra[m], left, m, slope, spread, stride)
        for i in range(first, last):
            item_extra[i] = extra[m]
            price[i] = floor[i] + np.int64(extra[m] * FRACTION)


@kernel
def move_cells(
    covered: Ints, price: Ints, extra: Floats, slope: Floats, spread: Floats, stride: float
) -> None:
    """Move the prices of the cells, given the differences of how often each is covered."""
    count = 0
    for i in range(len(price)):
        count += covered[i]
        extra[i] = _moved(extra[i], 1.0 - count, i, slope, spread, stride)
        price[i] = np.int64(extra[i] * FRACTION)


@kernel
def _moved(extra: float, left: float, i: int, slope: Floats, spread: Floats, stride: float) -> float:
    if extra <= 0.0 and left > 0.0:
        left = 0.0
    slope[i] = MOMENTUM * slope[i] + (1 - MOMENTUM) * left
    spread[i] = MEMORY * spread[i] + (1 - MEMORY) * left * left
    if slope[i] == 0.0:
        return extra
    return max(0.0, extra - stride * slope[i] / (math.sqrt(spread[i]) + DAMPING))


@kernel
def running_sum(price: Ints, prefix: Ints) -> int:
    """Prefix sums of the prices of the cells, and their total."""
    total = 0
    for i in range(len(price)):
        prefix[i] = total
        total += price[i]
    prefix[len(price)] = total
    return total
