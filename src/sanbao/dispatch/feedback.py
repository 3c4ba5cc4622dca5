"""What who asked for a service says when it is done: that it was, and how.

Whoever served may neither confirm nor rate, though he has typed the request in for somebody: who records a service
and who confirms it are two people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.access.moves import advance
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs
from sanbao.core.db import locked, unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, PermissionDenied
from sanbao.dispatch import policies
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import SENT
from sanbao.requests import policies as request_policies
from sanbao.requests.models import Rating, RatingTag, ServiceRequest
from sanbao.requests.states import REQUEST, SERVED, RequestAction

RATE_DAYS = 30
"""How long after the agreed start a service can be rated."""

CHANGE_DAYS = 7
"""How long a rating can be changed, from when it was first given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDraft:
    """What is thought of a service: a score of 1 to 5, tags, words of at most 500 characters."""

    score: int
    tags: Sequence[RatingTag] = ()
    words: str = ""

    def cleaned(self) -> dict[str, Any]:
        """The columns; raises InvalidInput."""
        return {
            "score": inputs.number("score", self.score, least=1, most=5),
            "tags": [tag.value for tag in RatingTag if tag in self.tags],
            "words": inputs.optional_text("words", self.words, most=500),
        }


async def close(
    actor: Actor, id: UUID, *, reason: str = "", expected_version: int | None = None
) -> ServiceRequest:
    """Confirm that the service was done: by the asking side, or staff recording their word with a reason
    (`request:manage`)."""
    reason = inputs.text("reason", reason, most=400, required=False)
    seen = await policies.get_request(actor, id)
    await request_policies.require_side_or(actor, Permission.REQUEST_MANAGE, seen)
    if not (reason or actor.is_system or request_policies.is_side(actor, seen)):
        raise InvalidInput("reason", "word-needs-reason")
    await _require_not_of_the_team(actor, id)
    async with unit_of_work():
        request = await locked(ServiceRequest, id, expected_version=expected_version)
        await advance(REQUEST, request, RequestAction.CLOSE, actor, reason=reason)
        return request


def rateable_until(request: ServiceRequest, rating: Rating | None) -> datetime | None:
    """Until when a request can be rated, or its rating changed; None where it was not served."""
    if request.state not in SERVED or request.served_from is None:
        return None
    if rating is not None:
        return rating.created_at + timedelta(days=CHANGE_DAYS)
    return request.served_from + timedelta(days=RATE_DAYS)


async def rate(actor: Actor, id: UUID, draft: RatingDraft) -> ServiceRequest:
    """Rate a service, once; for some days the asking side may change what it said. Staff cannot in their stead.

    Raises InvalidTransition for a request that was not served, Conflict when it is too late to rate or change.
    """
    columns = draft.cleaned()
    seen = await policies.get_request(actor, id)
    if not request_policies.is_side(actor, seen):
        raise PermissionDenied(Permission.REQUEST_MANAGE.value, "rating-not-yours")
    await _require_not_of_the_team(actor, id)
    async with unit_of_work():
        request = await locked(ServiceRequest, id)
        REQUEST.transition(request.state, RequestAction.RATE)
        rating = await Rating.get_or_none(request_id=id)
        until = rateable_until(request, rating)
        if until is None or until <= clock.now():
            late: dict[str, Any] = {"most": RATE_DAYS} if rating is None else {"most": CHANGE_DAYS}
            raise Conflict("rating-late" if rating is None else "rating-final", **late)
        if rating is None:
            await Rating.create(request_id=id, account_id=actor.account_id, **columns)
        else:
            rating.update_from_dict({**columns, "version": rating.version + 1})
            await rating.save()
        await advance(REQUEST, request, RequestAction.RATE, actor)
        return request


async def _require_not_of_the_team(actor: Actor, request_id: UUID) -> None:
    if actor.member_id is None:
        return
    sent = Assignment.filter(request_id=request_id, member_id=actor.member_id, state__in=SENT)
    if await sent.exists():
        raise PermissionDenied(Permission.REQUEST_MANAGE.value, "own-service")
