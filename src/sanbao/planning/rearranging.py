"""Making a repair of a published week: withdrawing whom it moves, offering the places, under the locks of all it touches."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.roles import Permission
from sanbao.core import clock
from sanbao.core.catalogue import sentence
from sanbao.core.db import unit_of_work
from sanbao.core.errors import Conflict
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.offers import OfferDraft, offer_many
from sanbao.dispatch.states import HOLDING, AssignmentAction
from sanbao.dispatch.team import Team, locked_team, release, settle
from sanbao.members.models import Member
from sanbao.organisations import scope
from sanbao.planning import mending, publishing
from sanbao.planning.live import LiveWeek, live_week
from sanbao.planning.mending import Proposed
from sanbao.planning.models import AssignmentRun
from sanbao.requests.models import ServiceRequest
from sanbao_solver import Served
from sanbao_solver.teams import everybody
from sanbao_solver.travel import minutes_between


async def apply(
    actor: Actor, request_id: UUID, key: str, *, answer_by: datetime | None = None
) -> list[Assignment]:
    """Do what a proposal says: withdraw those whom it moves, offer the new places. Answers the offers, those of the
    request first. Needs `assignment:manage` on the unit of every request it touches.

    `answer_by` is the deadline, by default the policy's hours from now. Nothing is done where anything that the
    proposal touches has changed: Conflict. Raises what `mending.proposals` and `dispatch.offers.offer_many` raise.
    """
    async with unit_of_work():
        request = await mending.request_of(actor, request_id)
        await scope.require(actor, Permission.ASSIGNMENT_MANAGE, request.unit_id)
        run = await mending.published_run(request)
        live = await live_week(run)
        way = await _named(live, request, key)
        live, teams = await _locked(run, live, request, way)
        for unit_id in {team.request.unit_id for team in teams.values()}:
            await scope.require(actor, Permission.ASSIGNMENT_MANAGE, unit_id)
        return await _made(actor, run, live, way, teams, answer_by)


async def ask_the_free(request: ServiceRequest, run: AssignmentRun) -> list[Assignment]:
    """Make the best repair that only asks people who are free; no offer where there is none. For a request of the
    run's week that came after its plan; the caller holds the unit of work and the lock of the request."""
    while True:
        live = await live_week(run)
        try:
            ways = await mending.ways_of(live, request)
        except Conflict:
            return []
        way = next((way for way in ways if not way.moves and not way.repair.removed), None)
        if way is None:
            return []
        try:
            live, teams = await _locked(run, live, request, way)
        except Conflict:
            continue
        return await _made(SYSTEM, run, live, way, teams, None)


async def _locked(
    run: AssignmentRun, live: LiveWeek, request: ServiceRequest, way: Proposed
) -> tuple[LiveWeek, dict[str, Team]]:
    """The requests that a way touches and then its members, locked; raises Conflict where the way is none any more."""
    order = sorted(way.touched, key=lambda number: live.requests[number])
    teams = {number: await locked_team(live.requests[number]) for number in order}
    people = [live.members[m] for s in (way.repair.service, *way.repair.moved) for m in everybody(s.seats)]
    await Member.filter(id__in=people).order_by("id").select_for_update(no_key=True)
    live = await live_week(run)
    await _named(live, request, way.key)
    return live, teams


async def _made(
    actor: Actor,
    run: AssignmentRun,
    live: LiveWeek,
    way: Proposed,
    teams: dict[str, Team],
    answer_by: datetime | None,
) -> list[Assignment]:
    deadline = await publishing.deadline(run, answer_by, clock.now())
    drafts = [
        draft
        for number in way.touched
        for draft in await _moved(actor, live, _new_form(way, number), teams[number])
    ]
    offers = await offer_many(actor, drafts, answer_by=deadline, run_id=run.id)
    for team in teams.values():
        await settle(await locked_team(team.request.id))
    return offers


async def _named(live: LiveWeek, request: ServiceRequest, key: str) -> Proposed:
    way = next((way for way in await mending.ways_of(live, request) if way.key == key), None)
    if way is None:
        raise Conflict("repair-changed", number=request.number)
    return way


def _new_form(way: Proposed, number: str) -> Served | None:
    """The service of a touched request afterwards; None where it is no longer served."""
    return next((s for s in (way.repair.service, *way.repair.moved) if s.request == number), None)


async def _moved(actor: Actor, live: LiveWeek, service: Served | None, team: Team) -> list[OfferDraft]:
    """Withdraw whoever does not keep his place of a locked team, and draft the offers of the places to be filled."""
    start = live.week.moment(service.start) if service else None
    seat_ids = list(team.seats)
    wanted = {
        (seat_ids[index], live.members[number]): number
        for index, members in enumerate(service.seats if service else ())
        for number in members
    }
    held = [a for a in team.assignments if a.state in HOLDING]
    kept = {(a.seat_id, a.member_id) for a in held if a.starts_at == start} & set(wanted)
    leaving = [a for a in held if (a.seat_id, a.member_id) not in kept]
    await release(leaving, AssignmentAction.WITHDRAW, actor, reason=sentence("withdrawn-by-repair", {}))
    if service is None or start is None:
        return []
    desk = live.desk
    place = desk.requests[service.request].place
    return [
        OfferDraft(
            request_id=team.request.id,
            seat_id=seat_id,
            member_id=member_id,
            starts_at=start,
            travel_minutes=minutes_between(desk.problem.travel, desk.members[number].place, place),
        )
        for (seat_id, member_id), number in wanted.items()
        if (seat_id, member_id) not in kept
    ]
