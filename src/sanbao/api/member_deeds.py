"""Registering members and the steps of their lives in the API."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import UNSET

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.members import Member
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.said import said
from sanbao.api.units import PositionInput
from sanbao.api.vocabulary import MemberKind, ServiceCategory
from sanbao.core import ids
from sanbao.members import life, models, registration
from sanbao.members.drafts import MemberSaid
from sanbao.members.states import MemberAction

_OWN_TOO = "Also with `member:manage` on the unit, for him."


@strawberry.input(description="What is said of a member beside name, kind and unit. 成员资料。")
class MemberFactsInput:
    work_unit: strawberry.ID | None = strawberry.field(default=UNSET, description="Where he works.")
    telephone: str | None = strawberry.field(default=UNSET, description="Telephone, 3 to 20 digits.")
    address: str | None = strawberry.field(default=UNSET, description="Home address, at most 200 characters.")
    position: PositionInput | None = strawberry.field(default=UNSET, description="Where he lives.")
    birth_date: date | None = strawberry.field(default=UNSET, description="Day of birth, 1900 to today.")
    insured_until: date | None = strawberry.field(default=UNSET, description="Last day of the insurance.")
    trained_on: date | None = strawberry.field(default=UNSET, description="Day of the basic training.")
    max_services_per_week: int | None = strawberry.field(
        default=UNSET, description="Most services a week, 0 to 21; 2 at first."
    )
    max_minutes_per_week: int | None = strawberry.field(
        default=UNSET, description="Most minutes of service a week, 0 to 10080; 240 at first."
    )
    reach_metres: int | None = strawberry.field(
        default=UNSET, description="How far from home he serves, 0 to 200000 metres; 2000 at first."
    )
    intentions: list[ServiceCategory] | None = strawberry.field(
        default=UNSET, description="Lines of service that he would like, each once."
    )
    external_system: str | None = strawberry.field(
        default=UNSET, description="The system he comes from, at most 40 characters; with `externalId`."
    )
    external_id: str | None = strawberry.field(
        default=UNSET, description="His id there, at most 80 characters; unique with `externalSystem`."
    )


@strawberry.input(description="A new member. 登记成员。")
class MemberRegisterInput(MemberFactsInput, MutationInput):
    kind: MemberKind = strawberry.field(description="Volunteer or in-service Party member.")
    unit: strawberry.ID = strawberry.field(description="Where he lives and serves: no work unit.")
    name: str = strawberry.field(description="Name, at most 80 characters.")
    verified: bool = strawberry.field(
        default=False, description="His identity has been checked: he is ACTIVE at once, else PENDING."
    )


@strawberry.input(
    description="A change of a member; what is left out stays, null clears. He himself may change telephone, "
    "address, position, caps, reach and intentions. 修改成员。"
)
class MemberChangeInput(MemberFactsInput, VersionedInput):
    id: strawberry.ID = strawberry.field(description="The member.")
    kind: MemberKind | None = strawberry.field(default=UNSET, description="Volunteer or Party member.")
    unit: strawberry.ID | None = strawberry.field(default=UNSET, description="Where he lives and serves.")
    name: str | None = strawberry.field(default=UNSET, description="Name, at most 80 characters.")


@strawberry.input(description="A step in a member's life. 成员状态变更。")
class MemberStepInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The member.")
    reason: str = strawberry.field(default="", description="Why, at most 400 characters.")


@strawberry.input(description="Which account a member signs in with. 关联账号。")
class MemberLinkAccountInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The member.")
    account: strawberry.ID | None = strawberry.field(
        description="The account, of nobody else; null parts them."
    )


@strawberry.type(description="The member is registered.")
class MemberRegisterSuccess:
    member: Member = strawberry.field(description="The new member.")


@strawberry.type(description="The member was changed.")
class MemberChangeSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type(description="The account was connected or parted.")
class MemberLinkAccountSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type(description="The member is verified and ACTIVE.")
class MemberVerifySuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type(description="The member is PAUSED.")
class MemberPauseSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type(description="The member is ACTIVE again.")
class MemberResumeSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type(description="The member has LEFT.")
class MemberLeaveSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type(description="The member is back, PENDING.")
class MemberRejoinSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


def _said(input: MemberFactsInput) -> MemberSaid:
    return said(input, MemberSaid, unit_id="Unit", work_unit_id="Unit")


async def _step(info: Info, input: MemberStepInput, action: MemberAction) -> models.Member:
    return await life.step(
        info.context.actor,
        ids.row_id(input.id, "Member"),
        action,
        reason=input.reason,
        expected_version=input.expected_version,
    )


@strawberry.type
class MemberMutations:
    @mutation(needs=Permission.MEMBER_MANAGE, description="Register a member. 登记成员。")
    async def member_register(info: Info, input: MemberRegisterInput) -> MemberRegisterSuccess:
        member = await registration.register(info.context.actor, _said(input), verified=input.verified)
        return MemberRegisterSuccess(member=member)

    @mutation(needs="self", description=f"Change what is said of a member. {_OWN_TOO} 修改成员。")
    async def member_change(info: Info, input: MemberChangeInput) -> MemberChangeSuccess:
        member = await registration.change(
            info.context.actor,
            ids.row_id(input.id, "Member"),
            _said(input),
            expected_version=input.expected_version,
        )
        return MemberChangeSuccess(member=member)

    @mutation(needs=Permission.MEMBER_MANAGE, description="Connect a member with his account. 关联成员账号。")
    async def member_link_account(info: Info, input: MemberLinkAccountInput) -> MemberLinkAccountSuccess:
        member = await registration.link_account(
            info.context.actor,
            ids.row_id(input.id, "Member"),
            ids.row_id(input.account, "Account", "account") if input.account is not None else None,
            expected_version=input.expected_version,
        )
        return MemberLinkAccountSuccess(member=member)

    @mutation(
        needs=Permission.MEMBER_MANAGE, description="Say that a member's identity is checked. 核实成员。"
    )
    async def member_verify(info: Info, input: MemberStepInput) -> MemberVerifySuccess:
        return MemberVerifySuccess(member=await _step(info, input, MemberAction.VERIFY))

    @mutation(needs="self", description=f"Pause: no dispatch for now. {_OWN_TOO} 暂停服务。")
    async def member_pause(info: Info, input: MemberStepInput) -> MemberPauseSuccess:
        return MemberPauseSuccess(member=await _step(info, input, MemberAction.PAUSE))

    @mutation(needs="self", description=f"Be dispatched again. {_OWN_TOO} 恢复服务。")
    async def member_resume(info: Info, input: MemberStepInput) -> MemberResumeSuccess:
        return MemberResumeSuccess(member=await _step(info, input, MemberAction.RESUME))

    @mutation(
        needs="self", description=f"Leave; the household links end, the record stays. {_OWN_TOO} 退出。"
    )
    async def member_leave(info: Info, input: MemberStepInput) -> MemberLeaveSuccess:
        return MemberLeaveSuccess(member=await _step(info, input, MemberAction.LEAVE))

    @mutation(
        needs=Permission.MEMBER_MANAGE, description="Take back a member who left; he is PENDING. 重新加入。"
    )
    async def member_rejoin(info: Info, input: MemberStepInput) -> MemberRejoinSuccess:
        return MemberRejoinSuccess(member=await _step(info, input, MemberAction.REJOIN))
