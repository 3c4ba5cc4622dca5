"""The rules of the day of a service: the nearest unit's, or the defaults where none has been set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypedDict
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import check_version, locked, unit_of_work
from sanbao.dispatch.models import Assignment, ServiceRule
from sanbao.organisations import scope
from sanbao.organisations.models import Unit, UnitAncestry

RANGES: dict[str, tuple[int, int]] = {
    "check_in_before_minutes": (0, 1_440),
    "check_in_after_minutes": (0, 1_440),
    "check_in_metres": (50, 10_000),
    "close_after_minutes": (0, 10_080),
    "overrun_minutes": (0, 1_440),
    "day_minutes": (60, 1_440),
    "swap_until_minutes": (0, 1_440),
}
"""Least and most of every number, both included."""


class RuleChange(TypedDict, total=False):
    """What may be said anew of a rule."""

    check_in_before_minutes: int
    check_in_after_minutes: int | None
    check_in_metres: int | None
    close_after_minutes: int
    overrun_minutes: int
    day_minutes: int
    swap_until_minutes: int
    swap_needs_consent: bool


def visible(actor: Actor) -> QuerySet[ServiceRule]:
    """The rules of the units where the actor holds `assignment:read`, and those above that hold there."""
    return ServiceRule.filter(scope.units_in_scope_or_above(actor, Permission.ASSIGNMENT_READ))


async def rules_for(unit_ids: Iterable[UUID]) -> dict[UUID, ServiceRule]:
    """The rule that holds for each unit, in two statements; an unsaved one with the defaults where none is set."""
    unit_ids = set(unit_ids)
    above = UnitAncestry.filter(unit_id__in=list(unit_ids))
    set_on = {
        rule.unit_id: rule
        for rule in await ServiceRule.filter(unit_id__in=Subquery(above.values("ancestor_id")))
    }
    found: dict[UUID, ServiceRule] = {}
    lines = above.order_by("distance").values_list("unit_id", "ancestor_id") if set_on else None
    for unit_id, ancestor_id in await lines if lines is not None else ():
        if ancestor_id in set_on:
            found.setdefault(unit_id, set_on[ancestor_id])
    return {unit_id: found.get(unit_id) or ServiceRule() for unit_id in unit_ids}


def is_set(rule: ServiceRule) -> bool:
    """Whether a unit set it, or it is the defaults."""
    return rule.unit_id is not None


async def rule_for(unit_id: UUID) -> ServiceRule:
    """The rule that holds for a unit."""
    return (await rules_for([unit_id]))[unit_id]


async def read(actor: Actor, unit_id: UUID) -> ServiceRule:
    """The rule that holds for a unit. Needs `assignment:read` on it; raises NotFound."""
    await scope.require_visible(actor, Permission.ASSIGNMENT_READ, unit_id, "Unit", unit_id)
    return await rule_for(unit_id)


async def set_rule(
    actor: Actor, unit_id: UUID, change: RuleChange, *, expected_version: int | None = None
) -> ServiceRule:
    """Give a unit a rule of its own, or change it; what is left out stays as it holds now. Needs `policy:manage`.

    Raises InvalidInput for a number out of range, StaleVersion, NotFound.
    """
    await read(actor, unit_id)
    await scope.require(actor, Permission.POLICY_MANAGE, unit_id)
    async with unit_of_work():
        await locked(Unit, unit_id)  # so that of two who read the same rule one is told
        held = await rule_for(unit_id)
        columns: dict[str, Any] = {
            **{name: getattr(held, name) for name in (*RANGES, "swap_needs_consent")},
            **change,
        }
        for name, (least, most) in RANGES.items():
            if columns[name] is not None:
                columns[name] = inputs.number(name, columns[name], least=least, most=most)
        if held.unit_id != unit_id:
            return await ServiceRule.create(unit_id=unit_id, **columns)
        check_version(held, expected_version)
        await held.update_from_dict({**columns, "version": held.version + 1}).save()
        return held


def check_in_hours(rule: ServiceRule, assignment: Assignment) -> tuple[datetime, datetime]:
    """From when until when (not included) the member may check in."""
    opens = assignment.starts_at - timedelta(minutes=rule.check_in_before_minutes)
    if rule.check_in_after_minutes is None:
        return opens, assignment.ends_at
    return opens, min(
        assignment.ends_at, assignment.starts_at + timedelta(minutes=rule.check_in_after_minutes)
    )


def closes_at(rule: ServiceRule, ends_at: datetime) -> datetime:
    """When a service that ends then is closed by itself: its member reads the address no longer."""
    return ends_at + timedelta(minutes=rule.close_after_minutes)
