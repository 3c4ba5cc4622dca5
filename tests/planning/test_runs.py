from __future__ import annotations

import pytest

from sanbao.access.actor import SYSTEM
from sanbao.access.models import StateMove
from sanbao.core import clock, coded
from sanbao.core.clock import Week
from sanbao.core.errors import Conflict, InvalidInput, InvalidTransition
from sanbao.core.settings import Settings
from sanbao.planning import documents, policies, runs, solving, worker
from sanbao.planning.models import (
    AssignmentRun,
    DocumentKind,
    Lock,
    LockKind,
    Policy,
    Proposal,
    ProposedSeat,
    RunEvent,
)
from sanbao.planning.solver_process import Outcome
from sanbao.planning.states import RunState
from tests.factories import make_unit
from tests.planning.factories import make_member, make_request

HOME = {"longitude": 120.3, "latitude": 31.5}
NEXT = Week.containing(clock.now()).following()


async def test_a_run_is_made_started_solved_and_read(db: Settings):
    street = await make_unit(**HOME)
    member = await make_member(street, position="120.310000,31.500000")
    request = await make_request(street, week=NEXT, windows=((540, 600),))
    unserved = await make_request(street, week=NEXT, windows=((2 * 1440 + 540, 2 * 1440 + 720),))
    run = await runs.create(SYSTEM, street.id, str(NEXT))
    assert run.state == RunState.DRAFT
    assert (await Policy.get(id=run.policy_id)).name == "标准"

    await runs.start(SYSTEM, run.id)
    solver = worker.Worker(db)
    assert await solver.work_once()
    assert not await solver.work_once()
    await solver.close()

    done = await AssignmentRun.get(id=run.id)
    assert (done.state, done.failure, done.solving_process) == (RunState.PROPOSED, "", "")
    assert (done.requests_in_scope, done.requests_served, done.members_in_scope) == (2, 1, 1)
    plan = await documents.load_plan(run.id)
    assert (done.total, done.bound, done.baseline_total) == (
        plan.score.total,
        plan.bound,
        plan.score.total,
    )
    found = await Proposal.get(run_id=run.id, request_id=request.id)
    assert (found.served, found.starts_at, found.reason) == (True, NEXT.moment(540), "")
    seat = await ProposedSeat.get(proposal_id=found.id)
    assert (seat.member_id, seat.seat_index, seat.travel_minutes) == (member.id, 0, 7)
    left = await Proposal.get(run_id=run.id, request_id=unserved.id)
    assert (left.served, left.starts_at) == (False, None)
    assert left.reason == plan.unserved[0].reason
    events = await RunEvent.filter(run_id=run.id).order_by("sequence")
    assert [e.sequence for e in events] == list(range(1, len(events) + 1))
    stages = list(dict.fromkeys(e.stage for e in events))
    assert (stages[:3], stages[-1]) == (["", "snapshot", "compiling"], "done")
    elapsed = [e.elapsed_milliseconds for e in events]
    assert elapsed == sorted(elapsed)
    states = [e.state for e in events]
    assert states == sorted(states, key=["DRAFT", "QUEUED", "RUNNING", "PROPOSED"].index)
    assert (events[-1].state, events[-1].total) == (RunState.PROPOSED, done.total)


async def test_starting_again_keeps_locks_and_pays_for_changing_the_earlier_plan(db: Settings):
    street = await make_unit(**HOME)
    near, far = await make_member(street), await make_member(street, position="120.310000,31.500000")
    request = await make_request(street, week=NEXT, windows=((540, 600),))
    run = await runs.create(SYSTEM, street.id, str(NEXT))
    await runs.start(SYSTEM, run.id)
    solver = worker.Worker(db)
    await solver.work_once()
    await Lock.create(run_id=run.id, kind=LockKind.PAIR, request_id=request.id, member_id=far.id)

    await runs.start(SYSTEM, run.id)

    assert not await Proposal.filter(run_id=run.id).exists()
    await solver.work_once()
    problem = await documents.load_problem(run.id)
    assert [(p.member, p.request, p.start, p.state) for p in problem.previous] == [
        (near.number, request.number, 540, "proposed")
    ]
    assert (await ProposedSeat.get(proposal__run_id=run.id)).member_id == far.id
    successor = await runs.create(SYSTEM, street.id, str(NEXT), based_on_id=run.id)
    assert [lock.member_id for lock in await runs.locks_of(successor)] == [far.id]
    await runs.start(SYSTEM, successor.id)
    await solver.work_once()
    await solver.close()
    problem = await documents.load_problem(successor.id)
    assert [p.member for p in problem.previous] == [far.number]
    assert [pin.members for pin in problem.pins] == [(far.number,)]


