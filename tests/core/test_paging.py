"""Cursors: every order walks all rows once in both directions, a foreign or forged cursor is refused."""

import base64

import orjson
import pytest

from sanbao.core import paging
from sanbao.core.errors import InvalidInput
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit

ORDERS = [(), ("name",), ("-name",), ("-created_at",), ("kind", "name")]


def cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")


async def test_every_order_gives_each_row_once_forwards_and_backwards(db):
    for i in range(7):
        await Unit.create(kind=UnitKind.STREET, name=f"Street {i % 3}")
    for order in ORDERS:
        whole = (await paging.page(Unit.all(), order, paging.PageRequest(first=100))).rows
        forwards, after = [], None
        while True:
            page = await paging.page(Unit.all(), order, paging.PageRequest(first=2, after=after))
            forwards += page.rows
            if not page.has_next:
                break
            after = page.cursors[-1]
        backwards, before = [], None
        while True:
            page = await paging.page(Unit.all(), order, paging.PageRequest(last=2, before=before))
            backwards = [*page.rows, *backwards]
            if not page.has_previous:
                break
            before = page.cursors[0]
        assert len(whole) == 7
        assert [u.id for u in forwards] == [u.id for u in backwards] == [u.id for u in whole], order


async def test_a_cursor_that_is_none_of_ours_is_refused(db):
    id = "00000000-0000-0000-0000-000000000000"
    forgeries: list[tuple[tuple[str, ...], str]] = [
        ((), "???"),
        ((), cursor("x")),
        ((), cursor({})),
        ((), cursor("x", "y")),
        (("-created_at",), cursor("yesterday", id)),
        (("-created_at",), cursor(None, [])),
        (("name",), cursor("\u0000", id)),
        (("position_is_estimated",), cursor([[]], "x")),
    ]
    for order, forged in forgeries:
        with pytest.raises(InvalidInput) as refused:
            await paging.page(Unit.all(), order, paging.PageRequest(after=forged))
        assert refused.value.path == ("after",)
