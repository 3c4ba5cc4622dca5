"""What a member can do and when he is free: his own say, in the API."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from sanbao.api.context import Info
from sanbao.api.members import Absence, Member
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.core import ids
from sanbao.members import abilities, models, times
from sanbao.members.free_time import WeeklyTime
from sanbao.planning import backfill

_OWN_TOO = "Also with `member:manage` on the unit, for him."


@strawberry.input(description="A skill of a member, new or changed. 设置成员技能。")
class MemberSkillSetInput(MutationInput):
    member: strawberry.ID = strawberry.field(description="The member.")
    skill: strawberry.ID = strawberry.field(description="The skill.")
    level: int = strawberry.field(default=1, description="1 (beginner) to 3 (expert).")
    certificate_number: str | None = strawberry.field(
        default=None, description="At most 80 characters; needed where the skill needs a certificate."
    )
    expires_on: date | None = strawberry.field(
        default=None, description="Last day on which it counts; needed where the skill needs a certificate."
    )


@strawberry.input(description="A skill to take from a member. 移除成员技能。")
class MemberSkillRemoveInput(MutationInput):
    member: strawberry.ID = strawberry.field(description="The member.")
    skill: strawberry.ID = strawberry.field(description="The skill.")


@strawberry.input(description="A time of every week, half-open. 每周空闲时段。")
class AvailabilityInput:
    weekday: int = strawberry.field(description="0 is Monday, 6 Sunday.")
    start_minute: int = strawberry.field(description="Minutes after local midnight, 0 to 1439.")
    end_minute: int = strawberry.field(description="Minutes after local midnight, 1 to 1440; not part of it.")
    valid_from: date | None = strawberry.field(default=None, description="First local day; null: always.")
    valid_until: date | None = strawberry.field(default=None, description="Last local day; null: for good.")


@strawberry.input(description="All weekly times of a member, in place of those he has. 设置空闲时段。")
class MemberAvailabilitySetInput(VersionedInput):
    member: strawberry.ID = strawberry.field(description="The member.")
    times: list[AvailabilityInput] = strawberry.field(
        description="At most 70; none may overlap another while both are valid. Empty: never free."
    )


@strawberry.input(description="A time when a member is away. 请假。")
class MemberAbsenceAddInput(MutationInput):
    member: strawberry.ID = strawberry.field(description="The member.")
    starts_at: datetime = strawberry.field(description="From when, with time zone.")
    ends_at: datetime = strawberry.field(description="Until when, with time zone; at most 366 days later.")
    reason: str = strawberry.field(default="", description="Why, at most 200 characters.")


@strawberry.input(description="An absence to take back. 销假。")
class MemberAbsenceRemoveInput(MutationInput):
    id: strawberry.ID = strawberry.field(description="The absence.")


@strawberry.type(description="The member has the skill.")
class MemberSkillSetSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type(description="The member has the skill no longer.")
class MemberSkillRemoveSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type(description="The weekly times are set.")
class MemberAvailabilitySetSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type(description="The absence is noted.")
class MemberAbsenceAddSuccess:
    member: Member = strawberry.field(description="The member as he is now.")
    absence: Absence = strawberry.field(description="The new absence.")


@strawberry.type(description="The absence is taken back.")
class MemberAbsenceRemoveSuccess:
    member: Member = strawberry.field(description="The member as he is now.")


@strawberry.type
class MemberTimeMutations:
    @mutation(needs="self", description=f"Give a member a skill, or change it. {_OWN_TOO} 设置技能。")
    async def member_skill_set(info: Info, input: MemberSkillSetInput) -> MemberSkillSetSuccess:
        member = await abilities.set_skill(
            info.context.actor,
            ids.row_id(input.member, "Member", "member"),
            ids.row_id(input.skill, "Skill", "skill"),
            level=input.level,
            certificate_number=input.certificate_number,
            expires_on=input.expires_on,
        )
        return MemberSkillSetSuccess(member=member)

    @mutation(needs="self", description=f"Take a skill from a member. {_OWN_TOO} 移除技能。")
    async def member_skill_remove(info: Info, input: MemberSkillRemoveInput) -> MemberSkillRemoveSuccess:
        member = await abilities.remove_skill(
            info.context.actor,
            ids.row_id(input.member, "Member", "member"),
            ids.row_id(input.skill, "Skill", "skill"),
        )
        return MemberSkillRemoveSuccess(member=member)

    @mutation(needs="self", description=f"Replace a member's weekly times. {_OWN_TOO} 设置空闲时段。")
    async def member_availability_set(
        info: Info, input: MemberAvailabilitySetInput
    ) -> MemberAvailabilitySetSuccess:
        wanted = [
            WeeklyTime(t.weekday, t.start_minute, t.end_minute, t.valid_from, t.valid_until)
            for t in input.times
        ]
        member = await times.set_availability(
            info.context.actor,
            ids.row_id(input.member, "Member", "member"),
            wanted,
            expected_version=input.expected_version,
        )
        return MemberAvailabilitySetSuccess(member=member)

    @mutation(needs="self", description=f"Say that a member is away. {_OWN_TOO} 请假。")
    async def member_absence_add(info: Info, input: MemberAbsenceAddInput) -> MemberAbsenceAddSuccess:
        absence = await times.add_absence(
            info.context.actor,
            ids.row_id(input.member, "Member", "member"),
            input.starts_at,
            input.ends_at,
            input.reason,
        )
        await backfill.backfill_absence(absence)
        return MemberAbsenceAddSuccess(member=await models.Member.get(id=absence.member_id), absence=absence)

    @mutation(needs="self", description=f"Take an absence back. {_OWN_TOO} 销假。")
    async def member_absence_remove(
        info: Info, input: MemberAbsenceRemoveInput
    ) -> MemberAbsenceRemoveSuccess:
        member = await times.remove_absence(info.context.actor, ids.row_id(input.id, "Absence"))
        return MemberAbsenceRemoveSuccess(member=member)
