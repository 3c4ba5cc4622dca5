"""What the members' side reads of each member, and how many minutes leave room for what."""

from typing import NamedTuple

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel

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
    """Items looked at, dearest first: what each earns beyond its member's first load cost, and which it is."""

    gain: Ints
    item: Ints


@kernel
def fits(lives: Lives, one: int, other: int) -> bool:
    """Whether one of two items can end, and the nearest way be made, before the other must start."""
    return lives.done[one] <= lives.latest[other] or lives.done[other] <= lives.latest[one]


@kernel
def by_length(lives: Lives, rank: int, item_price: Ints, dearest: Ints) -> tuple[int, int]:
    """Fill in what the dearest of a member's items earns among those of at most so many minutes, `1 << SHIFT` a place.

    Returns the shortest item's minutes and how many places are filled.
    """
    first = lives.first[lives.order[rank]]
    shortest, places = WEEK, 1
    dearest[0] = 0
    for item in range(lives.item_first[rank], lives.item_first[rank + 1]):
        worth, minutes = item_price[item] - first, lives.minutes[item]
        if worth <= 0:
            continue
        shortest = min(shortest, minutes)
        place = min(minutes, WEEK) >> SHIFT
        while places <= place:
            dearest[places] = 0
            places += 1
        dearest[place] = max(dearest[place], worth)
    for place in range(1, places):
        dearest[place] = max(dearest[place], dearest[place - 1])
    return shortest, places


@kernel
def dearest_within(dearest: Ints, places: int, minutes: int) -> int:
    """What the dearest item of no more than so many minutes earns at most; 0: there is none."""
    return dearest[min(minutes >> SHIFT, places - 1)] if minutes >= 0 else 0
