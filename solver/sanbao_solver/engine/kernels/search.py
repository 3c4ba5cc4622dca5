"""Take a few services that touch each other apart and put them together again, ever more choosily.

Ruin and recreate (Schrimpf et al., 2000) with the acceptance of simulated annealing (Kirkpatrick et al., 1983); a
request to be forced in takes the members it wants and sends their services to be placed anew (ejection, Glover, 1996).
Guarantees: the weekly rules hold after every move; equal arguments make equal moves.
"""

import math
from typing import NamedTuple

import numpy as np

from sanbao_solver.engine.arrays import Floats, Ints
from sanbao_solver.engine.kernels.booking import Facts, Held, copy_to, engage, is_free, load_cost, release
from sanbao_solver.engine.kernels.compiled import inlined, kernel

MOST_LOOSE = 96
LOOKAHEAD = 3
PASSED_OVER = 20  # of 1,024: how often a free candidate is not seen


class Choices(NamedTuple):
    """What may be chosen: starts of requests, rows of starts, candidates of rows by price; who may serve what."""

    start_first: Ints
    start: Ints
    time: Ints
    row_first: Ints
    row_offset: Ints
    member: Ints
    cost: Ints
    price: Ints
    required: Ints
    wanted: Ints
    wanted_value: Ints
    value: Ints
    seeds: Ints
    served_first: Ints
    served: Ints


class Desk(NamedTuple):
    """Room to work in: sized for the largest team and the most requests taken apart at once."""

    state: Ints
    team: Ints
    count: Ints
    best_team: Ints
    best_count: Ints
    price: Floats
    who: Ints
    mark: Ints
    loose: Ints
    kept_start: Ints
    kept_time: Ints
    kept_cost: Ints
    kept_team: Ints
    kept_count: Ints
    key: Floats


@inlined
def _random(desk: Desk) -> int:
    x = np.uint64(desk.state[0])
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    desk.state[0] = np.int64(x)
    return np.int64(x >> np.uint64(33))  # 31 bits


@inlined
def _below(desk: Desk, limit: int) -> int:
    return (_random(desk) * limit) >> 31


@kernel
def _place(
    facts: Facts, held: Held, choices: Choices, desk: Desk, request: int, heed: float, blinking: bool
) -> tuple[int, int]:
    """The best free team over all starts, into `best_team`: its start (−1: none) and its cost without load.

    `heed` is how much of the prices is added to the costs when teams are compared.
    """
    seats = held.seat_first[request + 1] - held.seat_first[request]
    best_start, best_cost, least = -1, 0, 1e300
    for start in range(choices.start_first[request], choices.start_first[request + 1]):
        begin = choices.time[start]
        end = begin + facts.duration[request]
        size, cost, worth = 0, 0, 0.0
        desk.state[1] += 1
        for j in range(seats):
            seat = held.seat_first[request] + j
            row = choices.row_first[start] + j
            required = choices.required[seat]
            most = required + choices.wanted[seat]
            found, beyond = 0, 0
            for c in range(choices.row_offset[row], choices.row_offset[row + 1]):
                if found == most:
                    beyond += 1
                    if beyond > LOOKAHEAD:
                        break
                member = choices.member[c]
                if desk.mark[member] == desk.state[1]:
                    continue
                if blinking and (_random(desk) & 1023) < PASSED_OVER:
                    continue
                if not is_free(facts, held, member, request, begin, end):
                    continue
                p = choices.cost[c] + heed * choices.price[c] + load_cost(facts, held, member)
                if found == most:
                    if p >= desk.price[found - 1]:
                        continue
                    at = found - 1
                else:
                    at = found
                    found += 1
                while at > 0 and desk.price[at - 1] > p:
                    desk.price[at], desk.who[at] = desk.price[at - 1], desk.who[at - 1]
                    at -= 1
                desk.price[at], desk.who[at] = p, c
            if found < required:
                size = -1
                break
            value = choices.wanted_value[seat]
            used = 0
            for i in range(found):
                if i >= required:
                    if desk.price[i] >= value:
                        break
                    cost -= value
                    worth -= value
                c = desk.who[i]
                desk.team[size] = choices.member[c]
                desk.mark[choices.member[c]] = desk.state[1]
                cost += choices.cost[c]
                worth += desk.price[i]
                size += 1
                used += 1
            desk.count[j] = used
        if size > 0 and worth < least:
            best_start, best_cost, least = start, cost, worth
            copy_to(desk.best_team, desk.team, size)
            copy_to(desk.best_count, desk.count, seats)
    return best_start, best_cost


@inlined
def _insert(
    facts: Facts, held: Held, choices: Choices, desk: Desk, request: int, heed: float, blinking: bool
) -> int:
    """Serve the request where it costs least, if it then pays; what that gains."""
    start, cost = _place(facts, held, choices, desk, request, heed, blinking)
    if start < 0:
        return 0
    began = choices.time[start]
    spent = engage(facts, held, request, choices.start[start], began, cost, desk.best_team, desk.best_count)
    if spent >= choices.value[request]:
        release(facts, held, request)
        return 0
    return choices.value[request] - spent


@kernel
def insert_all(facts: Facts, held: Held, choices: Choices, desk: Desk, order: Ints) -> int:
    """Serve what is not served, request after request, each where it costs least at the prices; the gain."""
    gain = 0
    for request in order:
        if held.start[request] < 0:
            gain += _insert(facts, held, choices, desk, request, 1.0, False)
    return gain


