"""What has been accepted stands: it becomes pins that the rest of the problem cannot contradict.

A member who accepted keeps his place and time even where his weekly hours or limits were changed afterwards.
Where he no longer has the skill, a tag or the reach, the promise is not pinned and is reported: a person has to
look at it. A request of which only some places are accepted keeps those; the open places become wanted ones,
each worth the whole request, so that they are filled whenever that is possible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from uuid import UUID

import sanbao_solver as solver
from sanbao.members.free_time import Interval
from sanbao.planning.commitments import Promise
from sanbao.planning.demand import Asked, SeatAsked
from sanbao.planning.material import Material
from sanbao.planning.supply import Offered

_MOST_POINTS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """The promises that are pinned: pins by request, times by member, places by request and seat.
    `broken` are (request number, member number) of those that no longer fit."""

    pins: Sequence[solver.Pin]
    times: Mapping[UUID, Sequence[Interval]]
    places: Mapping[UUID, Counter[UUID]]
    pairs: frozenset[tuple[UUID, UUID]]
    broken: Sequence[tuple[str, str]]


def keep(material: Material) -> Kept:
    """The accepted promises of requests whose time is agreed."""
    pins: list[solver.Pin] = []
    times: dict[UUID, list[Interval]] = defaultdict(list)
    places: dict[UUID, Counter[UUID]] = defaultdict(Counter)
    pairs: set[tuple[UUID, UUID]] = set()
    broken: list[tuple[str, str]] = []
    firm: dict[UUID, list[Promise]] = defaultdict(list)
    for promise in material.commitments.promises:
        if promise.firm and promise.member_id in material.members:
            firm[promise.request_id].append(promise)
    for asked in material.demand:
        if asked.agreed_start is None:
            continue
        team = []
        item = material.items[asked.item_id]
        seats = {seat.id: seat for seat in item.seats}
        for promise in firm[asked.id]:
            member, seat = material.members[promise.member_id], seats.get(promise.seat_id)
            same_time = material.week.minute(promise.starts_at) == asked.agreed_start
            if seat is None or not same_time or not _fits(material, member, asked, seat):
                broken.append((asked.number, member.number))
                continue
            team.append(member.number)
            times[member.id].append((asked.agreed_start, asked.agreed_start + item.duration))
            places[asked.id][seat.id] += 1
            pairs.add((member.id, asked.id))
        pins.append(
            solver.Pin(
                request=asked.number,
                start=asked.agreed_start,
                members=tuple(sorted(team)),
                served=bool(team),
            )
        )
    return Kept(pins, times, places, frozenset(pairs), broken)


def seats_of(material: Material, kept: Kept, asked: Asked) -> tuple[solver.Seat, ...]:
    """The seats of a request as the solver shall see them."""
    taken = kept.places.get(asked.id)
    value = min(_MOST_POINTS, material.policy.request_value * material.weight(asked))
    return tuple(
        _seat(seat, taken[seat.id] if taken is not None else None, value)
        for seat in material.items[asked.item_id].seats
    )


def _seat(seat: SeatAsked, taken: int | None, value: int) -> solver.Seat:
    required, wanted, wanted_value = seat.required, seat.wanted, seat.wanted_value
    if taken is not None and taken < required:
        required, wanted, wanted_value = taken, required - taken, max(value, wanted_value)
    elif taken is not None:
        wanted = max(wanted, taken - required)
    return solver.Seat(
        skill=seat.skill,
        level=seat.level,
        tags=seat.tags,
        required=required,
        wanted=wanted,
        wanted_value=wanted_value,
    )


def _fits(material: Material, member: Offered, asked: Asked, seat: SeatAsked) -> bool:
    home, site = material.homes[member.id], material.sites[asked.id]
    metres = isqrt((home[0] - site[0]) ** 2 + (home[1] - site[1]) ** 2)
    return (
        member.skills.get(seat.skill, -1) >= seat.level
        and set(seat.tags) <= set(member.tags)
        and metres <= member.reach
    )
