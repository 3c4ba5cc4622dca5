"""Ratings in the API: of a request, for those who may read them; of a member, without who said it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from sanbao.access.roles import Permission
from sanbao.api import sight
from sanbao.api.context import Info
from sanbao.dispatch import ratings
from sanbao.members.models import Member as MemberRow
from sanbao.requests import models, policies

RatingTag = strawberry.enum(
    models.RatingTag,
    name="RatingTag",
    description="What was good or bad: PUNCTUAL 准时, FRIENDLY 态度好, SKILLED 手艺好, THOROUGH 认真细致, LATE 迟到, "
    "UNFRIENDLY 态度不好, CARELESS 不够认真, NOT_SOLVED 问题没解决. 评价标签。",
)


@strawberry.type(description="What who asked for a service thinks of it. 服务评价。")
class Rating:
    score: int = strawberry.field(description="1 (bad) to 5 (very good).")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.Rating)

    @strawberry.field(description="What was good or bad; may be empty.")
    def tags(self, root: strawberry.Parent[models.Rating]) -> list[RatingTag]:
        return [models.RatingTag(tag) for tag in root.tags]

    @strawberry.field(
        description="What was said besides; null where nothing was, and unless you asked for or receive the service, "
        "or hold `request:read-sensitive` on the unit; the reading is logged. 评语。"
    )
    async def words(self, root: strawberry.Parent[models.Rating], info: Info) -> str | None:
        request = await info.context.loaders.row(models.ServiceRequest, root.request_id)
        return await sight.sensitive(
            info,
            root,
            "words",
            own=policies.is_side(info.context.actor, request),
            permission=Permission.REQUEST_READ_SENSITIVE,
            unit_id=request.unit_id,
        )

    @strawberry.field(description="When it was first given, UTC.")
    def rated_at(self, root: strawberry.Parent[models.Rating]) -> datetime:
        return root.created_at


async def given(info: Info, request_id: UUID) -> models.Rating | None:
    """The rating of a request, whoever asks."""
    found = await info.context.loaders.children(models.Rating, "request_id", request_id)
    return found[0] if found else None


async def of_request(root: strawberry.Parent[models.ServiceRequest], info: Info) -> Rating | None:
    """The field `ServiceRequest.rating`."""
    mine = policies.is_side(info.context.actor, root)
    if not (mine or await sight.holds(info, Permission.RATING_READ, root.unit_id)):
        return None
    return await given(info, root.id)


@strawberry.type(description="How often something was said. 标签次数。")
class RatingTagCount:
    tag: RatingTag = strawberry.field(description="The tag.")
    count: int = strawberry.field(description="In how many ratings.")


@strawberry.type(
    description="How the services of a member were rated in the last 365 days, without who said it. The member himself "
    "learns of it once 3 services were rated: until then `average` is null and the lists are empty for him. 成员评价汇总。"
)
class MemberRatings:
    source: strawberry.Private[ratings.MemberRatings]
    is_shown: strawberry.Private[bool]

    @strawberry.field(description="How many services were rated.")
    def count(self) -> int:
        return self.source.count

    @strawberry.field(description="Mean of the scores, 1 to 5, to two decimals; null without any. 平均分。")
    def average(self) -> float | None:
        return self.source.average if self.is_shown else None

    @strawberry.field(description="What was said by tags, the most frequent first.")
    def tags(self) -> list[RatingTagCount]:
        counts = self.source.tags if self.is_shown else {}
        return [RatingTagCount(tag=tag, count=count) for tag, count in counts.items()]

    @strawberry.field(
        description="What was said in words, the latest 50 in no order of time; the names of those who ask and receive "
        "are left out. 评语。"
    )
    async def words(self, info: Info) -> list[str]:
        if not self.is_shown:
            return []
        loaders = info.context.loaders
        said: list[str] = await loaders.batched(ratings.words_of, ratings.words_of, self.source.member_id)
        return said


async def of_member(root: strawberry.Parent[MemberRow], info: Info) -> MemberRatings | None:
    """The field `Member.ratings`: for the member himself and for who holds `rating:read` on his unit."""
    own = info.context.actor.member_id == root.id
    staff = await sight.holds(info, Permission.RATING_READ, root.unit_id)
    if not (own or staff):
        return None

    async def load(ids: Sequence[Any]) -> Sequence[ratings.MemberRatings]:
        return await ratings.of_members(list(ids))

    found: ratings.MemberRatings = await info.context.loaders.batched(ratings.of_members, load, root.id)
    return MemberRatings(source=found, is_shown=staff or found.count >= ratings.FEWEST_RATED)
