"""Watching a run: its events as they are written, resumed after the last one seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.core import inputs
from sanbao.planning import runs
from sanbao.planning.models import RunEvent
from sanbao.planning.states import RunState

POLL_SECONDS = 0.5
UNDER_WAY = (RunState.DRAFT, RunState.QUEUED, RunState.RUNNING)
"""States after which more is to be seen; a draft may be watched before it is started."""

_EVENTS_AT_ONCE = 500


async def follow(
    actor: Callable[[], Awaitable[Actor]], run_id: UUID, after: int | None
) -> AsyncIterator[RunEvent]:
    """The events of a run after a sequence number, then each as it is written; ends with the state in which
    nothing more will happen by itself. `actor` tells each time anew who follows: raises NotFound for a run that
    he may not read, also when he loses that right while he follows."""
    cursor = inputs.number("after", after if after is not None else 0, least=0, most=2**31 - 1)
    while True:
        run = await runs.get(await actor(), run_id)
        for event in (
            await RunEvent.filter(run_id=run_id, sequence__gt=cursor)
            .order_by("sequence")
            .limit(_EVENTS_AT_ONCE)
        ):
            cursor = event.sequence
            yield event
        if run.state not in UNDER_WAY and not await RunEvent.exists(run_id=run_id, sequence__gt=cursor):
            return
        await asyncio.sleep(POLL_SECONDS)
