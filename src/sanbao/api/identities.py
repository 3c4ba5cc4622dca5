"""Signing in through an identity provider, and the accounts linked to it, in the API."""

from __future__ import annotations

from urllib.parse import urlsplit

import strawberry

from sanbao.access.roles import Permission
from sanbao.api import provider_sign_in
from sanbao.api.accounts import Account
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, mutation
from sanbao.api.query import query
from sanbao.core import ids
from sanbao.core.errors import Conflict
from sanbao.members import identities


@strawberry.type(description="An OpenID Connect provider through which people sign in. 统一身份认证。")
class SignInProvider:
    name: str = strawberry.field(description="What stands on its button.")
    address: str = strawberry.field(
        description="Where the button leads, from the root of this server: open it in the browser itself, with "
        "`?next=/member/` for the page to come back to. It ends with the cookie of `SessionCreateInput.inCookie`."
    )


@strawberry.type(description="How one can sign in here, beside login and password. 登录方式。")
class SignInWays:
    provider: SignInProvider | None = strawberry.field(description="Null where none is set up.")


@strawberry.type
class IdentityQueries:
    @query(needs="public", description="For the sign-in page: how one can sign in. 登录方式。")
    async def sign_in_ways(self, info: Info) -> SignInWays:
        settings = info.context.settings
        if settings.oidc_issuer is None:
            return SignInWays(provider=None)
        name = settings.oidc_name or urlsplit(settings.oidc_issuer).hostname or ""
        return SignInWays(provider=SignInProvider(name=name, address=provider_sign_in.ADDRESS))


@strawberry.input(description="Whose account it is. 关联统一身份。")
class AccountIdentityLinkInput(MutationInput):
    account: strawberry.ID = strawberry.field(description="The account; not your own.")
    subject: str = strawberry.field(
        description="What the provider calls the person for good (`sub`), at most 255 ASCII characters; who tries to "
        "sign in without an account is told it."
    )


@strawberry.input(description="Which link to take away. 取消关联。")
class AccountIdentityUnlinkInput(MutationInput):
    id: strawberry.ID = strawberry.field(description="The identity; not of your own account.")


@strawberry.type(description="The person signs in to the account from now on.")
class AccountIdentityLinkSuccess:
    account: Account = strawberry.field(description="The account with its identities.")


@strawberry.type(description="The person signs in to the account no more; its sessions have ended.")
class AccountIdentityUnlinkSuccess:
    account: Account = strawberry.field(description="The account with its identities.")


@strawberry.type
class IdentityMutations:
    @mutation(
        needs=Permission.ACCOUNT_MANAGE,
        description="Link an account to somebody of the provider of the settings. Takes the right on every unit of the "
        "account. 关联统一身份。",
    )
    async def account_identity_link(
        info: Info, input: AccountIdentityLinkInput
    ) -> AccountIdentityLinkSuccess:
        issuer = info.context.settings.oidc_issuer
        if issuer is None:
            raise Conflict("provider-unset")
        account_id = ids.row_id(input.account, "Account", "account")
        account = await identities.link(info.context.actor, account_id, issuer, input.subject)
        return AccountIdentityLinkSuccess(account=account)

    @mutation(
        needs=Permission.ACCOUNT_MANAGE,
        description="Take the link between an account and somebody of a provider away. Takes the right on every unit of "
        "the account. 取消关联。",
    )
    async def account_identity_unlink(
        info: Info, input: AccountIdentityUnlinkInput
    ) -> AccountIdentityUnlinkSuccess:
        account = await identities.unlink(info.context.actor, ids.row_id(input.id, "Identity"))
        return AccountIdentityUnlinkSuccess(account=account)
