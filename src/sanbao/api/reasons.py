"""Why and why not, in the API: the solver's codes and facts, and the sentence for each audience."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated, Any

import strawberry

from sanbao.api import sight
from sanbao.api.context import Info
from sanbao.api.members import Member
from sanbao.api.own_reasons import Audience
from sanbao.api.requests import ServiceRequest
from sanbao.core.clock import Week
from sanbao.members.models import Member as MemberRow
from sanbao.members.policies import visible_members
from sanbao.planning import reading, sentences
from sanbao.requests.models import ServiceRequest as RequestRow


@strawberry.type(description="How many members a rule removed. 规则排除人数。")
class RuleCount:
    rule: str = strawberry.field(
        description="skill, level, tags, forbidden, reach, availability, max_services, max_minutes or travel_time."
    )
    count: int = strawberry.field(description="Members, each counted at the first rule that removes him.")


@strawberry.type
class _Someone:
    rows: strawberry.Private[reading.Rows]
    member_number: strawberry.Private[str]

    @strawberry.field(description="The member; null where you may not know of him. 成员。")
    async def member(self, info: Info) -> Member | None:
        return await sight.visible(info, visible_members, self.rows.members.get(self.member_number))


@strawberry.type(
    description="Why this member holds this seat: what he adds to each part of the score, and the runner-up. 人选理由。"
)
class Placement(_Someone):
    seat: int = strawberry.field(description="Which seat, from 0.")
    travel_minutes: int = strawberry.field(description="His way from home, minutes. 路程。")
    travel: float = strawberry.field(description="Points for the way, negative.")
    fairness: float = strawberry.field(description="Points for his load, negative. 均衡。")
    pairs: float = strawberry.field(
        description="Points for continuity and wishes; positive is a bonus. 熟悉与意愿。"
    )
    change: float = strawberry.field(description="Points for keeping or leaving an earlier plan. 变动。")
    gap: float | None = strawberry.field(
        description="By how many points the total would fall with the runner-up; null when nobody else was free."
    )
    runner_up_number: strawberry.Private[str | None]

    @strawberry.field(description="The cheapest other who was free; null when nobody was. 次选。")
    async def runner_up(self, info: Info) -> Member | None:
        return await sight.visible(info, visible_members, self.rows.members.get(self.runner_up_number or ""))


@strawberry.type(description="One seat of a request left out, at its best start. 名额情况。")
class SeatShortage:
    seat: int = strawberry.field(description="Which seat, from 0.")
    required: int = strawberry.field(description="How many people it needs.")
    left: int = strawberry.field(description="How many are left when every rule has been asked.")
    removed: list[RuleCount] = strawberry.field(
        description="How many each rule removed, in the order of asking."
    )


@strawberry.type(description="The member closest to filling a seat: one rule keeps him out. 最接近的人选。")
class NearMiss(_Someone):
    seat: int = strawberry.field(description="Which seat, from 0.")
    starts_at: datetime = strawberry.field(description="At which start, UTC.")
    rule: str = strawberry.field(description="The one rule that keeps him out.")
    by: int = strawberry.field(
        description="By how much: levels, missing conditions, metres, minutes or services, as the rule counts."
    )

    @strawberry.field(description="The same in plain words, without his name. 一句话说明。")
    def sentence(self, info: Info) -> str:
        return sentences.miss(self.rule, self.by, info.context.locale)


@strawberry.type(description="A service that holds a candidate who would otherwise be free. 占用者。")
class Holder(_Someone):
    request_number: strawberry.Private[str]
    weight: int = strawberry.field(description="What that other service weighs.")
    rule: str = strawberry.field(
        description="How it holds him: travel_time (it lies at that time or too close to it), max_services or "
        "max_minutes (it is one of those that fill his week, whenever it is). 占用方式。"
    )
    starts_at: datetime = strawberry.field(description="When it starts, UTC.")

    @strawberry.field(description="The other request.")
    async def request(self, info: Info) -> ServiceRequest | None:
        return await _request(info, self.rows, self.request_number)


@strawberry.type(
    description="The smallest single change that serves the request, proved by solving with it; or, where none was "
    "proved, who would have to give way. 最小调整。"
)
class SmallestChange(_Someone):
    kind: str = strawberry.field(
        description="window, skill, level, tags, reach, availability, max_services, max_minutes, forbidden, "
        "extra_member (so many more members with the skill), extra_team (so many more members, one for every place), "
        "or displace (no change was proved; others must give way)."
    )
    seat: int | None = strawberry.field(description="Which seat it is about, from 0.")
    by: int = strawberry.field(description="By how much, in the kind's own unit.")
    starts_at: datetime = strawberry.field(description="When the request would start, UTC.")
    total_difference: float = strawberry.field(description="What the total would gain, in points.")
    solved: bool = strawberry.field(
        description="The whole week was solved anew with the change (small weeks); else what competes with the "
        "request was, the rest of the plan standing."
    )
    margin: float | None = strawberry.field(
        description="By how many points at least the best plan with the request beats every plan without it, once "
        "the change is made; above 0, so that solving again serves it. Null for displace, which is not proved. 领先分值。"
    )
    why: strawberry.Private[reading.Why]

    @strawberry.field(description="The change in plain words. 一句话说明。")
    def sentence(self, info: Info) -> str:
        return sentences.smallest_change(self.why, info.context.locale)

    @strawberry.field(description="Requests that would have to give way. 被挤掉的需求。")
    async def displaced(self, info: Info) -> list[ServiceRequest]:
        change = self.why.report.change
        displaced = change.displaced if change else ()
        found = await asyncio.gather(*(_request(info, self.rows, number) for number in displaced))
        return [request for request in found if request is not None]


async def _request(info: Info, rows: reading.Rows, number: str) -> Any:
    return await info.context.loaders.optional_row(RequestRow, rows.requests.get(number))


@strawberry.type(description="Why a request is served by these members, or by nobody. 为什么。")
class Why:
    source: strawberry.Private[reading.Why]

    @strawberry.field(description="Whether the plan serves it.")
    def served(self) -> bool:
        return self.source.report.served

    @strawberry.field(
        description="Null when served, else the code: no_start, no_seat, no_skill, no_level, no_tag, all_forbidden, "
        "out_of_reach, not_available, too_few_members, pins, members_busy, not_worth_it, not_found, "
        "removed_by_hand or inputs_changed. 原因代码。"
    )
    def reason(self) -> str | None:
        return None if self.source.report.served else self.source.proposal.reason or self.source.report.reason

    @strawberry.field(
        description="The start, or for a request left out the start that comes closest, UTC. 开始时间。"
    )
    def starts_at(self) -> datetime | None:
        return None if self.source.report.start is None else self.source.week.moment(self.source.report.start)

    @strawberry.field(description="Of a served request: each member's reasons.")
    def placements(self) -> list[Placement]:
        return [
            Placement(
                rows=self.source.rows,
                member_number=p.member,
                runner_up_number=p.runner_up,
                seat=p.seat,
                travel_minutes=self.source.travel_minutes.get(p.member, 0),
                travel=p.travel,
                fairness=p.fairness,
                pairs=p.pairs,
                change=p.change,
                gap=p.gap,
            )
            for p in self.source.report.placements
        ]

    @strawberry.field(description="Of a request left out: each seat at the best start.")
    def seats(self) -> list[SeatShortage]:
        return [
            SeatShortage(
                seat=s.seat,
                required=s.required,
                left=s.left,
                removed=[RuleCount(rule=rule, count=count) for rule, count in s.removed.items()],
            )
            for s in self.source.report.seats
        ]

    @strawberry.field(description="Of a request left out: the nearest miss.")
    def nearest(self) -> NearMiss | None:
        miss = self.source.report.nearest
        return miss and NearMiss(
            rows=self.source.rows,
            member_number=miss.member,
            seat=miss.seat,
            starts_at=self.source.week.moment(miss.start),
            rule=miss.rule,
            by=miss.by,
        )

    @strawberry.field(description="Of a request left out: what holds those who could, at the best start.")
    def holders(self) -> list[Holder]:
        return [
            Holder(
                rows=self.source.rows,
                member_number=h.member,
                request_number=h.request,
                weight=h.weight,
                rule=h.rule,
                starts_at=self.source.week.moment(h.start),
            )
            for h in self.source.report.holders
        ]

    @strawberry.field(description="Of a request left out: the smallest change that serves it.")
    def change(self) -> SmallestChange | None:
        change = self.source.report.change
        return change and SmallestChange(
            rows=self.source.rows,
            member_number=change.member or "",
            kind=change.kind,
            seat=change.seat,
            by=change.by,
            starts_at=self.source.week.moment(change.service.start),
            total_difference=change.total_difference,
            solved=change.verification is not None and change.verification.scope == "week",
            margin=None if change.verification is None else change.verification.margin,
            why=self.source,
        )

    @strawberry.field(
        description="All of it in plain words, in the reader's language; of a published run with what became of it "
        "since. 一句话说明。"
    )
    def sentence(
        self,
        info: Info,
        audience: Annotated[
            Audience, strawberry.argument(description="For whom it is said.")
        ] = sentences.Audience.COORDINATOR,
    ) -> str:
        return sentences.of_request(self.source, audience, info.context.locale)


@strawberry.type(description="One service in a member's week and what it costs, by part. 成员的一次服务。")
class Duty:
    rows: strawberry.Private[reading.Rows]
    request_number: strawberry.Private[str]
    seat: int = strawberry.field(description="Which seat, from 0.")
    starts_at: datetime = strawberry.field(description="When it starts, UTC.")
    travel_minutes: int = strawberry.field(description="His way from home, minutes.")
    travel: float = strawberry.field(description="Points for the way, negative.")
    fairness: float = strawberry.field(description="Points for his load, negative.")
    pairs: float = strawberry.field(description="Points for continuity and wishes.")

    @strawberry.field(description="The request.")
    async def request(self, info: Info) -> ServiceRequest | None:
        return await _request(info, self.rows, self.request_number)


@strawberry.type(description="A member's week in a run: what he holds, or why nothing. 成员的一周。")
class MemberPlan:
    source: strawberry.Private[reading.MemberPlan]

    @strawberry.field(description="The member.")
    async def member(self, info: Info) -> Member:
        return await info.context.loaders.row(MemberRow, self.source.member.id)

    @strawberry.field(description="His services, by start.")
    def duties(self) -> list[Duty]:
        week: Week = self.source.week
        return [
            Duty(
                rows=self.source.rows,
                request_number=d.request,
                seat=d.seat,
                starts_at=week.moment(d.start),
                travel_minutes=d.travel_minutes,
                travel=d.travel,
                fairness=d.fairness,
                pairs=d.pairs,
            )
            for d in self.source.report.duties
        ]

    @strawberry.field(description="Minutes of service in all.")
    def minutes(self) -> int:
        return self.source.report.minutes

    @strawberry.field(description="The most services he may have this week.")
    def max_services(self) -> int:
        return self.source.report.max_services

    @strawberry.field(description="The most minutes he may have this week.")
    def max_minutes(self) -> int:
        return self.source.report.max_minutes

    @strawberry.field(
        description="Null when he serves, else the rule that leaves him nothing, or not_needed."
    )
    def rule(self) -> str | None:
        return self.source.report.rule

    @strawberry.field(description="How many requests each rule keeps from him.")
    def removed(self) -> list[RuleCount]:
        return [RuleCount(rule=rule, count=count) for rule, count in self.source.report.removed.items()]

    @strawberry.field(description="The same in plain words. 一句话说明。")
    def sentence(
        self,
        info: Info,
        audience: Annotated[
            Audience, strawberry.argument(description="For whom it is said.")
        ] = sentences.Audience.COORDINATOR,
    ) -> str:
        return sentences.of_member(self.source, audience, info.context.locale)
