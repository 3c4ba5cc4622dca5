"""Which accounts an administrator sees and which he administers.

An account belongs to the unit that keeps it, to those of its roles, and to those of the member and the resident
who sign in with it. One of them in scope lets see it. All of them must be for what would let somebody act in the
account's name: else a street's administrator could take over the account of the city's.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from sanbao.access import service
from sanbao.access.actor import Actor
from sanbao.access.models import Account, RoleGrant
from sanbao.access.roles import Permission
from sanbao.core.errors import InvalidInput, NotFound, PermissionDenied
from sanbao.members.models import Member, Resident
from sanbao.organisations import scope
from sanbao.organisations import service as organisations

_HOLDERS = (RoleGrant, Member, Resident)
"""What has an account and a unit."""


def visible(actor: Actor) -> QuerySet[Account]:
    """The accounts an actor may see: one's own, and those of units where he holds `account:manage`."""
    if actor.holds_everything:
        return Account.all()
    found, tops = Q(id=actor.account_id), actor.units_with(Permission.ACCOUNT_MANAGE)
    if tops:
        found |= Q(unit_id__in=scope.subtree(tops))
        for holder in _HOLDERS:
            inside = holder.filter(unit_id__in=scope.subtree(tops), account_id__isnull=False)
            found |= Q(id__in=Subquery(inside.values("account_id")))
    return Account.filter(found)


async def get(actor: Actor, id: UUID) -> Account:
    """One account; raises NotFound."""
    account = await visible(actor).get_or_none(id=id)
    if account is None:
        raise NotFound("Account", id)
    return account


async def get_administered(actor: Actor, id: UUID) -> Account:
    """One account of somebody else, all of whose units are the actor's to administer.

    Raises NotFound where he may not see it, PermissionDenied where he may not administer it, InvalidInput for his
    own: the owner changes his password with the old one, and nobody shuts himself out.
    """
    account = await get(actor, id)
    if account.id == actor.account_id:
        raise InvalidInput("id", "account-own")
    if not actor.holds_everything:
        units = await _units_of(account)
        held = await scope.units_held(actor, Permission.ACCOUNT_MANAGE, units)
        if account.administers_all or not units or held != units:
            raise PermissionDenied(Permission.ACCOUNT_MANAGE.value, "account-beyond-scope")
    return account


async def _units_of(account: Account) -> frozenset[UUID]:
    found = set() if account.unit_id is None else {account.unit_id}
    for holder in _HOLDERS:
        found |= {row.unit_id for row in await holder.filter(account_id=account.id).only("unit_id")}
    return frozenset(found)


async def create(
    actor: Actor, *, login: str, display_name: str, password: str, unit_id: UUID | None = None
) -> Account:
    """A new account without any role. Needs `account:manage` on the unit that shall keep it; that is the only
    one where the actor holds it when none is named. Who administers all may leave it to no unit."""
    if unit_id is not None:
        await organisations.get(actor, unit_id)
        await scope.require(actor, Permission.ACCOUNT_MANAGE, unit_id)
    elif not actor.holds_everything:
        tops = set(actor.units_with(Permission.ACCOUNT_MANAGE))
        if not tops:
            actor.require_signed_in()
            raise PermissionDenied(Permission.ACCOUNT_MANAGE.value)
        if len(tops) > 1:
            raise InvalidInput("unit", "account-unit")
        unit_id = tops.pop()
    return await service.create(login=login, display_name=display_name, password=password, unit_id=unit_id)


async def move(
    actor: Actor, id: UUID, unit_id: UUID | None, *, expected_version: int | None = None
) -> Account:
    """Another unit keeps the account. Needs `account:manage` on every unit of the account and on the new one, which is
    in use; only who administers all may leave it to no unit. Not for one's own account."""
    account = await get_administered(actor, id)
    if unit_id is None:
        if not actor.holds_everything:
            raise InvalidInput("unit", "required")
    else:
        unit = await organisations.get(actor, unit_id)
        await scope.require(actor, Permission.ACCOUNT_MANAGE, unit_id)
        if not unit.active:
            raise InvalidInput("unit", "unit-not-active", name=unit.name)
    return await service.move(account.id, unit_id, expected_version=expected_version)
