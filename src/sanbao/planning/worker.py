"""Solving queued runs, one at a time, so that nothing is lost when a process dies.

The run's row is the truth: its state, the process that solves it, that process's last sign of life. Who finds a
run QUEUED, or RUNNING with nobody alive behind it, may take it; the row's lock decides between two.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

import structlog
from tortoise.expressions import Q

from sanbao.access import moves
from sanbao.access.actor import SYSTEM
from sanbao.core import clock, ids
from sanbao.core.coded import coded
from sanbao.core.db import locked, unit_of_work
from sanbao.core.settings import Settings
from sanbao.planning import documents, freezing, progress, runs, solving
from sanbao.planning.accepting import accept_plan
from sanbao.planning.models import AssignmentRun, DocumentKind, Policy
from sanbao.planning.progress import Standing
from sanbao.planning.solver_process import Outcome
from sanbao.planning.states import RUN, RunAction, RunState
from sanbao_solver import SolveSettings

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=15)
"""After this long without a sign of life the solving process counts as dead."""

_HEARTBEAT_SECONDS = 2.0
_EVENT_SECONDS = 0.5
_IDLE_SECONDS = 0.5
_TROUBLE_SECONDS = 5.0

log = structlog.get_logger()

_alive_here: set[str] = set()


def process_name() -> str:
    """A name for this process that no other has, even one with the same number after a restart."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{ids.new_id().hex[-8:]}"


def is_dead(name: str) -> bool:
    """Whether a worker of this machine is surely gone; of other machines one cannot tell."""
    host, pid, _ = name.rsplit(":", 2)
    if host != socket.gethostname()[:40]:
        return False
    if int(pid) == os.getpid():
        return name not in _alive_here
    return solving.is_gone(int(pid))


def is_free(run: AssignmentRun, me: str, now: datetime) -> bool:
    """May a process named `me`, which solves nothing just now, take the run?"""
    if run.state not in (RunState.QUEUED, RunState.RUNNING):
        return False
    owner = run.solving_process
    alive = run.heartbeat_at is not None and now - run.heartbeat_at < LEASE
    return not owner or owner == me or not alive or is_dead(owner)


def waiting() -> Q:
    """Runs that somebody may have to solve."""
    return Q(state__in=(RunState.QUEUED, RunState.RUNNING))


class Worker:
    """Takes runs and solves them with an executor, one at a time."""

    def __init__(self, settings: Settings, new_executor: Callable[[], Executor] = solving.new_pool) -> None:
        self.name = process_name()
        _alive_here.add(self.name)
        self._settings = settings
        self._new_executor = new_executor
        self._executor: Executor | None = None
        self._busy = asyncio.Lock()

    @property
    def is_busy(self) -> bool:
        """Whether it solves a run just now."""
        return self._busy.locked()

    async def run_forever(self) -> None:
        """Solve whatever waits until cancelled; a run under way goes back to the queue then."""
        try:
            while True:
                try:
                    worked = await self.work_once()
                except Exception:
                    log.exception("worker_trouble")
                    await asyncio.sleep(_TROUBLE_SECONDS)
                else:
                    if not worked:
                        await asyncio.sleep(_IDLE_SECONDS)
        finally:
            await self.close()
            _alive_here.discard(self.name)

    async def work_once(self) -> bool:
        """Solve the run that has waited longest; False when none waits."""
        now = clock.now()
        for run in await AssignmentRun.filter(waiting()).order_by("started_at", "id"):
            if is_free(run, self.name, now) and await self.work_on(run.id):
                return True
        return False

    async def work_on(self, run_id: UUID) -> bool:
        """Take a run and solve it; False when it is not to be taken (somebody else's, cancelled, done)."""
        async with self._busy:
            run = await take(run_id, self.name)
            if run is None:
                return False
            try:
                await self._solve(run)
            except asyncio.CancelledError:
                await asyncio.shield(self._give_back(run.id))
                raise
            return True

    async def close(self) -> None:
        """End the solving process and wait until it is gone: a process that is itself ended by a signal afterwards
        leaves none of the pool's semaphores behind."""
        executor, self._executor = self._executor, None
        if executor is not None:
            await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)

    async def _solve(self, run: AssignmentRun) -> None:
        """Freeze the input where that has not been done, solve it, keep what comes of it."""
        reporter = _Reporter(run.id, self.name)
        if not runs.is_frozen(run) and not await self._freeze(run.id, reporter):
            return
        policy = await Policy.get(id=run.policy_id)
        settings = SolveSettings(
            time_limit_seconds=float(policy.time_limit_seconds),
            workers=self._settings.solver_workers,
            seed=run.seed,
        )
        problem = await documents.load(run.id, DocumentKind.PROBLEM)
        self._executor = self._executor or self._new_executor()
        try:
            outcome = await solving.solve(problem, settings, self._executor, reporter)
        except BrokenExecutor:
            await self.close()
            await self._lost(run.id, "run-process-lost")
            return
        if outcome is None:
            await self.close()
            await self._let_go(run.id)
            return
        await self._finish(run.id, outcome)

    async def _freeze(self, run_id: UUID, reporter: _Reporter) -> bool:
        """Freeze the input and give signs of life meanwhile; False where the run is no longer to be solved."""
        task = asyncio.create_task(freezing.freeze(run_id, self.name))
        try:
            while not task.done():
                if not await reporter(Standing(stage="snapshot")):
                    break
                await asyncio.wait([task], timeout=solving.LOOK_SECONDS)
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait([task])
        if task.cancelled():
            await self._let_go(run_id)
            return False
        if (trouble := task.exception()) is not None:
            log.error("snapshot_trouble", run=str(run_id), exc_info=trouble)
            await self._lost(run_id, "run-snapshot-lost")
            return False
        if not task.result():
            await self._let_go(run_id)
            return False
        return True

    async def _finish(self, run_id: UUID, outcome: Outcome) -> None:
        async with unit_of_work():
            run = await _mine(run_id, self.name)
            if run is None:
                return
            if outcome.plan is not None:
                await accept_plan(run, outcome.plan, outcome.baseline)
            else:
                log.warning("run_failed", run=run.number, fault=outcome.fault, detail=outcome.detail)
                key, fact = _FAULTS[outcome.fault]
                await _fail(run, coded(key, **{fact: outcome.detail}))

    async def _lost(self, run_id: UUID, why: str) -> None:
        """Back to the queue, or failed when it happened too often. A run cancelled meanwhile stays cancelled."""
        async with unit_of_work():
            run = await _mine(run_id, self.name)
            if run is not None:
                await _release_or_fail(run, why)
        await self._let_go(run_id)

    async def _let_go(self, run_id: UUID) -> None:
        await AssignmentRun.filter(id=run_id, solving_process=self.name).update(solving_process="")

    async def _give_back(self, run_id: UUID) -> None:
        """The service is shutting down: the attempt does not count."""
        async with unit_of_work():
            run = await _mine(run_id, self.name)
            if run is not None:
                await moves.advance(
                    RUN,
                    run,
                    RunAction.RELEASE,
                    SYSTEM,
                    reason=coded("run-worker-stopped"),
                    attempt=run.attempt - 1,
                    solving_process="",
                )
                await progress.record(run)


