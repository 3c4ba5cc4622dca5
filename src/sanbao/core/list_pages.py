"""Pages of rows that are all at hand and made anew each time, such as the lines of a comparison."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sanbao.core.errors import InvalidInput
from sanbao.core.paging import PageRequest

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Item]):
    """Rows of one page with what a connection needs."""

    rows: Sequence[Item]
    cursors: Sequence[str]
    has_next: bool
    has_previous: bool
    total: int

    async def count(self) -> int:
        """How many rows there are in all."""
        return self.total


def page(rows: Sequence[Item], request: PageRequest) -> ListPage[Item]:
    """One page of a list; a cursor is a place in it. Raises InvalidInput for a page or cursor that cannot be."""
    start, end = 0, len(rows)
    if request.after:
        start = _place(request.after, "after") + 1
    if request.before:
        end = min(end, _place(request.before, "before"))
    if request.is_backward:
        start = max(start, end - request.size)
    else:
        end = min(end, start + request.size)
    places = range(start, max(start, end))
    return ListPage(
        rows=[rows[i] for i in places],
        cursors=[_cursor(i) for i in places],
        has_next=end < len(rows),
        has_previous=start > 0,
        total=len(rows),
    )


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(f"@{place}".encode()).decode().rstrip("=")


def _place(cursor: str, field: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error):
        raise InvalidInput(field, "cursor-malformed", value=cursor[:80]) from None
    digits = text.removeprefix("@")
    if not (text.startswith("@") and digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise InvalidInput(field, "cursor-of-other-order", value=cursor[:80])
    return int(digits)
