"""Making and changing policies. One made on a unit is valid in its whole subtree."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import F, Q, Subquery
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import locked
from sanbao.core.errors import AlreadyExists, Conflict, InvalidInput, NotFound
from sanbao.organisations import scope
from sanbao.organisations.models import UnitAncestry
from sanbao.planning.models import Policy, WeeklyTimer

DEFAULT_NAME = "标准"

RANGES: dict[str, tuple[int, int]] = {
    "request_value": (1, 1_000_000),
    "travel_cost": (0, 10_000),
    "fairness_cost": (0, 10_000),
    "change_cost_proposed": (0, 1_000_000),
    "change_cost_offered": (0, 1_000_000),
    "change_cost_accepted": (0, 1_000_000),
    "continuity_bonus": (0, 100_000),
    "intention_bonus": (0, 100_000),
    "waiting_weight": (0, 100),
    "start_step_minutes": (5, 240),
    "metres_per_minute": (10, 2_000),
    "detour_percent": (100, 500),
    "time_limit_seconds": (1, 3_600),
    "answer_hours": (1, 168),
}
"""Least and most of every number, both included."""

_WAY_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDraft:
    """The numbers of a policy; the defaults are those of the policy 标准."""

    request_value: int = 10_000
    travel_cost: int = 20
    fairness_cost: int = 30
    change_cost_proposed: int = 50
    change_cost_offered: int = 300
    change_cost_accepted: int = 3_000
    continuity_bonus: int = 400
    intention_bonus: int = 100
    waiting_weight: int = 1
    start_step_minutes: int = 30
    metres_per_minute: int = 200
    detour_percent: int = 130
    time_limit_seconds: int = 60
    answer_hours: int = 24

    def cleaned(self) -> dict[str, Any]:
        """The columns; raises InvalidInput.

        An hour's way must cost less than a request is worth, so that none is dropped to save travel alone.
        """
        found: dict[str, Any] = {
            name: inputs.number(f"numbers.{name}", value, least=RANGES[name][0], most=RANGES[name][1])
            for name, value in asdict(self).items()
        }
        if self.travel_cost * _WAY_MINUTES >= self.request_value:
            most = (self.request_value - 1) // _WAY_MINUTES
            raise InvalidInput("numbers.travel_cost", "policy-travel-cost", value=self.travel_cost, most=most)
        return found


def valid_for(unit_id: UUID) -> Q:
    """The policies that may be used for a unit: its own and those of the units above."""
    return Q(unit_id__in=Subquery(UnitAncestry.filter(unit_id=unit_id).values("ancestor_id")))


def visible(actor: Actor) -> QuerySet[Policy]:
    """The policies of the units where the actor holds `run:read`, and those above that are valid there."""
    return Policy.filter(scope.units_in_scope_or_above(actor, Permission.RUN_READ))


async def get(actor: Actor, id: UUID) -> Policy:
    """One policy; raises NotFound."""
    found = await visible(actor).get_or_none(id=id)
    if found is None:
        raise NotFound("Policy", id)
    return found


async def create(actor: Actor, unit_id: UUID, name: str, draft: PolicyDraft) -> Policy:
    """A new policy for a unit's subtree. Needs `policy:manage` on the unit."""
    await scope.require_visible(actor, Permission.RUN_READ, unit_id, "Unit", unit_id)
    await scope.require(actor, Permission.POLICY_MANAGE, unit_id)
    name, columns = inputs.text("name", name, most=80), draft.cleaned()
    if await Policy.exists(unit_id=unit_id, name=name):
        raise AlreadyExists("Policy", name)
    return await Policy.create(unit_id=unit_id, name=name, **columns)


async def change(
    actor: Actor, id: UUID, changes: dict[str, Any], *, expected_version: int | None = None
) -> Policy:
    """A new revision with some numbers changed; runs keep the revision they were made with, timers follow.

    Needs `policy:manage` on the policy's unit. Raises Conflict for a revision that has a successor.
    """
    await scope.require(actor, Permission.POLICY_MANAGE, (await get(actor, id)).unit_id)
    old = await locked(Policy, id, expected_version=expected_version)
    if not old.active:
        raise Conflict("policy-superseded", name=old.name, revision=old.revision)
    columns = PolicyDraft(**{name: getattr(old, name) for name in RANGES} | changes).cleaned()
    await Policy.filter(id=id).update(active=False, version=F("version") + 1)
    new = await Policy.create(unit_id=old.unit_id, name=old.name, revision=old.revision + 1, **columns)
    await WeeklyTimer.filter(policy_id=id).update(policy_id=new.id)
    return new


async def usable(unit_id: UUID, policy_id: UUID | None) -> Policy:
    """The policy for a unit's run: the one asked for, else the default.

    Raises InvalidInput for one of another subtree, Conflict for an old revision.
    """
    if policy_id is None:
        return await default_for(unit_id)
    found = await Policy.filter(valid_for(unit_id)).get_or_none(id=policy_id)
    if found is None:
        raise InvalidInput("policy", "unknown-id", noun="Policy")
    if not found.active:
        raise Conflict("policy-superseded", path=("policy",), name=found.name, revision=found.revision)
    return found


async def default_for(unit_id: UUID) -> Policy:
    """The policy 标准 of the unit or of the nearest unit above that has it, made on the unit where none has."""
    found = await _standard(unit_id)
    if found is None:
        found, _ = await Policy.get_or_create(unit_id=unit_id, name=DEFAULT_NAME, revision=1)
    return found


async def preview_for(unit_id: UUID, policy_id: UUID | None) -> Policy:
    """Like `usable`, but writes nothing: a default that does not exist yet is answered unsaved."""
    if policy_id is not None:
        return await usable(unit_id, policy_id)
    return await _standard(unit_id) or Policy(unit_id=unit_id, name=DEFAULT_NAME)


async def _standard(unit_id: UUID) -> Policy | None:
    distance = dict(await UnitAncestry.filter(unit_id=unit_id).values_list("ancestor_id", "distance"))
    found = await Policy.filter(valid_for(unit_id), name=DEFAULT_NAME, active=True)
    return min(found, key=lambda policy: distance[policy.unit_id], default=None)
