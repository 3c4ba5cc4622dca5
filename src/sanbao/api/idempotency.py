"""Answers kept for repetitions: rows by type and id, other values as they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, get_args, get_type_hints
from uuid import UUID

from strawberry.types.base import get_object_definition
from tortoise.exceptions import IntegrityError
from tortoise.models import Model

from sanbao.access import models
from sanbao.access.actor import Actor
from sanbao.access.housekeeping import ANSWERS_KEPT_HOURS
from sanbao.api.node import NODES
from sanbao.core import clock, inputs
from sanbao.core.db import unit_of_work
from sanbao.core.errors import IdempotencyMismatch


async def claim(actor: Actor, key: str, digest: str) -> dict[str, Any] | None:
    """Take a key for this unit of work, or give the answer kept under it.

    A second caller with the same key waits for the first (the database's unique key makes it). Raises
    IdempotencyMismatch when the key was used with other input, or is being used just now.
    """
    key = inputs.text("idempotency_key", key, most=80)
    mine = models.IdempotentAnswer.filter(account_id=actor.account_id, key=key)
    await mine.filter(created_at__lt=clock.now() - timedelta(hours=ANSWERS_KEPT_HOURS)).delete()
    try:
        async with unit_of_work():
            await models.IdempotentAnswer.create(account_id=actor.account_id, key=key, input_digest=digest)
    except IntegrityError:
        kept = await mine.first()
        if kept is None or kept.input_digest != digest or kept.answer is None:
            raise IdempotencyMismatch from None
        return kept.answer
    return None


async def keep(actor: Actor, key: str, answer: dict[str, Any]) -> None:
    """Keep the answer of the unit of work that claimed the key."""
    key = inputs.text("idempotency_key", key, most=80)
    await models.IdempotentAnswer.filter(account_id=actor.account_id, key=key).update(answer=answer)


def freeze(answer: Any) -> dict[str, Any]:
    """An answer as plain JSON. A list with anything that is no plain value, type or row is left out whole."""
    return {name: _frozen(value) for name, value in vars(answer).items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, Model):
        return {"noun": type(value).__name__, "id": str(value.pk)}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, (list, tuple)):
        items = [_frozen(item) for item in value]
        return None if None in items else items
    if get_object_definition(type(value)) is not None:
        return {"values": freeze(value)}
    return value if value is None or isinstance(value, (str, int, float, bool)) else None


async def thaw(actor: Actor, kept: dict[str, Any], success: type[Any]) -> Any:
    """The answer again, its rows as they are now. What is no plain value (a calendar's address) is not kept and comes back empty."""
    return await _thawed_type(actor, kept, success)


async def _thawed_type(actor: Actor, kept: dict[str, Any], kind: type[Any]) -> Any:
    # Only types within types need the hints: those of other answers may name what is imported lazily.
    hints = get_type_hints(kind) if any(_is_type(value) for value in kept.values()) else {}
    return kind(**{name: await _thawed(actor, value, hints.get(name)) for name, value in kept.items()})


def _is_type(value: Any) -> bool:
    return (
        "values" in value
        if isinstance(value, dict)
        else isinstance(value, list) and any(map(_is_type, value))
    )


async def _thawed(actor: Actor, value: Any, hint: Any) -> Any:
    if isinstance(value, dict) and _is_type(value):
        return await _thawed_type(actor, value["values"], hint)
    if isinstance(value, dict) and "moment" in value:
        return datetime.fromisoformat(value["moment"])
    if isinstance(value, dict):
        return await NODES[value["noun"]].read(actor, UUID(value["id"]))
    if isinstance(value, list):
        return [await _thawed(actor, item, next(iter(get_args(hint)), None)) for item in value]
    return value
