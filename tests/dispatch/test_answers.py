from datetime import timedelta

import pytest

from sanbao.access.models import StateMove
from sanbao.core import clock
from sanbao.core.errors import (
    Conflict,
    InvalidInput,
    InvalidTransition,
    NotFound,
    OfferExpired,
    SeatTaken,
    StaleVersion,
)
from sanbao.dispatch.answers import SeatVacated, accept, decline
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.members.models import Member
from sanbao.members.states import MemberState
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.factories import acting, make_member, make_offer, make_scene
from tests.people import make_account
from tests.requests.factories import actor_of, make_resident


async def state_of(request: ServiceRequest) -> RequestState:
    return (await ServiceRequest.get(id=request.id)).state


async def test_a_request_is_confirmed_by_the_last_required_yes(db):
    scene = await make_scene(required=2)
    request = await scene.request()
    first, second = [await make_member(scene.community) for _ in range(2)]
    offers = [await make_offer(request, scene.seat, m) for m in (first, second)]

    await accept(await acting(first), offers[0].id)
    assert await state_of(request) is RequestState.OFFERED
    accepted = await accept(await acting(second), offers[1].id)

    assert await state_of(request) is RequestState.CONFIRMED
    assert (accepted.state, accepted.version) == (AssignmentState.ACCEPTED, 2)
    moves = await StateMove.filter(row_id=offers[1].id).order_by("id")
    assert [(m.action, m.to_state, m.account_id) for m in moves] == [
        ("CREATE", "OFFERED", None),
        ("ACCEPT", "ACCEPTED", second.account_id),
    ]


async def test_a_full_seat_takes_its_other_offers_back(db):
    scene = await make_scene(required=1, wanted=1)
    request = await scene.request()
    members = [await make_member(scene.community) for _ in range(4)]
    offers = [await make_offer(request, scene.seat, m) for m in members]

    await accept(await acting(members[0]), offers[0].id)
    assert await Assignment.filter(state=AssignmentState.OFFERED).count() == 3
    await accept(await acting(members[1]), offers[1].id)

    late = await Assignment.filter(id__in=[offers[2].id, offers[3].id])
    assert {(a.state, a.open_key) for a in late} == {(AssignmentState.WITHDRAWN, None)}
    with pytest.raises(SeatTaken):
        await accept(await acting(members[2]), offers[2].id)


async def test_a_yes_after_the_deadline_is_refused(db, monkeypatch):
    scene = await make_scene()
    request = await scene.request()
    member = await make_member(scene.community)
    offer = await make_offer(request, scene.seat, member)
    actor = await acting(member)
    monkeypatch.setattr(clock, "now", lambda: offer.answer_by)

    with pytest.raises(OfferExpired):
        await accept(actor, offer.id)

    assert (await Assignment.get(id=offer.id)).state is AssignmentState.OFFERED


async def test_a_member_cannot_accept_twice_nor_an_old_version_nor_for_somebody_else(db):
    scene = await make_scene(required=2)
    request = await scene.request()
    member, other = [await make_member(scene.community) for _ in range(2)]
    offer = await make_offer(request, scene.seat, member)
    await make_offer(request, scene.seat, other)
    actor = await acting(member)

    with pytest.raises(StaleVersion):
        await accept(actor, offer.id, expected_version=2)
    with pytest.raises(NotFound):
        await accept(await acting(other), offer.id)
    await accept(actor, offer.id)
    with pytest.raises(InvalidTransition):
        await accept(actor, offer.id)

    assert (await Assignment.get(id=offer.id)).version == 2


async def test_nobody_promises_two_services_at_one_time(db):
    scene = await make_scene()
    first, second, later = [await scene.request() for _ in range(3)]
    member = await make_member(scene.community)
    one = await make_offer(first, scene.seat, member)
    two = await make_offer(second, scene.seat, member, starts_at=one.starts_at + timedelta(minutes=30))
    next_one = await make_offer(later, scene.seat, member, starts_at=one.ends_at)
    actor = await acting(member)
    await accept(actor, one.id)

    with pytest.raises(Conflict) as refused:
        await accept(actor, two.id)

    assert refused.value.message_key == "services-overlap"
    assert await state_of(second) is RequestState.OFFERED
    assert (await accept(actor, next_one.id)).state is AssignmentState.ACCEPTED


