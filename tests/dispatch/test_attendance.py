import pytest

from sanbao.access.actor import SYSTEM
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.errors import Conflict, InvalidInput, InvalidTransition, PermissionDenied
from sanbao.dispatch.answers import decline
from sanbao.dispatch.attendance import check_in, complete, mark_no_show
from sanbao.dispatch.expiry import expire_passed
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.requests.states import RequestState
from tests.dispatch.days import a_day
from tests.people import make_account
from tests.requests.factories import actor_of


async def test_a_service_runs_from_the_first_check_in_to_the_last_completion(db, monkeypatch):
    day = await a_day(monkeypatch, 2)
    (ann, ben), (first, second) = day.actors, day.ids

    day.at(-121)
    with pytest.raises(Conflict):
        await check_in(ann, first)
    day.at(-120)
    await check_in(ann, first)
    assert await day.state() is RequestState.IN_SERVICE
    with pytest.raises(Conflict):
        await complete(ann, first)
    with pytest.raises(PermissionDenied):
        await check_in(SYSTEM, second)
    day.at(0)
    await complete(ann, first)
    assert await day.state() is RequestState.IN_SERVICE
    await check_in(ben, second)
    await complete(ben, second)

    assert await day.state() is RequestState.DONE
    rows = await Assignment.all()
    assert {(a.state, a.open_key) for a in rows} == {(AssignmentState.COMPLETED, None)}
    day.at(60)
    with pytest.raises(InvalidTransition):
        await check_in(ann, first)


async def test_who_did_not_come_does_not_hold_the_others_up(db, monkeypatch):
    day = await a_day(monkeypatch, 2)
    (ann, _), (first, second) = day.actors, day.ids
    boss = await actor_of(await make_account("boss", Role.COORDINATOR, day.scene.street))
    day.at(-1)
    await check_in(ann, first)
    with pytest.raises(Conflict):
        await mark_no_show(boss, second, reason="did not come")
    day.at(30)
    with pytest.raises(InvalidInput):
        await mark_no_show(boss, second, reason=" ")
    with pytest.raises(PermissionDenied):
        await mark_no_show(day.actors[1], second, reason="I did not come")
    await mark_no_show(boss, second, reason="did not come")
    assert await day.state() is RequestState.IN_SERVICE

    await complete(ann, first)

    assert await day.state() is RequestState.DONE


async def test_when_nobody_came_the_request_is_open_again(db, monkeypatch):
    day = await a_day(monkeypatch, 1)
    day.at(10)

    await mark_no_show(SYSTEM, day.ids[0], reason="did not come")

    assert await day.state() is RequestState.QUEUED
    assert (await Assignment.get(id=day.ids[0])).state is AssignmentState.NO_SHOW


async def test_a_no_at_the_last_moment_leaves_the_service_to_those_who_are_there(db, monkeypatch):
    day = await a_day(monkeypatch, 2)
    (ann, ben), (first, second) = day.actors, day.ids
    day.at(0)

    await decline(ben, second, DeclineReason.UNWELL)

    assert await day.state() is RequestState.CONFIRMED
    await check_in(ann, first)
    await complete(ann, first)
    assert await day.state() is RequestState.DONE


async def test_a_service_ends_when_its_time_is_over_though_somebody_never_came(db, monkeypatch):
    day = await a_day(monkeypatch, 2)
    day.at(0)
    await check_in(day.actors[0], day.ids[0])
    await complete(day.actors[0], day.ids[0])
    day.at(59)
    await expire_passed(clock.now())
    assert await day.state() is RequestState.IN_SERVICE

    day.at(60)
    await expire_passed(clock.now())

    assert await day.state() is RequestState.DONE
    await mark_no_show(SYSTEM, day.ids[1], reason="did not come")


async def test_nobody_checks_in_before_the_team_is_complete(db, monkeypatch):
    day = await a_day(monkeypatch, 2)
    await decline(day.actors[1], day.ids[1], DeclineReason.NOT_FREE)
    day.at(-60)

    with pytest.raises(Conflict) as refused:
        await check_in(day.actors[0], day.ids[0])

    assert refused.value.message_key == "request-not-confirmed"
