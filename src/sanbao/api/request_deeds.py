"""What is done with requests in the API."""

from __future__ import annotations

from datetime import datetime

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.requests import ServiceRequest
from sanbao.api.units import PositionInput
from sanbao.core import ids
from sanbao.dispatch import withdrawals
from sanbao.requests import drafts, service, verification


@strawberry.input(description="A time within which the whole service may lie, half-open. 可服务时间段。")
class WindowInput:
    starts_at: datetime = strawberry.field(description="From when, with an offset; not in the past.")
    ends_at: datetime = strawberry.field(
        description="Until when, with an offset, not part of it; at most 60 days ahead."
    )

    def window(self) -> drafts.Window:
        return drafts.Window(self.starts_at, self.ends_at)


@strawberry.input(description="Where the service is, if not at the beneficiary's home. 服务地点。")
class PlaceInput:
    address: str | None = strawberry.field(default=None, description="At most 200 characters.")
    position: PositionInput | None = strawberry.field(default=None, description="WGS-84 degrees.")

    def place(self) -> drafts.Place:
        longitude, latitude = self.position.pair() if self.position else (None, None)
        return drafts.Place(address=self.address, longitude=longitude, latitude=latitude)


def place_of(input: PlaceInput | None) -> drafts.Place:
    """The place that is given, or the beneficiary's home."""
    return input.place() if input is not None else drafts.Place()


@strawberry.input(description="An order from the menu. 提交需求。")
class RequestSubmitInput(MutationInput):
    menu_item: strawberry.ID = strawberry.field(description="What is ordered.")
    windows: list[WindowInput] = strawberry.field(
        description="1 to 20 windows, each at least as long as the service takes."
    )
    requester: strawberry.ID | None = strawberry.field(
        default=None, description="The resident who asks; you, or else the beneficiary, if left out."
    )
    beneficiary: strawberry.ID | None = strawberry.field(
        default=None, description="The resident who receives; the requester if left out."
    )
    place: PlaceInput | None = strawberry.field(
        default=None, description="Where, if not at the beneficiary's home."
    )
    note: str | None = strawberry.field(
        default=None, description="What else is to be known, at most 1000 characters."
    )
    urgent: bool = strawberry.field(default=False, description="Cannot wait for the weekly run.")
    weight: int | None = strawberry.field(
        default=None,
        description="What serving it is worth, 1 to 1000; the menu item's if left out. Requires "
        "`request:submit-for-others`.",
    )


@strawberry.input(description="What is said of a request, anew. 修改需求。")
class RequestChangeInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The request.")
    windows: list[WindowInput] | None = strawberry.field(
        default=None, description="1 to 20 windows in place of the old ones; stay if left out."
    )
    note: str | None = strawberry.field(
        default=None, description="The note, at most 1000 characters; stays if left out, empty clears it."
    )
    place: PlaceInput | None = strawberry.field(
        default=None,
        description="Where instead; stays if left out. What it leaves out is the beneficiary's: {} is his home.",
    )


@strawberry.input(description="Find a request in order. 审核通过。")
class RequestVerifyInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The request.")
    weight: int | None = strawberry.field(
        default=None, description="What serving it is worth, 1 to 1000; stays if left out."
    )
    urgent: bool | None = strawberry.field(
        default=None, description="Whether it is urgent; stays if left out."
    )


@strawberry.input(description="A question to the requester. 要求补充。")
class RequestAskForInfoInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The request.")
    question: str = strawberry.field(description="What is to be said, at most 400 characters.")


@strawberry.input(description="The answer to the organisation's question. 补充说明。")
class RequestAnswerInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The request.")
    answer: str = strawberry.field(description="The answer, at most 400 characters.")
    note: str | None = strawberry.field(
        default=None, description="A new note, at most 1000 characters; stays if left out."
    )


@strawberry.input(description="Refuse or call off a request. 拒绝或取消需求。")
class RequestReasonInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The request.")
    reason: str = strawberry.field(description="Why, 1 to 400 characters; those who ask can read it.")


@strawberry.type(description="The request was submitted.")
class RequestSubmitSuccess:
    request: ServiceRequest = strawberry.field(description="The new request.")


@strawberry.type(description="The request was changed.")
class RequestChangeSuccess:
    request: ServiceRequest = strawberry.field(description="The request as it is now.")


@strawberry.type(description="The request is in the queue.")
class RequestVerifySuccess:
    request: ServiceRequest = strawberry.field(description="The request as it is now.")


