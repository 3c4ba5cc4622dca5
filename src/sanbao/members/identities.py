"""Which account is somebody's who comes from an OpenID Connect provider, and who may say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from sanbao.access import audit, identities, sessions
from sanbao.access.actor import Actor
from sanbao.access.models import LOGIN, Account, Identity, TokenPurpose
from sanbao.access.throttle import Caller
from sanbao.core.db import locked, unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, NotFound
from sanbao.members import accounts
from sanbao.members.contacts import telephone_columns
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


@dataclass(frozen=True, slots=True)
class Beginning:
    """From where somebody began to link his own account: the account's id, and the digest of his session's token."""

    account: str
    session: str


async def begin_own(actor: Actor, password: str, issuer: str, *, session: str, caller: Caller) -> Beginning:
    """Let somebody who is signed in, and knows his password, begin to link his account.

    Raises InvalidInput for a wrong password, Conflict where the account is linked to somebody there already.
    """
    account = await Account.get(id=actor.require_signed_in())
    await sessions.check_password(
        account.login, password, account.password_hash, field="current_password", caller=caller
    )
    if await Identity.exists(account_id=account.id, issuer=issuer):
        raise Conflict("identity-linked")
    return Beginning(str(account.id), sessions.digest(session))


async def link_own(comer: Comer, beginning: Beginning, session: str | None) -> None:
    """Link who has come back to the account from which he began, in the session in which he began.

    Raises Conflict: the session has ended or is another one, the person is linked already, or the account is.
    """
    account = await sessions.account_of(session, TokenPurpose.SESSION) if session else None
    if account is None or beginning != Beginning(str(account.id), sessions.digest(session or "")):
        raise Conflict("provider-other-session")
    async with unit_of_work():
        await locked(Account, account.id)
        if await Identity.exists(account_id=account.id, issuer=comer.issuer):
            raise Conflict("identity-linked")
        if await identities.account_of(comer.issuer, comer.subject) is not None:
            raise Conflict("provider-somebody-elses")
        await identities.link(account.id, comer.issuer, comer.subject)
        await audit.record(
            Actor(account.id), "AccountIdentityLink", "Account", account.id, issuer=comer.issuer
        )


async def unlink_own(actor: Actor, id: UUID, password: str, *, session: str, caller: Caller) -> Account:
    """Take the link of one's own account away; every other session of it ends, and the password must be known, for
    it is the way that is left. Raises NotFound for the link of somebody else."""
    account = await Account.get(id=actor.require_signed_in())
    if not await Identity.exists(id=id, account_id=account.id):
        raise NotFound("Identity", id)
    await sessions.check_password(
        account.login, password, account.password_hash, field="current_password", caller=caller
    )
    await identities.unlink(id, but=session)
    return account


async def account_for(comer: Comer, *, link_to: LinkTo, create: bool) -> Account:
    """The account of somebody who comes: linked before, or found by the claim and linked now, or made now.

    Raises Conflict, which says what to do: the account is closed, the claim fits several people or an account
    that is somebody else's there or administers all, or there is none and none is made.
    """
    async with unit_of_work():
        account = await identities.account_of(comer.issuer, comer.subject)
        if account is None:
            account, deed = await _first_time(comer, link_to, create)
            await identities.link(account.id, comer.issuer, comer.subject)
            await audit.record(Actor(account.id), deed, "Account", account.id, issuer=comer.issuer)
        _require_open(account)
        await audit.record(Actor(account.id), "SessionCreate", "Account", account.id, issuer=comer.issuer)
    return account


async def _first_time(comer: Comer, link_to: LinkTo, create: bool) -> tuple[Account, str]:
    """The account to link, and the deed for the journal."""
    people = await _people(comer) if link_to == "telephone" else []
    account = await _found(comer, people, link_to)
    if account is None:
        if not create:
            raise Conflict("provider-no-account", subject=comer.subject)
        return await _make(comer, people, link_to), "AccountCreate"
    _require_open(account)
    if account.administers_all:
        raise Conflict("provider-administrator", subject=comer.subject)
    if await Identity.exists(account_id=account.id, issuer=comer.issuer):
        raise Conflict("provider-account-taken", subject=comer.subject)
    return account, "AccountIdentityLink"


def _require_open(account: Account) -> None:
    if not account.active:
        raise Conflict("provider-account-closed")


async def _people(comer: Comer) -> list[Member | Resident]:
    """Who has the telephone; raises Conflict unless they are one person, as far as accounts tell."""
    try:
        known = telephone_columns(comer.named)["telephone_fingerprint"]
    except InvalidInput:
        known = None
    if known is None:
        return []
    people = [
        row for holder in (Member, Resident) for row in await holder.filter(telephone_fingerprint=known)
    ]
    account_ids = {person.account_id for person in people}
    if len(people) > 1 and (None in account_ids or len(account_ids) > 1):
        raise Conflict("provider-several-people", subject=comer.subject)
    return people


async def _found(comer: Comer, people: Sequence[Member | Resident], link_to: LinkTo) -> Account | None:
    if link_to == "telephone":
        account_id = people[0].account_id if people else None
        return await Account.get_or_none(id=account_id) if account_id else None
    login = _login(comer)
    return await Account.get_or_none(login=login) if login else None


def _login(comer: Comer) -> str | None:
    """What the claim says as a login. Letters that only become ASCII in lower case are somebody else's name."""
    login = (comer.named or "").strip()
    return login.lower() if login.isascii() and LOGIN.fullmatch(login.lower()) else None


async def _make(comer: Comer, people: Sequence[Member | Resident], link_to: LinkTo) -> Account:
    """An account without any role; that of the member or resident who has the telephone and none yet."""
    login = _login(comer) if link_to == "login" else None
    login = login or "p-" + sha256(f"{comer.issuer} {comer.subject}".encode()).hexdigest()[:16]
    name = people[0].name if people else comer.display_name.strip()[:80]
    try:
        account = await Account.create(
            login=login, display_name=name or login, password_hash=identities.NO_PASSWORD
        )
    except IntegrityError:
        raise Conflict("provider-account-taken", subject=comer.subject) from None
    for person in people:
        free = type(person).filter(id=person.id, account_id=None)
        if not await free.update(account_id=account.id, version=person.version + 1):
            raise Conflict("provider-several-people", subject=comer.subject)
    return account
