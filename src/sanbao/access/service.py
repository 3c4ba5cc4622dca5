"""Making, closing and reopening accounts, their passwords and roles.

This slice knows no tree: who may do what to which account is said in `members/accounts.py`, and asked there
first.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.exceptions import IntegrityError

from sanbao.access import models, passwords, sessions, throttle
from sanbao.access.actor import Actor
from sanbao.access.models import TokenPurpose
from sanbao.access.roles import Role
from sanbao.core import inputs
from sanbao.core.db import locked, unit_of_work
from sanbao.core.errors import AlreadyExists, Conflict, InvalidInput


async def create(
    *,
    login: str,
    display_name: str,
    password: str,
    unit_id: UUID | None = None,
    administers_all: bool = False,
) -> models.Account:
    """A new account without any role, kept by a unit."""
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
                unit_id=unit_id,
                administers_all=administers_all,
            )
    except IntegrityError:
        raise AlreadyExists("Account", login) from None


async def change_password(
    actor: Actor, *, current: str, new: str, session: str | None, caller: throttle.Caller
) -> models.Account:
    """Change one's own password; ends every session but `session`, the token that asks, and every secret to
    reset it.

    Raises InvalidInput when `current` is wrong, or was too often (`sessions.check_password`).
    """
    account = await models.Account.get(id=actor.require_signed_in())
    await sessions.check_password(
        account.login, current, account.password_hash, field="current_password", caller=caller
    )
    password_hash = await passwords.hashed(new, "new_password")
    async with unit_of_work():
        await _keep_password(account, password_hash)
        await sessions.revoke_all(account.id, TokenPurpose.SESSION, TokenPurpose.PASSWORD_RESET, but=session)
    return account


async def issue_reset(id: UUID, *, hours: int) -> tuple[models.Account, str]:
    """A secret with which the person sets a new password, once, within so many hours; an earlier one ends.

    Until it is redeemed the old password and its sessions stand. Raises Conflict for a closed account.
    """
    async with unit_of_work():
        account = await locked(models.Account, id)
        if not account.active:
            raise Conflict("account-closed")
        return account, await sessions.renew(id, TokenPurpose.PASSWORD_RESET, hours=hours)


async def redeem_reset(secret: str, new: str, *, caller: throttle.Caller) -> models.Account:
    """Set the password of the account behind a secret; every token of the account ends, the secret with them.

    Raises InvalidInput for a secret that does not stand (used, expired, of a closed account), and for a password
    too short or too long, which leaves the secret as it is.
    """
    account = await sessions.account_of(secret, TokenPurpose.PASSWORD_RESET)
    if account is None:
        raise InvalidInput("secret", "reset-secret")
    password_hash = await passwords.hashed(new, "new_password")
    async with unit_of_work():
        if not await sessions.revoke(secret):
            raise InvalidInput("secret", "reset-secret")
        await _keep_password(account, password_hash)
        await sessions.revoke_all(account.id, *TokenPurpose)
    throttle.succeeded(account.login, caller)
    return account


async def _keep_password(account: models.Account, password_hash: str) -> None:
    account.password_hash = password_hash
    await account.save(update_fields=["password_hash"])


async def close(id: UUID, *, expected_version: int | None = None) -> models.Account:
    """Nobody signs in with the account any more, and every token of it ends at once. Its roles and the member
    or resident whose account it is stay."""
    async with unit_of_work():
        account = await _set_active(id, False, expected_version)
        await sessions.revoke_all(id, *TokenPurpose)
    return account


async def reopen(id: UUID, *, expected_version: int | None = None) -> models.Account:
    """The account can sign in again, with its old password; tokens stay dead."""
    return await _set_active(id, True, expected_version)


async def move(id: UUID, unit_id: UUID | None, *, expected_version: int | None = None) -> models.Account:
    """Another unit keeps the account, or none; its roles, member and resident stay where they are."""
    async with unit_of_work():
        account = await locked(models.Account, id, expected_version=expected_version)
        account.unit_id, account.version = unit_id, account.version + 1
        await account.save(update_fields=["unit_id", "version"])
    return account


async def _set_active(id: UUID, active: bool, expected_version: int | None) -> models.Account:
    account = await locked(models.Account, id, expected_version=expected_version)
    if account.active is active:
        raise Conflict("account-open" if active else "account-closed")
    account.active, account.version = active, account.version + 1
    await account.save(update_fields=["active", "version"])
    return account


async def grant(account: models.Account, role: Role, unit_id: UUID) -> None:
    """Give a role on a unit's subtree; giving it twice changes nothing."""
    await models.RoleGrant.get_or_create(account=account, role=role, unit_id=unit_id)


async def revoke(account_id: UUID, role: Role, unit_id: UUID) -> None:
    """Take a role away; taking it twice changes nothing."""
    await models.RoleGrant.filter(account_id=account_id, role=role, unit_id=unit_id).delete()
