"""Registering members, changing what is said of them, connecting them with accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from sanbao.access import moves
from sanbao.access.actor import Actor
from sanbao.access.models import Account
from sanbao.access.roles import Permission
from sanbao.core.db import locked, unit_of_work
from sanbao.core.errors import AlreadyExists, InvalidInput
from sanbao.core.numbers import next_number
from sanbao.members import drafts, policies
from sanbao.members.drafts import MemberSaid
from sanbao.members.models import Member, Resident
from sanbao.members.states import MEMBER, MemberAction
from sanbao.organisations import scope
from sanbao.organisations import service as organisations
from sanbao.organisations.kinds import UnitKind

WORK_UNIT_KINDS = frozenset({UnitKind.WORK_UNIT, UnitKind.DEPARTMENT, UnitKind.PARTNER})


async def register(actor: Actor, said: MemberSaid, *, verified: bool = False) -> Member:
    """Add a member, PENDING until his identity is verified, ACTIVE at once when `verified`.

    `kind`, `unit_id` and `name` must be said. Needs `member:manage` on the unit.
    """
    for name in ("kind", "unit_id", "name"):
        if name not in said:
            raise InvalidInput(name, "required")
    columns = drafts.columns(said)
    await _check_units(actor, said)
    await scope.require(actor, Permission.MEMBER_MANAGE, said["unit_id"])
    member = await _saved(Member(number=await next_number("M"), **columns))
    await moves.begin(MEMBER, member, actor)
    if verified:
        await moves.advance(MEMBER, member, MemberAction.VERIFY, actor)
    return member


async def change(actor: Actor, id: UUID, said: MemberSaid, *, expected_version: int | None = None) -> Member:
    """Change what is said of a member. Needs `member:manage` on his unit (and on a new one); the member
    himself changes what is in `drafts.OWN_FIELDS`."""
    columns = drafts.columns(said)
    seen = await policies.get_member(actor, id)
    if not (actor.member_id == id and said.keys() <= drafts.OWN_FIELDS):
        await scope.require(actor, Permission.MEMBER_MANAGE, seen.unit_id)
    member = await locked(Member, id, expected_version=expected_version)
    await _check_units(actor, said)
    if "unit_id" in said and said["unit_id"] != member.unit_id:
        await scope.require(actor, Permission.MEMBER_MANAGE, said["unit_id"])
    member.update_from_dict({**columns, "version": member.version + 1})
    return await _saved(member)


async def _check_units(actor: Actor, said: MemberSaid) -> None:
    """Home and work unit must be active, each of its kind."""
    for field, is_work in (("unit", False), ("work_unit", True)):
        unit_id: Any = said.get(f"{field}_id")
        if unit_id is None:
            continue
        unit = await organisations.get(actor, unit_id)
        if not unit.active:
            raise InvalidInput(field, "unit-not-active", name=unit.name)
        if (unit.kind in WORK_UNIT_KINDS) != is_work:
            reason = "work-unit-kind" if is_work else "member-unit-kind"
            raise InvalidInput(field, reason, kind=unit.kind.value)


async def _saved(member: Member) -> Member:
    """Save; the external id is the only value that another row may hold already."""
    try:
        async with unit_of_work():
            await member.save()
    except IntegrityError:
        raise AlreadyExists("Member", f"{member.external_system} {member.external_id}") from None
    return member


async def link_account(
    actor: Actor, id: UUID, account_id: UUID | None, *, expected_version: int | None = None
) -> Member:
    """Say which account the member signs in with; None parts them. Needs `member:manage` on his unit."""
    seen = await policies.get_member(actor, id)
    await scope.require(actor, Permission.MEMBER_MANAGE, seen.unit_id)
    await check_account(account_id, Member, id)
    member = await locked(Member, id, expected_version=expected_version)
    member.update_from_dict({"account_id": account_id, "version": member.version + 1})
    await member.save()
    return member


async def check_account(account_id: UUID | None, noun: type[Member] | type[Resident], id: UUID) -> None:
    """Raise InvalidInput unless the account exists and stands for no other person of the noun.

    The account stays locked, so that two people cannot get it at once.
    """
    if account_id is None:
        return
    if await Account.filter(id=account_id, active=True).select_for_update().first() is None:
        raise InvalidInput("account", "unknown-id", noun="Account")
    if await noun.filter(account_id=account_id).exclude(id=id).exists():
        raise InvalidInput("account", "account-taken")
