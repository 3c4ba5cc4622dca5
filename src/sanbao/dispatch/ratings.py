"""What was said of members' services: figures and words, without who said it.

A rating is of a team's service: it counts for each who completed it. A member reads his own only once enough services
were rated that he cannot tell who said what, in no order of time, and without the names of those who asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from tortoise.queryset import QuerySet

from sanbao.core import clock
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.requests.models import RatingTag

PERIOD_DAYS = 365
FEWEST_RATED = 3
"""How many services must have been rated before the member himself learns of it."""

MOST_WORDS = 50


@dataclass(frozen=True, slots=True)
class MemberRatings:
    """The ratings of a member's services of the last 365 days: how many, their average, tags the most frequent
    first."""

    member_id: UUID
    count: int = 0
    average: float | None = None
    tags: Mapping[RatingTag, int] = field(default_factory=dict)


async def of_members(member_ids: Sequence[UUID]) -> list[MemberRatings]:
    """The figures of many members in their order, in one statement."""
    found: dict[UUID, list[tuple[int, list[str]]]] = defaultdict(list)
    for id, score, tags in await _rated(member_ids).values_list(
        "member_id", "request__rating__score", "request__rating__tags"
    ):
        found[id].append((score, tags))
    return [_figures(id, found[id]) for id in member_ids]


def _rated(member_ids: Sequence[UUID]) -> QuerySet[Assignment]:
    return Assignment.filter(
        member_id__in=list(member_ids),
        state=AssignmentState.COMPLETED,
        starts_at__gte=clock.now() - timedelta(days=PERIOD_DAYS),
        request__rating__id__isnull=False,
    )


def _figures(member_id: UUID, rows: Sequence[tuple[int, list[str]]]) -> MemberRatings:
    if not rows:
        return MemberRatings(member_id)
    tags = Counter(tag for _, tags in rows for tag in tags)
    return MemberRatings(
        member_id=member_id,
        count=len(rows),
        average=round(sum(score for score, _ in rows) / len(rows), 2),
        tags={RatingTag(tag): count for tag, count in tags.most_common()},
    )


async def words_of(member_ids: Sequence[UUID]) -> list[list[str]]:
    """What was said of each member in words: the latest 50, in alphabetical order; one statement for all."""
    found: dict[UUID, list[str]] = defaultdict(list)
    said = _rated(member_ids).filter(request__rating__words__isnull=False)
    for id, words, *names in await said.order_by("-starts_at", "id").values_list(
        "member_id", "request__rating__words", "request__requester__name", "request__beneficiary__name"
    ):
        if len(found[id]) < MOST_WORDS:
            found[id].append(_without(names, words))
    return [sorted(found[id]) for id in member_ids]


def _without(names: Sequence[str], words: str) -> str:
    for name in names:
        words = words.replace(name, "＊＊")
    return words
