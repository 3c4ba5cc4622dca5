"""Offering seats to members, many at once: the door through which planning and people dispatch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.access.moves import advance_many, begin_many
from sanbao.core import clock
from sanbao.core.db import ROWS_A_STATEMENT, insert_many, unit_of_work
from sanbao.core.errors import AlreadyExists, Conflict, InvalidInput, NotFound
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import ASSIGNMENT
from sanbao.dispatch.team import locked_requests
from sanbao.menu.models import MenuItem, Seat
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import AGREED, REQUEST, RequestAction


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """An offer to be made: a seat of a request to a member, from a start."""

    request_id: UUID
    seat_id: UUID
    member_id: UUID
    starts_at: datetime
    travel_minutes: int = 0


def open_key(member_id: UUID, request_id: UUID) -> str:
    """What makes a member hold a request once."""
    return f"{member_id.hex}:{request_id.hex}"


async def offer_many(
    actor: Actor, drafts: Sequence[OfferDraft], *, answer_by: datetime, run_id: UUID | None = None
) -> list[Assignment]:
    """Make offers and move their requests to OFFERED, in a number of statements that does not grow with them
    (each takes 2,000 rows). The caller has checked permissions and rules of matching.

    Nobody can answer later than the start: an offer's own deadline is the earlier of the two. A request that
    is offered or confirmed already takes further offers for its agreed start only. Nothing is written when one
    draft is refused: InvalidInput for a deadline or start in the past, a seat of another item or two starts of
    one request; InvalidTransition for a request that is not to be offered; AlreadyExists where the member
    holds the request; NotFound.
    """
    if not drafts:
        return []
    now = clock.now()
    if answer_by <= now:
        raise InvalidInput("answer_by", "offer-deadline-past")
    async with unit_of_work():
        requests = await locked_requests(d.request_id for d in drafts)
        starts = _starts(drafts, requests, now)
        item_ids = list({r.menu_item_id for r in requests.values()})
        durations = dict(await MenuItem.filter(id__in=item_ids).values_list("id", "duration_minutes"))
        seats = dict(await Seat.filter(menu_item_id__in=item_ids).values_list("id", "menu_item_id"))
        assignments = []
        for draft in drafts:
            request = requests[draft.request_id]
            if seats.get(draft.seat_id) != request.menu_item_id:
                raise NotFound("Seat", draft.seat_id)
            ends_at = draft.starts_at + timedelta(minutes=durations[request.menu_item_id])
            assignments.append(
                Assignment(
                    request_id=draft.request_id,
                    seat_id=draft.seat_id,
                    member_id=draft.member_id,
                    run_id=run_id,
                    starts_at=draft.starts_at,
                    ends_at=ends_at,
                    travel_minutes=draft.travel_minutes,
                    open_key=open_key(draft.member_id, draft.request_id),
                    answer_by=min(answer_by, draft.starts_at),
                )
            )
        await _refuse_double(assignments)
        await insert_many(Assignment, assignments)
        await begin_many(ASSIGNMENT, assignments, actor)
        await _offer_requests(actor, requests, starts)
    return assignments


def _starts(
    drafts: Sequence[OfferDraft], requests: dict[UUID, ServiceRequest], now: datetime
) -> dict[UUID, datetime]:
    """The one start of each request."""
    starts: dict[UUID, datetime] = {}
    for draft in drafts:
        request = requests[draft.request_id]
        agreed = starts.setdefault(draft.request_id, request.served_from or draft.starts_at)
        if draft.starts_at <= now:
            raise InvalidInput("starts_at", "offer-start-past")
        if draft.starts_at != agreed:
            raise Conflict("offer-start-differs", path=("startsAt",), number=request.number)
    return starts


async def _refuse_double(assignments: Sequence[Assignment]) -> None:
    keys = [a.open_key for a in assignments]
    if len(set(keys)) < len(keys):
        raise InvalidInput("members", "offer-member-twice")
    for start in range(0, len(keys), ROWS_A_STATEMENT):
        found = await Assignment.filter(open_key__in=keys[start : start + ROWS_A_STATEMENT]).first()
        if found is not None:
            raise AlreadyExists("Assignment", (await found.member).name)


async def _offer_requests(
    actor: Actor, requests: dict[UUID, ServiceRequest], starts: dict[UUID, datetime]
) -> None:
    fresh = [r for r in requests.values() if r.state not in AGREED]
    await advance_many(REQUEST, fresh, RequestAction.OFFER, actor)
    for request in fresh:
        request.served_from = starts[request.id]
    if fresh:
        await ServiceRequest.bulk_update(fresh, ["served_from"], batch_size=ROWS_A_STATEMENT)
