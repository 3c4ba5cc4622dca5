"""A step of a request that tells its people something."""

from __future__ import annotations

from sanbao.access.actor import Actor
from sanbao.access.moves import advance
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import REQUEST, RequestAction


async def step(
    request: ServiceRequest, action: RequestAction, actor: Actor, *, said: str, shown: str, **changes: object
) -> None:
    """Advance a locked request. `said` goes into its history, `shown` is the reason that its people read beside
    the new state; empty where none is needed any more."""
    await advance(REQUEST, request, action, actor, reason=said, **changes)
    request.reason = shown
    await request.save(update_fields=["reason"])
