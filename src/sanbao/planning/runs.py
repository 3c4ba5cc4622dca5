"""Making, starting, cancelling and discarding runs. Solving them is the worker's (`worker.py`)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tortoise.queryset import QuerySet

from sanbao.access import moves
from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock, coded, inputs, numbers
from sanbao.core.clock import Week
from sanbao.core.db import locked
from sanbao.core.errors import InvalidInput, NotFound
from sanbao.organisations import scope
from sanbao.planning import documents, policies, progress
from sanbao.planning.models import AssignmentRun, DocumentKind, Lock, Proposal
from sanbao.planning.states import RUN, RunAction

MOST_WEEKS_AHEAD = 26
PROBLEM_NEEDS = (Permission.MEMBER_READ_SENSITIVE, Permission.REQUEST_READ_SENSITIVE)
"""May this actor read a run's problem document? If he holds these on the run's unit beside `run:read`: it has
the homes of members and the places of requests, to the metre."""


def visible(actor: Actor) -> QuerySet[AssignmentRun]:
    """The runs an actor may see: those of units where he holds `run:read`."""
    return AssignmentRun.filter(scope.units_in_scope(actor, Permission.RUN_READ))


async def get(actor: Actor, id: UUID) -> AssignmentRun:
    """One run; raises NotFound."""
    found = await visible(actor).get_or_none(id=id)
    if found is None:
        raise NotFound("AssignmentRun", id)
    return found


def plannable_week(text: str) -> Week:
    """The week of a text such as 2026-W48; raises InvalidInput for one that is over or too far ahead."""
    week, today = Week.parse(text), clock.today()
    if week.monday <= today - timedelta(days=7):
        raise InvalidInput("week", "week-past", week=text)
    if week.monday > today + timedelta(weeks=MOST_WEEKS_AHEAD):
        raise InvalidInput("week", "week-far", week=text, most=MOST_WEEKS_AHEAD)
    return week


async def create(
    actor: Actor,
    unit_id: UUID,
    week: str,
    *,
    policy_id: UUID | None = None,
    based_on_id: UUID | None = None,
    seed: int = 0,
) -> AssignmentRun:
    """A run in DRAFT. Needs `run:manage` on the unit.

    A run based on an earlier one of the same unit and week keeps its locks and pays for changing its plan.
    """
    await scope.require_visible(actor, Permission.RUN_READ, unit_id, "Unit", unit_id)
    await scope.require(actor, Permission.RUN_MANAGE, unit_id)
    planned = plannable_week(week)
    seed = inputs.number("seed", seed, least=0, most=2**31 - 1)
    policy = await policies.usable(unit_id, policy_id)
    if based_on_id is not None:
        base = await visible(actor).get_or_none(id=based_on_id)
        if base is None:
            raise InvalidInput("based_on", "unknown-id", noun="AssignmentRun")
        if (base.unit_id, base.week) != (unit_id, str(planned)):
            raise InvalidInput("based_on", "run-base-other")
    run = await AssignmentRun.create(
        number=await numbers.next_number(numbers.of_this_year("RUN")),
        unit_id=unit_id,
        week=str(planned),
        policy=policy,
        based_on_id=based_on_id,
        started_by_id=actor.account_id,
        seed=seed,
    )
    await moves.begin(RUN, run, actor)
    await progress.record(run)
    return run


async def start(actor: Actor, id: UUID, *, expected_version: int | None = None) -> AssignmentRun:
    """Queue the run; its input is frozen by the worker that takes it up (`freezing.py`). Needs `run:manage` on
    its unit.

    A run that was solved before is solved anew: its proposals go, its plan stays until the input is frozen, as
    the plan from which changes cost.
    """
    run = await _checked(actor, id, RunAction.START, expected_version)
    plannable_week(run.week)
    await documents.remove(run.id, DocumentKind.PROBLEM)
    await Proposal.filter(run_id=run.id).delete()
    await moves.advance(
        RUN,
        run,
        RunAction.START,
        actor,
        started_by_id=actor.account_id,
        solver_version="",
        attempt=0,
        stage="",
        total=None,
        bound=None,
        gap_ppm=None,
        baseline_total=None,
        requests_in_scope=0,
        requests_served=0,
        members_in_scope=0,
        started_at=clock.now(),
        finished_at=None,
        failure="",
    )
    await progress.record(run)
    return run


async def cancel(
    actor: Actor, id: UUID, *, reason: str = "", expected_version: int | None = None
) -> AssignmentRun:
    """Take a queued or running run back; whoever solves it stops within two seconds. Needs `run:manage`."""
    reason = inputs.text("reason", reason, most=400, required=False)
    run = await _checked(actor, id, RunAction.CANCEL, expected_version)
    await moves.advance(RUN, run, RunAction.CANCEL, actor, reason=reason, finished_at=clock.now())
    await progress.record(run)
    return run


async def discard(
    actor: Actor, id: UUID, *, reason: str = "", expected_version: int | None = None
) -> AssignmentRun:
    """Lay a run aside for good; it stays readable. Needs `run:manage`."""
    reason = inputs.text("reason", reason, most=400, required=False)
    run = await _checked(actor, id, RunAction.DISCARD, expected_version)
    await moves.advance(RUN, run, RunAction.DISCARD, actor, reason=reason)
    await progress.record(run)
    return run


def is_frozen(run: AssignmentRun) -> bool:
    """Whether the run's input is kept. Until then a plan that it has is of an earlier start.

    The solver's version is written together with the problem.
    """
    return run.solver_version != ""


async def locks_of(run: AssignmentRun) -> list[Lock]:
    """The locks that hold for a run: its own and those of the runs it is based on."""
    line, above = [run.id], run.based_on_id
    while above is not None and above not in line:
        line.append(above)
        above = (await AssignmentRun.get(id=above)).based_on_id
    return await Lock.filter(run_id__in=line).order_by("id")


def failure_text(run: AssignmentRun, locale: str) -> str | None:
    """Why a run failed, in words; None where it did not."""
    return coded.said(run.failure, locale) if run.failure else None


async def _checked(actor: Actor, id: UUID, action: RunAction, expected_version: int | None) -> AssignmentRun:
    """The run, locked, when the actor may see it, the table has the step, and the step is his to take."""
    unit_id = (await get(actor, id)).unit_id
    run = await locked(AssignmentRun, id, expected_version=expected_version)
    needed = RUN.transition(run.state, action).permission
    await scope.require(actor, Permission(needed or Permission.RUN_MANAGE), unit_id)
    return run