_FAULTS = {
    "contradiction": ("run-pins-contradict", "pins"),
    "invalid": ("run-problem-invalid", "faults"),
    "violations": ("run-plan-invalid", "violations"),
    "error": ("run-solver-error", "error"),
}


_FOR_GOOD = {"run-process-lost": "run-worker-lost", "run-snapshot-lost": "run-snapshot-failed"}
"""What is said of a fault that was tried again too often."""


class _Reporter:
    """Writes a run's progress, gives signs of life, and notices when the run was taken away.

    An event at every change of where it stands, at most two a second; without a change at every sign of life, so
    that who watches sees that it lives.
    """

    def __init__(self, run_id: UUID, owner: str) -> None:
        self._run_id, self._owner = run_id, owner
        self._written = Standing()
        self._last_event = -_HEARTBEAT_SECONDS

    async def __call__(self, standing: Standing) -> bool:
        """Whether the work shall go on."""
        since = monotonic() - self._last_event
        if since < (_EVENT_SECONDS if standing != self._written else _HEARTBEAT_SECONDS):
            return await _is_mine(self._run_id, self._owner)
        async with unit_of_work():
            run = await _mine(self._run_id, self._owner)
            if run is None:
                return False
            self._written, self._last_event = standing, monotonic()
            await progress.record(run, standing)
            await AssignmentRun.filter(id=run.id).update(
                heartbeat_at=clock.now(),
                stage=standing.stage,
                total=standing.total,
                bound=standing.bound,
                gap_ppm=standing.gap_ppm,
            )
        return True


async def take(run_id: UUID, me: str) -> AssignmentRun | None:
    """Make a run this process's own; None when it is not to be taken, or has failed for good."""
    async with unit_of_work():
        run = await locked(AssignmentRun, run_id)
        if not is_free(run, me, clock.now()):
            return None
        if run.state == RunState.RUNNING and not await _release_or_fail(run, "run-process-lost"):
            return None
        await moves.advance(
            RUN,
            run,
            RunAction.TAKE,
            SYSTEM,
            attempt=run.attempt + 1,
            solving_process=me,
            heartbeat_at=clock.now(),
        )
        await progress.record(run, Standing())
        return run


async def _release_or_fail(run: AssignmentRun, why: str) -> bool:
    """Back to the queue, or FAILED after too many attempts; whether it is queued again."""
    log.warning(
        "solving_process_lost", run=run.number, attempt=run.attempt, process=run.solving_process, why=why
    )
    if run.attempt >= MOST_ATTEMPTS:
        await _fail(run, coded(_FOR_GOOD[why], attempts=run.attempt))
        return False
    reason = coded(why, attempt=run.attempt, most=MOST_ATTEMPTS)
    await moves.advance(RUN, run, RunAction.RELEASE, SYSTEM, reason=reason, solving_process="")
    await progress.record(run)
    return True


async def _fail(run: AssignmentRun, why: str) -> None:
    await moves.advance(
        RUN,
        run,
        RunAction.FAIL,
        SYSTEM,
        reason=why,
        failure=why,
        finished_at=clock.now(),
        solving_process="",
    )
    await progress.record(run)


async def _is_mine(run_id: UUID, me: str) -> bool:
    return await AssignmentRun.filter(id=run_id, state=RunState.RUNNING, solving_process=me).exists()


async def _mine(run_id: UUID, me: str) -> AssignmentRun | None:
    """The run, locked, if this process still solves it."""
    run = await locked(AssignmentRun, run_id)
    return run if run.state == RunState.RUNNING and run.solving_process == me else None
