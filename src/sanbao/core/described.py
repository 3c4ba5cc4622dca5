"""An operation of migrations that Tortoise lacks."""

from __future__ import annotations

from typing import Any

from tortoise.migrations.operations import AlterField


class DescribeField(AlterField):
    """What a field says of itself has changed, such as the members of its enum; the database stays as it is.

    On SQLite an AlterField makes the table anew: it loses its indexes and constraints, and rows that refer to it
    with it.
    """

    async def database_forward(self, *_: Any, **__: Any) -> None:
        """Nothing."""

    async def database_backward(self, *_: Any, **__: Any) -> None:
        """Nothing."""
