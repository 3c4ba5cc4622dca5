"""Members, residents and households for tests."""

from __future__ import annotations

from typing import Any

from sanbao.access.actor import SYSTEM
from sanbao.access.models import Account
from sanbao.members import households, registration, residents
from sanbao.members.kinds import MemberKind
from sanbao.members.models import Household, Member, Resident, Skill
from sanbao.organisations.models import Unit
from tests.people import make_account


async def make_skill(code: str = "first-aid", **said: Any) -> Skill:
    """A skill."""
    return await Skill.create(**{"code": code, "name": code.title(), **said})


async def make_member(
    unit: Unit, *, account: Account | None = None, verified: bool = True, **said: Any
) -> Member:
    """An active volunteer with home and telephone."""
    facts: Any = {
        "kind": MemberKind.VOLUNTEER,
        "unit_id": unit.id,
        "name": "Li Lei",
        "telephone": "13800000000",
        "address": "1 Lake Road",
        "position": (115.9, 28.7),
        **said,
    }
    member = await registration.register(SYSTEM, facts, verified=verified)
    if account:
        await registration.link_account(SYSTEM, member.id, account.id)
        await member.refresh_from_db()
    return member


async def make_member_with_account(unit: Unit, login: str = "member", **said: Any) -> tuple[Member, Account]:
    """A member who can sign in."""
    account = await make_account(login)
    return await make_member(unit, account=account, **said), account


async def make_household(unit: Unit, **said: Any) -> Household:
    """A household."""
    facts: Any = {"unit_id": unit.id, "label": "Building 3, flat 201", **said}
    return await households.create(SYSTEM, facts)


async def make_resident(unit: Unit, *, account: Account | None = None, **said: Any) -> Resident:
    """A resident with telephone and address."""
    facts: Any = {
        "unit_id": unit.id,
        "name": "Han Meimei",
        "telephone": "13900000000",
        "address": "2 Lake Road",
        **said,
    }
    resident = await residents.register(SYSTEM, facts)
    if account:
        await residents.link_account(SYSTEM, resident.id, account.id)
        await resident.refresh_from_db()
    return resident
