"""Inserting rows by the hundred thousand, without making an object of each.

Tortoise's `bulk_create` spends most of its time on making and validating model instances; here values go from
mappings through the same fields (sealing included) to the database's `executemany`. A city's roster is
75,000 members and, with skills, times and history, 600,000 rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from tortoise.models import Model

from sanbao.core.db import ROWS_A_STATEMENT, connection

Values = Mapping[str, Any]


async def insert_values(
    model: type[Model], rows: Iterable[Values], written: Callable[[int], None] | None = None
) -> None:
    """Insert one row of `model` for each mapping of field (`unit_id`, not `unit`) to value.

    A field left out takes its default (KeyError where it has none); every row gets an id of its own, all of one call the same `created_at`.
    `written` hears after each statement how many rows are in.
    """
    client = connection()
    executor = client.executor_class(model=model, db=client)
    columns = [(name, model._meta.fields_map[name]) for name in executor.regular_columns_all]
    key = model._meta.pk_attr
    defaults = {
        name: field.to_db_value(field.default() if callable(field.default) else field.default, model)
        for name, field in columns
        if name != key and (field.null or field.default is not None)
    }
    converters = [(name, field.to_db_value) for name, field in columns]
    new_key = model._meta.pk.default
    assert callable(new_key)

    def encoded() -> Iterator[list[Any]]:
        for row in rows:
            given = row if key in row else {**row, key: new_key()}
            yield [
                convert(given[name], model) if name in given or name not in defaults else defaults[name]
                for name, convert in converters
            ]

    lines, done = encoded(), 0
    while chunk := list(islice(lines, ROWS_A_STATEMENT)):
        await client.execute_many(executor.insert_query_all, chunk)
        done += len(chunk)
        if written is not None:
            written(done)
