"""Who an account is for an OpenID Connect provider."""

from __future__ import annotations

from uuid import UUID

from tortoise.exceptions import IntegrityError

from sanbao.access.models import Account, Identity, TokenPurpose
from sanbao.access.sessions import revoke_all
from sanbao.core import inputs
from sanbao.core.db import unit_of_work
from sanbao.core.errors import AlreadyExists, InvalidInput, NotFound

NO_PASSWORD = "!"  # noqa: S105  (the hash that no password has)


async def account_of(issuer: str, subject: str) -> Account | None:
    """The account that is linked to somebody of a provider, closed ones too."""
    found = await Identity.filter(issuer=issuer, subject=subject).select_related("account").first()
    return found.account if found else None


async def link(account_id: UUID, issuer: str, subject: str) -> Identity:
    """From now on this person of the provider signs in to the account.

    Raises AlreadyExists when the person has an account, this one or another.
    """
    subject = inputs.text("subject", subject, most=255)
    if not subject.isascii():
        raise InvalidInput("subject", "subject-format")
    try:
        async with unit_of_work():
            return await Identity.create(account_id=account_id, issuer=issuer, subject=subject)
    except IntegrityError:
        raise AlreadyExists("Identity", subject) from None


async def unlink(id: UUID, *, but: str | None = None) -> UUID:
    """The person signs in to the account no more, and its sessions end, all but the token `but`; gives the account's id.
    Raises NotFound."""
    found = await Identity.get_or_none(id=id)
    if found is None:
        raise NotFound("Identity", id)
    async with unit_of_work():
        await found.delete()
        await revoke_all(found.account_id, TokenPurpose.SESSION, but=but)
    return found.account_id
