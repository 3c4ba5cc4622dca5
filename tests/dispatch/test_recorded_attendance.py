import asyncio

import pytest

from sanbao.access.actor import SYSTEM
from sanbao.access.models import StateMove
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.errors import (
    Conflict,
    InvalidInput,
    InvalidTransition,
    NotFound,
    PermissionDenied,
    SanbaoError,
)
from sanbao.dispatch.attendance import check_in, complete, mark_no_show, record
from sanbao.dispatch.expiry import expire_passed
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.dispatch.withdrawals import cancel_request
from sanbao.members.models import Member
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.days import a_day
from tests.dispatch.factories import acting, make_member, make_offer
from tests.factories import make_unit
from tests.people import make_account
from tests.requests.factories import actor_of


async def a_boss(day, login="boss", unit=None):
    return await actor_of(await make_account(login, Role.COORDINATOR, unit or day.scene.street))


async def test_a_coordinator_enters_who_came_and_puts_it_right_later(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    boss, [id] = await a_boss(day), day.ids
    day.at(5)

    there = await record(boss, id, came_at=day.moment(-5), left_at=None, reason="No telephone")
    assert (there.state, await day.state()) == (AssignmentState.CHECKED_IN, RequestState.IN_SERVICE)
    day.at(70)
    done = await record(boss, id, came_at=day.moment(-5), left_at=day.moment(60), reason="She rang")
    assert (done.state, done.open_key, await day.state()) == (
        AssignmentState.COMPLETED,
        None,
        RequestState.DONE,
    )
    right = await record(boss, id, came_at=day.moment(0), left_at=day.moment(50), reason="Mistyped")

    assert (right.checked_in_at, right.checked_out_at) == (day.moment(0), day.moment(50))
    history = await StateMove.filter(row_id=id).order_by("id").values_list("action", "reason")
    assert history[-3:] == [
        ("RECORD_ARRIVAL", "No telephone"),
        ("RECORD_SERVICE", "She rang"),
        ("RECORD_SERVICE", "Mistyped"),
    ]


async def test_what_cannot_be_is_not_entered(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    boss, [id] = await a_boss(day), day.ids
    day.at(60)
    before = await Assignment.get(id=id).values("state", "version", "checked_in_at")

    for came, left, field in ((-24 * 60 - 1, 60, "came_at"), (0, 61, "left_at"), (30, 30, "left_at")):
        with pytest.raises(InvalidInput) as refused:
            await record(boss, id, came_at=day.moment(came), left_at=day.moment(left), reason="x")
        assert refused.value.path == (field,)
    times = {"came_at": day.moment(0), "left_at": day.moment(60)}
    with pytest.raises(InvalidInput):
        await record(boss, id, reason=" ", **times)
    with pytest.raises(PermissionDenied):
        await record(day.actors[0], id, reason="I was there", **times)
    with pytest.raises(NotFound):
        await record(await a_boss(day, "elsewhere", await make_unit()), id, reason="x", **times)
    with pytest.raises(NotFound):
        await record(await actor_of(await make_account("nobody")), id, reason="x", **times)

    assert await Assignment.get(id=id).values("state", "version", "checked_in_at") == before


async def test_nobody_enters_his_own_attendance(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    account = await make_account("both", Role.COORDINATOR, day.scene.street)
    await Member.filter(id=day.actors[0].member_id).update(account_id=account.id)
    day.at(60)

    with pytest.raises(PermissionDenied) as refused:
        await record(
            await actor_of(account), day.ids[0], came_at=day.moment(0), left_at=day.moment(60), reason="x"
        )

    assert refused.value.message_key == "attendance-own"
    assert (await Assignment.get(id=day.ids[0])).state is AssignmentState.ACCEPTED


async def test_who_was_marked_as_not_come_was_there_after_all(db, monkeypatch):
    for expired in (False, True):
        day = await a_day(monkeypatch, 1)
        day.at(10)
        await mark_no_show(SYSTEM, day.ids[0], reason="did not come")
        day.at(24 * 60)
        if expired:
            await expire_passed(clock.now())
        assert await day.state() is (RequestState.EXPIRED if expired else RequestState.QUEUED)

        await record(SYSTEM, day.ids[0], came_at=day.moment(0), left_at=day.moment(60), reason="Wrong door")

        assert await day.state() is RequestState.DONE
        assert (await Assignment.get(id=day.ids[0])).state is AssignmentState.COMPLETED
        monkeypatch.undo()


async def test_who_said_he_was_there_was_not(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    day.at(0)
    await check_in(day.actors[0], day.ids[0])

    gone = await mark_no_show(SYSTEM, day.ids[0], reason="Nobody saw him")

    assert (gone.state, gone.checked_in_at) == (AssignmentState.NO_SHOW, None)
    assert await day.state() is RequestState.QUEUED


async def test_a_request_that_was_planned_anew_or_called_off_is_left_alone(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    times = {"came_at": day.moment(0), "left_at": day.moment(60)}
    day.at(30)
    await mark_no_show(SYSTEM, day.ids[0], reason="did not come")
    other = await make_member(day.scene.community)
    await make_offer(
        await ServiceRequest.get(id=day.request.id), day.scene.seat, other, starts_at=day.moment(120)
    )
    day.at(90)

    with pytest.raises(Conflict) as refused:
        await record(SYSTEM, day.ids[0], reason="x", **times)
    assert refused.value.message_key == "attendance-planned-anew"
    await cancel_request(SYSTEM, day.request.id, reason="no need")
    with pytest.raises(Conflict):
        await record(SYSTEM, day.ids[0], reason="x", **times)

    assert (await Assignment.get(id=day.ids[0])).state is AssignmentState.NO_SHOW
    assert await day.state() is RequestState.CANCELLED


async def test_of_checking_out_and_entering_at_once_each_is_kept_in_the_history(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    [ann], [id] = day.actors, day.ids
    boss = await a_boss(day)
    day.at(0)
    await check_in(ann, id)
    day.at(60)

    async def tried(deed):
        try:
            await deed
        except SanbaoError as refusal:
            return refusal.code
        return "done"

    entered = record(boss, id, came_at=day.moment(0), left_at=day.moment(55), reason="Seen")
    told = await asyncio.gather(tried(complete(ann, id)), tried(entered), tried(complete(ann, id)))

    assert sorted(told) in (
        ["done", "done", "invalid-transition"],
        ["done", "invalid-transition", "invalid-transition"],
    )
    assert told[1] == "done"
    row = await Assignment.get(id=id)
    assert (row.state, row.checked_out_at) == (AssignmentState.COMPLETED, day.moment(55))
    assert await day.state() is RequestState.DONE
    with pytest.raises(InvalidTransition):
        await complete(ann, id)
    assert await acting(await Member.get(id=row.member_id)) == ann
