from datetime import timedelta

import pytest

from sanbao.access.models import StateMove
from sanbao.access.roles import Role
from sanbao.core.errors import InvalidInput, NotFound, PermissionDenied, StaleVersion
from sanbao.dispatch.answers import SeatVacated, accept
from sanbao.dispatch.expiry import expire_offers, expire_passed, requests_with_late_offers
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.dispatch.withdrawals import cancel_request, withdraw
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.factories import acting, make_member, make_offer, make_scene
from tests.people import make_account
from tests.requests.factories import a_window, actor_of, in_hours, make_resident


async def test_offers_that_nobody_answered_end_and_say_what_is_to_be_filled(db):
    scene = await make_scene(required=2)
    request, quiet = await scene.request(), await scene.request()
    members = [await make_member(scene.community) for _ in range(4)]
    yes, *_ = [await make_offer(request, scene.seat, m) for m in members[:3]]
    await make_offer(quiet, scene.seat, members[3], starts_at=in_hours(27))
    await accept(await acting(members[0]), yes.id)
    early = yes.answer_by - timedelta(seconds=1)
    assert await requests_with_late_offers(early) == []
    assert await expire_offers(request.id, early) == []
    assert await requests_with_late_offers(yes.answer_by) == [request.id]

    found = await expire_offers(request.id, yes.answer_by)

    assert found == [SeatVacated(request.id, scene.seat.id, yes.starts_at, uncovered=1)]
    states = [a.state for a in await Assignment.filter(request_id=request.id).order_by("id")]
    assert states == [AssignmentState.ACCEPTED, AssignmentState.EXPIRED, AssignmentState.EXPIRED]
    assert (await ServiceRequest.get(id=request.id)).state is RequestState.OFFERED
    assert await requests_with_late_offers(yes.answer_by) == []
    assert await requests_with_late_offers(in_hours(28)) == [quiet.id]
    [alone] = await expire_offers(quiet.id, in_hours(28))
    assert alone.uncovered == 2
    assert (await ServiceRequest.get(id=quiet.id)).state is RequestState.QUEUED


async def test_requests_end_when_their_last_window_has_passed(db):
    scene = await make_scene(required=2)
    windows = [a_window(24), a_window(48)]
    raw = await scene.request(verified=False, windows=windows)
    queued, offered, confirmed = [await scene.request(windows=windows) for _ in range(3)]
    members = [await make_member(scene.community) for _ in range(4)]
    yes = await make_offer(offered, scene.seat, members[0])
    await make_offer(await ServiceRequest.get(id=offered.id), scene.seat, members[1])
    await accept(await acting(members[0]), yes.id)
    for member in members[2:]:
        offer = await make_offer(await ServiceRequest.get(id=confirmed.id), scene.seat, member)
        await accept(await acting(member), offer.id)
    assert await expire_passed(in_hours(51.9)) == []

    ended = await expire_passed(in_hours(52))

    assert {r.id for r in ended} == {raw.id, queued.id, offered.id}
    assert (await ServiceRequest.get(id=confirmed.id)).state is RequestState.CONFIRMED
    assert {a.state for a in await Assignment.filter(request_id=offered.id)} == {AssignmentState.WITHDRAWN}
    assert await expire_passed(in_hours(52)) == []


async def test_a_request_agreed_for_later_than_its_windows_is_not_ended_before(db):
    scene = await make_scene()
    request = await scene.request(urgent=True)
    await make_offer(request, scene.seat, await make_member(scene.community), starts_at=in_hours(72))

    assert await expire_passed(in_hours(30)) == []
    assert [r.id for r in await expire_passed(in_hours(73))] == [request.id]


async def test_calling_a_request_off_releases_everybody(db):
    scene = await make_scene(required=2)
    request = await scene.request()
    first, second = [await make_member(scene.community) for _ in range(2)]
    offers = [
        await make_offer(await ServiceRequest.get(id=request.id), scene.seat, m) for m in (first, second)
    ]
    await accept(await acting(first), offers[0].id)
    resident = await actor_of(scene.resident_account)
    _, neighbour = await make_resident(scene.community)

    with pytest.raises(PermissionDenied):
        await cancel_request(await acting(first), request.id, reason="no")
    with pytest.raises(NotFound):
        await cancel_request(await actor_of(neighbour), request.id, reason="no")
    with pytest.raises(InvalidInput):
        await cancel_request(resident, request.id, reason="")
    with pytest.raises(StaleVersion):
        await cancel_request(resident, request.id, reason="no need", expected_version=1)
    cancelled = await cancel_request(resident, request.id, reason="no need any more")

    assert (cancelled.state, cancelled.reason) == (RequestState.CANCELLED, "no need any more")
    assert {(a.state, a.open_key) for a in await Assignment.all()} == {(AssignmentState.WITHDRAWN, None)}
    move = await StateMove.get(row_id=request.id, action="CANCEL")
    assert (move.reason, move.account_id) == ("no need any more", scene.resident_account.id)


async def test_staff_release_a_member_with_a_reason(db):
    scene = await make_scene()
    request = await scene.request()
    member = await make_member(scene.community)
    offer = await make_offer(request, scene.seat, member)
    actor = await acting(member)
    await accept(actor, offer.id)
    boss = await actor_of(await make_account("boss", Role.COORDINATOR, scene.street))

    with pytest.raises(PermissionDenied):
        await withdraw(actor, offer.id, reason="I want out")
    with pytest.raises(InvalidInput):
        await withdraw(boss, offer.id, reason="")
    released, vacated = await withdraw(boss, offer.id, reason="house is locked")

    assert released.state is AssignmentState.WITHDRAWN
    assert vacated == SeatVacated(request.id, scene.seat.id, offer.starts_at, uncovered=1)
    assert (await ServiceRequest.get(id=request.id)).state is RequestState.QUEUED
