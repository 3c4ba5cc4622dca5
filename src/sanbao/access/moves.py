"""The one hand that changes a state, and the history it writes."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise.expressions import F

from sanbao.access import models
from sanbao.access.actor import Actor
from sanbao.core.errors import StaleVersion
from sanbao.core.machine import Machine


async def begin(machine: Machine[Any, Any], row: Any, actor: Actor, reason: str = "") -> None:
    """Write the first line of a new row's history."""
    await models.StateMove.create(
        noun=machine.noun,
        row_id=row.id,
        action="CREATE",
        to_state=row.state.value,
        reason=reason,
        account_id=actor.account_id,
    )


async def advance(
    machine: Machine[Any, Any],
    row: Any,
    action: StrEnum,
    actor: Actor,
    *,
    reason: str = "",
    **changes: object,
) -> None:
    """Take a step of the table: set the state and `changes`, raise the version, write the history.

    The row must come from `db.locked` or have just been read: a version that moved meanwhile raises
    StaleVersion and nothing is written. Raises InvalidTransition where the table has no such step.
    """
    transition = machine.transition(row.state, action)
    model, before = type(row), row.state
    written = await model.filter(id=row.id, version=row.version).update(
        state=transition.to, version=F("version") + 1, **changes
    )
    if not written:
        raise StaleVersion(expected=row.version, current=row.version + 1)
    for name, value in changes.items():
        setattr(row, name, value)
    row.state, row.version = transition.to, row.version + 1
    await models.StateMove.create(
        noun=machine.noun,
        row_id=row.id,
        from_state=before.value,
        action=action.value,
        to_state=transition.to.value,
        reason=reason,
        account_id=actor.account_id,
    )
