"""The journals: every change is written with who made it, every reading of sensitive fields with who read."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sanbao.access import models
from sanbao.access.actor import Actor
from sanbao.core.db import insert_many


async def record(actor: Actor, deed: str, noun: str, row_id: UUID | None, **facts: object) -> None:
    """Write one change, inside the unit of work that makes it. Facts hold no sensitive values."""
    await models.AuditEntry.create(
        account_id=actor.account_id,
        deed=deed,
        noun=noun,
        row_id=row_id,
        facts={k: _plain(v) for k, v in facts.items()},
    )


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (str, int, bool, list, dict)) else str(value)


class ReadJournal:
    """Collects what one API request reads of sensitive fields; `flush` writes it in one statement."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, UUID], set[str]] = defaultdict(set)

    def note(self, noun: str, row_id: UUID, field_name: str) -> None:
        """Remember that a sensitive field of a row is being shown."""
        self._read[noun, row_id].add(field_name)

    async def flush(self, actor: Actor) -> None:
        """Write what was remembered and forget it."""
        rows = [
            models.SensitiveRead(
                account_id=actor.account_id, noun=noun, row_id=row_id, field_names=",".join(sorted(names))
            )
            for (noun, row_id), names in self._read.items()
        ]
        self._read.clear()
        await insert_many(models.SensitiveRead, rows)
