"""Signing in, accounts and roles in the API."""

from __future__ import annotations

from datetime import datetime

import strawberry
from tortoise.expressions import Q

from sanbao.access import models, service, sessions
from sanbao.access.roles import ROLE_PERMISSIONS, Permission
from sanbao.access.roles import Role as RoleEnum
from sanbao.api import browser_sessions, members, residents, units
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, mutation
from sanbao.api.node import Node, VersionedNode, node
from sanbao.api.query import query
from sanbao.core import ids, inputs, paging
from sanbao.core.errors import InvalidInput
from sanbao.members import accounts, identities
from sanbao.members import policies as member_policies
from sanbao.members.models import Member, Resident
from sanbao.organisations import scope
from sanbao.organisations import service as organisations
from sanbao.organisations.models import Unit

Role = strawberry.enum(
    RoleEnum, name="Role", description="What somebody is for a unit and all below it. 角色。"
)


@strawberry.type(description="A role on a unit's subtree. 角色授权。")
class RoleGrant:
    role: Role = strawberry.field(description="The role.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.RoleGrant)

    @strawberry.field(description="The unit at the top of the subtree.")
    async def unit(self, root: strawberry.Parent[models.RoleGrant], info: Info) -> units.Unit:
        return await info.context.loaders.row(Unit, root.unit_id)

    @strawberry.field(
        description="What the role allows, in alphabetical order, such as `run:read`; docs/permissions.md tells of each. 权限。"
    )
    def permissions(self, root: strawberry.Parent[models.RoleGrant]) -> list[str]:
        return sorted(ROLE_PERMISSIONS[root.role])


@node(
    models.Identity,
    identities.visible,
    description="Who an account is for an OpenID Connect provider. 统一身份。",
)
class Identity(Node):
    issuer: str = strawberry.field(description="The provider's address.")
    subject: str = strawberry.field(description="What the provider calls the person for good (`sub`).")
    created_at: datetime = strawberry.field(description="When it was linked, UTC.")


@node(models.Account, accounts.visible, description="Somebody who can sign in. 账号。")
class Account(VersionedNode):
    login: str = strawberry.field(description="What is typed to sign in.")
    display_name: str = strawberry.field(description="The name others see.")
    active: bool = strawberry.field(description="False when the account is closed: nobody signs in with it.")
    administers_all: bool = strawberry.field(
        description="True: it holds every permission on every unit, without any grant. Such an account is made by "
        "`sanbao admin create`. 系统管理员。"
    )

    @strawberry.field(description="The unit that keeps the account; null where none was named. 所属单位。")
    async def unit(self, root: strawberry.Parent[models.Account], info: Info) -> units.Unit | None:
        return await info.context.loaders.optional_row(Unit, root.unit_id)

    @strawberry.field(description="Its roles.")
    async def grants(self, root: strawberry.Parent[models.Account], info: Info) -> list[RoleGrant]:
        return await info.context.loaders.children(models.RoleGrant, "account_id", root.id)

    @strawberry.field(description="Who it is for identity providers; mostly none or one. 统一身份。")
    async def identities(self, root: strawberry.Parent[models.Account], info: Info) -> list[Identity]:
        return await info.context.loaders.children(models.Identity, "account_id", root.id)

    @strawberry.field(description="Yourself as a member; null for accounts of others. 本人的成员档案。")
    async def member(self, root: strawberry.Parent[models.Account], info: Info) -> members.Member | None:
        actor = info.context.actor
        own_id = actor.member_id if actor.account_id == root.id else None
        return await info.context.loaders.optional_row(Member, own_id)

    @strawberry.field(description="Yourself as a resident; null for accounts of others. 本人的居民档案。")
    async def resident(
        self, root: strawberry.Parent[models.Account], info: Info
    ) -> residents.Resident | None:
        actor = info.context.actor
        own_id = actor.resident_id if actor.account_id == root.id else None
        return await info.context.loaders.optional_row(Resident, own_id)

    @strawberry.field(
        description="Whether you have somebody to order for without any role: yourself as a resident, or a household that "
        "you look after; false for accounts of others. 可以点单。"
    )
    async def may_order(self, root: strawberry.Parent[models.Account], info: Info) -> bool:
        actor = info.context.actor
        if actor.account_id != root.id:
            return False
        return actor.resident_id is not None or await member_policies.orders_for_somebody(actor)


@strawberry.input(description="Which accounts. All conditions hold together. 账号筛选。")
class AccountFilter:
    text: str | None = strawberry.field(default=None, description="Login or displayed name contains this.")
    active: bool | None = strawberry.field(default=None, description="Closed ones: false; null for both.")

    def condition(self) -> Q:
        found = Q() if self.active is None else Q(active=self.active)
        if self.text:
            text = inputs.text("filter.text", self.text, most=80)
            found &= Q(login__contains=text.lower()) | Q(display_name__contains=text)
        return found


@strawberry.type
class AccountQueries:
    @query(needs="public", description="The account that is signed in; null for a stranger. 当前账号。")
    async def viewer(self, info: Info) -> Account | None:
        id = info.context.actor.account_id
        return await models.Account.get_or_none(id=id) if id else None

    @query(
        needs="self",
        description="One's own account, and those that units kept, gave a role to, or have as a member or resident "
        "where you hold `account:manage`. 账号列表。",
        paged=True,
    )
    async def accounts(
        self, info: Info, page: paging.PageRequest, filter: AccountFilter | None = None
    ) -> Connection[Account]:
        condition = (filter or AccountFilter()).condition()
        return await paging.page(accounts.visible(info.context.actor).filter(condition), (), page)


@strawberry.input(description="Login and password. 登录。")
class SessionCreateInput(MutationInput):
    login: str = strawberry.field(description="The account's login; case does not matter.")
    password: str = strawberry.field(description="Its password.")
    in_cookie: bool = strawberry.field(
        default=False,
        description="Keep the token in a cookie that no script can read, and leave `token` empty: for pages of our "
        "own origin, which send the header `X-Sanbao-Page`. Refused from anywhere else.",
    )


@strawberry.input(description="A new account. 新建账号。")
class AccountCreateInput(MutationInput):
    login: str = strawberry.field(description="3 to 80 of lower-case letters, digits and . _ - @")
    display_name: str = strawberry.field(description="The name others see, at most 80 characters.")
    password: str = strawberry.field(description="8 to 200 characters.")
    unit: strawberry.ID | None = strawberry.field(
        default=None,
        description="The unit that keeps it: whoever holds `account:manage` there sees it. Left out: the only unit "
        "where you hold that; none for an administrator of all.",
    )


@strawberry.input(description="A change of one's own password. 修改密码。")
class AccountChangePasswordInput(MutationInput):
    current_password: str = strawberry.field(description="The present one.")
    new_password: str = strawberry.field(description="8 to 200 characters.")


@strawberry.input(description="A role to give or take. 授予或收回角色。")
class RoleInput(MutationInput):
    account: strawberry.ID = strawberry.field(description="The account.")
    role: Role = strawberry.field(description="The role.")
    unit: strawberry.ID = strawberry.field(description="The unit at the top of the subtree.")


@strawberry.type(description="Signed in.")
class SessionCreateSuccess:
    token: str = strawberry.field(
        description="Send it as `Authorization: Bearer …`. Shown once; empty where it was put into the cookie."
    )
    account: Account = strawberry.field(description="Who is signed in.")


@strawberry.type(description="The account was made.")
class AccountCreateSuccess:
    account: Account = strawberry.field(description="The new account.")


@strawberry.type(description="The password was changed.")
class AccountChangePasswordSuccess:
    account: Account = strawberry.field(description="The account.")


@strawberry.type(description="The role was given.")
class RoleGrantSuccess:
    account: Account = strawberry.field(description="The account with its roles.")


@strawberry.type(description="The role was taken.")
class RoleRevokeSuccess:
    account: Account = strawberry.field(description="The account with its roles.")


@strawberry.type
class AccountMutations:
    @mutation(needs="public", description="Sign in. 登录。", own_transaction=True)
    async def session_create(info: Info, input: SessionCreateInput) -> SessionCreateSuccess:
        settings = info.context.settings
        if input.in_cookie and not browser_sessions.may_keep(info.context):
            raise InvalidInput("in_cookie", "page-of-other-origin")
        account, token = await sessions.sign_in(
            input.login,
            input.password,
            hours=settings.token_hours,
            caller=info.context.caller,
            user_agent=info.context.user_agent,
        )
        if input.in_cookie:
            browser_sessions.keep(info.context, token)
        return SessionCreateSuccess(token="" if input.in_cookie else token, account=account)

    @mutation(needs=Permission.ACCOUNT_MANAGE, description="Make an account. 新建账号。")
    async def account_create(info: Info, input: AccountCreateInput) -> AccountCreateSuccess:
        account = await accounts.create(
            info.context.actor,
            login=input.login,
            display_name=input.display_name,
            password=input.password,
            unit_id=ids.row_id(input.unit, "Unit", "unit") if input.unit else None,
        )
        return AccountCreateSuccess(account=account)

    @mutation(needs="self", description="Change one's own password; every other session ends. 修改密码。")
    async def account_change_password(
        info: Info, input: AccountChangePasswordInput
    ) -> AccountChangePasswordSuccess:
        account = await service.change_password(
            info.context.actor,
            current=input.current_password,
            new=input.new_password,
            session=info.context.token,
            caller=info.context.caller,
        )
        return AccountChangePasswordSuccess(account=account)

    @mutation(needs=Permission.ACCOUNT_MANAGE, description="Give a role on a unit's subtree. 授予角色。")
    async def role_grant(info: Info, input: RoleInput) -> RoleGrantSuccess:
        unit_id, account_id = (
            ids.row_id(input.unit, "Unit", "unit"),
            ids.row_id(input.account, "Account", "account"),
        )
        await organisations.get(info.context.actor, unit_id)
        await scope.require(info.context.actor, Permission.ACCOUNT_MANAGE, unit_id)
        account = await accounts.get(info.context.actor, account_id)
        await service.grant(account, input.role, unit_id)
        return RoleGrantSuccess(account=account)

    @mutation(needs=Permission.ACCOUNT_MANAGE, description="Take a role away. 收回角色。")
    async def role_revoke(info: Info, input: RoleInput) -> RoleRevokeSuccess:
        unit_id, account_id = (
            ids.row_id(input.unit, "Unit", "unit"),
            ids.row_id(input.account, "Account", "account"),
        )
        await organisations.get(info.context.actor, unit_id)
        await scope.require(info.context.actor, Permission.ACCOUNT_MANAGE, unit_id)
        account = await accounts.get(info.context.actor, account_id)
        await service.revoke(account.id, input.role, unit_id)
        return RoleRevokeSuccess(account=account)
