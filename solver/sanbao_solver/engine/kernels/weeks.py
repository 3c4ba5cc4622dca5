"""The members' side of the relaxation: the best week of each member by itself, at given prices of items."""

from typing import NamedTuple

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel

MOST = 3
LOOKED_AT = 12


class Lives(NamedTuple):
    """What the members' side reads: each member's items and caps; `done` and `latest` say which items fit together.

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


@kernel
def fits(lives: Lives, one: int, other: int) -> bool:
    """Whether one of two items can end, and the nearest way be made, before the other must start."""
    return lives.done[one] <= lives.latest[other] or lives.done[other] <= lives.latest[one]


@kernel
def dearest(
    lives: Lives, rank: int, first: int, item_price: Ints, most: int, gain: Ints, who: Ints
) -> tuple[int, int]:
    """The `most` items of a member that earn most beyond `first`, dearest first: how many, and what the next earns."""
    count, beyond = 0, 0
    for item in range(lives.item_first[rank], lives.item_first[rank + 1]):
        worth = item_price[item] - first
        if worth <= 0:
            continue
        if count == most:
            if worth <= gain[count - 1]:
                beyond = max(beyond, worth)
                continue
            beyond = max(beyond, gain[count - 1])
            i = count - 1
        else:
            i = count
            count += 1
        while i > 0 and gain[i - 1] < worth:
            gain[i], who[i] = gain[i - 1], who[i - 1]
            i -= 1
        gain[i], who[i] = worth, item
    return count, beyond


@kernel
def best_weeks(lives: Lives, low: int, high: int, item_price: Ints, held: Ints) -> int:
    """The worth of the best weeks of members `[low, high)` of the order; counts the items they hold.

    Members of at most MOST services are solved as they are, dearest items first and cut off where no better week can
    come; others are relaxed to their dearest items.
    """
    total = 0
    step = lives.step
    gain, who = np.empty(lives.longest, dtype=np.int64), np.empty(lives.longest, dtype=np.int64)
    for rank in range(low, high):
        member = lives.order[rank]
        most = lives.most[member]
        if most == 0:
            continue
        looked_at = 1 if most == 1 else (LOOKED_AT if most <= MOST else lives.longest)
        count, beyond = dearest(lives, rank, lives.first[member], item_price, looked_at, gain, who)
        if count == 0:
            continue
        if most > MOST:
            for i in range(min(count, most)):
                worth = gain[i] - step * i
                if worth <= 0:
                    break
                total += worth
                held[who[i]] += 1
            continue
        best, first, second, third = best_week(lives, member, count, gain, who)
        if most > 1 and beyond > 0:
            ceiling = gain[0] + beyond - step
            if most > 2:
                ceiling = max(ceiling, gain[0] + gain[1] + beyond - 3 * step)
            if ceiling > best:
                count, _ = dearest(lives, rank, lives.first[member], item_price, lives.longest, gain, who)
                best, first, second, third = best_week(lives, member, count, gain, who)
        total += best
        held[who[first]] += 1
        if second >= 0:
            held[who[second]] += 1
        if third >= 0:
            held[who[third]] += 1
    return total


@kernel
def best_week(lives: Lives, member: int, count: int, gain: Ints, who: Ints) -> tuple[int, int, int, int]:
    """What the best one, two or three of a member's items earn, which lie dearest first, and which (−1: none)."""
    most, step, room = lives.most[member], lives.step, lives.room[member]
    best, first, second, third = gain[0], 0, -1, -1
    for i in range(count - 1 if most > 1 else 0):
        limit = gain[i] + gain[i + 1] - step
        if most > 2 and i + 2 < count:
            limit = max(limit, limit + gain[i + 2] - 2 * step)
        if limit <= best:
            break
        for j in range(i + 1, count):
            pair = gain[i] + gain[j] - step
            limit = pair
            if most > 2 and j + 1 < count:
                limit = max(limit, pair + gain[j + 1] - 2 * step)
            if limit <= best:
                break
            minutes = lives.minutes[who[i]] + lives.minutes[who[j]]
            if minutes > room or not fits(lives, who[i], who[j]):
                continue
            if pair > best:
                best, first, second, third = pair, i, j, -1
            for k in range(j + 1, count if most > 2 else 0):
                whole = pair + gain[k] - 2 * step
                if whole <= best:
                    break
                if minutes + lives.minutes[who[k]] > room:
                    continue
                if fits(lives, who[i], who[k]) and fits(lives, who[j], who[k]):
                    best, first, second, third = whole, i, j, k
    return best, first, second, third
