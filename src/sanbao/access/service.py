"""Making accounts and giving roles."""

from __future__ import annotations

from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.queryset import QuerySet

from sanbao.access import models, passwords, sessions
from sanbao.access.actor import Actor
from sanbao.access.roles import Permission, Role
from sanbao.core import inputs
from sanbao.core.db import unit_of_work
from sanbao.core.errors import AlreadyExists, InvalidInput, NotFound, PermissionDenied


def is_administrator(actor: Actor) -> bool:
    """May the actor manage accounts at all, on whatever unit?"""
    return actor.holds_somewhere(Permission.ACCOUNT_MANAGE)


def visible(actor: Actor) -> QuerySet[models.Account]:
    """The accounts an actor may see: administrators all, everybody else his own."""
    return models.Account.all() if is_administrator(actor) else models.Account.filter(id=actor.account_id)


async def get(actor: Actor, id: UUID) -> models.Account:
    """One account; raises NotFound."""
    account = await visible(actor).get_or_none(id=id)
    if account is None:
        raise NotFound("Account", id)
    return account


async def create(
    actor: Actor, *, login: str, display_name: str, password: str, administers_all: bool = False
) -> models.Account:
    """A new account without any role. Needs `account:manage` somewhere; only the system makes one that
    administers all."""
    if not is_administrator(actor) or (administers_all and not actor.is_system):
        raise PermissionDenied(Permission.ACCOUNT_MANAGE.value)
    login = login.strip().lower()
    if not models.LOGIN.fullmatch(login):
        raise InvalidInput("login", "login-format")
    display_name = inputs.text("display_name", display_name, most=80)
    password_hash = await passwords.hashed(password)
    try:
        async with unit_of_work():
            return await models.Account.create(
                login=login,
                display_name=display_name,
                password_hash=password_hash,
                administers_all=administers_all,
            )
    except IntegrityError:
        raise AlreadyExists("Account", login) from None


async def change_password(
    actor: Actor, *, current: str, new: str, session: str | None, attempts_per_minute: int
) -> models.Account:
    """Change one's own password; ends every session but `session`, the token that asks.

    Raises InvalidInput when `current` is wrong, or was too often (`sessions.check_password`).
    """
    account = await models.Account.get(id=actor.require_signed_in())
    await sessions.check_password(
        account.login,
        current,
        account.password_hash,
        field="current_password",
        attempts_per_minute=attempts_per_minute,
    )
    account.password_hash = await passwords.hashed(new, "new_password")
    await account.save(update_fields=["password_hash"])
    await sessions.revoke_all(account.id, models.TokenPurpose.SESSION, but=session)
    return account


async def grant(actor: Actor, account_id: UUID, role: Role, unit_id: UUID) -> models.RoleGrant:
    """Give a role on a unit's subtree; giving it twice changes nothing.

    The caller has checked `account:manage` on the unit (this slice knows no tree).
    """
    account = await get(actor, account_id)
    found, _ = await models.RoleGrant.get_or_create(account=account, role=role, unit_id=unit_id)
    return found


async def revoke(account_id: UUID, role: Role, unit_id: UUID) -> None:
    """Take a role away; taking it twice changes nothing. The caller has checked as for `grant`."""
    await models.RoleGrant.filter(account_id=account_id, role=role, unit_id=unit_id).delete()
