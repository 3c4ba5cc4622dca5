"""Who may see and do what with assignments, and with requests through them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock
from sanbao.core.errors import InvalidInput, NotFound, PermissionDenied
from sanbao.dispatch import rules
from sanbao.dispatch.models import Assignment, Swap, SwapCandidate
from sanbao.dispatch.states import AssignmentState
from sanbao.organisations import scope
from sanbao.requests import policies as request_policies
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import OVER

_PLACE_STATES = (AssignmentState.ACCEPTED, AssignmentState.CHECKED_IN)


def visible(actor: Actor) -> QuerySet[Assignment]:
    """Which assignments may this actor see? A member his own, staff those of their units' requests and
    members, a requester those of his requests."""
    if actor.holds_everything:
        return Assignment.all()
    condition = Q(id__in=[])
    if actor.member_id is not None:
        condition |= Q(member_id=actor.member_id)
    if actor.units_with(Permission.ASSIGNMENT_READ):
        condition |= scope.units_in_scope(actor, Permission.ASSIGNMENT_READ, "request__unit_id")
        condition |= scope.units_in_scope(actor, Permission.ASSIGNMENT_READ, "member__unit_id")
    if actor.resident_id is not None:
        condition |= Q(request__requester_id=actor.resident_id)
        condition |= Q(request__beneficiary_id=actor.resident_id)
    return Assignment.filter(condition)


def mentioning(actor: Actor, text: str) -> Q:
    """A filter: assignments whose request's number or menu item's name contains the text; where the actor may read them as
    staff, also by the member's number or name, which a requester learns only once he has accepted."""
    staff = scope.units_in_scope(actor, Permission.ASSIGNMENT_READ, "request__unit_id")
    staff |= scope.units_in_scope(actor, Permission.ASSIGNMENT_READ, "member__unit_id")
    member = Q(member__name__icontains=text) | Q(member__number__icontains=text)
    request = Q(request__number__icontains=text) | Q(request__menu_item__name__icontains=text)
    return request | (member & staff)


async def get(actor: Actor, id: UUID) -> Assignment:
    """One assignment; raises NotFound."""
    assignment = await visible(actor).get_or_none(id=id)
    if assignment is None:
        raise NotFound("Assignment", id)
    return assignment


def visible_swaps(actor: Actor) -> QuerySet[Swap]:
    """Which swaps may this actor see? Those he asked for, those he could take or took, and staff those of their units'
    requests."""
    if actor.holds_everything:
        return Swap.all()
    condition = scope.units_in_scope(actor, Permission.ASSIGNMENT_READ, "assignment__request__unit_id")
    if actor.member_id is not None:
        could = SwapCandidate.filter(member_id=actor.member_id).values("swap_id")
        condition |= Q(assignment__member_id=actor.member_id) | Q(taker_id=actor.member_id)
        condition |= Q(id__in=Subquery(could))
    return Swap.filter(condition)


def visible_requests(actor: Actor) -> QuerySet[ServiceRequest]:
    """Which requests may this actor see? His own, those of his units, and those he was ever asked to serve."""
    condition = request_policies.visible(actor)
    if actor.member_id is not None:
        mine = Assignment.filter(member_id=actor.member_id)
        condition |= Q(id__in=Subquery(mine.values("request_id")))
    return ServiceRequest.filter(condition)


async def get_request(actor: Actor, id: UUID) -> ServiceRequest:
    """One request; raises NotFound."""
    request = await visible_requests(actor).get_or_none(id=id)
    if request is None:
        raise NotFound("ServiceRequest", id)
    return request


async def requests_to_go_to(actor: Actor, requests: Collection[ServiceRequest]) -> set[UUID]:
    """For which of these requests does this member need to know the door: accepted, not done yet, and not so long
    over that it counts as closed?"""
    ids = [r.id for r in requests if r.state not in OVER]
    if actor.member_id is None or not ids:
        return set()
    mine = Assignment.filter(member_id=actor.member_id, state__in=_PLACE_STATES, request_id__in=ids)
    units = {r.id: r.unit_id for r in requests}
    ends = dict(await mine.values_list("request_id", "ends_at"))
    return await _not_closed({id: (units[id], ends_at) for id, ends_at in ends.items()})


async def assignments_to_be_called(actor: Actor, assignments: Collection[Assignment]) -> set[UUID]:
    """For which of these may whoever asks or receives ring the member up: he has promised to come, and it is not so long
    over that it counts as closed?"""
    promised = [a for a in assignments if a.state in _PLACE_STATES]
    if actor.resident_id is None or not promised:
        return set()
    requests = await ServiceRequest.filter(id__in={a.request_id for a in promised}).exclude(state__in=OVER)
    own = {r.id: r.unit_id for r in requests if request_policies.is_party(actor, r)}
    return await _not_closed({a.id: (own[a.request_id], a.ends_at) for a in promised if a.request_id in own})


async def _not_closed(services: Mapping[UUID, tuple[UUID, datetime]]) -> set[UUID]:
    """Which of the services, told by unit and end, have not been over for so long that they count as closed?"""
    now = clock.now()
    over = {unit_id for unit_id, ends_at in services.values() if ends_at <= now}
    held = await rules.rules_for(over) if over else {}
    return {
        id
        for id, (unit_id, ends_at) in services.items()
        if ends_at > now or rules.closes_at(held[unit_id], ends_at) > now
    }


async def readable_sensitive(actor: Actor, requests: Collection[ServiceRequest]) -> set[UUID]:
    """Of which of these requests may this actor read address, telephone, position and note?"""
    own = {r.id for r in requests if request_policies.is_party(actor, r)}
    staff = await scope.units_held(
        actor, Permission.REQUEST_READ_SENSITIVE, {r.unit_id for r in requests if r.id not in own}
    )
    rest = [r for r in requests if r.id not in own and r.unit_id not in staff]
    return own | {r.id for r in requests if r.unit_id in staff} | await requests_to_go_to(actor, rest)


async def require_manage(actor: Actor, assignment: Assignment, request: ServiceRequest) -> None:
    """May this actor manage the assignment: `assignment:manage` on the request's unit?"""
    if not await scope.holds(actor, Permission.ASSIGNMENT_MANAGE, request.unit_id):
        await _require_visible(actor, assignment.id)
        raise PermissionDenied(Permission.ASSIGNMENT_MANAGE.value)


async def require_own(actor: Actor, assignment: Assignment) -> None:
    """Is it this member's own assignment?"""
    if not is_own(actor, assignment):
        await _require_visible(actor, assignment.id)
        raise PermissionDenied(Permission.ASSIGNMENT_MANAGE.value)


async def require_word(actor: Actor, assignment: Assignment, request: ServiceRequest, reason: str) -> None:
    """May this actor give the member's answer: the member himself, or staff that record his word and say how
    they know it?"""
    if is_own(actor, assignment):
        return
    await require_manage(actor, assignment, request)
    if not reason and not actor.is_system:
        raise InvalidInput("reason", "word-needs-reason")


def is_own(actor: Actor, assignment: Assignment) -> bool:
    """Is the actor the member of this assignment?"""
    return actor.member_id is not None and assignment.member_id == actor.member_id


async def _require_visible(actor: Actor, id: UUID) -> None:
    if not actor.is_system:
        actor.require_signed_in()
    await get(actor, id)
