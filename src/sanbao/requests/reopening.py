"""A service that has to be done anew: the old request is kept as REOPENED, a new one takes its place.

The new one waits to be verified like any other, so that somebody of the organisation reads what was wrong before
anybody is sent again. Two limits keep it from going on for ever: a few days, and a few times in a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs
from sanbao.core.db import locked, unit_of_work
from sanbao.core.errors import Conflict
from sanbao.menu.service import orderable
from sanbao.requests import drafts, policies
from sanbao.requests.drafts import Window
from sanbao.requests.life import step
from sanbao.requests.models import ServiceRequest
from sanbao.requests.service import enter
from sanbao.requests.states import REQUEST, SERVED, RequestAction, RequestState

REOPEN_DAYS = 14
"""How long after the agreed start a service can be reopened."""

MOST_REOPENINGS = 2
"""How often in a row; after that a new order goes its own way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """What was wrong, and when it may be done anew. `note` is the old one where it is None."""

    reason: str
    windows: Sequence[Window]
    note: str | None = None


def reopenable_until(request: ServiceRequest) -> datetime | None:
    """Until when the service can be reopened; None where it cannot be."""
    if request.state not in SERVED or request.state is RequestState.REOPENED:
        return None
    if request.served_from is None or request.times_reopened >= MOST_REOPENINGS:
        return None
    return request.served_from + timedelta(days=REOPEN_DAYS)


async def reopen(
    actor: Actor, id: UUID, said: Reopening, *, expected_version: int | None = None
) -> ServiceRequest:
    """Ask for a service to be done anew; answers the new request, SUBMITTED. By the asking side, or by staff on
    their word (`request:manage`).

    Raises Conflict when it was too long ago or reopened too often, InvalidTransition for a request that was not
    served or is reopened already, InvalidInput for the windows, or an item that is no longer on the menu.
    """
    reason = inputs.text("reason", said.reason, most=400)
    windows = drafts.windows(said.windows)
    await policies.require_side_or(actor, Permission.REQUEST_MANAGE, await policies.get(actor, id))
    async with unit_of_work():
        old = await locked(ServiceRequest, id, expected_version=expected_version)
        REQUEST.transition(old.state, RequestAction.REOPEN)
        if old.times_reopened >= MOST_REOPENINGS:
            raise Conflict("reopen-often", most=MOST_REOPENINGS)
        until = reopenable_until(old)
        if until is None or until <= clock.now():
            raise Conflict("reopen-late", most=REOPEN_DAYS)
        day = windows[0].starts_at.astimezone(clock.LOCAL).date()
        item = await orderable(old.unit_id, old.menu_item_id, day)
        drafts.check_fit(windows, item)
        await step(old, RequestAction.REOPEN, actor, said=reason, shown=reason)
        return await enter(
            actor,
            windows,
            reason=reason,
            unit_id=old.unit_id,
            menu_item_id=item.id,
            requester_id=old.requester_id,
            beneficiary_id=old.beneficiary_id,
            weight=old.weight,
            urgent=old.urgent,
            address=old.address,
            position=old.position,
            note=old.note if said.note is None else drafts.note(said.note),
            reopens_id=old.id,
            times_reopened=old.times_reopened + 1,
        )
