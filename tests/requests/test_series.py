import asyncio
from datetime import date, datetime, time, timedelta

import pytest

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.models import StateMove
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.core.errors import Conflict, InvalidInput
from sanbao.menu.models import MenuItem
from sanbao.requests import series
from sanbao.requests.models import RequestSeries, RequestWindow, ServiceRequest
from sanbao.requests.series import SeriesDraft
from sanbao.requests.states import RequestState
from tests.dispatch.factories import Scene, make_scene


def next_week() -> Week:
    return Week.containing(clock.now()).following()


async def make_series(scene: Scene, rule: str = "FREQ=WEEKLY;BYDAY=TU,FR", **said) -> RequestSeries:
    draft = {
        "menu_item_id": scene.item.id,
        "rule": rule,
        "starts_on": clock.today(),
        "windows": [(540, 660), (840, 960)],
        "beneficiary_id": scene.resident.id,
        "note": "ring twice",
    }
    return await series.create(SYSTEM, SeriesDraft(**{**draft, **said}))


async def test_a_week_is_made_once_and_is_ready_to_be_planned(db):
    scene, elsewhere = await make_scene(), await make_scene()
    standing = await make_series(scene)
    await make_series(elsewhere)
    week = next_week()

    made = await series.materialise([scene.street.id], week)
    again = await series.materialise([scene.street.id], week)

    tuesday, friday = week.monday + timedelta(days=1), week.monday + timedelta(days=4)
    assert again == []
    rows = await ServiceRequest.all().order_by("series_date")
    assert [r.id for r in rows] == [r.id for r in made]
    assert [(r.series_id, r.series_date, r.state, r.address, r.note) for r in rows] == [
        (standing.id, day, RequestState.QUEUED, "Lane 1, No. 2", "ring twice") for day in (tuesday, friday)
    ]
    windows = await RequestWindow.filter(request_id=rows[0].id).order_by("starts_at")
    local = [w.starts_at.astimezone(clock.LOCAL) for w in windows]
    assert local == [datetime.combine(tuesday, time(hour), clock.LOCAL) for hour in (9, 14)]
    assert await StateMove.filter(noun="ServiceRequest", to_state="QUEUED").count() == 2


async def test_two_planners_at_once_make_a_week_once(db):
    scene = await make_scene()
    await make_series(scene, "FREQ=DAILY")

    made = await asyncio.gather(*(series.materialise([scene.street.id], next_week()) for _ in range(4)))

    assert sorted(len(m) for m in made) == [0, 0, 0, 7]
    assert await ServiceRequest.all().count() == 7


async def test_skipped_days_retired_items_ended_series_and_the_past_are_left_out(db):
    scene = await make_scene()
    daily = await make_series(scene, "FREQ=DAILY")
    week = next_week()
    skipped = week.monday + timedelta(days=2)
    await series.skip_date(SYSTEM, daily.id, skipped)

    made = await series.materialise([scene.street.id], week)

    assert skipped not in {r.series_date for r in made}
    assert len(made) == 6
    with pytest.raises(Conflict):
        await series.skip_date(SYSTEM, daily.id, week.monday)
    with pytest.raises(InvalidInput):
        await series.skip_date(SYSTEM, daily.id, date(2020, 1, 1))
    await MenuItem.filter(id=scene.item.id).update(active=False)
    assert await series.materialise([scene.street.id], week.following()) == []
    await MenuItem.filter(id=scene.item.id).update(active=True)
    await series.end(SYSTEM, daily.id)
    assert await series.materialise([scene.street.id], week.following()) == []
    assert await series.materialise([scene.street.id], Week(2020, 5)) == []


async def test_the_statements_do_not_grow_with_the_series(db, statements):
    scene = await make_scene()
    await scene.request()  # the first number of a year takes two statements more
    sent = []
    for count, week in ((5, next_week()), (50, next_week().following())):
        for _ in range(count):
            await make_series(scene)
        with statements.counting() as seen:
            made = await series.materialise([scene.street.id], week)
        sent.append(len(seen))
        assert len(made) == await RequestSeries.all().count() * 2

    assert sent[0] == sent[1]


async def test_what_is_no_series_is_refused(db):
    scene = await make_scene()
    for said, path in (
        ({"rule": "FREQ=HOURLY"}, ("rule",)),
        ({"starts_on": clock.today() - timedelta(days=1)}, ("starts_on",)),
        ({"windows": []}, ("windows",)),
        ({"windows": [(600, 659)]}, ("windows", "0")),
        ({"windows": [(1400, 1500)]}, ("windows", "0", "end_minute")),
        ({"menu_item_id": scene.resident.id}, ("menu_item",)),
    ):
        with pytest.raises(InvalidInput) as refused:
            await make_series(scene, **said)
        assert refused.value.path == path
    with pytest.raises(InvalidInput):
        await series.create(
            Actor(account_id=scene.resident_account.id),
            SeriesDraft(
                menu_item_id=scene.item.id,
                rule="FREQ=DAILY",
                starts_on=clock.today(),
                windows=[(0, 60)],
                beneficiary_id=scene.resident.id,
            ),
        )
    assert await RequestSeries.all().count() == 0
