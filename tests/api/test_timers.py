from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.planning import timers
from sanbao.planning.models import AssignmentRun, WeeklyTimer
from sanbao.planning.states import RunState
from tests.factories import gid, make_unit
from tests.people import Client, make_account

MONDAY = Week(2030, 10)
SET = """mutation ($input: WeeklyTimerSetInput!) { weeklyTimerSet(input: $input) { __typename
  ... on WeeklyTimerSetSuccess { timer { weekday minute enabled ringsAt unit { name } policy { name } } }
  ... on UserError { code path } } }"""


async def test_a_timer_starts_the_following_weeks_run_once(stranger: Client):
    with time_machine.travel(MONDAY.moment(0) + timedelta(minutes=1)):
        street = await make_unit(longitude=120.3, latitude=31.5)
        boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
        set_ = await boss.ask(SET, input={"unit": gid(street), "weekday": 4, "minute": 600})
    assert set_["weeklyTimerSet"]["timer"] == {
        "weekday": 4,
        "minute": 600,
        "enabled": True,
        "ringsAt": "2030-03-08T02:00:00+00:00",
        "unit": {"name": "Street"},
        "policy": None,
    }
    rings = MONDAY.moment(4 * 1440 + 600)
    with time_machine.travel(rings - timedelta(minutes=1)):
        assert await timers.ring(clock.now()) == []
    with time_machine.travel(rings + timedelta(hours=3)):
        (run,) = await timers.ring(clock.now())
        assert (run.week, run.state, run.unit_id) == ("2030-W11", RunState.QUEUED, street.id)
        assert await timers.ring(clock.now()) == []
    with time_machine.travel(rings + timedelta(days=7)):
        (run,) = await timers.ring(clock.now())
        assert run.week == "2030-W12"
    assert await AssignmentRun.all().count() == 2


async def test_a_timer_set_after_its_moment_waits_for_the_next_week(stranger: Client):
    with time_machine.travel(MONDAY.moment(5 * 1440)):
        street = await make_unit()
        boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
        set_ = await boss.ask(SET, input={"unit": gid(street), "weekday": 0, "minute": 0})
        assert await timers.ring(clock.now()) == []
    assert set_["weeklyTimerSet"]["timer"]["ringsAt"] == "2030-03-10T16:00:00+00:00"


@pytest.mark.parametrize("wrong", [{"weekday": 7}, {"minute": 1440}, {"minute": -1}])
async def test_a_time_that_is_none_is_refused_and_nothing_is_set(stranger: Client, wrong: dict[str, int]):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))

    refused = await boss.ask(SET, input={"unit": gid(street), "weekday": 1, "minute": 1, **wrong})

    assert refused["weeklyTimerSet"]["path"] == list(wrong)
    inspector = await stranger.signed_in_as(await make_account("inspector", Role.INSPECTOR, street))
    denied = await inspector.ask(SET, input={"unit": gid(street), "weekday": 1, "minute": 1})
    assert denied["weeklyTimerSet"]["code"] == "PERMISSION_DENIED"
    assert await WeeklyTimer.all().count() == 0
