"""Who may see and do what with requests, as far as requests themselves tell (dispatch adds the members)."""

from __future__ import annotations

from tortoise.expressions import Q

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core.errors import NotFound
from sanbao.organisations import scope
from sanbao.requests.models import RequestSeries, ServiceRequest


def visible(actor: Actor) -> Q:
    """Which requests, or series, may this actor see? Those he asked for, receives or typed in, and those of
    units where he holds `request:read`."""
    condition = scope.units_in_scope(actor, Permission.REQUEST_READ)
    if actor.holds_everything:
        return condition
    if actor.account_id is not None:
        condition |= Q(ordered_by_id=actor.account_id)
    if actor.resident_id is not None:
        condition |= Q(requester_id=actor.resident_id) | Q(beneficiary_id=actor.resident_id)
    return condition


def is_party(actor: Actor, request: ServiceRequest | RequestSeries) -> bool:
    """Is the actor the one who asks or the one who receives?"""
    return actor.resident_id is not None and actor.resident_id in (
        request.requester_id,
        request.beneficiary_id,
    )


def is_side(actor: Actor, request: ServiceRequest | RequestSeries) -> bool:
    """Does the actor stand on the asking side: a party, or who typed it in?"""
    return is_party(actor, request) or (
        actor.account_id is not None and request.ordered_by_id == actor.account_id
    )


async def require_side_or(
    actor: Actor, permission: Permission, request: ServiceRequest | RequestSeries
) -> None:
    """May this actor do what is the asking side's own deed: he is of that side, or holds the permission on
    the unit? Raises PermissionDenied; the row has been found visible before."""
    if not is_side(actor, request):
        await scope.require(actor, permission, request.unit_id)


async def require(actor: Actor, permission: str | None, request: ServiceRequest) -> None:
    """May this actor take a step for which the table demands this permission?"""
    if permission is None:
        await require_side_or(actor, Permission.REQUEST_SUBMIT_FOR_OTHERS, request)
    else:
        await scope.require(actor, Permission(permission), request.unit_id)


async def get(actor: Actor, id: object) -> ServiceRequest:
    """One request visible without regard to dispatch; raises NotFound."""
    request = await ServiceRequest.filter(visible(actor)).get_or_none(id=id)
    if request is None:
        raise NotFound("ServiceRequest", id)
    return request
