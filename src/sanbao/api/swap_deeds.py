"""What is done with swaps in the API."""

from __future__ import annotations

from datetime import datetime

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.assignment_deeds import OfferExpiredError
from sanbao.api.context import Info
from sanbao.api.errors import UserError
from sanbao.api.mutation import VersionedInput, mutation
from sanbao.api.swaps import Swap
from sanbao.core import errors, ids
from sanbao.planning import swapping


@strawberry.input(description="Ask others to take your service. 请人代班。")
class SwapProposeInput(VersionedInput):
    assignment: strawberry.ID = strawberry.field(description="Your assignment, which you have accepted.")
    colleague: str | None = strawberry.field(
        default=None, description="The number of the member you ask; null: everybody who could. 对方编号。"
    )
    note: str = strawberry.field(default="", description="What you say with it, at most 400 characters.")
    expires_at: datetime | None = strawberry.field(
        default=None, description="Until when, with an offset; null: as long as the unit's rule allows."
    )


@strawberry.input(description="A swap. 代班。")
class SwapInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The swap.")


@strawberry.input(description="A swap, and why. 代班及原因。")
class SwapReasonInput(SwapInput):
    reason: str = strawberry.field(description="Why, 1 to 400 characters.")


@strawberry.type(description="Somebody else has taken it already. 已有人接。")
class SwapTakenError(UserError):
    pass


@strawberry.type(description="Others are asked; you are expected until one of them takes it.")
class SwapProposeSuccess:
    swap: Swap = strawberry.field(description="The swap.")


@strawberry.type(description="It is yours, or waits for consent: see its state.")
class SwapTakeSuccess:
    swap: Swap = strawberry.field(description="The swap as it is now.")


@strawberry.type(description="Declined.")
class SwapDeclineSuccess:
    swap: Swap = strawberry.field(description="The swap as it is now.")


@strawberry.type(description="Cancelled: you go yourself.")
class SwapCancelSuccess:
    swap: Swap = strawberry.field(description="The swap as it is now.")


@strawberry.type(description="The place has changed hands.")
class SwapConsentSuccess:
    swap: Swap = strawberry.field(description="The swap as it is now.")


@strawberry.type(description="Refused: open again for the others.")
class SwapRefuseSuccess:
    swap: Swap = strawberry.field(description="The swap as it is now.")


_TAKEN = {errors.SwapTaken: SwapTakenError, errors.OfferExpired: OfferExpiredError}


@strawberry.type
class SwapMutations:
    @mutation(
        needs="self",
        description="Ask others to take a service that you have accepted; you are expected until one does. 请人代班。",
    )
    async def swap_propose(info: Info, input: SwapProposeInput) -> SwapProposeSuccess:
        swap = await swapping.propose(
            info.context.actor,
            ids.row_id(input.assignment, "Assignment", "assignment"),
            colleague=input.colleague,
            note=input.note,
            expires_at=input.expires_at,
            expected_version=input.expected_version,
        )
        return SwapProposeSuccess(swap=swap)

    @mutation(
        needs="self", description="Take a swap: a member who could. The first has it. 接班。", errors=_TAKEN
    )
    async def swap_take(info: Info, input: SwapInput) -> SwapTakeSuccess:
        id = ids.row_id(input.id, "Swap")
        swap = await swapping.take(info.context.actor, id, expected_version=input.expected_version)
        return SwapTakeSuccess(swap=swap)

    @mutation(needs="self", description="Say no to a swap that a colleague asked of you alone. 不能代班。")
    async def swap_decline(info: Info, input: SwapInput) -> SwapDeclineSuccess:
        id = ids.row_id(input.id, "Swap")
        swap = await swapping.decline(info.context.actor, id, expected_version=input.expected_version)
        return SwapDeclineSuccess(swap=swap)

    @mutation(needs="self", description="Take back your wish to swap. 取消代班。")
    async def swap_cancel(info: Info, input: SwapInput) -> SwapCancelSuccess:
        id = ids.row_id(input.id, "Swap")
        swap = await swapping.cancel(info.context.actor, id, expected_version=input.expected_version)
        return SwapCancelSuccess(swap=swap)

    @mutation(
        needs=Permission.ASSIGNMENT_MANAGE,
        description="Consent to a swap that somebody has said yes to, where the unit's rule asks for it. 同意代班。",
        errors={errors.OfferExpired: OfferExpiredError},
    )
    async def swap_consent(info: Info, input: SwapInput) -> SwapConsentSuccess:
        id = ids.row_id(input.id, "Swap")
        swap = await swapping.consent(info.context.actor, id, expected_version=input.expected_version)
        return SwapConsentSuccess(swap=swap)

    @mutation(
        needs=Permission.ASSIGNMENT_MANAGE,
        description="Refuse who said yes to a swap; it is open again for the others. 不同意代班。",
    )
    async def swap_refuse(info: Info, input: SwapReasonInput) -> SwapRefuseSuccess:
        swap = await swapping.refuse(
            info.context.actor,
            ids.row_id(input.id, "Swap"),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        return SwapRefuseSuccess(swap=swap)
