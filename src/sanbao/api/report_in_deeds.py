"""What is done with report-ins, in the API."""

from __future__ import annotations

from uuid import UUID

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.report_ins import ReportIn
from sanbao.core import ids
from sanbao.core.errors import InvalidInput
from sanbao.members import report_ins as service


@strawberry.input(description="A report to a unit. 提交报到。")
class ReportInSubmitInput(MutationInput):
    target: strawberry.ID = strawberry.field(
        description="The unit to report to: of a kind in the scheme, in use, and in the tree of the member's own "
        "unit unless a coordinator acts."
    )
    member: strawberry.ID | None = strawberry.field(
        default=None, description="Who reports in; left out: the member who is signed in."
    )


@strawberry.input
class _Step(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The report-in.")

    @property
    def row_id(self) -> UUID:
        return ids.row_id(self.id, "ReportIn")


@strawberry.input
class _Reasoned(_Step):
    reason: str = strawberry.field(description="Why, for the other side to read: 1 to 400 characters.")


@strawberry.input(description="Which returned report-in to send again. 重新提交报到。")
class ReportInResubmitInput(_Step):
    target: strawberry.ID | None = strawberry.field(
        default=None, description="Another unit of the same kind; left out: the same unit."
    )


@strawberry.input(description="Which report-in to receive. 受理报到。")
class ReportInAcceptInput(_Step):
    pass


@strawberry.input(description="Which report-in to return, and why. 退回报到。")
class ReportInReturnInput(_Reasoned):
    pass


@strawberry.input(description="Which report-in still holds. 复核报到。")
class ReportInReaffirmInput(_Step):
    pass


@strawberry.input(description="Which report-in to move, and where to. 申请转出。")
class ReportInRequestTransferInput(_Step):
    target: strawberry.ID = strawberry.field(description="The new unit, of the same kind.")
    reason: str = strawberry.field(default="", description="Why, at most 400 characters.")


@strawberry.input(description="Which report-in to take over. 接收转入。")
class ReportInCompleteTransferInput(_Step):
    pass


@strawberry.input(description="Which report-in not to take over, and why. 拒绝转入。")
class ReportInRefuseTransferInput(_Reasoned):
    pass


@strawberry.input(description="Which report-in to end, and why. 申请退出。")
class ReportInRequestWithdrawalInput(_Reasoned):
    pass


@strawberry.input(description="Which withdrawal to approve. 同意退出。")
class ReportInApproveWithdrawalInput(_Step):
    pass


@strawberry.input(description="Which withdrawal to refuse, and why. 不同意退出。")
class ReportInRefuseWithdrawalInput(_Reasoned):
    pass


@strawberry.type
class _Done:
    report_in: ReportIn = strawberry.field(description="The report-in as it is now.")


@strawberry.type(description="The report-in was submitted.")
class ReportInSubmitSuccess(_Done):
    pass


@strawberry.type(description="The report-in was sent again.")
class ReportInResubmitSuccess(_Done):
    pass


@strawberry.type(description="The report-in was received and has its receipt.")
class ReportInAcceptSuccess(_Done):
    pass


@strawberry.type(description="The report-in was returned to the member.")
class ReportInReturnSuccess(_Done):
    pass


@strawberry.type(description="The report-in holds for another term.")
class ReportInReaffirmSuccess(_Done):
    pass


@strawberry.type(description="The transfer was asked; the report-in counts until the new unit agrees.")
class ReportInRequestTransferSuccess(_Done):
    pass


@strawberry.type(description="The member was taken over; the answer is the new report-in.")
class ReportInCompleteTransferSuccess(_Done):
    pass


@strawberry.type(description="The transfer was refused; the report-in stands as before.")
class ReportInRefuseTransferSuccess(_Done):
    pass


@strawberry.type(description="The withdrawal was asked; the report-in counts until the unit agrees.")
class ReportInRequestWithdrawalSuccess(_Done):
    pass


@strawberry.type(description="The report-in has ended.")
class ReportInApproveWithdrawalSuccess(_Done):
    pass


@strawberry.type(description="The withdrawal was refused; the report-in stands as before.")
class ReportInRefuseWithdrawalSuccess(_Done):
    pass


@strawberry.type
class ReportInMutations:
    @mutation(
        needs="self",
        description="Report in to a unit. By the member himself, or by `member:manage` on his unit. 提交报到。",
    )
    async def report_in_submit(info: Info, input: ReportInSubmitInput) -> ReportInSubmitSuccess:
        actor = info.context.actor
        member_id = ids.row_id(input.member, "Member", "member") if input.member else actor.member_id
        if member_id is None:
            raise InvalidInput("member", "required")
        return ReportInSubmitSuccess(
            report_in=await service.submit(actor, member_id, ids.row_id(input.target, "Unit", "target"))
        )

    @mutation(
        needs="self",
        description="Send a returned report-in again. By the member, or by `member:manage` on his unit. 重新提交报到。",
    )
    async def report_in_resubmit(info: Info, input: ReportInResubmitInput) -> ReportInResubmitSuccess:
        target_id = ids.row_id(input.target, "Unit", "target") if input.target else None
        row = await service.resubmit(
            info.context.actor, input.row_id, target_id=target_id, expected_version=input.expected_version
        )
        return ReportInResubmitSuccess(report_in=row)

    @mutation(
        needs=Permission.REPORT_IN_DECIDE, description="Receive a report-in; it gets its receipt. 受理报到。"
    )
    async def report_in_accept(info: Info, input: ReportInAcceptInput) -> ReportInAcceptSuccess:
        row = await service.accept(info.context.actor, input.row_id, expected_version=input.expected_version)
        return ReportInAcceptSuccess(report_in=row)

    @mutation(
        needs=Permission.REPORT_IN_DECIDE,
        description="Return a report-in with a reason that the member reads. 退回报到。",
    )
    async def report_in_return(info: Info, input: ReportInReturnInput) -> ReportInReturnSuccess:
        row = await service.send_back(
            info.context.actor, input.row_id, input.reason, expected_version=input.expected_version
        )
        return ReportInReturnSuccess(report_in=row)

    @mutation(
        needs="self",
        description="Say that a report-in, lapsed or not, still holds. By the member, or by `member:manage` on his unit. 复核报到。",
    )
    async def report_in_reaffirm(info: Info, input: ReportInReaffirmInput) -> ReportInReaffirmSuccess:
        row = await service.reaffirm(
            info.context.actor, input.row_id, expected_version=input.expected_version
        )
        return ReportInReaffirmSuccess(report_in=row)

    @mutation(
        needs="self",
        description="Ask to be moved to another unit of the same kind. By the member, or by `member:manage` on his unit. 申请转出。",
    )
    async def report_in_request_transfer(
        info: Info, input: ReportInRequestTransferInput
    ) -> ReportInRequestTransferSuccess:
        row = await service.request_transfer(
            info.context.actor,
            input.row_id,
            ids.row_id(input.target, "Unit", "target"),
            input.reason,
            expected_version=input.expected_version,
        )
        return ReportInRequestTransferSuccess(report_in=row)

    @mutation(
        needs=Permission.REPORT_IN_DECIDE,
        description="Take over a member who asked to be moved; for the new unit. 接收转入。",
    )
    async def report_in_complete_transfer(
        info: Info, input: ReportInCompleteTransferInput
    ) -> ReportInCompleteTransferSuccess:
        row = await service.complete_transfer(
            info.context.actor, input.row_id, expected_version=input.expected_version
        )
        return ReportInCompleteTransferSuccess(report_in=row)

    @mutation(
        needs=Permission.REPORT_IN_DECIDE,
        description="Refuse to take over a member; for the new unit. 拒绝转入。",
    )
    async def report_in_refuse_transfer(
        info: Info, input: ReportInRefuseTransferInput
    ) -> ReportInRefuseTransferSuccess:
        row = await service.refuse_transfer(
            info.context.actor, input.row_id, input.reason, expected_version=input.expected_version
        )
        return ReportInRefuseTransferSuccess(report_in=row)

    @mutation(
        needs="self",
        description="Ask to end a report-in. By the member, or by `member:manage` on his unit. 申请退出。",
    )
    async def report_in_request_withdrawal(
        info: Info, input: ReportInRequestWithdrawalInput
    ) -> ReportInRequestWithdrawalSuccess:
        row = await service.request_withdrawal(
            info.context.actor, input.row_id, input.reason, expected_version=input.expected_version
        )
        return ReportInRequestWithdrawalSuccess(report_in=row)

    @mutation(needs=Permission.REPORT_IN_DECIDE, description="End a report-in as asked. 同意退出。")
    async def report_in_approve_withdrawal(
        info: Info, input: ReportInApproveWithdrawalInput
    ) -> ReportInApproveWithdrawalSuccess:
        row = await service.approve_withdrawal(
            info.context.actor, input.row_id, expected_version=input.expected_version
        )
        return ReportInApproveWithdrawalSuccess(report_in=row)

    @mutation(
        needs=Permission.REPORT_IN_DECIDE,
        description="Keep a report-in although its end was asked. 不同意退出。",
    )
    async def report_in_refuse_withdrawal(
        info: Info, input: ReportInRefuseWithdrawalInput
    ) -> ReportInRefuseWithdrawalSuccess:
        row = await service.refuse_withdrawal(
            info.context.actor, input.row_id, input.reason, expected_version=input.expected_version
        )
        return ReportInRefuseWithdrawalSuccess(report_in=row)
