"""Rows written many at a time: their ids, and their histories replayed through the state machines' tables."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from tortoise.models import Model

from sanbao.access.models import StateMove
from sanbao.core.bulk import Values, insert_values
from sanbao.core.machine import Machine
from sanbao.demo.world import Step

_State = TypeVar("_State", bound=StrEnum)


def row_id(key: str, at: datetime) -> UUID:
    """A version 7 UUID whose chance comes from the key: equal demos have equal ids, older rows sort earlier."""
    chance = int.from_bytes(hashlib.sha256(key.encode()).digest()[:10], "big")
    value = (int(at.timestamp() * 1000) & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (chance >> 62 & 0xFFF) << 64
    value |= 0b10 << 62 | chance & (1 << 62) - 1
    return UUID(int=value)


class Ledger:
    """Collects rows and writes them, model by model in the order in which each was first collected."""

    def __init__(self) -> None:
        self.ids: dict[str, UUID] = {}
        self._rows: dict[type[Model], list[Values]] = defaultdict(list)
        self._moves: list[Values] = []

    def add(self, model: type[Model], key: str, at: datetime, **columns: Any) -> UUID:
        """A row that others may name by its key."""
        id = self.ids[key] = row_id(key, at)
        self._rows[model].append({"id": id, "created_at": at, **columns})
        return id

    def of(self, key: str | None) -> UUID | None:
        """The id behind a key; None for None."""
        return None if key is None else self.ids[key]

    def lived(
        self,
        machine: Machine[Any, Any],
        key: str,
        first: _State,
        at: datetime,
        by: str | None,
        steps: Iterable[Step],
    ) -> tuple[_State, int]:
        """Write a row's history into the ledger. Answers the state it ends in and the row's version; raises
        InvalidTransition for a history that the table does not allow."""
        state = first
        id = row_id(key, at)
        self._move(machine, id, None, "CREATE", first, at, by, "")
        count = 1
        for step in steps:
            to = machine.transition(state, step.action).to
            self._move(machine, id, state, step.action.value, to, step.at, step.by, step.reason)
            state, count = to, count + 1
        return state, count

    def _move(
        self,
        machine: Machine[Any, Any],
        id: UUID,
        before: StrEnum | None,
        action: str,
        to: StrEnum,
        at: datetime,
        by: str | None,
        reason: str,
    ) -> None:
        self._moves.append(
            {
                "id": row_id(f"{id} {len(self._moves)}", at),
                "created_at": at,
                "noun": machine.noun,
                "row_id": id,
                "from_state": before.value if before else None,
                "action": action,
                "to_state": to.value,
                "reason": reason,
                "account_id": self.of(by),
            }
        )

    async def write(self) -> None:
        """Insert what was collected, and forget it; the ids stay known."""
        for model, rows in self._rows.items():
            await insert_values(model, rows)
        await insert_values(StateMove, self._moves)
        self._rows.clear()
        self._moves.clear()
