"""Numbers are unique, rise without gaps, and are given back by work that fails."""

import asyncio

import pytest
import time_machine

from sanbao.core import numbers
from sanbao.core.db import unit_of_work


async def test_a_hundred_takers_at_once_get_a_hundred_different_numbers(db):
    async def take(_: int) -> str:
        async with unit_of_work():
            return await numbers.next_number("M")

    taken = await asyncio.gather(*(take(i) for i in range(100)))

    assert sorted(taken) == [f"M-{n:06d}" for n in range(1, 101)]


async def test_numbers_in_bulk_follow_those_given_before_and_other_series_count_for_themselves(db):
    assert await numbers.next_number("M") == "M-000001"
    assert await numbers.next_numbers("M", 3) == ["M-000002", "M-000003", "M-000004"]
    assert await numbers.next_number("RUN-2026", width=3) == "RUN-2026-001"


async def test_a_number_taken_by_work_that_fails_is_given_again(db):
    with pytest.raises(ZeroDivisionError):
        async with unit_of_work():
            await numbers.next_number("M")
            raise ZeroDivisionError

    assert await numbers.next_number("M") == "M-000001"


def test_a_yearly_series_follows_the_local_year():
    with time_machine.travel("2026-12-31T16:00:00+00:00", tick=False):
        assert numbers.of_this_year("REQ") == "REQ-2027"
