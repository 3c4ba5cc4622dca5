"""The greedy dispatcher over a whole week without pins: request after request, each with its cheapest free team.

Guarantees: what `Insertion` finds for each request in turn, when its book holds what stands here; the weekly rules hold.
"""

from typing import NamedTuple

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.booking import Facts, Held, copy_to, engage, is_free
from sanbao_solver.engine.kernels.compiled import kernel


class Offered(NamedTuple):
    """Starts of requests, rows of starts, candidates of rows cheapest first; what each seat asks for."""

    start_first: Ints
    start_time: Ints
    start_row: Ints
    row_offset: Ints
    member: Ints
    cost: Ints
    required: Ints
    wanted: Ints
    wanted_value: Ints


class Hand(NamedTuple):
    """Room for the team in hand and the best one so far; `mark` says at which look a member was last put into it."""

    mark: Ints
    team: Ints
    count: Ints
    best_team: Ints
    best_count: Ints


@kernel
def dispatch(facts: Facts, held: Held, offered: Offered, hand: Hand, order: Ints) -> None:
    """Serve the requests in this order where a team is free: at the start where it costs least, the first of equals."""
    look = 0
    for request in order:
        first = held.seat_first[request]
        seats = held.seat_first[request + 1] - first
        best_start, best_cost = -1, 0
        for start in range(offered.start_first[request], offered.start_first[request + 1]):
            look += 1
            begin = offered.start_time[start]
            end = begin + facts.duration[request]
            size, cost = 0, 0
            for j in range(seats):
                found, price = _fill(
                    facts,
                    held,
                    offered,
                    hand,
                    request,
                    offered.start_row[start] + j,
                    first + j,
                    look,
                    size,
                    begin,
                    end,
                )
                if found < offered.required[first + j]:
                    size = -1
                    break
                hand.count[j] = found
                size += found
                cost += price
            if size == 0:
                size, cost = _somebody(facts, held, offered, hand, request, start, begin, end)
            if size > 0 and (best_start < 0 or cost < best_cost):
                best_start, best_cost = start, cost
                copy_to(hand.best_team, hand.team, size)
                copy_to(hand.best_count, hand.count, seats)
        if best_start >= 0:
            time = offered.start_time[best_start]
            engage(facts, held, request, best_start, time, best_cost, hand.best_team, hand.best_count)


@kernel
def _fill(
    facts: Facts,
    held: Held,
    offered: Offered,
    hand: Hand,
    request: int,
    row: int,
    seat: int,
    look: int,
    size: int,
    begin: int,
    end: int,
) -> tuple[int, int]:
    """Put the cheapest free candidates of a row into the team from `size` on: how many, and what they cost."""
    required, value = offered.required[seat], offered.wanted_value[seat]
    most = required + offered.wanted[seat]
    found, price = 0, 0
    for c in range(offered.row_offset[row], offered.row_offset[row + 1]):
        member, cost = offered.member[c], offered.cost[c]
        if hand.mark[member] == look:
            continue
        if found == most or (found >= required and cost >= value):
            break
        if not is_free(facts, held, member, request, begin, end):
            continue
        price += cost if found < required else cost - value
        hand.team[size + found] = member
        hand.mark[member] = look
        found += 1
    return found, price


@kernel
def _somebody(
    facts: Facts, held: Held, offered: Offered, hand: Hand, request: int, start: int, begin: int, end: int
) -> tuple[int, int]:
    """One member for a request whose seats require nobody: who costs least, his wanted value taken off."""
    first = held.seat_first[request]
    seats = held.seat_first[request + 1] - first
    size, least = 0, 0
    for j in range(seats):
        if offered.wanted[first + j] == 0:
            continue
        row = offered.start_row[start] + j
        for c in range(offered.row_offset[row], offered.row_offset[row + 1]):
            cost = offered.cost[c] - offered.wanted_value[first + j]
            if size == 1 and cost >= least:
                break
            if is_free(facts, held, offered.member[c], request, begin, end):
                size, least = 1, cost
                hand.team[0] = offered.member[c]
                hand.count[:seats] = 0
                hand.count[j] = 1
                break
    return size, least
