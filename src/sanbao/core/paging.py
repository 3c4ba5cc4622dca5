"""Pages by cursor: a page starts after the last row seen, so nothing is skipped or shown twice."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson
from tortoise.exceptions import BaseORMException
from tortoise.expressions import Q
from tortoise.fields.base import Field
from tortoise.models import Model
from tortoise.queryset import QuerySet

from sanbao.core.errors import InvalidInput

MAX_PAGE = 100

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which rows: `first` (1 to 100) after the cursor `after`, or `last` before the cursor `before`."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    @property
    def size(self) -> int:
        """How many rows are asked for; raises InvalidInput outside 1 to 100."""
        if self.first is not None and self.last is not None:
            raise InvalidInput("last", "page-first-and-last")
        field, size = ("last", self.last) if self.last is not None else ("first", self.first)
        if size is None:
            size = 50
        if not 1 <= size <= MAX_PAGE:
            raise InvalidInput(field, "page-size", value=size, most=MAX_PAGE)
        return size

    @property
    def is_backward(self) -> bool:
        """Whether rows are taken from the end."""
        return self.last is not None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page with what a connection needs. `count` re-runs the filter on demand."""

    rows: Sequence[Row]
    cursors: Sequence[str]
    has_next: bool
    has_previous: bool
    query: QuerySet[Row]

    async def count(self) -> int:
        """How many rows the filter has in all."""
        return await self.query.count()


def _encode(value: object) -> object:
    return (
        value.isoformat()
        if isinstance(value, (datetime, date))
        else str(value)
        if isinstance(value, UUID)
        else value
    )


def cursor_of(row: Model, order: Sequence[str]) -> str:
    """The opaque cursor of a row under an order."""
    values = [_encode(getattr(row, name.lstrip("-"))) for name in order]
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


def _read_cursor(text: str, order: Sequence[str], field: str, model: type[Model]) -> list[Any]:
    """The values of a cursor, of the types that the order's columns have."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        raise InvalidInput(field, "cursor-malformed", value=text[:80]) from None
    if not isinstance(values, list) or len(values) != len(order):
        raise InvalidInput(field, "cursor-of-other-order", value=text[:80])
    columns = model._meta.fields_map
    try:
        return [_decoded(columns[name.lstrip("-")], value) for name, value in zip(order, values, strict=True)]
    except (ValueError, TypeError, ArithmeticError, AttributeError, BaseORMException):
        raise InvalidInput(field, "cursor-of-other-order", value=text[:80]) from None


def _decoded(column: Field[Any], value: Any) -> Any:
    """The value as its column has it; raises for what no database takes."""
    found = column.to_python_value(value)
    if (isinstance(found, str) and "\x00" in found) or (
        isinstance(found, int) and not -(2**31) <= found < 2**31
    ):
        raise ValueError
    return found


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after `values` in the lexicographic order."""
    found = Q()
    for i, name in enumerate(order):
        tie = Q(**{n.lstrip("-"): v for n, v in zip(order[:i], values[:i], strict=True)})
        step = "lt" if name.startswith("-") else "gt"
        found |= tie & Q(**{f"{name.lstrip('-')}__{step}": values[i]})
    return found


async def page(query: QuerySet[Row], order: Sequence[str], request: PageRequest) -> Page[Row]:
    """One page of `query` in `order` (field names, `-` for falling); `id` is added to break ties.

    The fields of the order must be set in every row.
    """
    order = (*order, "-id" if order and order[-1].startswith("-") else "id")
    reverse = tuple(n[1:] if n.startswith("-") else f"-{n}" for n in order)
    wanted = query
    if request.after:
        wanted = wanted.filter(_beyond(order, _read_cursor(request.after, order, "after", query.model)))
    if request.before:
        wanted = wanted.filter(_beyond(reverse, _read_cursor(request.before, order, "before", query.model)))
    size = request.size
    try:
        rows = list(await wanted.order_by(*(reverse if request.is_backward else order)).limit(size + 1))
    except (ValueError, TypeError):
        raise InvalidInput("after", "cursor-of-other-order", value="") from None
    more, rows = len(rows) > size, rows[:size]
    if request.is_backward:
        rows.reverse()
    return Page(
        rows=rows,
        cursors=[cursor_of(row, order) for row in rows],
        has_next=bool(request.before) if request.is_backward else more,
        has_previous=more if request.is_backward else bool(request.after),
        query=query,
    )
