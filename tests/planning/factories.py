"""Rows for tests of planning: a member, a request and what they need, with only what matters said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sanbao.core import clock, numbers
from sanbao.core.clock import Week
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.kinds import MemberKind, ServiceCategory
from sanbao.members.models import Availability, Member, MemberSkill, Resident, Skill
from sanbao.members.states import MemberState
from sanbao.menu.models import MenuItem, Seat
from sanbao.organisations.models import Unit
from sanbao.planning.models import Policy
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import RequestState

WEEK = Week(2030, 10)
"""A week to come: Monday 2030-03-04."""

HOURS = ((0, 8 * 60, 20 * 60),)
"""(weekday, start minute, end minute): Monday 8:00 to 20:00."""


async def make_skill(code: str = "care") -> Skill:
    """The skill of a code."""
    skill, _ = await Skill.get_or_create(code=code, defaults={"name": code})
    return skill


async def make_member(
    unit: Unit,
    *,
    skills: dict[str, int] | None = None,
    hours: Sequence[tuple[int, int, int]] = HOURS,
    **said: Any,
) -> Member:
    """An active member of `care` at level 1 who is free on Monday from 8:00 to 20:00."""
    member = await Member.create(
        **{
            "number": await numbers.next_number("M"),
            "kind": MemberKind.VOLUNTEER.value,
            "unit": unit,
            "name": "Wang",
            "state": MemberState.ACTIVE,
            **said,
        }
    )
    for code, level in (skills if skills is not None else {"care": 1}).items():
        await MemberSkill.create(member=member, skill=await make_skill(code), level=level)
    for weekday, start, end in hours:
        await Availability.create(member=member, weekday=weekday, start_minute=start, end_minute=end)
    return member


async def make_item(
    unit: Unit, *, seats: Sequence[dict[str, Any]] = ({},), skill: str = "care", **said: Any
) -> MenuItem:
    """A menu item of an hour with one seat of `care` for one."""
    item = await MenuItem.create(
        **{
            "unit": unit,
            "code": (await numbers.next_number("ITEM")),
            "name": "Visit",
            "category": ServiceCategory.HEALTH,
            "duration_minutes": 60,
            **said,
        }
    )
    for position, seat in enumerate(seats):
        wanted = {"skill": await make_skill(seat.get("skill_code", skill)), **seat}
        wanted.pop("skill_code", None)
        await Seat.create(menu_item=item, position=position, **wanted)
    return item


async def make_resident(unit: Unit, **said: Any) -> Resident:
    """Somebody who asks and receives."""
    return await Resident.create(**{"unit": unit, "name": "Li", **said})


async def make_request(
    unit: Unit,
    *,
    item: MenuItem | None = None,
    windows: Sequence[tuple[int, int]] = ((9 * 60, 12 * 60),),
    week: Week = WEEK,
    **said: Any,
) -> ServiceRequest:
    """A queued request with windows in minutes of the week."""
    resident = said.pop("resident", None) or await make_resident(unit)
    request = await ServiceRequest.create(
        **{
            "number": await numbers.next_number("REQ-2030"),
            "unit": unit,
            "menu_item": item or await make_item(unit),
            "requester": resident,
            "beneficiary": resident,
            "state": RequestState.QUEUED,
            "submitted_at": clock.now(),
            **said,
        }
    )
    for start, end in windows:
        await RequestWindow.create(request=request, starts_at=week.moment(start), ends_at=week.moment(end))
    return request


async def make_assignment(
    request: ServiceRequest,
    member: Member,
    starts_at: datetime,
    state: AssignmentState = AssignmentState.ACCEPTED,
    **said: Any,
) -> Assignment:
    """A place of a request's first seat."""
    item = await MenuItem.get(id=request.menu_item_id)
    seat = await Seat.filter(menu_item_id=item.id).order_by("position").first()
    return await Assignment.create(
        **{
            "request": request,
            "seat": seat,
            "member": member,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=item.duration_minutes),
            "state": state,
            "answer_by": starts_at,
            **said,
        }
    )


async def make_policy(unit: Unit, **said: Any) -> Policy:
    """A policy of a unit."""
    return await Policy.create(**{"unit": unit, "name": "Test", **said})
