"""Inserting rows by the hundred thousand, without making an object of each.

Tortoise's `bulk_create` spends most of its time on making and validating model instances; here values go from
mappings through the same fields (sealing included) to the database: by COPY to PostgreSQL, else by `executemany`.
Each column is turned at once, where values repeat each of them once, and the next rows are turned while the
database takes the last. A city's roster is 75,000 members and, with skills, times and history, 600,000 rows.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import islice
from threading import Lock
from typing import Any
from uuid import UUID

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError
from tortoise.models import Model

from sanbao.core.db import ROWS_A_STATEMENT, connection, is_postgresql

Values = Mapping[str, Any]
Line = tuple[Any, ...]

_ABSENT = object()
_REPEATING = (UUID, Enum, int, date)
_COPIED_FROM = 200
"""From so many rows on COPY is worth asking the database for the columns' types first."""

_pausing = Lock()
_paused = 0


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the rows to insert: how its values are turned, and what stands where a row says nothing."""

    name: str
    turn: Callable[[Any], Any]
    repeats: bool
    default: Any

    def of(self, rows: Sequence[Values]) -> list[Any]:
        """The column of some rows; raises KeyError where a row lacks a value that has no default."""
        given = [row.get(self.name, _ABSENT) for row in rows]
        if self.repeats:
            known = {value: self._turned(value) for value in set(given)}
            return [known[value] for value in given]
        return [self._turned(value) for value in given]

    def _turned(self, value: Any) -> Any:
        if value is not _ABSENT:
            return self.turn(value)
        if self.default is _ABSENT:
            raise KeyError(self.name)
        return self.default


def _columns(model: type[Model], names: Iterable[str]) -> list[_Column]:
    native = is_postgresql()
    found = []
    for name in names:
        field = model._meta.fields_map[name]

        def turn(value: Any, convert: Callable[..., Any] = field.to_db_value) -> Any:
            return value if native and isinstance(value, UUID) else convert(value, model)

        default: Any = _ABSENT
        if name != model._meta.pk_attr and (field.null or field.default is not None):
            default = turn(field.default() if callable(field.default) else field.default)
        kind = field.field_type
        repeats = name != model._meta.pk_attr and isinstance(kind, type) and issubclass(kind, _REPEATING)
        found.append(_Column(name, turn, repeats, default))
    return found


async def insert_values(
    model: type[Model], rows: Iterable[Values], written: Callable[[int], None] | None = None
) -> None:
    """Insert one row of `model` for each mapping of field (`unit_id`, not `unit`) to value.

    A field left out takes its default (KeyError where it has none); every row gets an id of its own, all of one call
    the same `created_at`. `written` hears after each statement how many rows are in. Raises IntegrityError.
    """
    client = connection()
    executor = client.executor_class(model=model, db=client)
    columns = _columns(model, executor.regular_columns_all)
    key, new_key, coming = model._meta.pk_attr, model._meta.pk.default, iter(rows)
    assert callable(new_key)

    def turned(given: Sequence[Values]) -> list[Line]:
        keyed = [row if key in row else {**row, key: new_key()} for row in given]
        return list(zip(*(column.of(keyed) for column in columns), strict=True))

    def next_lines() -> list[Line]:
        return turned(list(islice(coming, ROWS_A_STATEMENT)))

    lines, done = next_lines(), 0
    while lines:
        last = len(lines) < ROWS_A_STATEMENT
        sending = asyncio.ensure_future(_send(client, model, executor, lines))
        try:
            following = [] if last else await asyncio.to_thread(next_lines)
        finally:
            await sending
        done += len(lines)
        if written is not None:
            written(done)
        lines = following


async def _send(client: BaseDBAsyncClient, model: type[Model], executor: Any, lines: list[Line]) -> None:
    if len(lines) < _COPIED_FROM or not is_postgresql():
        await client.execute_many(executor.insert_query_all, lines)  # type: ignore[arg-type]
        return
    fields = model._meta.fields_db_projection
    try:
        async with client.acquire_connection() as postgresql:
            await postgresql.copy_records_to_table(
                model._meta.db_table,
                records=lines,
                columns=[fields[name] for name in executor.regular_columns_all],
            )
    except asyncpg.IntegrityConstraintViolationError as error:
        raise IntegrityError(error) from error


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: over a million young objects it takes as long as making them.

    For work of seconds that makes no cycles. Counted, because several tasks and threads may ask for it at once.
    """
    global _paused
    with _pausing:
        _paused += 1
        gc.disable()
    try:
        yield
    finally:
        with _pausing:
            _paused -= 1
            if not _paused:
                gc.enable()
