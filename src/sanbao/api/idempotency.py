"""Answers kept for repetitions: rows by type and id, other values as they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.models import Model

from sanbao.access import models
from sanbao.access.actor import Actor
from sanbao.api.node import NODES
from sanbao.core import clock, inputs
from sanbao.core.db import unit_of_work
from sanbao.core.errors import IdempotencyMismatch

KEPT_HOURS = 24


async def claim(actor: Actor, key: str, digest: str) -> dict[str, Any] | None:
    """Take a key for this unit of work, or give the answer kept under it.

    A second caller with the same key waits for the first (the database's unique key makes it). Raises
    IdempotencyMismatch when the key was used with other input, or is being used just now.
    """
    key = inputs.text("idempotency_key", key, most=80)
    mine = models.IdempotentAnswer.filter(account_id=actor.account_id, key=key)
    await mine.filter(created_at__lt=clock.now() - timedelta(hours=KEPT_HOURS)).delete()
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
    await models.IdempotentAnswer.filter(account_id=actor.account_id, key=key.strip()).update(answer=answer)


def freeze(answer: Any) -> dict[str, Any]:
    """An answer as plain JSON."""
    return {name: _frozen(value) for name, value in vars(answer).items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, Model):
        return {"noun": type(value).__name__, "id": str(value.pk)}
    if isinstance(value, (list, tuple)):
        return [_frozen(item) for item in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else None


async def thaw(actor: Actor, kept: dict[str, Any], success: type[Any]) -> Any:
    """The answer again, its rows as they are now. Secrets (a token) are not kept and come back empty."""
    return success(**{name: await _thawed(actor, value) for name, value in kept.items()})


async def _thawed(actor: Actor, value: Any) -> Any:
    if isinstance(value, dict):
        return await NODES[value["noun"]].read(actor, UUID(value["id"]))
    if isinstance(value, list):
        return [await _thawed(actor, item) for item in value]
    return value
