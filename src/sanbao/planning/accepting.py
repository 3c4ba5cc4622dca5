"""From the solver's plan to a run that people can read: proposals, seats, totals."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tortoise.models import Model

from sanbao.access import moves
from sanbao.access.actor import SYSTEM
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.core.db import ROWS_A_STATEMENT, insert_many
from sanbao.members.models import Member
from sanbao.planning import documents, progress
from sanbao.planning.models import AssignmentRun, DocumentKind, Proposal, ProposedSeat
from sanbao.planning.progress import Standing
from sanbao.planning.states import RUN, RunAction
from sanbao.requests.models import ServiceRequest
from sanbao_solver import Plan, Problem, read_plan
from sanbao_solver.travel import minutes_between


async def accept_plan(run: AssignmentRun, body: bytes, baseline: int | None) -> None:
    """Keep a plan as the run's proposal and move the run to PROPOSED. The caller holds the run's lock."""
    plan = await asyncio.to_thread(read_plan, body)
    problem = await documents.load_problem(run.id)
    await documents.save(run.id, DocumentKind.PLAN, body)
    await write_proposals(run, problem, plan)
    standing = Standing(stage="done", total=plan.score.total, bound=plan.bound, gap=plan.gap)
    await moves.advance(
        RUN,
        run,
        RunAction.PROPOSE,
        SYSTEM,
        stage=standing.stage,
        total=standing.total,
        bound=standing.bound,
        gap_ppm=standing.gap_ppm,
        baseline_total=baseline,
        requests_served=len(plan.served),
        finished_at=clock.now(),
        solving_process="",
    )
    await progress.record(run, standing)


async def write_proposals(run: AssignmentRun, problem: Problem, plan: Plan) -> None:
    """Put the plan's proposals in place of whatever the run had."""
    week = Week.parse(run.week)
    requests = await _ids(ServiceRequest, (q.id for q in problem.requests))
    members = await _ids(Member, (m for s in plan.served for team in s.seats for m in team))
    homes = {member.id: member.place for member in problem.members}
    sites = {request.id: request.place for request in problem.requests}
    proposals, seats = [], []
    for service in plan.served:
        proposal = Proposal(
            run_id=run.id,
            request_id=requests[service.request],
            served=True,
            starts_at=week.moment(service.start),
        )
        proposals.append(proposal)
        seats += [
            ProposedSeat(
                proposal_id=proposal.id,
                member_id=members[member],
                seat_index=index,
                travel_minutes=minutes_between(problem.travel, homes[member], sites[service.request]),
            )
            for index, team in enumerate(service.seats)
            for member in team
        ]
    proposals += [
        Proposal(run_id=run.id, request_id=requests[left.request], served=False, reason=left.reason)
        for left in plan.unserved
    ]
    await Proposal.filter(run_id=run.id).delete()
    await insert_many(Proposal, proposals)
    await insert_many(ProposedSeat, seats)


async def _ids(model: type[Model], numbers: Iterable[str]) -> dict[str, UUID]:
    """Row id by number, a few statements for any count."""
    wanted = sorted(set(numbers))
    found: dict[str, Any] = {}
    for start in range(0, len(wanted), ROWS_A_STATEMENT):
        part = wanted[start : start + ROWS_A_STATEMENT]
        found |= dict(await model.filter(number__in=part).values_list("number", "id"))
    return found
