"""The members' side of the relaxation: the best week of each member by itself, at given prices of items."""

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import inlined, kernel
from sanbao_solver.engine.kernels.lives import MOST, Lives, Look, by_length, dearest_within, fits

LOOKED_AT = 12


@kernel
def best_weeks(lives: Lives, low: int, high: int, item_price: Ints, held: Ints, look: Look) -> int:
    """The worth of the best weeks of members `[low, high)` of the order; counts the items they hold.

    Members of at most MOST services are solved as they are: first among their dearest items, then, where a better week
    may come, among all items that can be in one. Others are relaxed to their dearest items.
    """
    total = 0
    step, gain = lives.step, look.gain
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
                worth = gain[i] - step * i
                if worth <= 0:
                    break
                total += worth
                held[look.item[i]] += 1
            continue
        best, services, look.week[0] = gain[0], 1, look.item[0]
        if most > 1:
            places, shortest = by_length(lives, rank, item_price, look)
            ceiling = gain[0] + beyond - step
            if most > 2 and count > 1:
                ceiling = max(ceiling, gain[0] + gain[1] + beyond - 3 * step)
            best, services = best_week(lives, rank, count, places, shortest, best, services, look)
            if beyond > 0 and ceiling > best:
                count = look_at_promising(lives, rank, item_price, places, shortest, best, look)
                best, services = best_week(lives, rank, count, places, shortest, best, services, look)
        total += best
        for i in range(services):
            held[look.week[i]] += 1
    return total


@inlined
def look_at_dearest(lives: Lives, rank: int, item_price: Ints, most: int, look: Look) -> tuple[int, int]:
    """Look at the `most` items of a member that earn most: how many, and what the next earns."""
    gain, who = look.gain, look.item
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
    lives: Lives, rank: int, item_price: Ints, places: int, shortest: int, best: int, look: Look
) -> int:
    """Look at every item that may be in a week of two or three services that earns more than `best`: how many."""
    member = lives.order[rank]
    first, room, step = lives.first[member], lives.room[member], lives.step
    count = 0
    for item in range(lives.item_first[rank], lives.item_first[rank + 1]):
        worth, left = item_price[item] - first, room - lives.minutes[item]
        if worth <= 0 or left < shortest:
            continue
        limit = worth + dearest_within(look, places, left) - step
        if lives.most[member] > 2 and left >= 2 * shortest:
            limit = max(limit, worth + 2 * dearest_within(look, places, left - shortest) - 3 * step)
        if limit > best:
            look.gain[count], look.item[count] = worth, item
            count += 1
    _dearest_first(look.gain, look.item, count)
    return count


@kernel
def _dearest_first(gain: Ints, who: Ints, count: int) -> None:
    """Sort the first `count` (Shell, 1959: no room of its own, and the lists are short)."""
    gap = count // 2
    while gap > 0:
        for i in range(gap, count):
            worth, item = gain[i], who[i]
            at = i
            while at >= gap and gain[at - gap] < worth:
                gain[at], who[at] = gain[at - gap], who[at - gap]
                at -= gap
            gain[at], who[at] = worth, item
        gap = 1 if gap == 2 else gap * 5 // 11


@kernel
def best_week(
    lives: Lives, rank: int, count: int, places: int, shortest: int, best: int, services: int, look: Look
) -> tuple[int, int]:
    """The best week of two or three of the items looked at, if it earns more than `best`; then `week` is written.

    Returns what it earns and of how many services it is; where there is none, what was given.
    """
    gain, who, week = look.gain, look.item, look.week
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
            third = dearest_within(look, places, left - shortest) - 2 * step
        second = min(gain[i + 1], dearest_within(look, places, left))
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
            if third <= 0 or pair + dearest_within(look, places, rest) - 2 * step <= best:
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
