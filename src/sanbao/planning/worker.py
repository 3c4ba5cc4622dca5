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
from sanbao.core.db import locked, unit_of_work
from sanbao.core.settings import Settings
from sanbao.planning import documents, progress, runs, solving
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
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


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
            self.close()
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

    def close(self) -> None:
        """Let the solving process go."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = None

    async def _solve(self, run: AssignmentRun) -> None:
        policy = await Policy.get(id=run.policy_id)
        settings = SolveSettings(
            time_limit_seconds=float(policy.time_limit_seconds),
            workers=self._settings.solver_workers,
            seed=run.seed,
        )
        problem = await documents.load(run.id, DocumentKind.PROBLEM)
        self._executor = self._executor or self._new_executor()
        try:
            outcome = await solving.solve(problem, settings, self._executor, _Reporter(run.id, self.name))
        except BrokenExecutor:
            self.close()
            await self._process_died(run.id)
            return
        if outcome is None:
            self.close()
            await AssignmentRun.filter(id=run.id, solving_process=self.name).update(solving_process="")
            return
        await self._finish(run.id, outcome)

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
                await _fail(run, runs.failure(key, **{fact: outcome.detail}))

    async def _process_died(self, run_id: UUID) -> None:
        """Back to the queue, or failed when it happened too often. A run cancelled meanwhile stays cancelled."""
        async with unit_of_work():
            run = await _mine(run_id, self.name)
            if run is not None:
                await _release_or_fail(run)
        await AssignmentRun.filter(id=run_id, solving_process=self.name).update(solving_process="")

    async def _give_back(self, run_id: UUID) -> None:
        """The service is shutting down: the attempt does not count."""
        async with unit_of_work():
            run = await _mine(run_id, self.name)
            if run is not None:
                await moves.advance(
                    RUN, run, RunAction.RELEASE, SYSTEM, attempt=run.attempt - 1, solving_process=""
                )
                await progress.record(run)


_FAULTS = {
    "contradiction": ("run-pins-contradict", "pins"),
    "invalid": ("run-problem-invalid", "faults"),
    "violations": ("run-plan-invalid", "violations"),
    "error": ("run-solver-error", "error"),
}


class _Reporter:
    """Writes the progress of a solve, gives signs of life, and notices when the run was taken away."""

    def __init__(self, run_id: UUID, owner: str) -> None:
        self._run_id, self._owner = run_id, owner
        self._written = Standing()
        self._last_beat = self._last_event = monotonic()

    async def __call__(self, standing: Standing) -> bool:
        """Whether the solve shall go on."""
        now = monotonic()
        news = standing != self._written and now - self._last_event >= _EVENT_SECONDS
        if not news and now - self._last_beat < _HEARTBEAT_SECONDS:
            return await _is_mine(self._run_id, self._owner)
        async with unit_of_work():
            run = await _mine(self._run_id, self._owner)
            if run is None:
                return False
            self._last_beat = now
            changes: dict[str, object] = {"heartbeat_at": clock.now()}
            if news:
                self._written, self._last_event = standing, now
                changes |= {
                    "stage": standing.stage,
                    "total": standing.total,
                    "bound": standing.bound,
                    "gap_ppm": standing.gap_ppm,
                }
                await progress.record(run, standing)
            await AssignmentRun.filter(id=run.id).update(**changes)
        return True


async def take(run_id: UUID, me: str) -> AssignmentRun | None:
    """Make a run this process's own; None when it is not to be taken, or has failed for good."""
    async with unit_of_work():
        run = await locked(AssignmentRun, run_id)
        if not is_free(run, me, clock.now()):
            return None
        if run.state == RunState.RUNNING and not await _release_or_fail(run):
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


async def _release_or_fail(run: AssignmentRun) -> bool:
    """Back to the queue, or FAILED after too many attempts; whether it is queued again."""
    log.warning("solving_process_lost", run=run.number, attempt=run.attempt, process=run.solving_process)
    if run.attempt >= MOST_ATTEMPTS:
        await _fail(run, runs.failure("run-worker-lost", attempts=run.attempt))
        return False
    await moves.advance(RUN, run, RunAction.RELEASE, SYSTEM, solving_process="")
    await progress.record(run)
    return True


async def _fail(run: AssignmentRun, why: str) -> None:
    await moves.advance(
        RUN, run, RunAction.FAIL, SYSTEM, failure=why, finished_at=clock.now(), solving_process=""
    )
    await progress.record(run)


async def _is_mine(run_id: UUID, me: str) -> bool:
    return await AssignmentRun.filter(id=run_id, state=RunState.RUNNING, solving_process=me).exists()


async def _mine(run_id: UUID, me: str) -> AssignmentRun | None:
    """The run, locked, if this process still solves it."""
    run = await locked(AssignmentRun, run_id)
    return run if run.state == RunState.RUNNING and run.solving_process == me else None
