from __future__ import annotations

import asyncio
import zlib

import pytest

from sanbao.access.actor import SYSTEM
from sanbao.access.models import StateMove
from sanbao.core import clock, coded
from sanbao.core.clock import Week
from sanbao.core.db import connection
from sanbao.core.settings import Settings
from sanbao.planning import documents, freezing, runs, worker
from sanbao.planning.models import AssignmentRun, DocumentKind, RunDocument, RunEvent
from sanbao.planning.states import RunState
from sanbao_solver import SOLVER_VERSION
from tests.factories import make_unit
from tests.planning.factories import make_member, make_request

HOME = {"longitude": 120.3, "latitude": 31.5}
NEXT = Week.containing(clock.now()).following()
ME = "somebody:1:x"


async def a_started_run() -> AssignmentRun:
    street = await make_unit(**HOME)
    await make_member(street)
    await make_request(street, week=NEXT)
    run = await runs.create(SYSTEM, street.id, str(NEXT))
    return await runs.start(SYSTEM, run.id)


async def test_starting_only_queues_and_the_worker_freezes_what_it_finds_then(db: Settings):
    run = await a_started_run()
    assert (run.state, run.solver_version, run.requests_in_scope, run.members_in_scope) == (
        RunState.QUEUED,
        "",
        0,
        0,
    )
    assert not await documents.exists(run.id, DocumentKind.PROBLEM)
    later = await make_request(await run.unit, week=NEXT)

    await worker.take(run.id, ME)
    assert await freezing.freeze(run.id, ME)

    frozen = await AssignmentRun.get(id=run.id)
    assert (frozen.solver_version, frozen.requests_in_scope, frozen.members_in_scope) == (
        SOLVER_VERSION,
        2,
        1,
    )
    assert later.number in {q.id for q in (await documents.load_problem(run.id)).requests}


async def test_the_homes_in_a_kept_document_are_sealed_and_older_documents_are_still_read(db: Settings):
    run = await a_started_run()
    await worker.take(run.id, ME)
    await freezing.freeze(run.id, ME)
    body = await documents.load(run.id, DocumentKind.PROBLEM)

    (kept,) = await connection().execute_query_dict("SELECT body FROM run_document")
    assert bytes(kept["body"]).startswith(b"sealed:")
    assert b"place" in body and zlib.compress(body, 3)[:40] not in bytes(kept["body"])
    await RunDocument.filter(run_id=run.id).update(body=zlib.compress(body))
    assert await documents.load(run.id, DocumentKind.PROBLEM) == body


async def test_what_is_kept_is_not_frozen_again_by_the_next_worker(db: Settings):
    run = await a_started_run()
    await worker.take(run.id, ME)
    await freezing.freeze(run.id, ME)
    kept = await documents.load(run.id, DocumentKind.PROBLEM)
    await make_request(await run.unit, week=NEXT)
    await AssignmentRun.filter(id=run.id).update(heartbeat_at=clock.now() - worker.LEASE)

    solver = worker.Worker(db)
    await solver.work_once()
    await solver.close()

    done = await AssignmentRun.get(id=run.id)
    assert (done.state, done.attempt, done.requests_in_scope) == (RunState.PROPOSED, 2, 1)
    assert await documents.load(run.id, DocumentKind.PROBLEM) == kept


async def test_a_worker_that_lost_the_run_meanwhile_keeps_nothing(db: Settings):
    run = await a_started_run()
    await worker.take(run.id, ME)
    await runs.cancel(SYSTEM, run.id)

    assert not await freezing.freeze(run.id, ME)

    assert not await documents.exists(run.id, DocumentKind.PROBLEM)
    assert (await AssignmentRun.get(id=run.id)).solver_version == ""


async def test_a_run_cancelled_before_its_input_was_frozen_is_still_measured_from_its_earlier_plan(
    db: Settings,
):
    run = await a_started_run()
    solver = worker.Worker(db)
    await solver.work_once()
    await runs.start(SYSTEM, run.id)
    await runs.cancel(SYSTEM, run.id)

    await runs.start(SYSTEM, run.id)
    await solver.work_once()
    await solver.close()

    assert [p.state for p in (await documents.load_problem(run.id)).previous] == ["proposed"]


async def test_input_that_cannot_be_frozen_is_tried_three_times_and_then_fails_the_run_with_a_reason(
    db: Settings, monkeypatch: pytest.MonkeyPatch
):
    async def breaks(*_: object) -> bool:
        raise ConnectionError("the database went away")

    monkeypatch.setattr(freezing, "freeze", breaks)
    run = await a_started_run()
    solver = worker.Worker(db)

    for _ in range(3):
        assert await solver.work_once()

    assert not await solver.work_once()
    failed = await AssignmentRun.get(id=run.id)
    assert (failed.state, failed.solving_process) == (RunState.FAILED, "")
    assert runs.failure_text(failed, "en") == (
        "The week's requests and members could not be frozen in 3 attempts; it was logged. "
        "Ask the administrator, then start again."
    )
    moves = await StateMove.filter(row_id=run.id, action__in=["RELEASE", "FAIL"]).order_by("created_at", "id")
    assert [coded.code(move.reason) for move in moves] == [
        "run-snapshot-lost",
        "run-snapshot-lost",
        "run-snapshot-failed",
    ]


async def test_a_run_cancelled_while_its_input_is_frozen_stops_at_once(
    db: Settings, monkeypatch: pytest.MonkeyPatch
):
    begun = asyncio.Event()

    async def takes_forever(*_: object) -> bool:
        begun.set()
        await asyncio.Event().wait()
        return True

    monkeypatch.setattr(freezing, "freeze", takes_forever)
    run = await a_started_run()
    working = asyncio.create_task(worker.Worker(db).work_once())
    await begun.wait()

    await runs.cancel(SYSTEM, run.id)

    assert await working
    cancelled = await AssignmentRun.get(id=run.id)
    assert (cancelled.state, cancelled.stage, cancelled.solving_process) == (
        RunState.CANCELLED,
        "snapshot",
        "",
    )


async def test_elapsed_time_never_falls_within_a_start_and_begins_anew_with_the_next(db: Settings):
    run = await a_started_run()
    solver = worker.Worker(db)
    await AssignmentRun.filter(id=run.id).update(started_at=clock.now() - worker.LEASE)
    await solver.work_once()
    first = await RunEvent.filter(run_id=run.id).order_by("-sequence").first()
    assert first is not None
    assert first.elapsed_milliseconds >= 15_000

    await runs.start(SYSTEM, run.id)
    await solver.work_once()
    await solver.close()

    later = await RunEvent.filter(run_id=run.id, sequence__gt=first.sequence).order_by("sequence")
    elapsed = [event.elapsed_milliseconds for event in later]
    assert elapsed == sorted(elapsed)
    assert elapsed[0] < 15_000
