"""Reasons for whom they are about: why a member was asked, what became of a resident's request."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from sanbao.api.context import Info
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.policies import is_own
from sanbao.planning import own_reasons, sentences
from sanbao.requests.models import ServiceRequest
from sanbao.requests.policies import is_party

Audience = strawberry.enum(
    sentences.Audience,
    name="Audience",
    description="For whom a reason is said: COORDINATOR 协调员 (with names and points), MEMBER 成员, RESIDENT 居民 "
    "(both without anybody else's data). 对象。",
)


@strawberry.type(
    description="Why you were asked, or what became of your request; nothing of anybody else. 给本人的说明。"
)
class OwnWhy:
    source: strawberry.Private[own_reasons.OwnReason]
    audience: strawberry.Private[sentences.Audience]

    @strawberry.field(
        description="asked (you were chosen), backfill (a place fell empty), arranged, waiting, or why it is not "
        "planned (as `Why.reason`). 原因代码。"
    )
    def code(self) -> str:
        return self.source.code

    @strawberry.field(
        description="The same in plain words, in the reader's language, with how it stands now: offered, accepted, "
        "declined; arranged, confirmed. 一句话说明。"
    )
    def sentence(self, info: Info) -> str:
        return self.source.sentence(self.audience, info.context.locale)


async def of_assignment(root: strawberry.Parent[Assignment], info: Info) -> OwnWhy | None:
    """The field `Assignment.why`: the member's own only."""

    async def load(rows: Sequence[Assignment]) -> list[OwnWhy | None]:
        found = await own_reasons.of_assignments(rows, info.context.locale)
        return [reason and OwnWhy(source=reason, audience=sentences.Audience.MEMBER) for reason in found]

    if not is_own(info.context.actor, root):
        return None
    why: OwnWhy | None = await info.context.loaders.batched(of_assignment, load, root)
    return why


async def of_request(root: strawberry.Parent[ServiceRequest], info: Info) -> OwnWhy | None:
    """The field `ServiceRequest.why`: for who asks or receives only."""

    async def load(rows: Sequence[ServiceRequest]) -> list[OwnWhy | None]:
        found = await own_reasons.of_requests(rows, info.context.locale)
        return [reason and OwnWhy(source=reason, audience=sentences.Audience.RESIDENT) for reason in found]

    if not is_party(info.context.actor, root):
        return None
    why: OwnWhy | None = await info.context.loaders.batched(of_request, load, root)
    return why