async def test_contradicting_locks_fail_the_run_with_a_reason_that_names_them(db: Settings):
    street = await make_unit(**HOME)
    member = await make_member(street)
    request = await make_request(street, week=NEXT, windows=((540, 600),))
    run = await runs.create(SYSTEM, street.id, str(NEXT))
    for kind in (LockKind.PAIR, LockKind.FORBID):
        await Lock.create(run_id=run.id, kind=kind, request_id=request.id, member_id=member.id)
    await runs.start(SYSTEM, run.id)
    solver = worker.Worker(db)

    await solver.work_once()

    await solver.close()
    failed = await AssignmentRun.get(id=run.id)
    assert failed.state == RunState.FAILED
    text = runs.failure_text(failed, "en")
    assert text is not None
    assert text.startswith("Locks or accepted places contradict each other")
    assert not await documents.exists(run.id, DocumentKind.PLAN)
    again = await runs.start(SYSTEM, run.id)
    assert (again.state, again.failure) == (RunState.QUEUED, "")


async def test_a_cancelled_run_is_not_solved_and_a_discarded_one_not_started(db: Settings):
    street = await make_unit(**HOME)
    run = await runs.create(SYSTEM, street.id, str(NEXT))
    await runs.start(SYSTEM, run.id)

    await runs.cancel(SYSTEM, run.id, reason="wrong week")

    assert not await worker.Worker(db).work_once()
    await runs.discard(SYSTEM, run.id)
    with pytest.raises(InvalidTransition):
        await runs.start(SYSTEM, run.id)
    assert (await AssignmentRun.get(id=run.id)).state == RunState.DISCARDED


async def test_weeks_that_are_over_or_far_are_refused_and_nothing_is_made(db: Settings):
    street, other = await make_unit(), await make_unit()
    foreign = await policies.default_for(other.id)
    for week in ("2020-W01", "0001-W01", "9999-W52", "2026-W99"):
        with pytest.raises(InvalidInput):
            await runs.create(SYSTEM, street.id, week)
    with pytest.raises(InvalidInput):
        await runs.create(SYSTEM, street.id, str(NEXT), policy_id=foreign.id)
    assert await AssignmentRun.all().count() == 0


async def test_only_one_of_two_workers_takes_a_run(db: Settings):
    street = await make_unit(**HOME)
    run = await runs.create(SYSTEM, street.id, str(NEXT))
    await runs.start(SYSTEM, run.id)
    first, second = worker.Worker(db), worker.Worker(db)

    assert (await worker.take(run.id, first.name)) is not None
    assert (await worker.take(run.id, second.name)) is None
    assert (await AssignmentRun.get(id=run.id)).attempt == 1

    await AssignmentRun.filter(id=run.id).update(heartbeat_at=clock.now() - worker.LEASE)
    taken = await worker.take(run.id, second.name)
    assert taken is not None
    assert (taken.attempt, taken.solving_process) == (2, second.name)


async def test_a_run_whose_process_dies_three_times_fails_and_says_so(
    db: Settings, monkeypatch: pytest.MonkeyPatch
):
    from concurrent.futures.process import BrokenProcessPool

    async def dies(*_: object) -> Outcome:
        raise BrokenProcessPool

    monkeypatch.setattr(solving, "solve", dies)
    street = await make_unit(**HOME)
    run = await runs.create(SYSTEM, street.id, str(NEXT))
    await runs.start(SYSTEM, run.id)
    solver = worker.Worker(db)

    for _ in range(3):
        assert await solver.work_once()

    assert not await solver.work_once()
    failed = await AssignmentRun.get(id=run.id)
    moves = await StateMove.filter(row_id=run.id).order_by("created_at", "id")
    assert [(move.action, coded.code(move.reason)) for move in moves[2:]] == [
        ("TAKE", None),
        ("RELEASE", "run-process-lost"),
        ("TAKE", None),
        ("RELEASE", "run-process-lost"),
        ("TAKE", None),
        ("FAIL", "run-worker-lost"),
    ]
    assert (failed.state, failed.attempt) == (RunState.FAILED, 3)
    assert runs.failure_text(failed, "en") == (
        "The solving process died 3 times (perhaps out of memory). "
        "Take a smaller scope or ask the administrator, then start again."
    )


async def test_a_changed_policy_is_a_new_revision_and_runs_keep_theirs(db: Settings):
    street = await make_unit()
    run = await runs.create(SYSTEM, street.id, str(NEXT))

    new = await policies.change(SYSTEM, run.policy_id, {"fairness_cost": 99})

    assert (new.revision, new.fairness_cost, new.travel_cost) == (2, 99, 20)
    assert (await AssignmentRun.get(id=run.id)).policy_id == run.policy_id
    assert (await policies.default_for(street.id)).id == new.id
    with pytest.raises(Conflict):
        await policies.change(SYSTEM, run.policy_id, {"fairness_cost": 1})
    with pytest.raises(InvalidInput):
        await policies.change(SYSTEM, new.id, {"travel_cost": 200})
    assert await Policy.all().count() == 2
