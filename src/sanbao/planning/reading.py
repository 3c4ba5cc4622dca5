"""Reading a run: its proposals, and why each stands as it does.

Row ids come out of here where the solver's documents have the numbers that people read.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.clock import Week
from sanbao.core.db import ROWS_A_STATEMENT
from sanbao.core.errors import Conflict, InvalidInput, NotFound
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import Member, Skill
from sanbao.menu.models import Seat
from sanbao.organisations import scope
from sanbao.planning import documents, runs
from sanbao.planning.models import AssignmentRun, Proposal, ProposedSeat
from sanbao.planning.states import RunState
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from sanbao_solver import (
    Desk,
    MemberReport,
    Plan,
    Problem,
    Request,
    RequestReport,
    explain_member,
    explain_on,
)

REMOVED_BY_HAND = "removed_by_hand"
"""The reason code of a request that somebody took out of the plan."""


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """Which proposals of a run. All conditions hold together."""

    served: bool | None = None
    reason: str | None = None
    below: UUID | None = None
    menu_item_id: UUID | None = None
    skill: str | None = None
    member_id: UUID | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None
    text: str | None = None

    def condition(self) -> Q:
        """The filter in SQL, without joins that would repeat rows; raises InvalidInput for text that cannot be."""
        found = Q()
        reason = inputs.optional_text("filter.reason", self.reason, most=40)
        skill = inputs.optional_text("filter.skill", self.skill, most=40)
        text = inputs.optional_text("filter.text", self.text, most=80)
        if self.served is not None:
            found &= Q(served=self.served)
        if reason is not None:
            found &= Q(reason=reason)
        if self.below is not None:
            found &= Q(request__unit_id__in=scope.subtree([self.below]))
        if self.menu_item_id is not None:
            found &= Q(request__menu_item_id=self.menu_item_id)
        if skill is not None:
            items = Seat.filter(skill__code=skill).values("menu_item_id")
            found &= Q(request__menu_item_id__in=Subquery(items))
        if self.member_id is not None:
            held = ProposedSeat.filter(member_id=self.member_id).values("proposal_id")
            found &= Q(id__in=Subquery(held))
        if self.starts_from is not None:
            found &= Q(starts_at__gte=self.starts_from)
        if self.starts_before is not None:
            found &= Q(starts_at__lt=self.starts_before)
        if text is not None:
            found &= Q(request__number__icontains=text) | Q(request__menu_item__name__icontains=text)
        return found


@dataclass(frozen=True, slots=True)
class Book:
    """A run's problem and plan, and its week."""

    problem: Problem
    plan: Plan
    week: Week

    def request(self, number: str) -> Request:
        """The request in the document; raises Conflict where the run does not have it."""
        found = next((q for q in self.problem.requests if q.id == number), None)
        if found is None:
            raise Conflict("request-not-in-run", number=number)
        return found


@dataclass(frozen=True, slots=True)
class Rows:
    """Row ids and names behind the numbers of a document."""

    members: Mapping[str, UUID] = field(default_factory=dict)
    requests: Mapping[str, UUID] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SkillNames:
    """What people call the skills of a document, which has their codes."""

    rows: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def said(self, code: str, locale: str) -> str:
        """The skill's name in a language; its code where it has no name."""
        zh, en = self.rows.get(code, (code, ""))
        return (en if locale == "en" else "") or zh


@dataclass(frozen=True, slots=True)
class Since:
    """What became of a published proposal: the request as it stands, and each member's latest answer by his number."""

    state: RequestState
    served_from: datetime | None
    answers: Mapping[str, AssignmentState]


@dataclass(frozen=True, slots=True)
class Why:
    """The solver's report on a request with what is needed to say it to people; `since` once it was published."""

    proposal: Proposal
    report: RequestReport
    request: Request
    week: Week
    rows: Rows
    travel_minutes: Mapping[str, int]
    since: Since | None
    skills: SkillNames = field(default_factory=SkillNames)


def visible(actor: Actor) -> QuerySet[Proposal]:
    """The proposals of the runs that an actor may read."""
    return Proposal.filter(scope.units_in_scope(actor, Permission.RUN_READ, "run__unit_id"))


async def proposals(actor: Actor, run_id: UUID, wanted: ProposalFilter) -> QuerySet[Proposal]:
    """The proposals of a run, filtered, for paging; raises NotFound for a run that is not the actor's to read."""
    await runs.get(actor, run_id)
    return Proposal.filter(wanted.condition(), run_id=run_id)


async def proposal_of(run_id: UUID, request_id: UUID) -> Proposal | None:
    """What a run says of a request."""
    return await Proposal.get_or_none(run_id=run_id, request_id=request_id)


async def book_of(run: AssignmentRun) -> Book:
    """The documents of a run; raises Conflict before it has a plan."""
    try:
        problem, plan = await documents.load_problem(run.id), await documents.load_plan(run.id)
    except NotFound:
        raise Conflict("run-without-plan", number=run.number) from None
    return Book(problem, plan, Week.parse(run.week))


async def rows_of(members: Iterable[str], requests: Iterable[str]) -> Rows:
    """The rows behind numbers, in a statement for each 2,000."""
    people = [
        row
        for part in _parts(members)
        for row in await Member.filter(number__in=part).values_list("number", "id", "name")
    ]
    orders = [
        row
        for part in _parts(requests)
        for row in await ServiceRequest.filter(number__in=part).values_list("number", "id")
    ]
    return Rows(
        members={number: id for number, id, _ in people},
        requests=dict(orders),
        names={number: name for number, _, name in people},
    )


