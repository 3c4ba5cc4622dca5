"""Which account is somebody's who comes from an OpenID Connect provider, and who may say so."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from sanbao.access import audit, identities
from sanbao.access.actor import Actor
from sanbao.access.models import LOGIN, Account, Identity
from sanbao.core.db import unit_of_work
from sanbao.core.errors import Conflict, NotFound
from sanbao.members import accounts
from sanbao.members.contacts import fingerprint
from sanbao.members.models import Member, Resident

LinkTo = Literal["login", "telephone"]


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody whom a provider vouches for. `named`: what the claim of the settings says, None without one."""

    issuer: str
    subject: str
    named: str | None
    display_name: str


def visible(actor: Actor) -> QuerySet[Identity]:
    """The identities of the accounts an actor may see."""
    return Identity.filter(account_id__in=Subquery(accounts.visible(actor).values("id")))


async def link(actor: Actor, account_id: UUID, issuer: str, subject: str) -> Account:
    """Link an account to somebody of the provider; who may is as for resetting its password."""
    account = await accounts.get_administered(actor, account_id)
    await identities.link(account.id, issuer, subject)
    return account


async def unlink(actor: Actor, id: UUID) -> Account:
    """Take a link away; who may is as for resetting the account's password. Raises NotFound."""
    found = await visible(actor).get_or_none(id=id)
    if found is None:
        raise NotFound("Identity", id)
    account = await accounts.get_administered(actor, found.account_id)
    await identities.unlink(id)
    return account


async def account_for(comer: Comer, *, link_to: LinkTo, create: bool) -> Account:
    """The account of somebody who comes: linked before, or found by the claim and linked now, or made now.

    Raises Conflict, which says what to do: the account is closed, the claim fits several or one that is somebody
    else's there, or there is none and none is made.
    """
    async with unit_of_work():
        account = await identities.account_of(comer.issuer, comer.subject)
        if account is None:
            account = await _named(comer, link_to)
            if account is not None and await Identity.exists(account_id=account.id, issuer=comer.issuer):
                raise Conflict("provider-account-taken", subject=comer.subject)
            if account is None and not create:
                raise Conflict("provider-no-account", subject=comer.subject)
            made = account is None
            account = account or await _make(comer, link_to)
            _require_open(account)
            await identities.link(account.id, comer.issuer, comer.subject)
            deed = "AccountCreate" if made else "AccountIdentityLink"
            await audit.record(Actor(account.id), deed, "Account", account.id, issuer=comer.issuer)
        _require_open(account)
        await audit.record(Actor(account.id), "SessionCreate", "Account", account.id, issuer=comer.issuer)
    return account


def _require_open(account: Account) -> None:
    if not account.active:
        raise Conflict("provider-account-closed")


async def _named(comer: Comer, link_to: LinkTo) -> Account | None:
    if not comer.named:
        return None
    if link_to == "login":
        return await Account.get_or_none(login=comer.named.strip().lower())
    known = fingerprint(comer.named)
    ids = {
        row.account_id
        for holder in (Member, Resident)
        for row in await holder.filter(telephone_fingerprint=known, account_id__isnull=False).only(
            "account_id"
        )
    }
    if len(ids) > 1:
        raise Conflict("provider-several-accounts", subject=comer.subject)
    return await Account.get_or_none(id=ids.pop()) if ids else None


async def _make(comer: Comer, link_to: LinkTo) -> Account:
    login = (comer.named or "").strip().lower()
    if link_to != "login" or not LOGIN.fullmatch(login):
        login = "p-" + sha256(f"{comer.issuer} {comer.subject}".encode()).hexdigest()[:16]
    return await Account.create(
        login=login,
        display_name=comer.display_name.strip()[:80] or login,
        password_hash=identities.NO_PASSWORD,
    )