@kernel
def _loosen(facts: Facts, held: Held, choices: Choices, desk: Desk, request: int, at: int) -> int:
    """Note the request's service as number `at` of the loose ones and take it away; what that gains."""
    desk.loose[at] = request
    desk.kept_start[at] = held.start[request]
    if held.start[request] < 0:
        return 0
    desk.kept_time[at] = held.time[request]
    desk.kept_cost[at] = held.cost[request]
    size = 0
    for seat in range(held.seat_first[request], held.seat_first[request + 1]):
        count = held.team_count[seat]
        desk.kept_count[at, seat - held.seat_first[request]] = count
        for i in range(held.team_first[seat], held.team_first[seat] + count):
            desk.kept_team[at, size] = held.team[i]
            size += 1
    return release(facts, held, request) - choices.value[request]


@inlined
def _is_loose(desk: Desk, request: int, count: int) -> bool:
    found = False
    for i in range(count):
        found |= desk.loose[i] == request
    return found


@inlined
def _neighbour(held: Held, choices: Choices, desk: Desk, request: int) -> int:
    """A request that could want the same member: one he serves now, or could serve; −1 when none was met."""
    starts = choices.start_first[request + 1] - choices.start_first[request]
    start = choices.start_first[request] + _below(desk, starts)
    seats = held.seat_first[request + 1] - held.seat_first[request]
    row = choices.row_first[start] + _below(desk, seats)
    width = choices.row_offset[row + 1] - choices.row_offset[row]
    if width == 0:
        return -1
    member = choices.member[choices.row_offset[row] + _below(desk, width)]
    if held.count[member] > 0 and _below(desk, 4) > 0:
        return held.request[held.first[member] + _below(desk, held.count[member])]
    could = choices.served_first[member + 1] - choices.served_first[member]
    return choices.served[choices.served_first[member] + _below(desk, could)]


@kernel
def _ruin(facts: Facts, held: Held, choices: Choices, desk: Desk, seed: int, size: int) -> tuple[int, int]:
    """Loosen the seed and up to `size − 1` requests around it; their number and the gain."""
    gain = _loosen(facts, held, choices, desk, seed, 0)
    count = 1
    for _ in range(3 * size):
        if count == size:
            break
        other = _neighbour(held, choices, desk, desk.loose[_below(desk, count)])
        if 0 <= other < len(choices.value) and not _is_loose(desk, other, count):
            gain += _loosen(facts, held, choices, desk, other, count)
            count += 1
    return count, gain


@kernel
def _eject(facts: Facts, held: Held, choices: Choices, desk: Desk, seed: int) -> tuple[int, int]:
    """Loosen whatever keeps a random start of the seed from its best team at the prices; number and gain."""
    gain = _loosen(facts, held, choices, desk, seed, 0)
    count = 1
    starts = choices.start_first[seed + 1] - choices.start_first[seed]
    start = choices.start_first[seed] + _below(desk, starts)
    begin = choices.time[start]
    end = begin + facts.duration[seed]
    for seat in range(held.seat_first[seed], held.seat_first[seed + 1]):
        row = choices.row_first[start] + seat - held.seat_first[seed]
        needed = choices.required[seat]
        for c in range(choices.row_offset[row], choices.row_offset[row + 1]):
            if needed == 0:
                break
            if (_random(desk) & 1023) < 4 * PASSED_OVER:
                continue
            member = choices.member[c]
            while not is_free(facts, held, member, seed, begin, end):
                if held.count[member] == 0 or count == MOST_LOOSE:
                    break
                other = held.request[held.first[member] + _below(desk, held.count[member])]
                if other >= len(choices.value):
                    break
                gain += _loosen(facts, held, choices, desk, other, count)
                count += 1
            if is_free(facts, held, member, seed, begin, end):
                needed -= 1
    return count, gain


@kernel
def search(
    facts: Facts,
    held: Held,
    choices: Choices,
    desk: Desk,
    moves: int,
    size: int,
    warmth: float,
) -> int:
    """Make so many moves at a temperature of `warmth` points; the gain.

    Each move loosens up to `size` requests (or ejects), places them again in random or rising order of price, and
    stays with a loss only by chance.
    """
    total = 0
    key = desk.key
    for _ in range(moves):
        seed = choices.seeds[_below(desk, len(choices.seeds))]
        ejecting = held.start[seed] < 0 and _below(desk, 2) == 0
        if ejecting:
            count, gain = _eject(facts, held, choices, desk, seed)
        else:
            count, gain = _ruin(facts, held, choices, desk, seed, 1 + _below(desk, size))
        shuffled = _below(desk, 4) == 0
        for i in range(count):
            chance = _random(desk) / 2147483648.0
            request = desk.loose[i]
            needed = 0
            for seat in range(held.seat_first[request], held.seat_first[request + 1]):
                needed += choices.required[seat]
            key[i] = chance if shuffled else choices.value[request] / max(1, needed) * (0.5 + chance)
        if ejecting:
            key[0] = 1e300
        heed = 1.0 if _below(desk, 4) > 1 else 0.5 * _below(desk, 2)
        for _turn in range(count):
            at = 0
            for i in range(1, count):
                if key[i] > key[at]:
                    at = i
            key[at] = -1.0
            gain += _insert(facts, held, choices, desk, desk.loose[at], heed, not ejecting)
        if gain >= 0 or _random(desk) / 2147483648.0 < math.exp(gain / warmth):
            total += gain
            continue
        for i in range(count):
            if held.start[desk.loose[i]] >= 0:
                release(facts, held, desk.loose[i])
        for i in range(count):
            if desk.kept_start[i] >= 0:
                engage(
                    facts,
                    held,
                    desk.loose[i],
                    desk.kept_start[i],
                    desk.kept_time[i],
                    desk.kept_cost[i],
                    desk.kept_team[i],
                    desk.kept_count[i],
                )
    return total
