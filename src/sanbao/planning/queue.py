"""Workers over PgQueuer: which machine of several solves which run, with PostgreSQL as the only broker.

A job carries a run's id and nothing else. The run's row stays the truth (see `worker.py`), so a job that is
delivered twice or lost does no harm: idle workers announce every run that waits, under a key that allows one job
each.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import asyncpg
import structlog
from pgqueuer import Job, PgQueuer, Queries

from sanbao.core import clock, db
from sanbao.core.errors import Unavailable
from sanbao.core.settings import Settings
from sanbao.planning import timers
from sanbao.planning.models import AssignmentRun
from sanbao.planning.worker import LEASE, Worker, is_free, waiting

ENTRYPOINT = "solve_run"
_ANNOUNCE_SECONDS = 1.0
_TROUBLE_SECONDS = 5.0

log = structlog.get_logger()


@asynccontextmanager
async def _connected(settings: Settings) -> AsyncIterator[asyncpg.Connection]:
    if settings.is_sqlite:
        raise Unavailable("queue-needs-postgresql")
    connection = await asyncpg.connect(settings.database_url)
    try:
        yield connection
    finally:
        await connection.close()


async def install(settings: Settings) -> None:
    """Make the queue's tables, or bring them to the installed version of PgQueuer. Repeating it is safe."""
    async with _connected(settings) as connection:
        queries = Queries.from_asyncpg_connection(connection)
        if await queries.schema_is_installed():
            await queries.upgrade()
        else:
            await queries.install()


async def work(settings: Settings) -> None:
    """Be a worker until cancelled; the database is open already. Raises Unavailable on SQLite."""
    async with _connected(settings) as listening, _connected(settings) as asking:
        queue = PgQueuer.from_asyncpg_connection(listening)
        worker = Worker(settings)

        @queue.entrypoint(ENTRYPOINT)
        async def solve_run(job: Job) -> None:
            if job.payload is not None and not worker.is_busy:
                await worker.work_on(UUID(bytes=job.payload))

        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_announce_forever(Queries.from_asyncpg_connection(asking), worker))
                group.create_task(timers.tick_forever())
                group.create_task(
                    queue.run(
                        dequeue_timeout=timedelta(seconds=_ANNOUNCE_SECONDS),
                        batch_size=1,
                        max_concurrent_tasks=2,
                        heartbeat_timeout=LEASE,
                    )
                )
        finally:
            await worker.close()


async def _announce_forever(queries: Queries, worker: Worker) -> None:
    while True:
        try:
            if not worker.is_busy:
                await announce(queries, worker.name)
        except Exception:
            log.exception("announce_trouble")
            await asyncio.sleep(_TROUBLE_SECONDS)
        await asyncio.sleep(_ANNOUNCE_SECONDS)


async def announce(queries: Queries, name: str) -> int:
    """Put every run that waits, or whose worker died, in the queue, each once; answers how many stand there."""
    now = clock.now()
    free = [
        run.id
        for run in await AssignmentRun.filter(waiting()).order_by("started_at", "id")
        if is_free(run, name, now)
    ]
    if free:
        await queries.enqueue(
            [ENTRYPOINT] * len(free),
            [run_id.bytes for run_id in free],
            [0] * len(free),
            dedupe_key=[f"{ENTRYPOINT}:{run_id.hex}" for run_id in free],
            on_conflict="skip",
        )
    return len(free)


async def serve(settings: Settings) -> None:
    """A whole worker process: opens the database and works until it is told to end (SIGTERM, SIGINT).

    A run under way goes back to the queue then.
    """
    async with db.opened(settings):
        working = asyncio.create_task(work(settings))
        for sign in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sign, working.cancel)
        await asyncio.wait([working])
        if not working.cancelled():
            working.result()
