"""What the stories of the member's phone find beside the demo: services of today and of the days to come, each with
a member of its own, so that all stories can share one server."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sanbao.access.actor import SYSTEM
from sanbao.core import clock, positions
from sanbao.core.db import opened
from sanbao.core.settings import Settings
from sanbao.dispatch.models import Assignment, ServiceRule
from sanbao.dispatch.offers import open_key
from sanbao.dispatch.states import HOLDING, AssignmentState
from sanbao.members.models import Availability, Member, MemberSkill, ReportIn, Resident
from sanbao.members.states import MemberState, ReportInState
from sanbao.menu.models import MenuItem
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit
from sanbao.records import keeping
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.factories import gid
from tests.planning.factories import make_assignment, make_item, make_request, make_skill

PLACE = (120.310000, 31.570000)
"""Where the services are; within 300 metres of it a member can check in."""
ADDRESS, TELEPHONE, NOTE = "和平里 3 幢 201", "13800000077", "门铃坏了，请敲门"
SERVICE, OFFER = "陪读报纸", "代买药品"

PARTS = ("today", "companion", "giver", "taker", "refuser", "waverer", "planner", "reporter", "idler")
"""Who plays in the stories; in these names' order they are the community's members without any service."""


@dataclass(frozen=True)
class PhoneStreet:
    """The street before it is served: logins of the parts, and ids of the assignments that they hold."""

    file: Path
    logins: dict[str, str]
    assignments: dict[str, str]
    numbers: dict[str, str]


async def make_phone_street(street: Path, folder: Path, key: str) -> PhoneStreet:
    """A copy of the demo's street with the scene of the stories."""
    file = folder / "phone.sqlite3"
    shutil.copy(street, file)
    async with opened(Settings(database_url=f"sqlite:///{file}", encryption_keys=key)):
        members = await _cast()
        assignments = await _services(members)
        await _report_ins(members["reporter"])
        logins = {part: (await member.account).login for part, member in members.items()}
    numbers = {part: member.number for part, member in members.items()}
    return PhoneStreet(file, logins, {part: gid(row) for part, row in assignments.items()}, numbers)


async def _cast() -> dict[str, Member]:
    """Members of the same community who can all do the service, and are free at any time."""
    busy = await Assignment.filter(state__in=HOLDING).values_list("member_id", flat=True)
    idle = Member.filter(state=MemberState.ACTIVE, account__login__startswith="m-").exclude(id__in=busy)
    found = await idle.order_by("number").limit(len(PARTS))
    assert len(found) == len(PARTS), "too few members without a service"
    unit, skill = found[0].unit_id, await make_skill("phone")
    for member in found:
        await Member.filter(id=member.id).update(unit_id=unit)
        await MemberSkill.create(member=member, skill=skill, level=1)
        await Availability.filter(member_id=member.id).delete()
    cast = dict(zip(PARTS, found, strict=True))
    for part, member in cast.items():
        for weekday in range(7) if part != "planner" else (0,):
            hours = (0, 1_440) if part != "planner" else (1_110, 1_230)
            start, end = hours
            await Availability.create(member=member, weekday=weekday, start_minute=start, end_minute=end)
    return cast


async def _services(cast: dict[str, Member]) -> dict[str, Assignment]:
    """One of today that has begun, one to be swapped, two offers, and three that were served."""
    unit = await Unit.get(id=cast["today"].unit_id)
    await ServiceRule.create(unit=unit, check_in_metres=300)
    now = clock.now().replace(second=0, microsecond=0)
    begun, later = now - timedelta(minutes=5), now + timedelta(days=3)
    resident = await Resident.create(unit=unit, name="顾奶奶", telephone=TELEPHONE)
    team = await make_item(
        unit,
        name=SERVICE,
        skill="phone",
        seats=[{"required": 2}],
        risk_notice="请勿代为保管现金",
        risk_notice_en="Keep no cash for anybody",
        conditions="家里须有人",
        conditions_en="Somebody must be at home",
    )
    alone = await make_item(unit, name=SERVICE, skill="phone", seats=[{"required": 1}])
    offer = await make_item(unit, name=OFFER, skill="phone", seats=[{"required": 1}])

    async def request(item: MenuItem, at: datetime, state: RequestState) -> ServiceRequest:
        return await make_request(
            unit,
            item=item,
            resident=resident,
            windows=(),
            state=state,
            served_from=at,
            address=ADDRESS,
            position=positions.written(*PLACE),
            note=NOTE,
        )

    async def held(
        part: str, asked: ServiceRequest, at: datetime, state: AssignmentState = AssignmentState.ACCEPTED
    ) -> Assignment:
        member = cast[part]
        return await make_assignment(
            asked, member, at, state, open_key=open_key(member.id, asked.id), travel_minutes=6
        )

    today = await request(team, begun, RequestState.CONFIRMED)
    found = {part: await held(part, today, begun) for part in ("today", "companion")}
    found["giver"] = await held("giver", await request(alone, later, RequestState.CONFIRMED), later)
    for part in ("refuser", "waverer"):
        asked = await request(offer, later, RequestState.OFFERED)
        found[part] = await held(part, asked, later, AssignmentState.OFFERED)
    for days, minutes_late in ((2, 0), (9, 0), (16, 120)):
        at = now - timedelta(days=days)
        asked = await request(alone, at, RequestState.CLOSED)
        done = await make_assignment(
            asked,
            cast["companion"],
            at,
            AssignmentState.COMPLETED,
            checked_in_at=at,
            checked_out_at=at + timedelta(minutes=60 + minutes_late),
        )
        await keeping.write(SYSTEM, done)
    return found


async def _report_ins(member: Member) -> None:
    """Of one member: one that stands with its receipt, one that was returned, and one still to be made."""
    of_others = await ReportIn.filter(state=ReportInState.ACTIVE).exclude(member_id=member.id)
    await ReportIn.filter(member_id=member.id).delete()
    community = next(r for r in of_others if r.target_kind is UnitKind.COMMUNITY)
    grid = next(r for r in of_others if r.target_kind is UnitKind.GRID)
    await ReportIn.create(
        member=member,
        scheme_id=community.scheme_id,
        target_id=community.target_id,
        target_kind=community.target_kind,
        state=ReportInState.ACTIVE,
        active_key=f"{member.id.hex}:{community.target_kind.value}",
        receipt_number="R-2026-900001",
        receipt_at=clock.now() - timedelta(days=30),
        reaffirm_due_on=clock.today() + timedelta(days=20),
    )
    await ReportIn.create(
        member=member,
        scheme_id=grid.scheme_id,
        target_id=grid.target_id,
        target_kind=grid.target_kind,
        state=ReportInState.RETURNED,
        reason="不属于这个网格",
    )
