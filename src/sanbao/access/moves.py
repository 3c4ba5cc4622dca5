"""The one hand that changes a state, and the history it writes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from tortoise.expressions import F

from sanbao.access import models
from sanbao.access.actor import Actor
from sanbao.core.bulk import insert_values
from sanbao.core.db import ROWS_A_STATEMENT
from sanbao.core.errors import StaleVersion
from sanbao.core.machine import Machine


async def begin(machine: Machine[Any, Any], row: Any, actor: Actor, reason: str = "") -> None:
    """Write the first line of a new row's history."""
    await begin_many(machine, [row], actor, reason)


async def begin_many(machine: Machine[Any, Any], rows: Sequence[Any], actor: Actor, reason: str = "") -> None:
    """Write the first lines of many new rows' histories."""
    await insert_values(
        models.StateMove,
        (
            {
                "noun": machine.noun,
                "row_id": row.id,
                "action": "CREATE",
                "to_state": row.state.value,
                "reason": reason,
                "account_id": actor.account_id,
            }
            for row in rows
        ),
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


async def advance_many(
    machine: Machine[Any, Any],
    rows: Sequence[Any],
    action: StrEnum,
    actor: Actor,
    *,
    reason: str = "",
    **changes: object,
) -> None:
    """Take the same step with many rows of one model, in a few statements whatever their number.

    The rows must be locked by the caller (or stand under a lock of his), so versions are not compared one by
    one; a row whose state moved all the same raises StaleVersion. Raises InvalidTransition, before anything
    is written, where the table has no such step for one of them.
    """
    steps = [(row, row.state, machine.transition(row.state, action).to) for row in rows]
    for before in dict.fromkeys(state for _, state, _ in steps):
        group = [row for row, state, _ in steps if state is before]
        to = machine.transition(before, action).to
        for start in range(0, len(group), ROWS_A_STATEMENT):
            part = group[start : start + ROWS_A_STATEMENT]
            written = (
                await type(part[0])
                .filter(id__in=[row.id for row in part], state=before)
                .update(state=to, version=F("version") + 1, **changes)
            )
            if written != len(part):
                raise StaleVersion(expected=part[0].version, current=part[0].version + 1)
    for row, _, to in steps:
        for name, value in changes.items():
            setattr(row, name, value)
        row.state, row.version = to, row.version + 1
    await insert_values(
        models.StateMove,
        (
            {
                "noun": machine.noun,
                "row_id": row.id,
                "from_state": before.value,
                "action": action.value,
                "to_state": to.value,
                "reason": reason,
                "account_id": actor.account_id,
            }
            for row, before, to in steps
        ),
    )
