"""Solving in the server's own process: the default, and all that SQLite needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sanbao.core.settings import Settings
from sanbao.planning import timers
from sanbao.planning.worker import Worker


@asynccontextmanager
async def embedded(settings: Settings) -> AsyncIterator[None]:
    """Solve runs and ring timers while the block lasts, where the settings say `worker = embedded`.

    What another process left RUNNING when it died is taken up first.
    """
    if settings.worker != "embedded":
        yield
        return
    tasks = [asyncio.create_task(Worker(settings).run_forever()), asyncio.create_task(timers.tick_forever())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
