import asyncio

import pytest

from sanbao.access.actor import SYSTEM
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.errors import InvalidTransition
from sanbao.dispatch.attendance import check_in
from sanbao.dispatch.attendance import complete as complete_only
from sanbao.dispatch.models import Assignment, ServiceRule
from sanbao.dispatch.offers import open_key
from sanbao.dispatch.states import AssignmentState
from sanbao.records import attending
from sanbao.records.models import HoursCap, RecordLine, RecordSource, ServiceRecord
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.days import a_day
from tests.people import make_account
from tests.requests.factories import actor_of


async def lines():
    return await RecordLine.all().order_by("id").values_list("minutes_before", "minutes", "source", "reason")


async def test_checking_out_counts_the_hours(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    [ann], [id] = day.actors, day.ids
    day.at(-5)
    await check_in(ann, id)
    day.at(50)

    await attending.complete(ann, id)

    [record] = await ServiceRecord.all()
    assert (record.assignment_id, record.member_id, record.unit_id) == (
        id,
        ann.member_id,
        day.scene.community.id,
    )
    assert (record.minutes, record.planned_minutes, record.source, record.cap) == (
        50,
        60,
        RecordSource.MEMBER,
        None,
    )
    assert record.served_on == day.starts_at.astimezone(clock.LOCAL).date()
    assert await lines() == [(0, 50, RecordSource.MEMBER, "")]


async def test_a_correction_counts_anew_and_keeps_what_was(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    boss, [id] = await actor_of(await make_account("boss", Role.COORDINATOR, day.scene.street)), day.ids
    day.at(120)
    times = {"came_at": day.moment(0), "left_at": day.moment(100)}

    await attending.record(boss, id, reason="He rang", **times)
    await attending.record(boss, id, reason="Left earlier", **{**times, "left_at": day.moment(45)})
    await attending.mark_no_show(boss, id, reason="Another man")

    assert await lines() == [
        (0, 90, RecordSource.STAFF, "He rang"),
        (90, 45, RecordSource.STAFF, "Left earlier"),
        (45, 0, RecordSource.STAFF, "Another man"),
    ]
    record = await ServiceRecord.get()
    assert (record.minutes, record.cap, record.version) == (0, None, 3)
    with pytest.raises(InvalidTransition):
        await attending.mark_no_show(boss, id, reason="Again")
    assert await RecordLine.all().count() == 3


async def test_who_never_came_has_no_record(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    day.at(10)

    await attending.mark_no_show(SYSTEM, day.ids[0], reason="did not come")

    assert await ServiceRecord.all().count() == 0


async def test_what_was_forgotten_is_closed_and_counted_to_its_end(db, monkeypatch):
    day = await a_day(monkeypatch, 2)
    (ann, ben), (first, second) = day.actors, day.ids
    day.at(0)
    await check_in(ann, first)
    await check_in(ben, second)
    await complete_only(ben, second)
    day.at(60 + 720)

    closed = await attending.close_overdue(clock.now())
    await attending.close_overdue(clock.now())

    assert [a.id for a in closed] == [first]
    found = {r.assignment_id: (r.minutes, r.source) for r in await ServiceRecord.all()}
    assert found == {first: (60, RecordSource.SYSTEM), second: (0, RecordSource.SYSTEM)}
    assert await RecordLine.all().count() == 2


async def test_a_day_counts_no_more_than_the_rule_says_whoever_checks_out_at_once(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    [ann], [id] = day.actors, day.ids
    await ServiceRule.create(unit=day.scene.street, day_minutes=100)
    twin = await day.scene.request()
    await ServiceRequest.filter(id=twin.id).update(state=RequestState.IN_SERVICE, served_from=day.starts_at)
    other = await Assignment.create(
        request=twin, seat=day.scene.seat, member_id=ann.member_id, starts_at=day.starts_at,
        ends_at=day.moment(60), answer_by=day.starts_at, checked_in_at=day.starts_at,
        state=AssignmentState.CHECKED_IN, open_key=open_key(ann.member_id, twin.id),
    )  # fmt: skip
    day.at(0)
    await check_in(ann, id)
    day.at(60)

    await asyncio.gather(attending.complete(ann, id), attending.complete(ann, other.id))

    records = await ServiceRecord.all().order_by("-minutes")
    assert [(r.minutes, r.cap) for r in records] == [(60, None), (40, HoursCap.DAY)]
