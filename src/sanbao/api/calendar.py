"""A member's private calendar address: renewing and revoking it, and what stands there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import strawberry
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sanbao.access import sessions
from sanbao.access.audit import ReadJournal
from sanbao.access.models import TokenPurpose
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, mutation
from sanbao.core.errors import Conflict
from sanbao.dispatch.calendar import calendar_of

_HEADERS = {"cache-control": "private, no-cache"}


@dataclass(frozen=True, slots=True)
class Address:
    """Where the calendar is. No plain value, so that it is not kept with an idempotency key."""

    url: str


@strawberry.input(description="Nothing to say. 日历地址。")
class CalendarAddressInput(MutationInput):
    pass


@strawberry.type(description="The calendar has a new address; earlier ones are gone.")
class CalendarAddressRenewSuccess:
    address: strawberry.Private[Address | None]

    @strawberry.field(
        description="Subscribe to it with any calendar (iCalendar). Whoever has it sees your services: keep it to "
        "yourself. Shown once: null when the mutation is repeated with its idempotency key. 日历订阅地址。"
    )
    def url(self) -> str | None:
        return self.address.url if self.address else None


@strawberry.type(description="The calendar has no address any more.")
class CalendarAddressRevokeSuccess:
    revoked: bool = strawberry.field(description="Always true.")


@strawberry.type
class CalendarMutations:
    @mutation(
        needs="self",
        description="Give your calendar of services a new private address; for members. 更新日历地址。",
    )
    async def calendar_address_renew(info: Info, input: CalendarAddressInput) -> CalendarAddressRenewSuccess:
        actor = info.context.actor
        if actor.member_id is None:
            raise Conflict("calendar-holder")
        token = await sessions.renew(actor.require_signed_in(), TokenPurpose.CALENDAR)
        url = f"{info.context.settings.address.rstrip('/')}/calendar/{token}.ics"
        return CalendarAddressRenewSuccess(address=Address(url))

    @mutation(needs="self", description="Take the private address of your calendar away. 撤销日历地址。")
    async def calendar_address_revoke(
        info: Info, input: CalendarAddressInput
    ) -> CalendarAddressRevokeSuccess:
        await sessions.revoke_all(info.context.actor.require_signed_in(), TokenPurpose.CALENDAR)
        return CalendarAddressRevokeSuccess(revoked=True)


async def calendar(request: Request) -> Response:
    """`GET /calendar/{token}.ics`: 404 for a token that does not stand, 304 when nothing changed."""
    account = await sessions.account_of(request.path_params["token"], TokenPurpose.CALENDAR)
    actor = await sessions.actor_of(account) if account else None
    if actor is None or actor.member_id is None:
        return PlainTextResponse("Not found\n", 404)
    reads = ReadJournal()
    body = await calendar_of(actor, reads)
    headers = {**_HEADERS, "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    await reads.flush(actor)
    return Response(body, media_type="text/calendar", headers=headers)
