"""Reading very many rows quickly.

Tortoise turns every cell of every row into its Python value by a call of its own. Here each column is turned once
for each distinct value, which for ids, days and times of a city's week is a small part of its cells.
"""

from __future__ import annotations

from typing import Any

from tortoise.queryset import ValuesListQuery

from sanbao.core.db import connection


async def read_rows(query: ValuesListQuery[Any]) -> list[tuple[Any, ...]]:
    """What awaiting the `values_list` query gives; equal cells of a column may be one object."""
    query.sql()
    _, found = await connection().execute_query(*query.query.get_parameterized_sql())
    if not found:
        return []
    columns = []
    for position, name in enumerate(query.fields.values()):
        cells = [row[position] for row in found]
        convert = query.resolve_to_python_value(query.model, name)
        known = {cell: convert(cell) for cell in set(cells)}
        columns.append([known[cell] for cell in cells])
    return list(zip(*columns, strict=True))