async def skill_names(codes: Iterable[str]) -> SkillNames:
    """The names of the skills with these codes; no statement where there are none."""
    wanted = sorted(set(codes))
    if not wanted:
        return SkillNames()
    rows = await Skill.filter(code__in=wanted).values_list("code", "name", "name_en")
    return SkillNames({code: (name, name_en) for code, name, name_en in rows})


def _parts(numbers: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), ROWS_A_STATEMENT):
        yield wanted[start : start + ROWS_A_STATEMENT]


def check_start(problem: Problem, week: Week, number: str, starts_at: datetime) -> int:
    """The minute of the week of a start; raises InvalidInput where the request cannot begin then."""
    minute = week.minute(starts_at)
    request = next((q for q in problem.requests if q.id == number), None)
    if request is None:
        raise Conflict("request-not-in-run", number=number)
    fits = any(
        opens <= minute and minute + request.duration <= closes and (minute - opens) % problem.start_step == 0
        for opens, closes in request.windows
    )
    if not fits or week.moment(minute) != starts_at:
        raise InvalidInput("starts_at", "lock-start-step", value=starts_at.isoformat())
    return minute


async def why_many(proposals: Sequence[Proposal]) -> list[Why | None]:
    """Why each stands as it does, in the order given; None for a request that its run's documents lack.

    Statements do not grow with the proposals; each is explained apart from the event loop.
    """
    runs = {run.id: run for run in await AssignmentRun.filter(id__in=list({p.run_id for p in proposals}))}
    books = {id: await book_of(run) for id, run in runs.items()}
    numbers = dict(
        await ServiceRequest.filter(id__in=[p.request_id for p in proposals]).values_list("id", "number")
    )

    def explain() -> list[tuple[Request, RequestReport] | None]:
        desks = {id: Desk(book.problem, book.plan) for id, book in books.items()}
        found: list[tuple[Request, RequestReport] | None] = []
        for proposal in proposals:
            book, number = books[proposal.run_id], numbers[proposal.request_id]
            request = next((q for q in book.problem.requests if q.id == number), None)
            found.append(
                (request, explain_on(desks[proposal.run_id], number)) if request is not None else None
            )
        return found

    reports = await asyncio.to_thread(explain)
    since = await _since([p for p in proposals if runs[p.run_id].state is RunState.PUBLISHED])
    members, requests = _named([found[1] for found in reports if found])
    rows = await rows_of(members.union(*(each.answers for each in since.values())), requests)
    ways = await _ways([p.id for p in proposals])
    skills = await skill_names(
        seat.skill for found in reports if found and not found[1].served for seat in found[0].seats
    )
    return [
        Why(p, found[1], found[0], books[p.run_id].week, rows, ways.get(p.id, {}), since.get(p.id), skills)
        if found
        else None
        for p, found in zip(proposals, reports, strict=True)
    ]


async def _since(published: Sequence[Proposal]) -> dict[UUID, Since]:
    """What became of published proposals, by proposal; two statements, none where there are none."""
    if not published:
        return {}
    wanted = [p.request_id for p in published]
    answers: dict[tuple[UUID | None, UUID], dict[str, AssignmentState]] = defaultdict(dict)
    for run_id, request_id, number, state in (
        await Assignment.filter(run_id__in=list({p.run_id for p in published}), request_id__in=wanted)
        .order_by("created_at", "id")
        .values_list("run_id", "request_id", "member__number", "state")
    ):
        answers[run_id, request_id][number] = state
    requests = {
        id: (state, served_from)
        for id, state, served_from in await ServiceRequest.filter(id__in=wanted).values_list(
            "id", "state", "served_from"
        )
    }
    return {p.id: Since(*requests[p.request_id], answers[p.run_id, p.request_id]) for p in published}


async def _ways(proposal_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """Minutes of travel by proposal and member number."""
    ways: dict[UUID, dict[str, int]] = {}
    for id, number, minutes in await ProposedSeat.filter(proposal_id__in=list(proposal_ids)).values_list(
        "proposal_id", "member__number", "travel_minutes"
    ):
        ways.setdefault(id, {})[number] = minutes
    return ways


def _named(reports: Sequence[RequestReport]) -> tuple[set[str], set[str]]:
    """The members and the requests that reports name."""
    members: set[str | None] = set()
    requests: set[str] = set()
    for report in reports:
        requests.add(report.request)
        for placement in report.placements:
            members |= {placement.member, placement.runner_up}
        for holder in report.holders:
            members.add(holder.member)
            requests.add(holder.request)
        if report.nearest:
            members.add(report.nearest.member)
        if report.change:
            members.add(report.change.member)
            requests |= set(report.change.displaced)
    return {m for m in members if m}, requests


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """A member's week in a run, with the rows behind the numbers."""

    member: Member
    report: MemberReport
    week: Week
    rows: Rows


async def member_plan(actor: Actor, run_id: UUID, member_id: UUID) -> MemberPlan:
    """What a member holds in the plan of a run, what each service costs, and why nothing.

    Raises NotFound for a run that is not the actor's to read, Conflict for a member outside it.
    """
    run = await runs.get(actor, run_id)
    member = await Member.get_or_none(id=member_id)
    if member is None:
        raise NotFound("Member", member_id)
    book = await book_of(run)
    if all(m.id != member.number for m in book.problem.members):
        await scope.require_visible(actor, Permission.MEMBER_READ, member.unit_id, "Member", member_id)
        raise Conflict("member-not-in-run", number=member.number)
    report = await asyncio.to_thread(explain_member, book.problem, book.plan, member.number)
    rows = await rows_of([member.number], [duty.request for duty in report.duties])
    return MemberPlan(member, report, book.week, rows)
