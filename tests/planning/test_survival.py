"""Real processes are really killed: the server, the worker of the queue, and the process that solves."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sanbao.access.actor import SYSTEM
from sanbao.access.models import StateMove
from sanbao.core import clock, coded
from sanbao.core.clock import Week
from sanbao.core.settings import Settings
from sanbao.planning import queue, runs
from sanbao.planning.models import AssignmentRun, Proposal, RunEvent
from sanbao.planning.states import RunState
from tests.databases import KEY
from tests.factories import make_unit
from tests.planning.factories import make_member, make_request

NEXT = Week.containing(clock.now()).following()
PATIENCE_SECONDS = 180.0
SAID = "said.txt"


@pytest.fixture
async def queued(db: Settings) -> AsyncIterator[AssignmentRun]:
    """A run that waits to be solved."""
    street = await make_unit(longitude=120.3, latitude=31.5)
    await make_member(street)
    await make_request(street, week=NEXT)
    run = await runs.create(SYSTEM, street.id, str(NEXT))
    yield await runs.start(SYSTEM, run.id)


@contextmanager
def process(folder: Path, settings: Settings, command: str) -> Iterator[int]:
    """A `sanbao` that serves or works; killed at the end, if it lives then. What it says is appended to a file."""
    environment = os.environ | {
        "SANBAO_DATABASE_URL": settings.database_url,
        "SANBAO_ENCRYPTION_KEYS": KEY,
        "SANBAO_WORKER": "embedded" if command == "serve" else "queue",
        "SANBAO_PORT": "0",
    }
    with (
        (folder / SAID).open("ab") as said,
        subprocess.Popen(
            [sys.executable, "-m", "sanbao", command], env=environment, stdout=said, stderr=said
        ) as running,
    ):
        try:
            yield running.pid
        finally:
            running.kill()


def children(pid: int, named: str = "spawn_main") -> list[int]:
    """The processes below one: those that solve, not the tracker that multiprocessing starts beside them; or all."""
    found = []
    for line in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(line.read_text().rsplit(")", 1)[1].split()[1])
            command = (line.parent / "cmdline").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid and named in command:
            found.append(int(line.parent.name))
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def eventually(what: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not await what():
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.02)


async def solving(run: AssignmentRun, attempt: int, pid: int) -> int:
    """Wait until a process below `pid` solves the run for the n-th time; its number."""

    async def begun() -> bool:
        now = await AssignmentRun.get(id=run.id)
        return now.state == RunState.RUNNING and now.attempt == attempt and bool(children(pid))

    await eventually(begun)
    return children(pid)[0]


async def is_proposed(run: AssignmentRun) -> bool:
    return (await AssignmentRun.get(id=run.id)).state == RunState.PROPOSED


async def test_a_run_survives_kill_9_of_its_solver_and_of_the_whole_server(
    db: Settings, queued: AssignmentRun, tmp_path: Path
):
    with process(tmp_path, db, "serve") as server:
        os.kill(await solving(queued, 1, server), signal.SIGKILL)
        orphan = await solving(queued, 2, server)
        os.kill(server, signal.SIGKILL)

    async def orphan_is_gone() -> bool:
        return not is_alive(orphan)

    await eventually(orphan_is_gone)
    assert (await AssignmentRun.get(id=queued.id)).state == RunState.RUNNING
    with process(tmp_path, db, "serve"):
        await eventually(lambda: is_proposed(queued))

    done = await AssignmentRun.get(id=queued.id)
    moves = await StateMove.filter(row_id=queued.id).order_by("created_at", "id")
    assert [(move.action, coded.said(move.reason, "en")) for move in moves] == [
        ("CREATE", ""),
        ("START", ""),
        ("TAKE", ""),
        ("RELEASE", "The process that solved it was lost (attempt 1 of 3); it waits to be solved again."),
        ("TAKE", ""),
        ("RELEASE", "The process that solved it was lost (attempt 2 of 3); it waits to be solved again."),
        ("TAKE", ""),
        ("PROPOSE", ""),
    ]
    assert (done.attempt, done.requests_served) == (3, 1)
    assert await Proposal.filter(run_id=queued.id).count() == 1
    events = await RunEvent.filter(run_id=queued.id).order_by("sequence")
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert [e.state for e in events].count(RunState.PROPOSED) == 1


@pytest.mark.parametrize("moment", ["while it solves", "after it solved"])
async def test_a_server_told_to_end_gives_its_run_back_and_leaves_nothing_behind(
    db: Settings, queued: AssignmentRun, tmp_path: Path, moment: str
):
    with process(tmp_path, db, "serve") as server:
        await solving(queued, 1, server)
        if moment == "after it solved":
            await eventually(lambda: is_proposed(queued))
        everybody = [server, *children(server, named="")]
        os.kill(server, signal.SIGTERM)

        async def have_ended() -> bool:
            return not any(map(is_alive, everybody))

        await eventually(have_ended)

    said = (tmp_path / SAID).read_text()
    assert "leaked" not in said
    assert "Traceback" not in said
    run = await AssignmentRun.get(id=queued.id)
    if run.state == RunState.QUEUED:
        last = await StateMove.filter(row_id=queued.id).order_by("-created_at", "-id").first()
        assert last is not None
        assert (run.attempt, last.action, coded.code(last.reason)) == (0, "RELEASE", "run-worker-stopped")
    else:
        assert run.state == RunState.PROPOSED


async def test_a_run_cancelled_while_its_server_is_dead_stays_cancelled(
    db: Settings, queued: AssignmentRun, tmp_path: Path
):
    with process(tmp_path, db, "serve") as server:
        await solving(queued, 1, server)
        os.kill(server, signal.SIGKILL)
    await runs.cancel(SYSTEM, queued.id)
    other = await runs.start(SYSTEM, (await runs.create(SYSTEM, queued.unit_id, str(NEXT))).id)

    with process(tmp_path, db, "serve"):
        await eventually(lambda: is_proposed(other))

    cancelled = await AssignmentRun.get(id=queued.id)
    assert (cancelled.state, cancelled.attempt) == (RunState.CANCELLED, 1)


async def test_a_worker_of_the_queue_takes_over_from_one_that_was_killed_twice(
    db: Settings, queued: AssignmentRun, tmp_path: Path
):
    if db.is_sqlite:
        pytest.skip("the queue needs PostgreSQL")
    await queue.install(db)
    await queue.install(db)
    for attempt in (1, 2):
        with process(tmp_path, db, "worker") as worker:
            await solving(queued, attempt, worker)
            os.kill(worker, signal.SIGKILL)

    with process(tmp_path, db, "worker"):
        await eventually(lambda: is_proposed(queued))

    assert (await AssignmentRun.get(id=queued.id)).attempt == 3


async def test_a_run_cancelled_while_it_is_solved_stops_at_once(
    db: Settings, queued: AssignmentRun, tmp_path: Path
):
    with process(tmp_path, db, "serve") as server:
        solver = await solving(queued, 1, server)
        await runs.cancel(SYSTEM, queued.id)

        async def let_go() -> bool:
            now = await AssignmentRun.get(id=queued.id)
            return now.solving_process == "" and not is_alive(solver)

        await eventually(let_go)

    assert (await AssignmentRun.get(id=queued.id)).state == RunState.CANCELLED
    assert not await Proposal.filter(run_id=queued.id).exists()
