"""Linking one's own account to the identity provider, and taking the link away, in the API."""

from __future__ import annotations

from dataclasses import asdict

import strawberry
from starlette.requests import Request

from sanbao.api import browser_sessions, provider_memory
from sanbao.api.accounts import Account
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, mutation
from sanbao.api.provider_client import ProviderClient
from sanbao.api.provider_sign_in import RETURN
from sanbao.core import ids
from sanbao.core.errors import Conflict, InvalidInput
from sanbao.members import identities


@strawberry.input(description="To begin linking your own account. 关联本人的统一身份。")
class IdentityLinkOwnInput(MutationInput):
    current_password: str = strawberry.field(description="The present password of your account.")


@strawberry.input(description="Which of your own links to take away. 取消本人的关联。")
class IdentityUnlinkOwnInput(MutationInput):
    id: strawberry.ID = strawberry.field(description="The identity, of your own account.")
    current_password: str = strawberry.field(
        description="The present password of your account: the way to sign in that is left."
    )


@strawberry.type(description="Linking has begun; it ends at the provider.")
class IdentityLinkOwnSuccess:
    address: str = strawberry.field(
        description="Where to send the browser itself, at the provider, within 15 minutes. There you sign in; you come back "
        "to `/account/?linked=1`, or to a page that says why not."
    )


@strawberry.type(
    description="You sign in to the account no more through the provider; other sessions have ended."
)
class IdentityUnlinkOwnSuccess:
    account: Account = strawberry.field(description="The account with its identities.")


@strawberry.type
class OwnIdentityMutations:
    @mutation(
        needs="self",
        description="Begin to link your own account to yourself at the identity provider of the settings. Only from our "
        "own pages: what was begun lies in a cookie, and ends only in the session in which it began. 关联本人的统一身份。",
        own_transaction=True,
    )
    async def identity_link_own(info: Info, input: IdentityLinkOwnInput) -> IdentityLinkOwnSuccess:
        context = info.context
        settings, request, response = context.settings, context.request, context.response
        if settings.oidc_issuer is None:
            raise Conflict("provider-unset")
        if not (isinstance(request, Request) and response and context.token):
            raise InvalidInput("current_password", "identity-needs-page")
        if browser_sessions.token_in_cookie(request, settings) != context.token:
            raise InvalidInput("current_password", "identity-needs-page")
        beginning = await identities.begin_own(
            context.actor,
            input.current_password,
            settings.oidc_issuer,
            session=context.token,
            caller=context.caller,
        )
        address, remembered = await ProviderClient(settings).begin(
            request, settings.address + RETURN, anew=True
        )
        begun = {"remembered": remembered, "link": asdict(beginning)}
        provider_memory.keep(request, response, settings, begun)
        return IdentityLinkOwnSuccess(address=address)

    @mutation(
        needs="self",
        description="Take the link between your own account and yourself at a provider away. 取消本人的关联。",
        own_transaction=True,
    )
    async def identity_unlink_own(info: Info, input: IdentityUnlinkOwnInput) -> IdentityUnlinkOwnSuccess:
        account = await identities.unlink_own(
            info.context.actor,
            ids.row_id(input.id, "Identity"),
            input.current_password,
            session=info.context.token or "",
            caller=info.context.caller,
        )
        return IdentityUnlinkOwnSuccess(account=account)
