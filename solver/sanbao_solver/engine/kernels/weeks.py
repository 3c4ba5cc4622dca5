"""The members' side of the relaxation: the best week of each member by itself, at given prices of items."""

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import kernel
from sanbao_solver.engine.kernels.lives import SHIFT, WEEK, Lives, Look, by_length, dearest_within, fits

MOST = 3
LOOKED_AT = 12


@kernel
def best_weeks(lives: Lives, low: int, high: int, item_price: Ints, held: Ints) -> int:
    """The worth of the best weeks of members `[low, high)` of the order; counts the items they hold.

    Members of at most MOST services are solved as they are: first among their dearest items, then, where a better week
    may come, among all items that can be in one. Others are relaxed to their dearest items.
    """
    total = 0
    step = lives.step
    look = Look(np.empty(lives.longest, dtype=np.int64), np.empty(lives.longest, dtype=np.int64))
    dearest = np.empty((WEEK >> SHIFT) + 1, dtype=np.int64)
    week = np.empty(MOST, dtype=np.int64)
    for rank in range(low, high):
        most = lives.most[lives.order[rank]]
        if most == 0:
            continue
        looked_at = 1 if most == 1 else (LOOKED_AT if most <= MOST else lives.longest)
        count, beyond = look_at_dearest(lives, rank, item_price, looked_at, look)
        if count == 0:
            continue
        if most > MOST:
            for i in range(min(count, most)):
                worth = look.gain[i] - step * i
                if worth <= 0:
                    break
                total += worth
                held[look.item[i]] += 1
            continue
        best, week[0], services = look.gain[0], look.item[0], 1
        if most > 1:
            shortest, places = by_length(lives, rank, item_price, dearest)
            lengths = (dearest, places, shortest)
            best, services = best_week(lives, rank, count, look, lengths, best, services, week)
            ceiling = look.gain[0] + beyond - step
            if most > 2:
                ceiling = max(ceiling, look.gain[0] + look.gain[1] + beyond - 3 * step)
            if beyond > 0 and ceiling > best:
                count = look_at_promising(lives, rank, item_price, lengths, best, look)
                best, services = best_week(lives, rank, count, look, lengths, best, services, week)
        total += best
        for i in range(services):
            held[week[i]] += 1
    return total


@kernel
def look_at_dearest(lives: Lives, rank: int, item_price: Ints, most: int, look: Look) -> tuple[int, int]:
    """Look at the `most` items of a member that earn most: how many, and what the next earns."""
    gain, who = look
    first = lives.first[lives.order[rank]]
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
def look_at_promising(
    lives: Lives, rank: int, item_price: Ints, lengths: tuple[Ints, int, int], best: int, look: Look
) -> int:
    """Look at every item that may be in a week of two or three services that earns more than `best`: how many."""
    member = lives.order[rank]
    first, room, step = lives.first[member], lives.room[member], lives.step
    dearest, places, shortest = lengths
    count = 0
    for item in range(lives.item_first[rank], lives.item_first[rank + 1]):
        worth, left = item_price[item] - first, room - lives.minutes[item]
        if worth <= 0 or left < shortest:
            continue
        limit = worth + dearest_within(dearest, places, left) - step
        if lives.most[member] > 2 and left >= 2 * shortest:
            limit = max(limit, worth + 2 * dearest_within(dearest, places, left - shortest) - 3 * step)
        if limit > best:
            look.gain[count], look.item[count] = worth, item
            count += 1
    order = np.argsort(-look.gain[:count])
    look.gain[:count], look.item[:count] = look.gain[:count][order], look.item[:count][order]
    return count


@kernel
def best_week(
    lives: Lives,
    rank: int,
    count: int,
    look: Look,
    lengths: tuple[Ints, int, int],
    best: int,
    services: int,
    week: Ints,
) -> tuple[int, int]:
    """A week of two or three of the items looked at that earns more than `best`, the best of them, written to `week`.

    Returns what it earns and of how many services it is; where there is none, what was given.
    """
    gain, who = look
    dearest, places, shortest = lengths
    member, step = lives.order[rank], lives.step
    three = lives.most[member] > 2
    for i in range(count - 1):
        limit = gain[i] + gain[i + 1] - step
        if three:
            limit = max(limit, limit + gain[i + 1] - 2 * step)
        if limit <= best:
            break
        left = lives.room[member] - lives.minutes[who[i]]
        if left < shortest:
            continue
        third = 0
        if three and left >= 2 * shortest:
            third = dearest_within(dearest, places, left - shortest) - 2 * step
        second = min(gain[i + 1], dearest_within(dearest, places, left))
        if gain[i] + second - step + max(0, min(third, second - 2 * step)) <= best:
            continue
        for j in range(i + 1, count):
            pair = gain[i] + gain[j] - step
            if pair + max(0, min(third, gain[j] - 2 * step)) <= best:
                break
            rest = left - lives.minutes[who[j]]
            if rest < 0 or not fits(lives, who[i], who[j]):
                continue
            if pair > best:
                best, services, week[0], week[1] = pair, 2, who[i], who[j]
            if third <= 0 or pair + dearest_within(dearest, places, rest) - 2 * step <= best:
                continue
            for k in range(j + 1, count):
                whole = pair + gain[k] - 2 * step
                if whole <= best:
                    break
                if lives.minutes[who[k]] > rest:
                    continue
                if fits(lives, who[i], who[k]) and fits(lives, who[j], who[k]):
                    best, services = whole, 3
                    week[0], week[1], week[2] = who[i], who[j], who[k]
    return best, services
