"""Members, and a street where something is to be done, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.models import Account
from sanbao.core import clock
from sanbao.core.ids import new_id
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.offers import OfferDraft, offer_many
from sanbao.members.kinds import MemberKind
from sanbao.members.models import Availability, Member, MemberSkill, Resident
from sanbao.members.states import MemberState
from sanbao.menu.drafts import SeatDraft
from sanbao.menu.models import MenuItem, Seat
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit
from sanbao.requests.models import ServiceRequest
from tests.factories import make_unit
from tests.menu.factories import make_menu_item, make_skill
from tests.people import make_account
from tests.requests.factories import actor_of, in_hours, make_request, make_resident

STARTS_IN_HOURS = 25


@dataclass(frozen=True)
class Scene:
    """A street with a community, a resident of it, and an item with one seat."""

    street: Unit
    community: Unit
    resident: Resident
    resident_account: Account
    item: MenuItem
    seat: Seat

    async def request(self, **said: Any) -> ServiceRequest:
        """A verified request of the resident."""
        return await make_request(self.resident, self.item, **said)


async def make_scene(*, required: int = 1, wanted: int = 0, **said: Any) -> Scene:
    """A fresh tree, and a seat for `required` and `wanted` plumbers."""
    street = await make_unit()
    community = await make_unit(UnitKind.COMMUNITY, street)
    resident, account = await make_resident(community)
    skill = await make_skill()
    item = await make_menu_item(
        street, seats=[SeatDraft(skill_id=skill.id, required=required, wanted=wanted)], **said
    )
    return Scene(street, community, resident, account, item, await Seat.get(menu_item_id=item.id))


async def make_member(unit: Unit, *, skilled: bool = True, free: bool = True, **said: Any) -> Member:
    """An active member with an account, a plumber who is always free."""
    account = await make_account(new_id().hex)
    columns = {"number": new_id().hex[:20], "kind": MemberKind.VOLUNTEER.value, "name": "Li Si"}
    columns["state"] = MemberState.ACTIVE
    member = await Member.create(unit=unit, account=account, **{**columns, **said})
    if skilled:
        await MemberSkill.create(member=member, skill=await make_skill(), level=1)
    if free:
        for weekday in range(7):
            await Availability.create(member=member, weekday=weekday, start_minute=0, end_minute=1440)
    return member


async def acting(member: Member) -> Actor:
    """The actor that a member is."""
    return await actor_of(await Account.get(id=member.account_id))


async def make_offer(
    request: ServiceRequest, seat: Seat, member: Member, *, starts_at: datetime | None = None
) -> Assignment:
    """An open offer that can be answered until the start."""
    starts_at = starts_at or request.served_from or in_hours(STARTS_IN_HOURS)
    draft = OfferDraft(request.id, seat.id, member.id, starts_at)
    [offer] = await offer_many(SYSTEM, [draft], answer_by=max(starts_at, clock.now()))
    return offer
