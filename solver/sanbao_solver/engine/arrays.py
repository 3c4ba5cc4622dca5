"""Array types of the engine and the small exact operations on them that numpy lacks."""

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """Candidate (seat, member) pairs under judgement; one entry a pair in every array.

    `level_held` is −1 where the member lacks the skill; `metres` is the distance from home to the request.
    """

    seat: Ints
    member: Ints
    level_asked: Ints
    level_held: Ints
    tags_held: Mask
    forbidden: Mask
    metres: Ints
    reach: Ints


def small_ints(size: int, bits: int = 32) -> Ints:
    """Zeros of a narrower integer type, where millions are kept."""
    return np.zeros(size, dtype=f"int{bits}")


def small_floats(size: int) -> Floats:
    """Zeros of single precision, where millions are kept and their last digits do not matter."""
    zeros: Floats = np.zeros(size, dtype="float32")
    return zeros


def expand(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Ranges `[first, first + count)` laid end to end: the index of the range and the position, entry by entry."""
    owner = np.repeat(np.arange(len(count), dtype=np.int64), count)
    ends = np.cumsum(count)
    inside = np.arange(len(owner), dtype=np.int64) - np.repeat(ends - count, count)
    return owner, first[owner] + inside


def offsets(count: Ints) -> Ints:
    """Where each of consecutive groups of these sizes begins, and at the end where the last one ends."""
    return np.concatenate(([0], np.cumsum(count))).astype(np.int64)


def even_cuts(count: int, parts: int) -> list[int]:
    """Where each of so many parts of a count begins, and at the end where the last one ends."""
    return [count * part // parts for part in range(parts + 1)]


def order_by(*columns: Ints) -> Ints:
    """The order of rows by these columns, the first one first: one sort of a packed key where 62 bits hold it."""
    if not len(columns[0]):
        return np.zeros(0, dtype=np.int64)
    lows = [int(c.min()) for c in columns]
    spans = [int(c.max()) - low + 1 for c, low in zip(columns, lows, strict=True)]
    if prod(spans) >= 1 << 62:
        return np.lexsort(columns[::-1])
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column, low, span in zip(columns, lows, spans, strict=True):
        key = key * span + (column - low)
    return np.argsort(key)


def floor_sqrt(square: Ints) -> Ints:
    """Exact floor of the square root of non-negative integers below 2^60."""
    root = np.sqrt(square.astype(np.float64)).astype(np.int64)
    root -= root * root > square
    root += (root + 1) * (root + 1) <= square
    return root


def lookup(keys: Ints, values: Ints, wanted: Ints, missing: int) -> Ints:
    """`values` at the positions of `wanted` in the sorted `keys`, `missing` where it is not among them."""
    if not len(keys):
        return np.full(len(wanted), missing, dtype=np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], missing)
