"""Who may see service records and hours."""

from __future__ import annotations

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.organisations import scope
from sanbao.records.models import ServiceRecord


def visible(actor: Actor) -> QuerySet[ServiceRecord]:
    """A member's own, and those of requests and members of units where the actor holds `record:read`."""
    if actor.holds_everything:
        return ServiceRecord.all()
    condition = Q(id__in=[])
    if actor.member_id is not None:
        condition |= Q(member_id=actor.member_id)
    if actor.units_with(Permission.RECORD_READ):
        condition |= scope.units_in_scope(actor, Permission.RECORD_READ)
        condition |= scope.units_in_scope(actor, Permission.RECORD_READ, "member__unit_id")
    return ServiceRecord.filter(condition)
