"""What is said of a service when it is done, in the API: that it was, how it was, that it has to be done anew."""

from __future__ import annotations

import strawberry

from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.ratings import RatingTag
from sanbao.api.request_deeds import WindowInput, windows_of
from sanbao.api.requests import ServiceRequest
from sanbao.core import ids
from sanbao.dispatch import feedback
from sanbao.requests import reopening


@strawberry.input(description="Which service was done. 确认完成。")
class RequestCloseInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The request; it is DONE.")
    reason: str = strawberry.field(
        default="", description="How you know it, at most 400 characters; required of staff. 依据。"
    )


@strawberry.input(description="What you think of a service. 评价服务。")
class RequestRateInput(MutationInput):
    id: strawberry.ID = strawberry.field(description="The request; it is DONE, CLOSED or REOPENED.")
    score: int = strawberry.field(description="1 (bad) to 5 (very good).")
    tags: list[RatingTag] = strawberry.field(
        default_factory=list, description="What was good or bad; any of them."
    )
    words: str = strawberry.field(
        default="",
        description="What else is to be said, at most 500 characters; those who served read it without your name.",
    )


@strawberry.input(description="What was wrong, and when it may be done anew. 重开服务。")
class RequestReopenInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The request; it is DONE or CLOSED.")
    reason: str = strawberry.field(
        description="What is still to be done, 1 to 400 characters; staff read it."
    )
    windows: list[WindowInput] = strawberry.field(
        description="1 to 20 windows, each at least as long as the service takes."
    )
    note: str | None = strawberry.field(
        default=None,
        description="What else is to be known, at most 1000 characters; that of the old request if left out.",
    )


@strawberry.type(description="The service is confirmed as done.")
class RequestCloseSuccess:
    request: ServiceRequest = strawberry.field(description="The request as it is now.")


@strawberry.type(description="The service is rated.")
class RequestRateSuccess:
    request: ServiceRequest = strawberry.field(description="The request with its rating.")


@strawberry.type(description="The service will be done anew, once the new request is verified.")
class RequestReopenSuccess:
    request: ServiceRequest = strawberry.field(description="The new request; `reopens` is the old one.")


@strawberry.type
class RequestFeedback:
    @mutation(
        needs="self",
        description="Confirm that a service was done: your own, or with `request:manage` on the resident's word. Nobody "
        "confirms a service in which he served. 确认完成。",
    )
    async def request_close(info: Info, input: RequestCloseInput) -> RequestCloseSuccess:
        request = await feedback.close(
            info.context.actor,
            ids.row_id(input.id, "ServiceRequest"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return RequestCloseSuccess(request=request)

    @mutation(
        needs="self",
        description="Rate a service that you asked for, receive or ordered, within 30 days; the same again within 7 days "
        "changes it. Nobody rates a service in which he served. 评价服务。",
    )
    async def request_rate(info: Info, input: RequestRateInput) -> RequestRateSuccess:
        request = await feedback.rate(
            info.context.actor,
            ids.row_id(input.id, "ServiceRequest"),
            feedback.RatingDraft(score=input.score, tags=input.tags, words=input.words),
        )
        return RequestRateSuccess(request=request)

    @mutation(
        needs="self",
        description="Have a service done anew, within 14 days and at most twice in a row: your own, or with "
        "`request:manage`. The old request is kept as REOPENED, the new one waits to be verified. 重开服务。",
    )
    async def request_reopen(info: Info, input: RequestReopenInput) -> RequestReopenSuccess:
        said = reopening.Reopening(reason=input.reason, windows=windows_of(input.windows), note=input.note)
        request = await reopening.reopen(
            info.context.actor,
            ids.row_id(input.id, "ServiceRequest"),
            said,
            expected_version=input.expected_version,
        )
        return RequestReopenSuccess(request=request)
