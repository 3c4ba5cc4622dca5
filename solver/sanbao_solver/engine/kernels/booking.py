"""Who is held when: members' weeks and requests' teams as arrays, changed one service at a time."""

from typing import NamedTuple

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.kernels.compiled import inlined, kernel
from sanbao_solver.engine.kernels.distance import way_minutes


class Facts(NamedTuple):
    """What the weekly rules ask: duration and place of each request, caps and past load of each member, ways."""

    duration: Ints
    place: Ints
    max_services: Ints
    max_minutes: Ints
    recent: Ints
    fairness: int
    detour_percent: int
    metres_per_minute: int


class Held(NamedTuple):
    """The state. A member's services lie at `first[m]` and on, `count[m]` of them, in no order.

    A request's team lies seat by seat at `team_first[seat]` and on, `team_count[seat]` members. `start` is −1 where the
    request is not served; `cost` is what its team costs without load, wanted values taken off.
    """

    first: Ints
    count: Ints
    minutes: Ints
    request: Ints
    begin: Ints
    end: Ints
    start: Ints
    time: Ints
    cost: Ints
    seat_first: Ints
    team_first: Ints
    team_count: Ints
    team: Ints


@inlined
def copy_to(target: Ints, source: Ints, count: int) -> None:
    """Copy the first `count`."""
    for i in range(count):
        target[i] = source[i]


@inlined
def is_free(facts: Facts, held: Held, member: int, request: int, begin: int, end: int) -> bool:
    """Whether the caps, the hours and the ways leave the member this service too."""
    count = held.count[member]
    if count >= facts.max_services[member]:
        return False
    if held.minutes[member] + facts.duration[request] > facts.max_minutes[member]:
        return False
    for i in range(held.first[member], held.first[member] + count):
        if begin < held.end[i] and held.begin[i] < end:
            return False
        gap = begin - held.end[i] if begin >= held.end[i] else held.begin[i] - end
        way = way_minutes(
            facts.place, request, held.request[i], facts.detour_percent, facts.metres_per_minute
        )
        if way > gap:
            return False
    return True


@inlined
def load_cost(facts: Facts, held: Held, member: int) -> int:
    """What one more service of the member costs in fairness."""
    return facts.fairness * (2 * (facts.recent[member] + held.count[member]) + 1)


@kernel
def release(facts: Facts, held: Held, request: int) -> int:
    """Take the request's team away; what that saves in costs (of the team and of load)."""
    saved = held.cost[request]
    held.start[request] = -1
    for seat in range(held.seat_first[request], held.seat_first[request + 1]):
        for at in range(held.team_first[seat], held.team_first[seat] + held.team_count[seat]):
            member = held.team[at]
            last = held.first[member] + held.count[member] - 1
            for i in range(held.first[member], last + 1):
                if held.request[i] == request:
                    held.request[i] = held.request[last]
                    held.begin[i], held.end[i] = held.begin[last], held.end[last]
                    break
            held.count[member] -= 1
            held.minutes[member] -= facts.duration[request]
            saved += load_cost(facts, held, member)
        held.team_count[seat] = 0
    return saved


@kernel
def engage(
    facts: Facts, held: Held, request: int, start: int, begin: int, cost: int, team: Ints, counts: Ints
) -> int:
    """Give the request this team (members seat by seat, `counts` a seat); what it costs, load included."""
    spent = cost
    held.start[request] = start
    held.time[request] = begin
    held.cost[request] = cost
    k = 0
    for seat in range(held.seat_first[request], held.seat_first[request + 1]):
        count = counts[seat - held.seat_first[request]]
        for i in range(count):
            member = team[k]
            k += 1
            held.team[held.team_first[seat] + i] = member
            spent += load_cost(facts, held, member)
            at = held.first[member] + held.count[member]
            held.request[at] = request
            held.begin[at], held.end[at] = begin, begin + facts.duration[request]
            held.count[member] += 1
            held.minutes[member] += facts.duration[request]
        held.team_count[seat] = count
    return spent
