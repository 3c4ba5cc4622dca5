"""Members in the API: what is shown of them, and how they are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from tortoise.expressions import Q, Subquery

from sanbao.access.roles import Permission
from sanbao.api import ratings as ratings_of
from sanbao.api import sight
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.fairness import MemberFairness, fairness_of
from sanbao.api.history import StateMove, history
from sanbao.api.hours import MemberHours, of_member
from sanbao.api.node import Node, VersionedNode, node
from sanbao.api.query import query
from sanbao.api.report_schemes import ReportProgress, report_progress
from sanbao.api.skills import Skill
from sanbao.api.units import Position, Unit
from sanbao.api.vocabulary import MemberKind, MemberState, ReportInState, ServiceCategory, Tag
from sanbao.core import clock, ids, inputs, paging, positions
from sanbao.members import free_time, kinds, models, policies, tags, times
from sanbao.organisations import scope
from sanbao.organisations.models import Unit as UnitRow

if TYPE_CHECKING:
    from sanbao.api.report_ins import ReportIn

_SEEN = "Null unless it is you, or you hold `{}` on the unit; the reading is logged."
_SENSITIVE = _SEEN.format("member:read-sensitive")


async def _may_read(info: Info, member: models.Member, field: str) -> bool:
    own = info.context.actor.member_id == member.id
    return own or await sight.holds(info, policies.SENSITIVE_OF_MEMBERS[field], member.unit_id)


def _tags_on(member: models.Member, day: date) -> frozenset[str]:
    return tags.tags_on(
        day,
        birth_date=date.fromisoformat(member.birth_date) if member.birth_date else None,
        insured_until=member.insured_until,
        trained_on=member.trained_on,
    )


async def _shown(info: Info, member: models.Member, row: Any, field: str) -> Any:
    return await sight.sensitive(
        info,
        row,
        field,
        own=info.context.actor.member_id == member.id,
        permission=policies.SENSITIVE_OF_MEMBERS[field],
        unit_id=member.unit_id,
    )


@strawberry.type(description="A skill of a member. 成员技能。")
class MemberSkill:
    level: int = strawberry.field(description="1 (beginner) to 3 (expert).")
    expires_on: date | None = strawberry.field(description="Last local day on which it counts; null: no end.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.MemberSkill)

    @strawberry.field(description="Which skill.")
    async def skill(self, root: strawberry.Parent[models.MemberSkill], info: Info) -> Skill:
        return await info.context.loaders.row(models.Skill, root.skill_id)

    @strawberry.field(description=f"Number of the certificate. {_SENSITIVE} 证书编号。")
    async def certificate_number(self, root: strawberry.Parent[models.MemberSkill], info: Info) -> str | None:
        member = await info.context.loaders.row(models.Member, root.member_id)
        return await _shown(info, member, root, "certificate_number")


@strawberry.type(description="A time of every week when a member is free, half-open. 每周空闲时段。")
class Availability:
    weekday: int = strawberry.field(description="0 is Monday, 6 Sunday.")
    start_minute: int = strawberry.field(description="Minutes after local midnight, 0 to 1439.")
    end_minute: int = strawberry.field(description="Minutes after local midnight, 1 to 1440; not part of it.")
    valid_from: date | None = strawberry.field(description="First local day; null: always.")
    valid_until: date | None = strawberry.field(description="Last local day; null: for good.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.Availability)


@node(
    models.Absence,
    times.visible_absences,
    description="A time when a member is away, whatever his weekly times say. 请假。",
)
class Absence(Node):
    starts_at: datetime = strawberry.field(description="From when, UTC.")
    ends_at: datetime = strawberry.field(description="Until when, UTC; not part of it.")

    @strawberry.field(description=f"Why, as the member said it; may be empty. {_SENSITIVE}")
    async def reason(self, root: strawberry.Parent[models.Absence], info: Info) -> str | None:
        member = await info.context.loaders.row(models.Member, root.member_id)
        return await _shown(info, member, root, "reason")


@strawberry.type(description="Free minutes of a week, half-open. 本周空闲区间。")
class FreeInterval:
    start_minute: int = strawberry.field(description="Minutes from Monday 00:00 local, 0 to 10079.")
    end_minute: int = strawberry.field(description="Minutes from Monday 00:00 local, 1 to 10080.")


async def _absences(info: Info, member_id: UUID, name: str, *during: Q) -> list[models.Absence]:
    async def load(ids: Sequence[UUID]) -> list[list[models.Absence]]:
        found: dict[UUID, list[models.Absence]] = defaultdict(list)
        for row in await models.Absence.filter(*during, member_id__in=list(ids)).order_by("starts_at", "id"):
            found[row.member_id].append(row)
        return [found[id] for id in ids]

    rows: list[models.Absence] = await info.context.loaders.batched((models.Absence, name), load, member_id)
    return rows


@node(
    models.Member,
    policies.visible_members,
    description="Somebody who serves: a volunteer or an in-service Party member. 成员(志愿者、在职党员)。",
)
class Member(VersionedNode):
    number: str = strawberry.field(description="Readable and unique, such as M-000123. 成员编号。")
    name: str = strawberry.field(description="Name, at most 80 characters.")
    state: MemberState = strawberry.field(description="Only ACTIVE members are dispatched.")
    insured_until: date | None = strawberry.field(description="Last local day of the accident insurance.")
    trained_on: date | None = strawberry.field(description="Local day of the basic training.")
    max_services_per_week: int = strawberry.field(description="Most services a week, 0 to 21.")
    max_minutes_per_week: int = strawberry.field(description="Most minutes of service a week, 0 to 10080.")
    reach_metres: int = strawberry.field(description="How far from home he serves, 0 to 200000 metres.")
    external_system: str | None = strawberry.field(description="Where the member was imported from.")
    external_id: str | None = strawberry.field(description="The member's id there.")

    @strawberry.field(description=f"Volunteer or in-service Party member. {_SENSITIVE} 成员类别。")
    async def kind(self, root: strawberry.Parent[models.Member], info: Info) -> MemberKind | None:
        found = await _shown(info, root, root, "kind")
        return kinds.MemberKind(found) if found else None

    @strawberry.field(description=f"Telephone. {_SEEN.format('member:read-telephone')} 电话。")
    async def telephone(self, root: strawberry.Parent[models.Member], info: Info) -> str | None:
        return await _shown(info, root, root, "telephone")

    @strawberry.field(description=f"Home address. {_SENSITIVE} 住址。")
    async def address(self, root: strawberry.Parent[models.Member], info: Info) -> str | None:
        return await _shown(info, root, root, "address")

    @strawberry.field(description=f"Where he lives. {_SENSITIVE} 位置。")
    async def position(self, root: strawberry.Parent[models.Member], info: Info) -> Position | None:
        found = await _shown(info, root, root, "position")
        if found is None:
            return None
        longitude, latitude = positions.read(found)
        return Position(longitude=longitude, latitude=latitude)

    @strawberry.field(description=f"Day of birth. {_SENSITIVE} 出生日期。")
    async def birth_date(self, root: strawberry.Parent[models.Member], info: Info) -> date | None:
        found = await _shown(info, root, root, "birth_date")
        return date.fromisoformat(found) if found else None

    @strawberry.field(description="Lines of service that he would like. 服务意向。")
    def intentions(self, root: strawberry.Parent[models.Member]) -> list[ServiceCategory]:
        return [kinds.ServiceCategory(value) for value in root.intentions]

    @strawberry.field(description="Whether he has an account to sign in with.")
    def has_account(self, root: strawberry.Parent[models.Member]) -> bool:
        return root.account_id is not None

    @strawberry.field(description="Where he lives and serves. 所在单位。")
    async def unit(self, root: strawberry.Parent[models.Member], info: Info) -> Unit:
        return await info.context.loaders.row(UnitRow, root.unit_id)

    @strawberry.field(description="Where he works. 工作单位。")
    async def work_unit(self, root: strawberry.Parent[models.Member], info: Info) -> Unit | None:
        return await info.context.loaders.optional_row(UnitRow, root.work_unit_id)

    @strawberry.field(description="What he can do. 技能。")
    async def skills(self, root: strawberry.Parent[models.Member], info: Info) -> list[MemberSkill]:
        return await info.context.loaders.children(models.MemberSkill, "member_id", root.id)

    @strawberry.field(description="His weekly times, Monday first. 每周空闲时段。")
    async def availability(self, root: strawberry.Parent[models.Member], info: Info) -> list[Availability]:
        return await info.context.loaders.children(
            models.Availability, "member_id", root.id, "weekday", "start_minute"
        )

    @strawberry.field(description="Absences that are not over. 请假。")
    async def absences(self, root: strawberry.Parent[models.Member], info: Info) -> list[Absence]:
        return await _absences(info, root.id, "open", Q(ends_at__gt=clock.now()))

    @strawberry.field(description="When he is free in a week: weekly times less absences. 本周可服务时间。")
    async def free_in(
        self,
        root: strawberry.Parent[models.Member],
        info: Info,
        week: Annotated[str, strawberry.argument(description="An ISO week such as 2026-W48.")],
    ) -> list[FreeInterval]:
        when = clock.Week.parse(week)
        rows = await info.context.loaders.children(
            models.Availability, "member_id", root.id, "weekday", "start_minute"
        )
        away = await _absences(info, root.id, week, Q(starts_at__lt=when.ends_at, ends_at__gt=when.starts_at))
        free = free_time.free_in_week(
            when,
            (
                free_time.WeeklyTime(r.weekday, r.start_minute, r.end_minute, r.valid_from, r.valid_until)
                for r in rows
            ),
            ((r.starts_at, r.ends_at) for r in away),
        )
        return [FreeInterval(start_minute=start, end_minute=end) for start, end in free]

    @strawberry.field(
        description="Which conditions of seats he meets on a local day (today). ADULT for another day could tell the "
        "birthday: without `member:read-sensitive` on the unit, and unless it is you, it is told only from today on "
        "and only of who is adult today. 条件标签。"
    )
    async def tags(
        self,
        root: strawberry.Parent[models.Member],
        info: Info,
        on: Annotated[date | None, strawberry.argument(description="A local day; today if left out.")] = None,
    ) -> list[Tag]:
        day, today = on or clock.today(), clock.today()
        found = _tags_on(root, day)
        if day != today and not await _may_read(info, root, "birth_date"):
            found -= {kinds.Tag.ADULT.value} - (_tags_on(root, today) if day > today else frozenset())
        return [tag for tag in kinds.Tag if tag.value in found]

    report_progress: ReportProgress | None = strawberry.field(
        resolver=report_progress,
        description="How far his report-in has come, “2 of 3”. Null unless it is you, or you hold `member:read` on "
        "the unit. 报到进度。",
    )

    ratings: ratings_of.MemberRatings | None = strawberry.field(
        resolver=ratings_of.of_member,
        description="How his services were rated. Null unless it is you, or you hold `rating:read` on the unit. 评价汇总。",
    )

    hours: MemberHours | None = strawberry.field(
        resolver=of_member,
        description="What he has served, added up. Null unless it is you, or you hold `record:read` on the unit. 服务时长。",
    )

    fairness: MemberFairness | None = strawberry.field(
        resolver=fairness_of,
        description="What you served lately against the median where you live; null unless it is you. 公平情况。",
    )

    @strawberry.field(description="His report-ins, oldest first, those that ended included. 报到。")
    async def report_ins(
        self, root: strawberry.Parent[models.Member], info: Info
    ) -> list[Annotated[ReportIn, strawberry.lazy("sanbao.api.report_ins")]]:
        return await info.context.loaders.children(models.ReportIn, "member_id", root.id)

    @strawberry.field(
        description="The steps of his life here, oldest first. What was said of why is empty unless it is you, or you "
        "hold `member:read-sensitive` on the unit; the reading is logged. 状态历史。"
    )
    async def history(self, root: strawberry.Parent[models.Member], info: Info) -> list[StateMove]:
        steps = await history(info, root)
        if not await _may_read(info, root, "reason"):
            for step in steps:
                step.reason = ""
        elif any(step.reason for step in steps):
            info.context.reads.note("Member", root.id, "reason")
        return steps


@strawberry.input(description="A skill at a level or above. 技能筛选。")
class MemberSkillFilter:
    skill: strawberry.ID = strawberry.field(description="The skill; one that has expired does not count.")
    level: int = strawberry.field(default=1, description="Least level, 1 to 3.")


@strawberry.input(description="Free for all of a time of the week, as of today's weekly times. 空闲筛选。")
class FreeAtFilter:
    weekday: int = strawberry.field(description="0 is Monday, 6 Sunday.")
    start_minute: int = strawberry.field(description="Minutes after local midnight, 0 to 1439.")
    end_minute: int = strawberry.field(description="Minutes after local midnight, 1 to 1440; not part of it.")


@strawberry.input(description="Which members. All conditions hold together. 成员筛选。")
class MemberFilter:
    below: strawberry.ID | None = strawberry.field(
        default=None, description="Living in this unit or below it."
    )
    states: list[MemberState] | None = strawberry.field(default=None, description="In one of these states.")
    skill: MemberSkillFilter | None = strawberry.field(default=None, description="Has this skill.")
    free_at: FreeAtFilter | None = strawberry.field(
        default=None, description="Free at this time of the week."
    )
    name_contains: str | None = strawberry.field(default=None, description="Name contains this.")
    number: str | None = strawberry.field(default=None, description="Number is this, such as M-000123.")
    work_unit: strawberry.ID | None = strawberry.field(
        default=None, description="Working in this unit or below it."
    )
    report_in_states: list[ReportInState] | None = strawberry.field(
        default=None, description="Has a report-in in one of these states."
    )

    def condition(self) -> Q:
        found = Q()
        if self.below is not None:
            found &= Q(unit_id__in=scope.subtree([ids.row_id(self.below, "Unit", "filter.below")]))
        if self.states is not None:
            found &= Q(state__in=list(self.states))
        if self.skill is not None:
            holders = models.MemberSkill.filter(
                Q(expires_on=None) | Q(expires_on__gte=clock.today()),
                skill_id=ids.row_id(self.skill.skill, "Skill", "filter.skill.skill"),
                level__gte=self.skill.level,
            )
            found &= Q(id__in=Subquery(holders.values("member_id")))
        if self.free_at is not None:
            today = clock.today()
            free = models.Availability.filter(
                Q(valid_from=None) | Q(valid_from__lte=today),
                Q(valid_until=None) | Q(valid_until__gte=today),
                weekday=self.free_at.weekday,
                start_minute__lte=self.free_at.start_minute,
                end_minute__gte=self.free_at.end_minute,
            )
            found &= Q(id__in=Subquery(free.values("member_id")))
        if self.name_contains:
            name = inputs.text("filter.name_contains", self.name_contains, most=80)
            found &= Q(name__contains=name)
        if self.number is not None:
            number = inputs.text("filter.number", self.number, most=24)
            found &= Q(number=number.upper())
        if self.work_unit is not None:
            units = scope.subtree([ids.row_id(self.work_unit, "Unit", "filter.workUnit")])
            found &= Q(work_unit_id__in=units)
        if self.report_in_states is not None:
            reports = models.ReportIn.filter(state__in=list(self.report_in_states))
            found &= Q(id__in=Subquery(reports.values("member_id")))
        return found


@strawberry.enum(description="Order of members: as registered, newest first, by number, by name. 成员排序。")
class MemberOrder(Enum):
    OLDEST = ()
    NEWEST = ("-created_at",)
    NUMBER = ("number",)
    NAME = ("name",)


@strawberry.type
class MemberQueries:
    @query(
        needs=Permission.MEMBER_READ,
        description="The members you may know of; a member finds himself, a resident nobody. 成员列表。",
        paged=True,
    )
    async def members(
        self,
        info: Info,
        page: paging.PageRequest,
        filter: MemberFilter | None = None,
        order: MemberOrder = MemberOrder.OLDEST,
    ) -> Connection[Member]:
        condition = (filter or MemberFilter()).condition()
        found = policies.visible_members(info.context.actor).filter(condition)
        return await paging.page(found, order.value, page)
