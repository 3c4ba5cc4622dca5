"""Offering a seat by hand, to one member or to many of whom the first to say yes has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import unit_of_work
from sanbao.core.errors import InvalidInput, InvalidTransition, MembersUnfit, SeatTaken
from sanbao.dispatch import fitness, policies
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.offers import OfferDraft, offer_many
from sanbao.dispatch.team import locked_team
from sanbao.members.models import Member
from sanbao.members.policies import visible_members
from sanbao.menu.models import MenuItem, Seat
from sanbao.organisations import scope
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import OPEN

MOST_MEMBERS = 500


async def offer(
    actor: Actor,
    request_id: UUID,
    seat_position: int,
    member_ids: Sequence[UUID],
    *,
    starts_at: datetime,
    answer_by: datetime,
) -> list[Assignment]:
    """Offer the seat at a position (from 0) of a verified request to 1 to 500 members. Needs `assignment:manage` on the request's unit,
    and that the actor may know of each member.

    The start lies in a window of the request, or anywhere ahead when the request is urgent. Raises MembersUnfit
    with every `fitness.Unfit` when a member does not fit, SeatTaken when the seat is full, InvalidTransition
    for a request that is not verified, InvalidInput, NotFound.
    """
    request = await policies.get_request(actor, request_id)
    await scope.require(actor, Permission.ASSIGNMENT_MANAGE, request.unit_id)
    starts_at = inputs.moment("starts_at", starts_at)
    answer_by = inputs.moment("answer_by", answer_by)
    members = await _members(actor, member_ids)
    async with unit_of_work():
        team = await locked_team(request_id)
        if team.request.state not in OPEN:
            raise InvalidTransition("ServiceRequest", team.request.state.value, "OFFER")
        seat = next((s for s in team.seats.values() if s.position == seat_position), None)
        if seat is None:
            raise InvalidInput("seat", "offer-seat", value=seat_position, most=len(team.seats) - 1)
        if team.is_full(seat.id):
            raise SeatTaken
        item = await MenuItem.get(id=team.request.menu_item_id)
        ends_at = starts_at + timedelta(minutes=item.duration_minutes)
        await _check_start(team.request, starts_at, ends_at)
        broken = await fitness.unfit(members, _need(team.request, item, seat, starts_at, ends_at))
        if broken:
            raise MembersUnfit(broken)
        drafts = [OfferDraft(request_id, seat.id, member.id, starts_at) for member in members]
        return await offer_many(actor, drafts, answer_by=answer_by)


async def unfit(
    actor: Actor, request_id: UUID, seat_position: int, member_ids: Sequence[UUID], *, starts_at: datetime
) -> list[fitness.Unfit]:
    """Which rules the members would break in a seat of a request, before any of them is asked. Needs and raises what `offer`
    does, but for MembersUnfit and SeatTaken."""
    request = await policies.get_request(actor, request_id)
    await scope.require(actor, Permission.ASSIGNMENT_MANAGE, request.unit_id)
    starts_at = inputs.moment("starts_at", starts_at)
    members = await _members(actor, member_ids)
    item = await MenuItem.get(id=request.menu_item_id)
    seats = await Seat.filter(menu_item_id=item.id)
    seat = next((s for s in seats if s.position == seat_position), None)
    if seat is None:
        raise InvalidInput("seat", "offer-seat", value=seat_position, most=len(seats) - 1)
    ends_at = starts_at + timedelta(minutes=item.duration_minutes)
    return await fitness.unfit(members, _need(request, item, seat, starts_at, ends_at))


async def _members(actor: Actor, ids: Sequence[UUID]) -> list[Member]:
    if not 1 <= len(ids) <= MOST_MEMBERS:
        raise InvalidInput("members", "member-count", value=len(ids), most=MOST_MEMBERS)
    known = {member.id: member for member in await visible_members(actor).filter(id__in=list(ids))}
    for i, id in enumerate(ids):
        if id not in known:
            raise InvalidInput(f"members.{i}", "unknown-id", noun="Member")
    return [known[id] for id in ids]


async def _check_start(request: ServiceRequest, starts_at: datetime, ends_at: datetime) -> None:
    if request.urgent:
        return
    inside = RequestWindow.filter(request_id=request.id, starts_at__lte=starts_at, ends_at__gte=ends_at)
    if not await inside.exists():
        raise InvalidInput("starts_at", "offer-start-outside")


def _need(
    request: ServiceRequest, item: MenuItem, seat: Seat, starts_at: datetime, ends_at: datetime
) -> fitness.Need:
    return fitness.Need(
        skill_id=seat.skill_id,
        level=seat.level,
        tags=fitness.tags_of(item, seat),
        starts_at=starts_at,
        ends_at=ends_at,
        any_hour=request.urgent,
    )
