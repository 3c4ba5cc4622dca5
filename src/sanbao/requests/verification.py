"""The organisation's answer to a request, and the requester's to its questions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.core import clock, inputs
from sanbao.core.db import locked, unit_of_work
from sanbao.requests import drafts, policies
from sanbao.requests.life import step
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import REQUEST, RequestAction


async def verify(
    actor: Actor,
    id: UUID,
    *,
    weight: int | None = None,
    urgent: bool | None = None,
    expected_version: int | None = None,
) -> ServiceRequest:
    """Find a request in order and put it into the queue; weight (1 to 1000) and the urgent lane may be set."""
    changes: dict[str, Any] = {"verified_at": clock.now(), "shown": ""}
    if weight is not None:
        changes["weight"] = drafts.weight(weight)
    if urgent is not None:
        changes["urgent"] = urgent
    return await _step(actor, id, RequestAction.VERIFY, changes, expected_version=expected_version)


async def ask_for_info(
    actor: Actor, id: UUID, *, question: str, expected_version: int | None = None
) -> ServiceRequest:
    """Ask the requester for what is missing."""
    question = inputs.text("question", question, most=400)
    return await _step(actor, id, RequestAction.ASK_FOR_INFO, {"shown": question}, question, expected_version)


async def answer(
    actor: Actor, id: UUID, *, answer: str, note: str | None = None, expected_version: int | None = None
) -> ServiceRequest:
    """Answer the organisation's question: by the requester's side, or staff on his word. `note` replaces the
    request's note where it is given."""
    answer = inputs.text("answer", answer, most=400)
    changes: dict[str, Any] = {"shown": ""}
    if note is not None:
        changes["note"] = drafts.note(note)
    return await _step(actor, id, RequestAction.ANSWER, changes, answer, expected_version)


async def reject(
    actor: Actor, id: UUID, *, reason: str, expected_version: int | None = None
) -> ServiceRequest:
    """Refuse a request with a reason, which its people and staff can read."""
    reason = inputs.text("reason", reason, most=400)
    return await _step(actor, id, RequestAction.REJECT, {"shown": reason}, reason, expected_version)


async def _step(
    actor: Actor,
    id: UUID,
    action: RequestAction,
    changes: dict[str, Any],
    said: str = "",
    expected_version: int | None = None,
) -> ServiceRequest:
    await policies.get(actor, id)
    async with unit_of_work():
        request = await locked(ServiceRequest, id, expected_version=expected_version)
        await policies.require(actor, REQUEST.transition(request.state, action).permission, request)
        await step(request, action, actor, said=said, **changes)
    return request
