"""The best ways to give a request of a published week its people, where that asks others to move: proposed with
their prices, and done only when a coordinator says so.

For a place that fell empty and whom no free member can fill (`backfill` asks those at once), for an urgent request
that came after the plan, and for one that the plan left out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from tortoise.expressions import Subquery

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.core.errors import Conflict, InvalidInput, NotFound
from sanbao.organisations import scope
from sanbao.organisations.models import UnitAncestry
from sanbao.planning.live import LiveWeek, live_week
from sanbao.planning.models import AssignmentRun
from sanbao.planning.states import RunState
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao_solver import Desk, Repair, Served, mend_urgent
from sanbao_solver.teams import everybody

MOST_REPAIRS = 10


@dataclass(frozen=True, slots=True)
class Move:
    """A service in its present and in its new form, by numbers; `after` None: it is no longer served."""

    request: str
    before: tuple[str, ...]
    after: tuple[str, ...] | None

    @property
    def leaving(self) -> tuple[str, ...]:
        """Who leaves its team."""
        return tuple(m for m in self.before if m not in (self.after or ()))


@dataclass(frozen=True, slots=True)
class Proposed:
    """One way to staff a request. `price` is the rise of the week's total in points, changes of what was offered and
    accepted counted; `released` are (member, request) of those who had accepted and would be released. `key` names
    the way for `rearranging.apply`: it holds while nothing that the way touches has changed."""

    key: str
    repair: Repair
    starts_at: datetime
    moves: tuple[Move, ...]
    released: tuple[tuple[str, str], ...]

    @property
    def price(self) -> int:
        """The rise of the total in points."""
        return self.repair.price

    @property
    def touched(self) -> tuple[str, ...]:
        """The numbers of the requests whose teams change."""
        return (self.repair.service.request, *(move.request for move in self.moves))


async def proposals(actor: Actor, request_id: UUID, most: int = 5) -> list[Proposed]:
    """Up to `most` (1 to 10) ways to give an open request its people now that raise the week's total, the best first.

    Needs `run:read` on the request's unit; ways that touch requests where the actor lacks it are left out. Raises
    NotFound, InvalidInput, Conflict for a request that no published run's week holds or whose team cannot be laid out.
    """
    if not 1 <= most <= MOST_REPAIRS:
        raise InvalidInput("most", "repair-count", value=most, most=MOST_REPAIRS)
    request = await request_of(actor, request_id)
    live = await live_week(await published_run(request))
    found = await ways_of(live, request)
    units = dict(
        await ServiceRequest.filter(number__in=list({n for way in found for n in way.touched})).values_list(
            "number", "unit_id"
        )
    )
    seen = await scope.units_held(actor, Permission.RUN_READ, units.values())
    return [way for way in found if all(units[n] in seen for n in way.touched)][:most]


async def request_of(actor: Actor, id: UUID) -> ServiceRequest:
    """A request on whose unit the actor holds `run:read`; raises NotFound."""
    request = await ServiceRequest.get_or_none(id=id)
    if request is None:
        raise NotFound("ServiceRequest", id)
    await scope.require_visible(actor, Permission.RUN_READ, request.unit_id, "ServiceRequest", id)
    return request


async def published_run(request: ServiceRequest) -> AssignmentRun:
    """The published run of the request's week, of its unit or one above it; raises Conflict where there is none."""
    windows = RequestWindow.filter(request_id=request.id, ends_at__gt=clock.now())
    starts = (
        [request.served_from] if request.served_from else await windows.values_list("starts_at", flat=True)
    )
    above = UnitAncestry.filter(unit_id=request.unit_id).values("ancestor_id")
    run = (
        await AssignmentRun.filter(
            state=RunState.PUBLISHED,
            week__in=[str(Week.containing(start)) for start in starts],  # type: ignore[arg-type]
            unit_id__in=Subquery(above),
        )
        .order_by("week")
        .first()
    )
    if run is None:
        raise Conflict("repair-no-run", number=request.number)
    return run


async def ways_of(live: LiveWeek, request: ServiceRequest, most: int = MOST_REPAIRS) -> list[Proposed]:
    """The ways that raise the total, whoever may see them; raises Conflict for a request that is not on the desk."""
    if request.number not in live.requests:
        raise Conflict("repair-not-open", number=request.number)
    return await live.ask(lambda desk: _found(desk, live.week, request.number, most))


def _found(desk: Desk, week: Week, number: str, most: int) -> list[Proposed]:
    asked = desk.requests.get(number)
    if asked is None:
        raise Conflict("repair-not-open", number=number)
    accepted = {(p.member, p.request) for p in desk.problem.previous if p.state == "accepted"}
    found = []
    for repair in mend_urgent(desk, asked, most).mendings[0].repairs:
        if not repair.added or repair.price <= 0:
            continue
        moves = tuple(
            Move(other, _team(desk.served[other]), _team(service) if service else None)
            for other, service in (
                *((s.request, s) for s in repair.moved),
                *((other, None) for other in repair.displaced),
            )
        )
        leaving = {(m, number) for m in repair.removed}
        leaving |= {(m, move.request) for move in moves for m in move.leaving}
        key = hashlib.sha256(msgspec.json.encode((repair, moves))).hexdigest()[:32]
        released = tuple(sorted(leaving & accepted))
        found.append(Proposed(key, repair, week.moment(repair.service.start), moves, released))
    return found


def _team(service: Served) -> tuple[str, ...]:
    return tuple(sorted(everybody(service.seats)))