async def test_who_has_left_cannot_accept(db):
    scene = await make_scene()
    request = await scene.request()
    member = await make_member(scene.community)
    offer = await make_offer(request, scene.seat, member)
    await Member.filter(id=member.id).update(state=MemberState.LEFT)

    with pytest.raises(Conflict) as refused:
        await accept(await acting(member), offer.id)

    assert refused.value.message_key == "member-not-active"


async def test_staff_record_a_members_word_only_with_a_reason_and_in_their_own_unit(db):
    from sanbao.access.roles import Role

    scene, elsewhere = await make_scene(), await make_scene()
    request = await scene.request()
    member = await make_member(scene.community)
    offer = await make_offer(request, scene.seat, member)
    ours = await actor_of(await make_account("ours", Role.COORDINATOR, scene.street))
    theirs = await actor_of(await make_account("theirs", Role.COORDINATOR, elsewhere.street))

    with pytest.raises(InvalidInput):
        await accept(ours, offer.id)
    with pytest.raises(NotFound):
        await accept(theirs, offer.id, reason="he said so")
    await accept(ours, offer.id, reason="he said so on the telephone")

    move = await StateMove.get(row_id=offer.id, action="ACCEPT")
    assert (move.reason, move.account_id) == ("he said so on the telephone", ours.account_id)


async def test_a_no_frees_the_seat_and_opens_a_confirmed_request_again(db):
    scene = await make_scene(required=2)
    request = await scene.request()
    first, second = [await make_member(scene.community) for _ in range(2)]
    offers = [await make_offer(request, scene.seat, m) for m in (first, second)]
    for member, offer in zip((first, second), offers, strict=True):
        await accept(await acting(member), offer.id)

    declined, vacated = await decline(await acting(first), offers[0].id, DeclineReason.UNWELL, "flu")

    assert (declined.state, declined.decline_reason, declined.note) == (
        AssignmentState.DECLINED,
        DeclineReason.UNWELL,
        "flu",
    )
    assert vacated == SeatVacated(request.id, scene.seat.id, offers[0].starts_at, uncovered=1)
    assert await state_of(request) is RequestState.OFFERED
    again = await make_offer(await ServiceRequest.get(id=request.id), scene.seat, first)
    assert again.open_key == offers[0].open_key


async def test_when_nobody_is_left_the_request_goes_back_to_the_queue(db):
    scene = await make_scene()
    request = await scene.request()
    member = await make_member(scene.community)
    offer = await make_offer(request, scene.seat, member)
    await accept(await acting(member), offer.id)

    _, vacated = await decline(await acting(member), offer.id, DeclineReason.OTHER)

    row = await ServiceRequest.get(id=request.id)
    assert (row.state, row.served_from) == (RequestState.QUEUED, None)
    assert vacated.starts_at == offer.starts_at
    moves = await StateMove.filter(row_id=request.id).order_by("id")
    assert [m.action for m in moves] == ["CREATE", "VERIFY", "OFFER", "CONFIRM", "REQUEUE"]
    assert {m.account_id for m in moves[3:]} == {None}


async def test_a_no_to_one_of_several_offers_leaves_nothing_to_fill(db):
    scene = await make_scene()
    request = await scene.request()
    first, second = [await make_member(scene.community) for _ in range(2)]
    offers = [await make_offer(request, scene.seat, m) for m in (first, second)]

    _, vacated = await decline(await acting(first), offers[0].id, DeclineReason.TOO_FAR)

    assert vacated.uncovered == 0
    assert await state_of(request) is RequestState.OFFERED


async def test_a_resident_cannot_answer_for_his_helper(db):
    scene = await make_scene()
    request = await scene.request()
    member = await make_member(scene.community)
    offer = await make_offer(request, scene.seat, member)
    _, neighbour = await make_resident(scene.community)

    from sanbao.core.errors import PermissionDenied

    with pytest.raises(PermissionDenied):
        await accept(await actor_of(scene.resident_account), offer.id, reason="mine")
    with pytest.raises(NotFound):
        await decline(await actor_of(neighbour), offer.id, DeclineReason.OTHER)
    assert (await Assignment.get(id=offer.id)).state is AssignmentState.OFFERED
