"""A tree of units to report to, members, and report-ins, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sanbao.access import sessions
from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.models import Account
from sanbao.core.ids import new_id
from sanbao.members import report_ins
from sanbao.members.kinds import MemberKind
from sanbao.members.models import Member, ReportIn
from sanbao.members.states import MemberState
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit
from tests.factories import make_unit
from tests.people import make_account


@dataclass(frozen=True)
class Place:
    """A street with one unit of each kind of the default scheme, and a second grid."""

    street: Unit
    community: Unit
    grid: Unit
    other_grid: Unit
    household: Unit


async def make_place() -> Place:
    """Units of a fresh tree."""
    street = await make_unit()
    community = await make_unit(UnitKind.COMMUNITY, street)
    grid = await make_unit(UnitKind.GRID, community)
    return Place(
        street,
        community,
        grid,
        await make_unit(UnitKind.GRID, community, name="Other grid"),
        await make_unit(UnitKind.CENTRE_HOUSEHOLD, grid),
    )


async def make_reporter(unit: Unit, **said: Any) -> tuple[Member, Account]:
    """An active member of a unit, with an account."""
    account = await make_account(new_id().hex)
    columns = {"number": new_id().hex[:20], "kind": MemberKind.IN_SERVICE_PARTY_MEMBER.value, "name": "Wang"}
    columns["state"] = MemberState.ACTIVE
    return await Member.create(unit=unit, account=account, **{**columns, **said}), account


async def actor_of(account: Account) -> Actor:
    """The actor that an account is."""
    return await sessions.actor_of(account)


async def make_standing(member: Member, target: Unit) -> ReportIn:
    """A report-in that was received."""
    row = await report_ins.submit(SYSTEM, member.id, target.id)
    return await report_ins.accept(SYSTEM, row.id)
