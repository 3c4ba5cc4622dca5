"""What the members' side reads of each member, and how many minutes leave room for what."""

from typing import NamedTuple

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import inlined

MOST = 3
WEEK = 10_080
SHIFT = 4


class Lives(NamedTuple):
    """Each member's items and caps; `done` and `latest` say which items fit together.

    Members lie in an order of their own in `item_first`, which bounds their items; `longest` is the most items of one.
    """

    item_first: Ints
    first: Ints
    step: int
    most: Ints
    room: Ints
    minutes: Ints
    done: Ints
    latest: Ints
    order: Ints
    longest: int


class Look(NamedTuple):
    """One member's items looked at, dearest first: what each earns beyond the first load cost, and which it is.

    `within` is what the dearest earns among those of at most so many minutes, `1 << SHIFT` a place; `week` are the
    items of the best week so far.
    """

    gain: Ints
    item: Ints
    within: Ints
    week: Ints


def look_for(lives: Lives) -> Look:
    """A look with room for the items of every member."""
    sizes = (lives.longest, lives.longest, (WEEK >> SHIFT) + 1, MOST)
    return Look(*(np.zeros(size, dtype=np.int64) for size in sizes))


@inlined
def fits(lives: Lives, one: int, other: int) -> bool:
    """Whether one of two items can end, and the nearest way be made, before the other must start."""
    return lives.done[one] <= lives.latest[other] or lives.done[other] <= lives.latest[one]


@inlined
def by_length(lives: Lives, rank: int, item_price: Ints, look: Look) -> tuple[int, int]:
    """Fill in what the dearest of a member's items earn `within` each length; places filled, the shortest's minutes."""
    first = lives.first[lives.order[rank]]
    shortest, places = WEEK, 1
    look.within[0] = 0
    for item in range(lives.item_first[rank], lives.item_first[rank + 1]):
        worth, minutes = item_price[item] - first, lives.minutes[item]
        if worth <= 0:
            continue
        shortest = min(shortest, minutes)
        place = min(minutes, WEEK) >> SHIFT
        while places <= place:
            look.within[places] = 0
            places += 1
        look.within[place] = max(look.within[place], worth)
    for place in range(1, places):
        look.within[place] = max(look.within[place], look.within[place - 1])
    return places, shortest


@inlined
def dearest_within(look: Look, places: int, minutes: int) -> int:
    """What the dearest item of no more than so many minutes earns at most; 0: there is none."""
    return look.within[min(minutes >> SHIFT, places - 1)] if minutes >= 0 else 0
