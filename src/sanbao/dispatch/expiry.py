"""What time ends by itself: offers that nobody answered, requests whose windows have passed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q, Subquery

from sanbao.access.actor import SYSTEM
from sanbao.access.moves import advance
from sanbao.core.db import unit_of_work
from sanbao.dispatch.answers import SeatVacated, vacated
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentAction, AssignmentState
from sanbao.dispatch.team import locked_team, release, settle
from sanbao.dispatch.withdrawals import release_all
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import REQUEST, RequestAction, RequestState

_UNSERVED = (
    RequestState.SUBMITTED,
    RequestState.NEEDS_INFO,
    RequestState.QUEUED,
    RequestState.OFFERED,
)


async def requests_with_late_offers(now: datetime) -> list[UUID]:
    """The requests of which an open offer's deadline has passed, in the order in which they are to be locked."""
    due = Assignment.filter(state=AssignmentState.OFFERED, answer_by__lte=now).only("id", "request_id")
    return sorted({assignment.request_id for assignment in await due})


async def expire_offers(request_id: UUID, now: datetime) -> list[SeatVacated]:
    """End a request's offers whose deadline has passed and say what they leave behind, one for each seat. Who fills
    the places does so in the same unit of work: an ended offer is not found again."""
    async with unit_of_work():
        team = await locked_team(request_id)
        late = [a for a in team.assignments if a.state is AssignmentState.OFFERED and a.answer_by <= now]
        await release(late, AssignmentAction.EXPIRE, SYSTEM)
        await settle(team)
        return [vacated(team, a) for a in {a.seat_id: a for a in late}.values()]


async def expire_passed(now: datetime) -> list[ServiceRequest]:
    """End every request that was not served and whose last window has ended, with its open offers; finish the
    services of which everybody who came has gone. For a timer: one unit of work a request."""
    ahead = RequestWindow.filter(request__state__in=_UNSERVED, ends_at__gt=now)
    passed = ServiceRequest.filter(~Q(id__in=Subquery(ahead.values("request_id"))), state__in=_UNSERVED).only(
        "id"
    )
    running = ServiceRequest.filter(state=RequestState.IN_SERVICE, served_from__lt=now).only("id")
    for request in await running:
        async with unit_of_work():
            await settle(await locked_team(request.id))
    ended = [await _expire(request.id, now) for request in await passed]
    return [request for request in ended if request is not None]


async def _expire(id: UUID, now: datetime) -> ServiceRequest | None:
    async with unit_of_work():
        team = await locked_team(id)
        request = team.request
        ahead = request.served_from is not None and any(a.ends_at > now for a in team.assignments)
        if request.state not in _UNSERVED or ahead:
            return None
        await advance(REQUEST, request, RequestAction.EXPIRE, SYSTEM)
        await release_all(team)
        return request
