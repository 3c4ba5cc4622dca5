import asyncio

import pytest

from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.errors import (
    CheckInClosed,
    CheckInTooFar,
    InvalidInput,
    NotFound,
    PermissionDenied,
    StaleVersion,
)
from sanbao.dispatch import policies, rules
from sanbao.dispatch.attendance import check_in
from sanbao.dispatch.closing import close_overdue
from sanbao.dispatch.models import Assignment, ServiceRule
from sanbao.dispatch.states import AssignmentState
from sanbao.organisations.kinds import UnitKind
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.days import a_day
from tests.factories import make_unit
from tests.people import make_account
from tests.requests.factories import actor_of

PLACE = (120.3, 31.5)
A_HUNDRED_METRES_NORTH = (120.3, 31.5 + 100 / 111_320)


async def a_coordinator(unit, role=Role.COORDINATOR):
    return await actor_of(await make_account(role.value.lower(), role, unit))


async def test_the_nearest_units_rule_holds_and_what_is_not_said_is_inherited(db, statements):
    street = await make_unit()
    community = await make_unit(UnitKind.COMMUNITY, street)
    grid = await make_unit(UnitKind.GRID, community)
    beside = await make_unit(UnitKind.COMMUNITY, street)
    boss = await a_coordinator(street)

    await rules.set_rule(boss, street.id, {"check_in_metres": 300, "day_minutes": 400})
    await rules.set_rule(boss, community.id, {"check_in_metres": None})
    with statements.counting() as sent:
        found = await rules.rules_for([street.id, grid.id, beside.id])

    assert len(sent) == 2
    assert {id: (rule.check_in_metres, rule.day_minutes) for id, rule in found.items()} == {
        street.id: (300, 400),
        grid.id: (None, 400),
        beside.id: (300, 400),
    }
    assert (await rules.rule_for((await make_unit()).id)).check_in_before_minutes == 120


async def test_of_many_who_change_the_rule_they_read_at_once_one_succeeds(db):
    street = await make_unit()
    boss = await a_coordinator(street)
    read = await rules.set_rule(boss, street.id, {"overrun_minutes": 10})

    async def change(minutes: int) -> bool:
        try:
            await rules.set_rule(boss, street.id, {"overrun_minutes": minutes}, expected_version=read.version)
        except StaleVersion:
            return False
        return True

    told = await asyncio.gather(*(change(minutes) for minutes in range(20, 26)))

    assert sum(told) == 1
    assert (await ServiceRule.get(unit_id=street.id)).version == read.version + 1


async def test_a_rule_is_set_by_who_manages_policies_within_bounds_and_by_version(db):
    street = await make_unit()
    boss, grid_worker = await a_coordinator(street), await a_coordinator(street, Role.GRID_WORKER)
    rule = await rules.set_rule(boss, street.id, {"overrun_minutes": 10})

    with pytest.raises(PermissionDenied):
        await rules.set_rule(grid_worker, street.id, {"overrun_minutes": 0})
    with pytest.raises(NotFound):
        await rules.set_rule(boss, (await make_unit()).id, {})
    with pytest.raises(InvalidInput):
        await rules.set_rule(boss, street.id, {"check_in_metres": 49})
    changed = await rules.set_rule(boss, street.id, {"overrun_minutes": 20}, expected_version=rule.version)
    with pytest.raises(StaleVersion):
        await rules.set_rule(boss, street.id, {"overrun_minutes": 30}, expected_version=rule.version)

    assert (changed.overrun_minutes, changed.version) == (20, 2)
    assert [r.overrun_minutes for r in await ServiceRule.all()] == [20]


async def test_who_is_too_early_too_late_or_too_far_does_not_check_in(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    [ann], [id] = day.actors, day.ids
    said = {"check_in_before_minutes": 30, "check_in_after_minutes": 15, "check_in_metres": 90}
    await ServiceRule.create(unit=day.scene.street, **said)

    for minutes in (-31, 15):
        day.at(minutes)
        with pytest.raises(CheckInClosed) as refused:
            await check_in(ann, id, position=PLACE)
        assert (refused.value.opens_at, refused.value.closes_at) == (day.moment(-30), day.moment(15))
    day.at(-30)
    with pytest.raises(InvalidInput) as refused:
        await check_in(ann, id)
    assert (refused.value.path, refused.value.message_key) == (("position",), "check-in-position")
    with pytest.raises(CheckInTooFar) as refused:
        await check_in(ann, id, position=A_HUNDRED_METRES_NORTH)
    assert (refused.value.metres, refused.value.most) == (100, 90)
    assert (await Assignment.get(id=id)).state is AssignmentState.ACCEPTED

    await ServiceRule.all().update(check_in_metres=100)
    there = await check_in(ann, id, position=A_HUNDRED_METRES_NORTH)

    assert (there.checked_in_at, there.check_in_metres) == (day.moment(-30), 100)


async def test_where_the_rule_does_not_ask_the_place_is_not_kept(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    day.at(0)

    there = await check_in(day.actors[0], day.ids[0], position=A_HUNDRED_METRES_NORTH)

    assert there.check_in_metres is None


async def test_what_nobody_closed_is_closed_as_of_its_end_and_hides_the_door(db, monkeypatch):
    day = await a_day(monkeypatch, 2)
    (ann, ben), (first, second) = day.actors, day.ids
    await ServiceRule.create(unit=day.scene.community, close_after_minutes=60)
    day.at(0)
    await check_in(ann, first)
    request = await ServiceRequest.get(id=day.request.id)

    day.at(119)
    assert await close_overdue(clock.now()) == []
    assert await policies.readable_sensitive(ann, [request]) == {request.id}
    assert await policies.readable_sensitive(ben, [request]) == {request.id}
    day.at(120)
    assert await policies.readable_sensitive(ben, [request]) == set()
    [closed] = await close_overdue(clock.now())

    assert (closed.id, closed.state, closed.open_key) == (first, AssignmentState.COMPLETED, None)
    assert (closed.checked_in_at, closed.checked_out_at) == (day.moment(0), day.moment(60))
    assert await day.state() is RequestState.DONE
    assert await policies.readable_sensitive(ann, [await ServiceRequest.get(id=request.id)]) == set()
    assert (await Assignment.get(id=second)).state is AssignmentState.ACCEPTED
    assert await close_overdue(clock.now()) == []
