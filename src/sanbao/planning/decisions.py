"""Decisions of people as the solver reads them: locks, refusals, and the plan that a new one is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

import sanbao_solver as solver
from sanbao.planning.demand import in_number_order
from sanbao.planning.material import Material
from sanbao.planning.models import Lock, LockKind
from sanbao.planning.promises import Kept


def locked(material: Material) -> tuple[list[solver.Pin], set[tuple[UUID, UUID]], list[Lock]]:
    """The pins and forbidden pairs of the locks, and the locks that name nobody of the document any more."""
    pins: list[solver.Pin] = []
    banned: set[tuple[UUID, UUID]] = set()
    lost: list[Lock] = []
    for lock in material.locks:
        asked = material.requests.get(lock.request_id)
        member = material.members.get(lock.member_id) if lock.member_id else None
        if asked is None or (lock.member_id is not None and member is None):
            lost.append(lock)
        elif lock.kind == LockKind.FORBID and member is not None:
            banned.add((member.id, asked.id))
        else:
            pins.append(
                solver.Pin(
                    request=asked.number,
                    start=material.week.minute(lock.starts_at) if lock.starts_at else None,
                    members=(member.number,) if member else (),
                    served=lock.kind != LockKind.TIME,
                )
            )
    pins.sort(key=lambda pin: (in_number_order(pin.request), pin.members, pin.start or 0))
    return pins, banned, lost


def forbidden(material: Material, kept: Kept, banned: set[tuple[UUID, UUID]]) -> tuple[tuple[str, str], ...]:
    """Pairs that may not be: locked out, refused by the member, or the member would serve himself."""
    pairs = (material.commitments.declined | set(_himself(material))) - kept.pairs | banned
    numbers = [
        (material.members[member_id].number, material.requests[request_id].number)
        for member_id, request_id in pairs
        if member_id in material.members and request_id in material.requests
    ]
    return tuple(sorted(numbers, key=lambda pair: (in_number_order(pair[0]), in_number_order(pair[1]))))


def previous(material: Material) -> tuple[solver.Previous, ...]:
    """The pairs from which changes cost: offers and acceptances, else what the earlier run proposed."""
    found = {
        (material.requests[p.request_id].number, material.members[p.member_id].number): (
            material.week.minute(p.starts_at),
            "accepted" if p.firm else "offered",
        )
        for p in material.commitments.promises
        if p.request_id in material.requests and p.member_id in material.members
    }
    members = {member.number for member in material.supply}
    open_requests = {asked.number for asked in material.demand if asked.agreed_start is None}
    for service in material.base.served if material.base else ():
        for member in (m for team in service.seats for m in team):
            if service.request in open_requests and member in members:
                found.setdefault((service.request, member), (service.start, "proposed"))
    return tuple(
        solver.Previous(request=request, member=member, start=start, state=state)  # type: ignore[arg-type]
        for (request, member), (start, state) in sorted(
            found.items(), key=lambda entry: (in_number_order(entry[0][0]), in_number_order(entry[0][1]))
        )
        if start >= 0
    )


def _himself(material: Material) -> Iterator[tuple[UUID, UUID]]:
    """Members who share the account or the telephone of who asks for a request or receives it."""
    by_mark: dict[object, list[UUID]] = defaultdict(list)
    for member in material.supply:
        for mark in (member.account_id, member.telephone):
            if mark is not None:
                by_mark[mark].append(member.id)
    for asked in material.demand:
        for known in (*asked.accounts, *asked.telephones):
            for member_id in by_mark.get(known, ()):
                yield member_id, asked.id
