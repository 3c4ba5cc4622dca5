from datetime import timedelta

import pytest

from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.errors import InvalidInput, NotFound
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.states import MemberState
from sanbao.organisations.kinds import UnitKind
from sanbao.records import loads
from sanbao.records.loads import LoadOrder
from tests.dispatch.factories import make_member, make_scene
from tests.factories import gid, make_unit
from tests.people import make_account
from tests.records.test_hours import served
from tests.requests.factories import actor_of, in_hours

FAIRNESS = """query ($id: ID!, $weeks: Int! = 8) { node(id: $id) { ... on Member { fairness(weeks: $weeks) {
  own { services minutes } unit { name } medianServices medianMinutes } } } }"""


async def five(scene, unit=None):
    """Ann served twice, Ben once long, Cai once long ago, Dan and Eve never."""
    names = ("Ann", "Ben", "Cai", "Dan", "Eve")
    people = {
        name: await make_member(unit or scene.community, name=name, number=f"M-{name}") for name in names
    }
    today = clock.today()
    for name, days, minutes in (
        ("Ann", 0, 30),
        ("Ann", 13, 40),
        ("Ben", 1, 90),
        ("Cai", 14, 500),
        ("Dan", 1, 0),
    ):
        await served(scene, people[name], today - timedelta(days=days), minutes)
    return people


async def test_the_load_of_each_active_member_is_listed_in_the_order_asked_for(db, statements):
    scene = await make_scene()
    people = await five(scene)
    await make_member(scene.community, name="Away", state=MemberState.PAUSED)
    await make_member(await make_unit(UnitKind.COMMUNITY, await make_unit()))
    promised = await scene.request()
    await Assignment.create(
        request=promised, seat=scene.seat, member=people["Eve"], state=AssignmentState.ACCEPTED,
        starts_at=in_hours(20), ends_at=in_hours(21), answer_by=in_hours(20),
    )  # fmt: skip
    boss = await actor_of(await make_account("boss", Role.INSPECTOR, scene.street))

    with statements.counting() as sent:
        found = await loads.of_unit(boss, scene.street.id, 2, LoadOrder.MOST_SERVICES)

    assert len(sent) == 4
    assert [(f.number, f.hours.services, f.hours.minutes, f.coming) for f in found] == [
        ("M-Ann", 2, 70, 0),
        ("M-Ben", 1, 90, 0),
        ("M-Cai", 0, 0, 0),
        ("M-Dan", 0, 0, 0),
        ("M-Eve", 0, 0, 1),
    ]
    assert found[0].last_served_on == clock.today()
    by_minutes = await loads.of_unit(boss, scene.street.id, 3, LoadOrder.MOST_MINUTES)
    assert [f.number for f in by_minutes[:3]] == ["M-Cai", "M-Ben", "M-Ann"]
    fewest = await loads.of_unit(boss, scene.street.id, 2, LoadOrder.FEWEST_SERVICES)
    assert [f.number for f in fewest] == ["M-Cai", "M-Dan", "M-Eve", "M-Ben", "M-Ann"]
    assert await loads.spread(boss, scene.street.id, 2) == [(0, 3), (1, 1), (2, 1)]


async def test_loads_are_for_who_reads_records_and_of_1_to_52_weeks(db):
    scene = await make_scene()
    boss = await actor_of(await make_account("boss", Role.COORDINATOR, scene.street))
    for weeks in (0, 53):
        with pytest.raises(InvalidInput):
            await loads.of_unit(boss, scene.street.id, weeks, LoadOrder.MOST_SERVICES)
    for account in (
        await make_account("grid-worker", Role.GRID_WORKER, scene.street),
        await make_account("elsewhere", Role.COORDINATOR, await make_unit()),
        await (await make_member(scene.community)).account,
    ):
        with pytest.raises(NotFound):
            await loads.of_unit(await actor_of(account), scene.street.id, 2, LoadOrder.MOST_SERVICES)
        with pytest.raises(NotFound):
            await loads.spread(await actor_of(account), scene.street.id, 2)


async def test_a_member_sees_his_own_figures_against_the_median_and_nobody_elses(stranger):
    scene = await make_scene()
    people = await five(scene)
    ann = await stranger.signed_in_as(await people["Ann"].account)

    mine = (await ann.ask(FAIRNESS, id=gid(people["Ann"]), weeks=2))["node"]["fairness"]
    longer = (await ann.ask(FAIRNESS, id=gid(people["Ann"]), weeks=3))["node"]["fairness"]

    assert mine == {
        "own": {"services": 2, "minutes": 70},
        "unit": {"name": "Community"},
        "medianServices": 0.0,
        "medianMinutes": 0.0,
    }
    assert (longer["medianServices"], longer["medianMinutes"]) == (1.0, 70.0)
    assert (await ann.ask(FAIRNESS, id=gid(people["Ben"])))["node"] is None
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, scene.street))
    assert (await boss.ask(FAIRNESS, id=gid(people["Ben"])))["node"] == {"fairness": None}


async def test_the_median_is_taken_where_there_are_five_and_not_told_of_fewer(db):
    scene = await make_scene()
    grid = await make_unit(UnitKind.GRID, scene.community)
    await five(scene)
    alone = await make_member(grid, number="M-alone")
    await served(scene, alone, clock.today(), 45)

    around = await loads.fairness(alone, 3)
    elsewhere = await make_member(await make_unit(UnitKind.COMMUNITY, await make_unit()))
    few = await loads.fairness(elsewhere, 3)

    assert (around.unit_id, around.own.minutes) == (scene.community.id, 45)
    assert (around.median_services, around.median_minutes) == (1.0, 57.5)
    assert (few.unit_id, few.median_services, few.median_minutes) == (None, None, None)
