"""Reading very many rows quickly, and without keeping others waiting.

Tortoise turns every cell of every row into its Python value by a call of its own. Here each column is turned once
for each distinct value, which for days and times of a city's week is a small part of its cells; ids become
asyncpg's UUIDs on either database, which are made and hashed several times faster than the standard library's and
equal to them. All of that happens apart from the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from asyncpg.pgproto.pgproto import UUID
from tortoise.fields import UUIDField
from tortoise.queryset import ValuesListQuery

from sanbao.core.db import connection


async def read_rows(query: ValuesListQuery[Any]) -> list[tuple[Any, ...]]:
    """What awaiting the `values_list` query gives; equal cells of a column may be one object."""
    query.sql()
    _, found = await connection().execute_query(*query.query.get_parameterized_sql())
    if not found:
        return []
    converters = [query.resolve_to_python_value(query.model, name) for name in query.fields.values()]
    return await asyncio.to_thread(_converted, found, converters)


def _converted(found: Sequence[Any], converters: Sequence[Callable[[Any], Any]]) -> list[tuple[Any, ...]]:
    columns = []
    for cells, convert in zip(zip(*found, strict=True), converters, strict=True):
        known = {cell: _value(cell, convert) for cell in set(cells)}
        columns.append([known[cell] for cell in cells])
    return list(zip(*columns, strict=True))


def _value(cell: Any, convert: Callable[[Any], Any]) -> Any:
    if isinstance(cell, str) and isinstance(getattr(convert, "__self__", None), UUIDField):
        return UUID(cell)
    return convert(cell)
