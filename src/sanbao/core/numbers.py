"""Numbers that people read and say on the telephone: M-000123, REQ-2026-000007.

A series counts from 1 without gaps: a number is taken inside the caller's unit of work and given back when
that fails. Whoever takes one holds the series until his unit of work ends, so take it late.
"""

from __future__ import annotations

from tortoise import fields
from tortoise.expressions import F
from tortoise.models import Model

from sanbao.core import clock
from sanbao.core.db import unit_of_work


class Counter(Model):
    """How many numbers of a series have been given."""

    series = fields.CharField(max_length=40, primary_key=True)
    given = fields.BigIntField(default=0)

    class Meta:
        table = "counter"


def of_this_year(series: str) -> str:
    """The series that begins anew each (local) year: REQ becomes REQ-2026."""
    return f"{series}-{clock.today().year}"


async def next_number(series: str, *, width: int = 6) -> str:
    """The next number of a series, with at least `width` digits; unique under any concurrency."""
    (number,) = await next_numbers(series, 1, width=width)
    return number


async def next_numbers(series: str, count: int, *, width: int = 6) -> list[str]:
    """The next `count` (at least 1) numbers of a series, rising, in two statements whatever the count."""
    async with unit_of_work():
        mine = Counter.filter(series=series)
        if not await mine.update(given=F("given") + count):
            await Counter.bulk_create([Counter(series=series)], ignore_conflicts=True)
            await mine.update(given=F("given") + count)
        last = (await Counter.get(series=series)).given
    return [f"{series}-{number:0{width}d}" for number in range(last - count + 1, last + 1)]
