"""What is done with assignments in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.assignments import Assignment, DeclineReason
from sanbao.api.context import Info
from sanbao.api.errors import UserError
from sanbao.api.members import Member
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.query import query
from sanbao.api.requests import ServiceRequest
from sanbao.api.units import PositionInput
from sanbao.core import errors, ids
from sanbao.dispatch import answers, attendance, by_hand, fitness, policies
from sanbao.members.models import Member as MemberRow
from sanbao.planning import backfill
from sanbao.records import attending

FitRule = strawberry.enum(
    fitness.FitRule,
    name="FitRule",
    description="What keeps a member out of a seat: ACTIVE 不在册, SKILL 缺技能或等级不够, TAGS 条件标签不符, FREE 没有空闲, "
    "OVERLAP 与其他服务时间重叠. 不符合项。",
)


@strawberry.type(description="A member whom a rule keeps out. 不符合的成员。")
class UnfitMember:
    rule: FitRule = strawberry.field(description="The rule.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, fitness.Unfit)

    @strawberry.field(description="The member.")
    async def member(self, root: strawberry.Parent[fitness.Unfit], info: Info) -> Member:
        return await info.context.loaders.row(MemberRow, root.member_id)


@strawberry.type(description="Members named for a seat do not fit it; nobody was asked. 成员不符合岗位要求。")
class MembersUnfitError(UserError):
    unfit: list[UnfitMember] = strawberry.field(description="Each member with each rule that he breaks.")


@strawberry.type(description="Others were quicker: the seat is full. 名额已满。")
class SeatTakenError(UserError):
    pass


@strawberry.type(description="The time to answer has passed, or the offer was withdrawn. 邀请已失效。")
class OfferExpiredError(UserError):
    pass


@strawberry.type(description="Outside the hours in which one checks in. 不在签到时间内。")
class CheckInHoursError(UserError):
    opens_at: datetime = strawberry.field(description="From when one may check in, UTC.")
    closes_at: datetime = strawberry.field(description="Until when, UTC; not included.")


@strawberry.type(description="Too far from the place of the service. 离服务地点太远。")
class CheckInTooFarError(UserError):
    metres: int = strawberry.field(description="How far, metres.")
    most: int = strawberry.field(description="How far is allowed, metres.")


@strawberry.input(description="An offer by hand. 人工派单。")
class AssignmentOfferInput(MutationInput):
    request: strawberry.ID = strawberry.field(description="A verified request.")
    members: list[strawberry.ID] = strawberry.field(
        description="1 to 500 members; with several the first to accept has the seat."
    )
    starts_at: datetime = strawberry.field(
        description="When the service begins, with an offset: inside a window of the request, or any time ahead "
        "when it is urgent; the agreed start when there is one."
    )
    answer_by: datetime = strawberry.field(
        description="Until when it can be accepted, with an offset; never later than the start."
    )
    seat: int = strawberry.field(default=0, description="Which seat: its position in the menu item, from 0.")


@strawberry.input(description="Yes. 接单。")
class AssignmentAcceptInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The assignment.")
    reason: str = strawberry.field(
        default="", description="How staff that answer for the member know his word, at most 400 characters."
    )


@strawberry.input(description="No, and why. 婉拒。")
class AssignmentDeclineInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The assignment.")
    reason: DeclineReason = strawberry.field(description="Why.")
    note: str = strawberry.field(default="", description="More about it, at most 400 characters.")


@strawberry.input(description="An assignment, and why. 派单及原因。")
class AssignmentReasonInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The assignment.")
    reason: str = strawberry.field(description="Why, 1 to 400 characters.")


@strawberry.input(description="I am there. 签到。")
class AssignmentCheckInInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The assignment.")
    position: PositionInput | None = strawberry.field(
        default=None,
        description="Where you are; needed where `checkInTerms.withinMetres` is given. Only the distance is kept.",
    )


@strawberry.input(description="It is done. 完成。")
class AssignmentCompleteInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The assignment.")
    reason: str = strawberry.field(
        default="",
        description="What was done, in the member's words; from staff that say it for him, how they know. At most 400 "
        "characters.",
    )


@strawberry.type(description="The offers were made.")
class AssignmentOfferSuccess:
    request: ServiceRequest = strawberry.field(description="The request as it is now.")
    assignments: list[Assignment] = strawberry.field(description="The offers, in the order of the members.")


@strawberry.type(description="Accepted; thank you.")
class AssignmentAcceptSuccess:
    assignment: Assignment = strawberry.field(description="The assignment as it is now.")


@strawberry.type(description="Declined; the seat is free.")
class AssignmentDeclineSuccess:
    assignment: Assignment = strawberry.field(description="The assignment as it is now.")
    somebody_else_asked: bool = strawberry.field(
        description="Whether the next best member was asked at once. 是否已请别人。"
    )


@strawberry.type(description="Taken back; the seat is free.")
class AssignmentWithdrawSuccess:
    assignment: Assignment = strawberry.field(description="The assignment as it is now.")
    somebody_else_asked: bool = strawberry.field(
        description="Whether the next best member was asked at once. 是否已请别人。"
    )


@strawberry.type(description="Checked in.")
class AssignmentCheckInSuccess:
    assignment: Assignment = strawberry.field(description="The assignment as it is now.")


@strawberry.input(description="When a member came and went, as staff know it. 登记到场时间。")
class AssignmentRecordAttendanceInput(AssignmentReasonInput):
    came_at: datetime = strawberry.field(
        description="When he came, with an offset; at most 24 hours from the service."
    )
    left_at: datetime | None = strawberry.field(
        default=None, description="When he left, with an offset, later than he came; null: he is still there."
    )


@strawberry.type(description="Entered.")
class AssignmentRecordAttendanceSuccess:
    assignment: Assignment = strawberry.field(description="The assignment as it is now.")


@strawberry.type(description="Done.")
class AssignmentCompleteSuccess:
    assignment: Assignment = strawberry.field(description="The assignment as it is now.")


@strawberry.type(description="Marked as not come.")
class AssignmentMarkNoShowSuccess:
    assignment: Assignment = strawberry.field(description="The assignment as it is now.")


@strawberry.type
class FitQueries:
    @query(
        needs=Permission.ASSIGNMENT_MANAGE,
        description="Which of some members `assignmentOffer` would refuse for a seat, with each rule that one breaks. "
        "谁不符合岗位要求。",
    )
    async def members_unfit(
        self,
        info: Info,
        request: Annotated[strawberry.ID, strawberry.argument(description="The request.")],
        starts_at: Annotated[
            datetime, strawberry.argument(description="When it would begin, with an offset.")
        ],
        members: Annotated[list[strawberry.ID], strawberry.argument(description="1 to 500 members.")],
        seat: Annotated[int, strawberry.argument(description="Which seat of its menu item, from 0.")] = 0,
    ) -> list[UnfitMember]:
        found: Any = await by_hand.unfit(
            info.context.actor,
            ids.row_id(request, "ServiceRequest", "request"),
            seat,
            [ids.row_id(id, "Member", f"members.{i}") for i, id in enumerate(members)],
            starts_at=starts_at,
        )
        return list(found)


@strawberry.type
class AssignmentMutations:
    @mutation(
        needs=Permission.ASSIGNMENT_MANAGE,
        description="Offer a seat of a verified request to members by hand. 人工派单。",
        errors={errors.SeatTaken: SeatTakenError, errors.MembersUnfit: MembersUnfitError},
    )
    async def assignment_offer(info: Info, input: AssignmentOfferInput) -> AssignmentOfferSuccess:
        actor, request_id = (
            info.context.actor,
            ids.row_id(input.request, "ServiceRequest", "request"),
        )
        offers = await by_hand.offer(
            actor,
            request_id,
            input.seat,
            [ids.row_id(id, "Member", f"members.{i}") for i, id in enumerate(input.members)],
            starts_at=input.starts_at,
            answer_by=input.answer_by,
        )
        request = await policies.get_request(actor, request_id)
        return AssignmentOfferSuccess(request=request, assignments=offers)

    @mutation(
        needs="self",
        description="Say yes: the member himself, or staff with `assignment:manage` on his word. 接单。",
        errors={errors.SeatTaken: SeatTakenError, errors.OfferExpired: OfferExpiredError},
    )
    async def assignment_accept(info: Info, input: AssignmentAcceptInput) -> AssignmentAcceptSuccess:
        assignment = await answers.accept(
            info.context.actor,
            ids.row_id(input.id, "Assignment"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return AssignmentAcceptSuccess(assignment=assignment)

    @mutation(
        needs="self",
        description="Say no, even after yes: the member himself, or staff with `assignment:manage` on his word. "
        "婉拒。",
    )
    async def assignment_decline(info: Info, input: AssignmentDeclineInput) -> AssignmentDeclineSuccess:
        assignment, asked = await backfill.decline_and_backfill(
            info.context.actor,
            ids.row_id(input.id, "Assignment"),
            input.reason,
            input.note,
            expected_version=input.expected_version,
        )
        return AssignmentDeclineSuccess(assignment=assignment, somebody_else_asked=asked)

    @mutation(
        needs=Permission.ASSIGNMENT_MANAGE,
        description="Take an offer back, or release a member from his promise. 撤回派单。",
    )
    async def assignment_withdraw(info: Info, input: AssignmentReasonInput) -> AssignmentWithdrawSuccess:
        assignment, asked = await backfill.withdraw_and_backfill(
            info.context.actor,
            ids.row_id(input.id, "Assignment"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return AssignmentWithdrawSuccess(assignment=assignment, somebody_else_asked=asked)

    @mutation(
        needs="self",
        description="Check in, within the hours and the distance of `checkInTerms`: the member himself. 签到。",
        errors={errors.CheckInClosed: CheckInHoursError, errors.CheckInTooFar: CheckInTooFarError},
    )
    async def assignment_check_in(info: Info, input: AssignmentCheckInInput) -> AssignmentCheckInSuccess:
        assignment = await attendance.check_in(
            info.context.actor,
            ids.row_id(input.id, "Assignment"),
            position=input.position.pair() if input.position else None,
            expected_version=input.expected_version,
        )
        return AssignmentCheckInSuccess(assignment=assignment)

    @mutation(
        needs="self",
        description="Say that the service is done: the member himself, or staff with `assignment:manage`. 完成服务。",
    )
    async def assignment_complete(info: Info, input: AssignmentCompleteInput) -> AssignmentCompleteSuccess:
        assignment = await attending.complete(
            info.context.actor,
            ids.row_id(input.id, "Assignment"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return AssignmentCompleteSuccess(assignment=assignment)

    @mutation(
        needs=Permission.ASSIGNMENT_MANAGE,
        description="Enter or correct when a member came and went, also after closing and for who was marked as not "
        "come; never one's own. 登记到场时间。",
    )
    async def assignment_record_attendance(
        info: Info, input: AssignmentRecordAttendanceInput
    ) -> AssignmentRecordAttendanceSuccess:
        assignment = await attending.record(
            info.context.actor,
            ids.row_id(input.id, "Assignment"),
            came_at=input.came_at,
            left_at=input.left_at,
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return AssignmentRecordAttendanceSuccess(assignment=assignment)

    @mutation(
        needs=Permission.ASSIGNMENT_MANAGE,
        description="Say that a member did not come, after the start; also where he had said he was there. 标记未到。",
    )
    async def assignment_mark_no_show(
        info: Info, input: AssignmentReasonInput
    ) -> AssignmentMarkNoShowSuccess:
        assignment = await attending.mark_no_show(
            info.context.actor,
            ids.row_id(input.id, "Assignment"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return AssignmentMarkNoShowSuccess(assignment=assignment)
