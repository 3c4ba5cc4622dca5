"""A request with its seats and the people who hold them, read under the request's lock.

Everything that changes an assignment locks its request first (several requests in the order of their ids),
and a member only after that: so nobody waits for somebody who waits for him.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.moves import advance, advance_many
from sanbao.core import clock
from sanbao.core.db import ROWS_A_STATEMENT, locked
from sanbao.core.errors import NotFound
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import (
    ASSIGNMENT,
    FIRM,
    HOLDING,
    AssignmentAction,
    AssignmentState,
)
from sanbao.menu.models import Seat
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import REQUEST, RequestAction, RequestState

_DISPATCHED = ("id", "number", "state", "version", "served_from", "menu_item_id")


@dataclass(slots=True)
class Team:
    """A locked request, its seats, and its assignments that hold somebody's time or have been served."""

    request: ServiceRequest
    seats: dict[UUID, Seat]
    assignments: list[Assignment] = field(default_factory=list)

    def firm(self, seat_id: UUID) -> int:
        """How many places of a seat are filled."""
        return sum(a.seat_id == seat_id and a.state in FIRM for a in self.assignments)

    def offered(self, seat_id: UUID) -> list[Assignment]:
        """The open offers of a seat."""
        return [a for a in self.assignments if a.seat_id == seat_id and a.state is AssignmentState.OFFERED]

    def is_full(self, seat_id: UUID) -> bool:
        """Whether a seat has all it requires and all it wants."""
        seat = self.seats[seat_id]
        return self.firm(seat_id) >= seat.required + seat.wanted

    def uncovered(self, seat_id: UUID) -> int:
        """How many required places of a seat have neither a member nor an open offer."""
        return max(0, self.seats[seat_id].required - self.firm(seat_id) - len(self.offered(seat_id)))

    def has_all_required(self) -> bool:
        """Whether every seat has the people it requires."""
        return all(self.firm(seat.id) >= seat.required for seat in self.seats.values())


async def locked_team(request_id: UUID) -> Team:
    """Lock a request and read its team; raises NotFound."""
    return await _team(await locked(ServiceRequest, request_id))


async def _team(request: ServiceRequest) -> Team:
    seats = await Seat.filter(menu_item_id=request.menu_item_id).order_by("position")
    assignments = await Assignment.filter(request_id=request.id, state__in=[*HOLDING, *FIRM]).order_by("id")
    return Team(request, {seat.id: seat for seat in seats}, assignments)


async def locked_with_team(id: UUID) -> tuple[Assignment, Team]:
    """Lock the request of an assignment, then read the assignment as it stands now; raises NotFound."""
    known = await Assignment.get_or_none(id=id).only("id", "request_id")
    if known is None:
        raise NotFound("Assignment", id)
    team = await locked_team(known.request_id)
    inside = next((a for a in team.assignments if a.id == id), None)
    return inside or await Assignment.get(id=id), team


async def locked_requests(ids: Iterable[UUID]) -> dict[UUID, ServiceRequest]:
    """Lock many requests in the order of their ids; raises NotFound for the first that is missing.

    The rows hold what dispatch needs of them and nothing that would have to be unsealed.
    """
    ordered = sorted(set(ids))
    found: dict[UUID, ServiceRequest] = {}
    for start in range(0, len(ordered), ROWS_A_STATEMENT):
        part = ordered[start : start + ROWS_A_STATEMENT]
        rows = ServiceRequest.filter(id__in=part).order_by("id").select_for_update(no_key=True)
        found.update((row.id, row) for row in await rows.only(*_DISPATCHED))
    for id in ordered:
        if id not in found:
            raise NotFound("ServiceRequest", id)
    return found


async def release(
    assignments: list[Assignment], action: AssignmentAction, actor: Actor, *, reason: str = ""
) -> None:
    """End offers or promises of a locked request, which frees the members' time."""
    await advance_many(ASSIGNMENT, assignments, action, actor, reason=reason, open_key=None)


async def settle(team: Team) -> None:
    """Bring the request to the state that its team gives it.

    Until the agreed start a vacated seat makes the request open again; from then on the team serves with
    whom it has. These steps are consequences, so the history names nobody: who declined is told only by the
    assignment's own history, which fewer people may read.
    """
    action = _consequence(team, clock.now())
    if action is RequestAction.REQUEUE:
        await advance(REQUEST, team.request, action, SYSTEM, served_from=None)
    elif action is not None:
        await advance(REQUEST, team.request, action, SYSTEM)


def _consequence(team: Team, now: datetime) -> RequestAction | None:
    states = [a.state for a in team.assignments]
    holding = any(state in HOLDING for state in states)
    served = any(state is AssignmentState.COMPLETED for state in states)
    match team.request.state:
        case RequestState.OFFERED if team.has_all_required():
            return RequestAction.CONFIRM
        case RequestState.OFFERED | RequestState.CONFIRMED if not holding:
            return RequestAction.REQUEUE
        case RequestState.CONFIRMED if not team.has_all_required():
            starts_at = team.request.served_from
            return RequestAction.FALL_BACK if starts_at is not None and starts_at > now else None
        case RequestState.IN_SERVICE if not holding and not served:
            return RequestAction.REQUEUE
        case RequestState.IN_SERVICE if served and AssignmentState.CHECKED_IN not in states:
            late = all(a.ends_at <= now for a in team.assignments if a.state is AssignmentState.ACCEPTED)
            return RequestAction.FINISH if late else None
    return None
