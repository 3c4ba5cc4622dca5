"""A week cut into zones that can be searched side by side: no request and no member is in two of them.

A zone is plain arrays with numbers of its own, so that it can be sent to another process or machine. Services that
cannot move (pinned, or with members of two zones) stand in it as time that is taken.
"""

from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.arrays import Ints, Mask, expand, offsets
from sanbao_solver.engine.choices import Digest
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.kernels.booking import Facts, Held
from sanbao_solver.engine.kernels.search import Choices
from sanbao_solver.engine.nearness import order_of_places
from sanbao_solver.engine.table import Table


@dataclass(frozen=True)
class Zone:
    """Movable requests and members by their numbers in the instance, neighbours together; what the search reads and
    writes."""

    request: Ints
    member: Ints
    facts: Facts
    held: Held
    choices: Choices


@dataclass(frozen=True)
class Cut:
    """The zone of each request (−1: fixed) and of each member."""

    request: Ints
    member: Ints


def cut(table: Table, home: Ints, fixed: Mask, halvings: int, angle: float) -> Cut:
    """`2 ** halvings` zones of as many requests each: halved by turns across the direction `angle` and along it.

    A member goes with what he serves, or with his home; a request whose team is in two zones is fixed.
    """
    place = table.instance.place
    request, member = (np.zeros(len(points), dtype=np.int64) for points in (place, home))
    for level in range(halvings if len(place) else 0):
        turned = angle + level * np.pi / 2
        axis = np.array((np.cos(turned), np.sin(turned)))
        along = place @ axis
        order = np.lexsort((along, request))
        first = np.searchsorted(request[order], np.arange(2**level + 1))
        middle = np.minimum((first[:-1] + first[1:]) // 2, len(order) - 1)
        edge = along[order[middle]]
        member = 2 * member + (home @ axis >= edge[member])
        request = 2 * request + (along >= edge[request])
    of, who = table.entries()
    member[who] = request[of]
    request = np.where(fixed, -1, request)
    request[of[member[who] != request[of]]] = -1
    return Cut(request, member)


def zone(table: Table, digest: Digest, parts: Cut, number: int) -> Zone:
    """One zone of the cut."""
    instance = table.instance
    request = np.flatnonzero(parts.request == number)
    request = request[order_of_places(instance.place[request])]
    member = np.flatnonzero(parts.member == number)
    member = member[order_of_places(instance.found.home[member])]
    local_request = np.full(instance.requests, -1, dtype=np.int64)
    local_request[request] = np.arange(len(request))
    local_member = np.full(instance.members, -1, dtype=np.int64)
    local_member[member] = np.arange(len(member))
    of, who = table.entries()
    mine = local_member[who] >= 0
    of, who = of[mine], who[mine]
    foreign = np.unique(of[local_request[of] < 0])
    local_request[foreign] = len(request) + np.arange(len(foreign))
    known = np.concatenate((request, foreign))
    choices = _choices(instance, digest, request, local_member)
    could = np.diff(choices.served_first) + np.bincount(local_member[who], minlength=len(member))
    facts = _facts(instance, known, member)
    first = offsets(np.minimum(facts.max_services, could))
    held = _held(table, request, local_member, first)
    _fill_weeks(table, held, facts, local_request[of], local_member[who], table.time[of])
    return Zone(request, member, facts, held, choices)


def empty_week(table: Table) -> tuple[Facts, Held]:
    """Nobody held by anything yet, requests and members by their numbers in the instance."""
    instance = table.instance
    requests, members = np.arange(instance.requests), np.arange(instance.members)
    could = np.bincount(instance.pair_member, minlength=instance.members)
    first = offsets(np.minimum(instance.max_services, could))
    return _facts(instance, requests, members), _held(table, requests, members, first)


def _facts(instance: Instance, request: Ints, member: Ints) -> Facts:
    travel = instance.problem.travel
    return Facts(
        duration=instance.duration[request],
        place=instance.place[request],
        max_services=instance.max_services[member],
        max_minutes=instance.max_minutes[member],
        recent=instance.recent[member],
        fairness=instance.problem.policy.fairness_cost,
        detour_percent=travel.detour_percent,
        metres_per_minute=travel.metres_per_minute,
    )


def _choices(instance: Instance, digest: Digest, request: Ints, local_member: Ints) -> Choices:
    per_request = np.diff(digest.start_first)[request]
    owner, start = expand(digest.start_first[request], per_request)
    _, row = expand(digest.row_first[start], np.diff(digest.row_first)[start])
    in_row, candidate = expand(digest.row_offset[row], np.diff(digest.row_offset)[row])
    member = local_member[digest.member[candidate]]
    inside = member >= 0
    in_row, candidate, member = in_row[inside], candidate[inside], member[inside]
    row_first = offsets(np.diff(digest.row_first)[start])
    row_owner = np.repeat(owner, np.diff(row_first))
    size = max(1, len(request))
    served = np.unique(member * size + row_owner[in_row])
    _, seat = expand(instance.seat_first[request], np.diff(instance.seat_first)[request])
    return Choices(
        start_first=offsets(per_request),
        start=digest.start[start],
        time=instance.start_time[digest.start[start]],
        row_first=row_first,
        row_offset=np.searchsorted(in_row, np.arange(len(row) + 1)),
        member=member,
        cost=digest.cost[candidate],
        price=digest.price[candidate],
        required=instance.required[seat],
        wanted=instance.wanted[seat],
        wanted_value=instance.wanted_value[seat],
        value=instance.value[request],
        seeds=np.flatnonzero(per_request),
        served_first=np.searchsorted(served // size, np.arange(int((local_member >= 0).sum()) + 1)),
        served=served % size,
    )


def _held(table: Table, request: Ints, local_member: Ints, first: Ints) -> Held:
    seats = np.diff(table.instance.seat_first)[request]
    _, seat = expand(table.instance.seat_first[request], seats)
    room = np.diff(table.team_first)[seat]
    _, at = expand(table.team_first[seat], room)
    members, places = len(first) - 1, int(first[-1])
    return Held(
        first=first,
        count=np.zeros(members, dtype=np.int64),
        minutes=np.zeros(members, dtype=np.int64),
        request=np.zeros(places, dtype=np.int64),
        begin=np.zeros(places, dtype=np.int64),
        end=np.zeros(places, dtype=np.int64),
        start=table.start[request],
        time=table.time[request],
        cost=table.cost[request],
        seat_first=offsets(seats),
        team_first=offsets(room),
        team_count=table.team_count[seat],
        team=local_member[table.team[at]],
    )


def _fill_weeks(table: Table, held: Held, facts: Facts, request: Ints, member: Ints, time: Ints) -> None:
    """Write the services of the zone's members into their weeks."""
    order = np.argsort(member, kind="stable")
    request, member, time = request[order], member[order], time[order]
    held.count[:] = np.bincount(member, minlength=len(held.count))
    at = held.first[member] + np.arange(len(member)) - np.searchsorted(member, member)
    held.request[at] = request
    held.begin[at], held.end[at] = time, time + facts.duration[request]
    held.minutes[:] = np.bincount(member, weights=facts.duration[request], minlength=len(held.count))


def put_back(table: Table, part: Zone) -> None:
    """Write what became of the zone into the table."""
    held, instance = part.held, table.instance
    table.start[part.request] = held.start
    table.time[part.request] = held.time
    table.cost[part.request] = held.cost
    _, seat = expand(instance.seat_first[part.request], np.diff(instance.seat_first)[part.request])
    table.team_count[seat] = held.team_count
    _, at = expand(table.team_first[seat], held.team_count)
    _, mine = expand(held.team_first[:-1], held.team_count)
    table.team[at] = part.member[held.team[mine]]
