"""Signing in and out: bearer tokens, of which the database keeps only a digest."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q

from sanbao.access import models, passwords
from sanbao.access.actor import STRANGER, Actor, Grant
from sanbao.core import clock
from sanbao.core.db import unit_of_work
from sanbao.core.errors import InvalidInput

_failures: dict[str, list[float]] = {}


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def sign_in(
    login: str, password: str, *, hours: int, attempts_per_minute: int
) -> tuple[models.Account, str]:
    """The account and a fresh bearer token; raises InvalidInput for a wrong login or password, and for
    too many wrong passwords of one login within a minute (counted in this process)."""
    login = login.strip().lower()
    moment = clock.now().timestamp()
    recent = [at for at in _failures.pop(login, []) if at > moment - 60]
    if recent:
        _failures[login] = recent
    if len(recent) >= attempts_per_minute:
        raise InvalidInput("login", "too-many-attempts")
    account = await models.Account.get_or_none(login=login, active=True)
    if not await passwords.matches(password, account.password_hash if account else None) or account is None:
        _failures.setdefault(login, []).append(moment)
        if len(_failures) > 10_000:
            _failures.pop(next(iter(_failures)))
        raise InvalidInput("password", "sign-in-failed")
    _failures.pop(login, None)
    return account, await issue(account.id, models.TokenPurpose.SESSION, hours=hours)


async def issue(account_id: UUID, purpose: models.TokenPurpose, *, hours: int | None = None) -> str:
    """A fresh token for an account, shown once and never again."""
    token = secrets.token_urlsafe(32)
    await models.Token.create(
        account_id=account_id,
        purpose=purpose,
        digest=digest(token),
        expires_at=clock.now() + timedelta(hours=hours) if hours else None,
    )
    return token


async def account_of(token: str, purpose: models.TokenPurpose) -> models.Account | None:
    """The active account behind a token that stands, with its grants; None for any other text."""
    found = (
        await models.Token.filter(
            Q(expires_at=None) | Q(expires_at__gt=clock.now()),
            digest=digest(token),
            purpose=purpose,
            revoked_at=None,
            account__active=True,
        )
        .select_related("account")
        .first()
    )
    return found.account if found else None


async def actor_of(account: models.Account) -> Actor:
    """The actor that an account is: its grants, and the member and resident it belongs to."""
    grants = await models.RoleGrant.filter(account_id=account.id)
    people = await models.Account.filter(id=account.id).values("member__id", "resident__id")
    return Actor(
        account_id=account.id,
        display_name=account.display_name,
        grants=tuple(Grant(grant.role, grant.unit_id) for grant in grants),
        member_id=people[0]["member__id"],
        resident_id=people[0]["resident__id"],
        locale=account.locale,
        administers_all=account.administers_all,
    )


async def actor_for(token: str | None) -> Actor:
    """Who is behind a bearer token: an actor, or the stranger."""
    if not token:
        return STRANGER
    account = await account_of(token, models.TokenPurpose.SESSION)
    return await actor_of(account) if account else STRANGER


async def revoke(token: str) -> None:
    """End one session."""
    await models.Token.filter(digest=digest(token), revoked_at=None).update(revoked_at=clock.now())


async def revoke_all(account_id: UUID, purpose: models.TokenPurpose) -> None:
    """End every session, or every calendar address, of an account."""
    await models.Token.filter(account_id=account_id, purpose=purpose, revoked_at=None).update(
        revoked_at=clock.now()
    )


async def renew(account_id: UUID, purpose: models.TokenPurpose) -> str:
    """A fresh token in place of all earlier ones of its purpose."""
    async with unit_of_work():
        await revoke_all(account_id, purpose)
        return await issue(account_id, purpose)
