"""A small week that has been solved: a street, a few members and requests, a run with its plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanbao.access.actor import SYSTEM, Actor, Grant
from sanbao.access.roles import Role
from sanbao.core import numbers
from sanbao.members.models import Member
from sanbao.organisations.models import Unit
from sanbao.planning import documents, runs, snapshot
from sanbao.planning.models import AssignmentRun, DocumentKind, Policy, Proposal, ProposedSeat
from sanbao.planning.states import RunState
from sanbao.requests.models import ServiceRequest
from sanbao_solver import SOLVER_VERSION, Plan, Problem, Served, greedy, score, write_plan, write_problem
from sanbao_solver.travel import minutes_between
from tests.factories import make_unit
from tests.people import make_account
from tests.planning.factories import WEEK, make_item, make_member, make_policy, make_request

HOME = {"longitude": 120.3, "latitude": 31.5}
NINE, TEN, ELEVEN = 9 * 60, 10 * 60, 11 * 60


@dataclass
class World:
    """What a solved run is made of."""

    street: Unit
    policy: Policy
    members: list[Member]
    requests: list[ServiceRequest]
    run: AssignmentRun

    @property
    def numbers(self) -> tuple[list[str], list[str]]:
        """The members' and the requests' numbers."""
        return [m.number for m in self.members], [q.number for q in self.requests]


async def make_coordinator(unit: Unit, login: str = "coordinator") -> Actor:
    """Somebody who plans for a unit."""
    account = await make_account(login, Role.COORDINATOR, unit)
    return Actor(account_id=account.id, display_name=login, grants=(Grant(Role.COORDINATOR, unit.id),))


async def make_inspector(unit: Unit) -> Actor:
    """Somebody who may read the runs of a unit, and no more."""
    account = await make_account("inspector", Role.INSPECTOR, unit)
    return Actor(account_id=account.id, display_name="inspector", grants=(Grant(Role.INSPECTOR, unit.id),))


async def make_world(
    *, members: int = 3, requests: int = 2, seats: Sequence[dict[str, object]] = ({},), **policy: object
) -> World:
    """Members who live 100 metres apart and may all serve every request; solved by greedy."""
    street = await make_unit(**HOME)
    policy_row = await make_policy(street, **policy)
    item = await make_item(street, seats=seats)
    people = [
        await make_member(street, name=f"Member {i}", position=f"120.30{i}000,31.500000")
        for i in range(members)
    ]
    asked = [await make_request(street, item=item) for _ in range(requests)]
    run = await propose(street, policy_row)
    return World(street, policy_row, people, asked, run)


async def propose(
    unit: Unit, policy: Policy, *, plan: Plan | None = None, based_on: AssignmentRun | None = None
) -> AssignmentRun:
    """A PROPOSED run of the week with greedy's plan, or another."""
    run = await AssignmentRun.create(
        number=await numbers.next_number("RUN-2030"),
        unit=unit,
        week=str(WEEK),
        policy=policy,
        based_on=based_on,
        state=RunState.PROPOSED,
        solver_version=SOLVER_VERSION,
    )
    found = await snapshot.build(unit.id, WEEK, policy, locks=await runs.locks_of(run))
    await keep(run, found.problem, plan or greedy(found.problem))
    return await runs.get(SYSTEM, run.id)


async def keep(run: AssignmentRun, problem: Problem, plan: Plan) -> None:
    """Write a plan as the worker would."""
    plan = Plan(served=plan.served, unserved=plan.unserved, score=score(problem, plan), bound=plan.bound)
    await documents.save(run.id, DocumentKind.PROBLEM, write_problem(problem))
    await documents.save(run.id, DocumentKind.PLAN, write_plan(plan))
    members, requests = ({row.id: row for row in rows} for rows in (problem.members, problem.requests))
    reasons = {u.request: u.reason for u in plan.unserved}
    served: dict[str, Served] = {s.request: s for s in plan.served}
    member_ids = dict(await Member.all().values_list("number", "id"))
    for request in await ServiceRequest.filter(number__in=list(requests)):
        service = served.get(request.number)
        proposal = await Proposal.create(
            run=run,
            request=request,
            served=service is not None,
            starts_at=WEEK.moment(service.start) if service else None,
            reason="" if service else reasons.get(request.number, "not_found"),
        )
        for index, team in enumerate(service.seats if service else ()):
            for number in team:
                await ProposedSeat.create(
                    proposal=proposal,
                    member_id=member_ids[number],
                    seat_index=index,
                    travel_minutes=minutes_between(
                        problem.travel, members[number].place, requests[request.number].place
                    ),
                )
    await AssignmentRun.filter(id=run.id).update(
        total=plan.score.total,
        bound=plan.bound,
        requests_in_scope=len(requests),
        requests_served=len(served),
        members_in_scope=len(members),
    )
