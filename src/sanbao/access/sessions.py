"""Signing in and out: bearer tokens, of which the database keeps only a digest."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from sanbao.access import models, passwords, throttle
from sanbao.access.actor import STRANGER, Actor, Grant
from sanbao.core import clock
from sanbao.core.db import unit_of_work
from sanbao.core.errors import InvalidInput, NotFound

_USE_KEPT_MINUTES = 5
_MOST_USER_AGENT = 300
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


async def sign_in(
    login: str, password: str, *, hours: int, caller: throttle.Caller, user_agent: str = ""
) -> tuple[models.Account, str]:
    """The account and a fresh bearer token; raises InvalidInput as `check_password` does, and for an unknown or
    closed account as for a wrong password."""
    login = login.strip().lower()
    if not models.LOGIN.fullmatch(login):
        raise InvalidInput("password", "sign-in-failed")
    account = await models.Account.get_or_none(login=login, active=True)
    await check_password(
        login, password, account.password_hash if account else None, field="password", caller=caller
    )
    assert account is not None, "no password fits an account that is not there"
    return account, await begin(account.id, hours=hours, user_agent=user_agent)


async def check_password(
    login: str, password: str, password_hash: str | None, *, field: str, caller: throttle.Caller
) -> None:
    """Raise InvalidInput on `field` for a wrong password, and while `throttle` makes this caller wait."""
    throttle.begin(login, caller, field=field)
    if not await passwords.matches(password, password_hash):
        raise InvalidInput(field, "sign-in-failed")
    throttle.succeeded(login, caller)


async def begin(account_id: UUID, *, hours: int, user_agent: str) -> str:
    """A fresh session of an account: its token."""
    return await issue(account_id, models.TokenPurpose.SESSION, hours=hours, user_agent=user_agent)


async def issue(
    account_id: UUID, purpose: models.TokenPurpose, *, hours: int | None = None, user_agent: str = ""
) -> str:
    """A fresh token for an account, shown once and never again."""
    token = secrets.token_urlsafe(32)
    await models.Token.create(
        account_id=account_id,
        purpose=purpose,
        digest=digest(token),
        expires_at=clock.now() + timedelta(hours=hours) if hours else None,
        user_agent=_CONTROLS.sub("", user_agent)[:_MOST_USER_AGENT],
    )
    return token


async def account_of(token: str, purpose: models.TokenPurpose) -> models.Account | None:
    """The active account behind a token that stands, with its grants; None for any other text."""
    found = (
        await standing(purpose)
        .filter(digest=digest(token), account__active=True)
        .select_related("account")
        .first()
    )
    if found is None:
        return None
    await _note_use(found)
    return found.account


def standing(*purposes: models.TokenPurpose) -> QuerySet[models.Token]:
    """The tokens for these purposes that have neither expired nor ended."""
    unexpired = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    return models.Token.filter(unexpired, purpose__in=purposes, revoked_at=None)


async def _note_use(token: models.Token) -> None:
    """Keep when a session was last used; not each time, for that would be a write with every reading."""
    now, last = clock.now(), token.last_used_at or token.created_at
    if token.purpose is models.TokenPurpose.SESSION and now - last >= timedelta(minutes=_USE_KEPT_MINUTES):
        await models.Token.filter(id=token.id).update(last_used_at=now)


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


async def revoke(token: str) -> bool:
    """End one token; whether it stood till now."""
    found = models.Token.filter(digest=digest(token), revoked_at=None)
    return bool(await found.update(revoked_at=clock.now()))


def of(actor: Actor) -> QuerySet[models.Token]:
    """The sessions of the actor that stand."""
    return standing(models.TokenPurpose.SESSION).filter(account_id=actor.require_signed_in())


async def end(actor: Actor, id: UUID) -> models.Token:
    """End one's own session; raises NotFound for any other, and for one that has ended already."""
    found = await of(actor).get_or_none(id=id)
    if found is None:
        raise NotFound("Session", id)
    await models.Token.filter(id=id).update(revoked_at=clock.now())
    return found


async def revoke_all(account_id: UUID, *purposes: models.TokenPurpose, but: str | None = None) -> int:
    """End every token of an account for these purposes, and say how many stood; `but` is a token that stays."""
    tokens = standing(*purposes).filter(account_id=account_id)
    if but is not None:
        tokens = tokens.exclude(digest=digest(but))
    return await tokens.update(revoked_at=clock.now())


async def renew(account_id: UUID, purpose: models.TokenPurpose, *, hours: int | None = None) -> str:
    """A fresh token in place of all earlier ones of its purpose."""
    async with unit_of_work():
        await revoke_all(account_id, purpose)
        return await issue(account_id, purpose, hours=hours)