@strawberry.type(description="The requester was asked.")
class RequestAskForInfoSuccess:
    request: ServiceRequest = strawberry.field(description="The request as it is now.")


@strawberry.type(description="The question was answered.")
class RequestAnswerSuccess:
    request: ServiceRequest = strawberry.field(description="The request as it is now.")


@strawberry.type(description="The request was refused.")
class RequestRejectSuccess:
    request: ServiceRequest = strawberry.field(description="The request as it is now.")


@strawberry.type(description="The request was called off.")
class RequestCancelSuccess:
    request: ServiceRequest = strawberry.field(description="The request as it is now.")


def windows_of(given: list[WindowInput]) -> list[drafts.Window]:
    """The windows as the services take them."""
    return [window.window() for window in given]


@strawberry.type
class RequestMutations:
    @mutation(
        needs="self",
        description="Order a service for yourself, your household, a household you look after, or, with "
        "`request:submit-for-others`, anybody of your units. 提交需求(点单)。",
    )
    async def request_submit(info: Info, input: RequestSubmitInput) -> RequestSubmitSuccess:
        draft = drafts.RequestDraft(
            menu_item_id=ids.row_id(input.menu_item, "MenuItem", "menu_item"),
            windows=windows_of(input.windows),
            requester_id=ids.row_id(input.requester, "Resident", "requester") if input.requester else None,
            beneficiary_id=ids.row_id(input.beneficiary, "Resident", "beneficiary")
            if input.beneficiary
            else None,
            place=place_of(input.place),
            note=input.note,
            urgent=input.urgent,
            weight=input.weight,
        )
        return RequestSubmitSuccess(request=await service.submit(info.context.actor, draft))

    @mutation(
        needs="self",
        description="Change windows, note or place before the request is offered: your own, or with `request:manage`. "
        "修改需求。",
    )
    async def request_change(info: Info, input: RequestChangeInput) -> RequestChangeSuccess:
        request = await service.change(
            info.context.actor,
            ids.row_id(input.id, "ServiceRequest"),
            windows=windows_of(input.windows) if input.windows is not None else None,
            note=input.note,
            place=input.place.place() if input.place is not None else None,
            expected_version=input.expected_version,
        )
        return RequestChangeSuccess(request=request)

    @mutation(
        needs=Permission.REQUEST_VERIFY,
        description="Find a request in order: it waits to be dispatched. 审核通过。",
    )
    async def request_verify(info: Info, input: RequestVerifyInput) -> RequestVerifySuccess:
        request = await verification.verify(
            info.context.actor,
            ids.row_id(input.id, "ServiceRequest"),
            weight=input.weight,
            urgent=input.urgent,
            expected_version=input.expected_version,
        )
        return RequestVerifySuccess(request=request)

    @mutation(
        needs=Permission.REQUEST_VERIFY, description="Ask the requester for what is missing. 要求补充。"
    )
    async def request_ask_for_info(info: Info, input: RequestAskForInfoInput) -> RequestAskForInfoSuccess:
        request = await verification.ask_for_info(
            info.context.actor,
            ids.row_id(input.id, "ServiceRequest"),
            question=input.question,
            expected_version=input.expected_version,
        )
        return RequestAskForInfoSuccess(request=request)

    @mutation(
        needs="self",
        description="Answer the question about your request, or with `request:submit-for-others` on the "
        "requester's word. 补充说明。",
    )
    async def request_answer(info: Info, input: RequestAnswerInput) -> RequestAnswerSuccess:
        request = await verification.answer(
            info.context.actor,
            ids.row_id(input.id, "ServiceRequest"),
            answer=input.answer,
            note=input.note,
            expected_version=input.expected_version,
        )
        return RequestAnswerSuccess(request=request)

    @mutation(
        needs=Permission.REQUEST_VERIFY,
        description="Refuse a request with a reason, shown to those who ask. 拒绝需求。",
    )
    async def request_reject(info: Info, input: RequestReasonInput) -> RequestRejectSuccess:
        request = await verification.reject(
            info.context.actor,
            ids.row_id(input.id, "ServiceRequest"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return RequestRejectSuccess(request=request)

    @mutation(
        needs="self",
        description="Call a request off, and with it every open offer and promise: your own, or with "
        "`request:manage`. 取消需求。",
    )
    async def request_cancel(info: Info, input: RequestReasonInput) -> RequestCancelSuccess:
        request = await withdrawals.cancel_request(
            info.context.actor,
            ids.row_id(input.id, "ServiceRequest"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return RequestCancelSuccess(request=request)
