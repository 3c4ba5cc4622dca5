"""Closing and reopening accounts, and resetting forgotten passwords, in the API."""

from __future__ import annotations

from dataclasses import dataclass

import strawberry

from sanbao.access import service, sessions
from sanbao.access.models import TokenPurpose
from sanbao.access.roles import Permission
from sanbao.api.accounts import Account
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.core import ids
from sanbao.members import accounts


@dataclass(frozen=True, slots=True)
class Secret:
    """What resets a password. No plain value, so that it is not kept with an idempotency key."""

    text: str


@strawberry.input(description="Which account to close. 停用账号。")
class AccountCloseInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The account; not your own.")


@strawberry.input(description="Which account to reopen. 恢复账号。")
class AccountReopenInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The account.")


@strawberry.input(description="Which unit shall keep an account. 调整账号所属单位。")
class AccountMoveInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The account; not your own.")
    unit: strawberry.ID | None = strawberry.field(
        description="The unit that shall keep it, in use; null, for none, takes an administrator of all."
    )


@strawberry.input(description="Whose sessions to end. 结束会话。")
class AccountEndSessionsInput(MutationInput):
    id: strawberry.ID = strawberry.field(
        description="The account; not your own, for which there is `sessionEnd`."
    )


@strawberry.input(description="Whose password is forgotten. 重置密码。")
class AccountResetPasswordInput(MutationInput):
    id: strawberry.ID = strawberry.field(description="The account; not your own.")


@strawberry.input(description="A new password in exchange for a secret. 用重置码设置新密码。")
class AccountRedeemResetInput(MutationInput):
    secret: str = strawberry.field(description="What `accountResetPassword` gave to the administrator.")
    new_password: str = strawberry.field(description="8 to 200 characters.")


@strawberry.type(description="The account is closed, and all its tokens have ended.")
class AccountCloseSuccess:
    account: Account = strawberry.field(description="The account as it is now.")


@strawberry.type(description="The account can sign in again.")
class AccountReopenSuccess:
    account: Account = strawberry.field(description="The account as it is now.")


@strawberry.type(description="Another unit keeps the account.")
class AccountMoveSuccess:
    account: Account = strawberry.field(description="The account as it is now.")


@strawberry.type(description="The account is signed in nowhere any more.")
class AccountEndSessionsSuccess:
    account: Account = strawberry.field(description="The account.")
    ended: int = strawberry.field(description="How many sessions have ended.")


@strawberry.type(description="The secret to reset the password was made; an earlier one has ended.")
class AccountResetPasswordSuccess:
    account: Account = strawberry.field(description="The account.")
    expires_in_hours: int = strawberry.field(description="Hours until the secret expires.")
    made: strawberry.Private[Secret | None] = None

    @strawberry.field(
        description="Hand it to the person himself: whoever has it sets the password, once. Shown once: null when "
        "the mutation is repeated with its idempotency key. 一次性重置码。"
    )
    def secret(self) -> str | None:
        return self.made.text if self.made else None


@strawberry.type(
    description="The password was set; every older token of the account has ended. Sign in with it."
)
class AccountRedeemResetSuccess:
    account: Account = strawberry.field(description="The account.")


@strawberry.type
class AccountDeeds:
    @mutation(
        needs=Permission.ACCOUNT_MANAGE,
        description="Close an account: its tokens end at once and nobody signs in with it; its roles and its member "
        "or resident stay. Takes the right on every unit of the account. 停用账号。",
    )
    async def account_close(info: Info, input: AccountCloseInput) -> AccountCloseSuccess:
        account = await accounts.get_administered(info.context.actor, ids.row_id(input.id, "Account"))
        account = await service.close(account.id, expected_version=input.expected_version)
        return AccountCloseSuccess(account=account)

    @mutation(
        needs=Permission.ACCOUNT_MANAGE,
        description="Reopen a closed account, with its old password. Takes the right on every unit of the account. "
        "恢复账号。",
    )
    async def account_reopen(info: Info, input: AccountReopenInput) -> AccountReopenSuccess:
        account = await accounts.get_administered(info.context.actor, ids.row_id(input.id, "Account"))
        account = await service.reopen(account.id, expected_version=input.expected_version)
        return AccountReopenSuccess(account=account)

    @mutation(
        needs=Permission.ACCOUNT_MANAGE,
        description="Let another unit keep an account; its roles, member and resident stay where they are. Takes the right "
        "on every unit of the account, and on the new one. 调整账号所属单位。",
    )
    async def account_move(info: Info, input: AccountMoveInput) -> AccountMoveSuccess:
        account = await accounts.move(
            info.context.actor,
            ids.row_id(input.id, "Account"),
            ids.row_id(input.unit, "Unit", "unit") if input.unit else None,
            expected_version=input.expected_version,
        )
        return AccountMoveSuccess(account=account)

    @mutation(
        needs=Permission.ACCOUNT_MANAGE,
        description="End every session of an account, as when a telephone was lost; its password, its links to an "
        "identity provider and its calendar address stay. Takes the right on every unit of the account. 结束会话。",
    )
    async def account_end_sessions(info: Info, input: AccountEndSessionsInput) -> AccountEndSessionsSuccess:
        account = await accounts.get_administered(info.context.actor, ids.row_id(input.id, "Account"))
        ended = await sessions.revoke_all(account.id, TokenPurpose.SESSION)
        return AccountEndSessionsSuccess(account=account, ended=ended)

    @mutation(
        needs=Permission.ACCOUNT_MANAGE,
        description="Make a secret with which somebody who forgot his password sets a new one, once, through "
        "`accountRedeemReset`. Takes the right on every unit of the account. 重置密码。",
    )
    async def account_reset_password(
        info: Info, input: AccountResetPasswordInput
    ) -> AccountResetPasswordSuccess:
        account = await accounts.get_administered(info.context.actor, ids.row_id(input.id, "Account"))
        hours = info.context.settings.reset_hours
        account, secret = await service.issue_reset(account.id, hours=hours)
        return AccountResetPasswordSuccess(account=account, expires_in_hours=hours, made=Secret(secret))

    @mutation(
        needs="public",
        description="Set a new password with the secret that an administrator has made. 用重置码设置新密码。",
        own_transaction=True,
    )
    async def account_redeem_reset(info: Info, input: AccountRedeemResetInput) -> AccountRedeemResetSuccess:
        account = await service.redeem_reset(input.secret, input.new_password, caller=info.context.caller)
        return AccountRedeemResetSuccess(account=account)
