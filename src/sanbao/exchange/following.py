"""How far the imports under way have come, for who waits for them: in this process's memory, until they end.

The embedded database answers nobody while an import holds its unit of work; memory does.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.exchange.importer import Progress


@dataclass(frozen=True, slots=True)
class Standing:
    """What an import is doing, and how many of how many rows of that are done."""

    stage: str
    done: int
    total: int


WAITING = Standing("waiting", 0, 0)
_LOOK_SECONDS = 0.2
_under_way: dict[tuple[UUID | None, str], Standing] = {}


@contextmanager
def followed(actor: Actor, key: str) -> Iterator[Progress]:
    """Progress that `follow` tells, under a key of the actor's own choice, while the block runs."""
    mine = (actor.account_id, key)

    def hear(stage: str, done: int, total: int) -> None:
        _under_way[mine] = Standing(stage, done, total)

    try:
        yield hear
    finally:
        _under_way.pop(mine, None)


async def follow(actor: Actor, key: str) -> AsyncIterator[Standing]:
    """How far the actor's import under a key has come: `WAITING` at once, then each time more is done, until it ends."""
    told = WAITING
    yield told
    while True:
        now = _under_way.get((actor.account_id, key))
        if now is None and told is not WAITING:
            return
        if now is not None and now != told:
            told = now
            yield told
        await asyncio.sleep(_LOOK_SECONDS)
