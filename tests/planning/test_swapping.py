import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from sanbao.access.actor import Actor
from sanbao.access.models import StateMove
from sanbao.core import clock
from sanbao.core.errors import (
    Conflict,
    InvalidInput,
    InvalidTransition,
    NotFound,
    OfferExpired,
    PermissionDenied,
    SanbaoError,
    SwapTaken,
)
from sanbao.core.ids import new_id
from sanbao.dispatch import answers
from sanbao.dispatch.models import Assignment, ServiceRule, Swap, SwapCandidate
from sanbao.dispatch.states import AssignmentState, DeclineReason, SwapState
from sanbao.members.models import Absence, Member
from sanbao.planning import backfill, risks, swapping
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.factories import make_member as make_plumber
from tests.dispatch.factories import make_offer, make_scene
from tests.planning.factories import make_assignment, make_item, make_member, make_request
from tests.planning.test_backfill import published
from tests.planning.worlds import make_coordinator, make_inspector, make_world


def acting(member: Member) -> Actor:
    return Actor(member_id=member.id)


async def promised(members=3, **said):
    """A published week of one request that the first member has accepted."""
    world = await make_world(members=members, requests=1, **said)
    [offer] = await published(world)
    giver = next(m for m in world.members if m.id == offer.member_id)
    await answers.accept(acting(giver), offer.id)
    return world, await Assignment.get(id=offer.id), giver, [m for m in world.members if m.id != giver.id]


async def holders():
    rows = await Assignment.all().order_by("id").values_list("member_id", "state")
    return [(member, state.value) for member, state in rows]


async def test_the_first_of_those_who_could_has_the_service_and_the_giver_is_free(db):
    world, promise, giver, (near, far) = await promised()

    swap = await swapping.propose(acting(giver), promise.id, note="My mother is ill")

    assert (swap.state, swap.note) == (SwapState.OPEN, "My mother is ill")
    assert swap.expires_at == promise.starts_at - timedelta(minutes=60)
    lines = await SwapCandidate.all().order_by("cost").values_list("member_id", "travel_minutes")
    assert lines == [(near.id, 1), (far.id, 2)]
    assert await holders() == [(giver.id, "ACCEPTED")]
    taken = await swapping.take(acting(far), swap.id)

    assert (taken.state, taken.taker_id, taken.open_key) == (SwapState.TAKEN, far.id, None)
    assert await holders() == [(giver.id, "HANDED_OVER"), (far.id, "ACCEPTED")]
    mine = await Assignment.get(id=taken.taken_id)
    assert (mine.starts_at, mine.seat_id, mine.run_id, mine.travel_minutes) == (
        promise.starts_at,
        promise.seat_id,
        world.run.id,
        2,
    )
    assert (await ServiceRequest.get(id=promise.request_id)).state is RequestState.CONFIRMED
    with pytest.raises(SwapTaken):
        await swapping.take(acting(near), swap.id)
    assert (
        await risks.at_risk(await make_inspector(world.street), world.street.id, clock.Week(2030, 10)) == []
    )


async def test_of_many_who_take_it_at_once_one_has_it(db):
    _, promise, giver, others = await promised(members=9)
    swap = await swapping.propose(acting(giver), promise.id)

    async def tried(member):
        try:
            await swapping.take(acting(member), swap.id)
        except SanbaoError as refusal:
            return refusal.code
        return "taken"

    told = await asyncio.gather(*(tried(member) for member in others * 3))

    assert Counter(told) == {"taken": 1, "swap-taken": 23}
    assert Counter(state for _, state in await holders()) == {"HANDED_OVER": 1, "ACCEPTED": 1}


async def test_a_swap_and_a_no_at_once_leave_one_of_both(db):
    _, promise, giver, (_, far) = await promised()
    swap = await swapping.propose(acting(giver), promise.id)

    async def tried(deed):
        try:
            await deed
        except SanbaoError as refusal:
            return refusal.code
        return "done"

    told = await asyncio.gather(
        tried(swapping.take(acting(far), swap.id)),
        tried(backfill.decline_and_backfill(acting(giver), promise.id, DeclineReason.UNWELL)),
    )

    states = Counter(state for _, state in await holders())
    assert (told, states) in (
        (["done", "invalid-transition"], {"HANDED_OVER": 1, "ACCEPTED": 1}),
        (["offer-expired", "done"], {"DECLINED": 1, "OFFERED": 1}),
    )


async def test_a_colleague_is_asked_alone_and_may_say_no(db):
    _, promise, giver, (near, far) = await promised()
    stranger = await make_member(near.unit if near.unit_id is None else await near.unit, skills={})

    for number in (stranger.number, giver.number, "M-999999"):
        with pytest.raises(InvalidInput) as refused:
            await swapping.propose(acting(giver), promise.id, colleague=number)
        assert refused.value.message_key == "swap-colleague"
    swap = await swapping.propose(acting(giver), promise.id, colleague=far.number)
    with pytest.raises(NotFound):
        await swapping.take(acting(near), swap.id)
    with pytest.raises(NotFound):
        await swapping.decline(acting(near), swap.id)
    with pytest.raises(PermissionDenied):
        await swapping.cancel(acting(far), swap.id)
    declined = await swapping.decline(acting(far), swap.id)

    assert declined.state is SwapState.DECLINED
    assert await holders() == [(giver.id, "ACCEPTED")]
    again = await swapping.propose(acting(giver), promise.id)
    with pytest.raises(PermissionDenied):
        await swapping.decline(acting(near), again.id)
    assert await Swap.filter(state=SwapState.OPEN).count() == 1


async def test_who_takes_it_is_judged_anew_by_the_rules_of_a_back_fill(db):
    world, promise, giver, (near, far) = await promised()
    swap = await swapping.propose(acting(giver), promise.id)
    await Absence.create(
        member=near, starts_at=promise.starts_at, ends_at=promise.starts_at + timedelta(minutes=1)
    )
    other = await make_request(world.street, item=await make_item(world.street))
    await make_assignment(other, far, promise.starts_at + timedelta(minutes=61))

    for member in (near, far):
        with pytest.raises(Conflict) as refused:
            await swapping.take(acting(member), swap.id)
        assert refused.value.message_key == "swap-unfit"

    assert await Assignment.filter(request_id=promise.request_id).count() == 1
    assert (await Swap.get(id=swap.id)).state is SwapState.OPEN
    await swapping.cancel(acting(giver), swap.id)
    with pytest.raises(Conflict) as refused:
        await swapping.propose(acting(giver), promise.id)
    assert refused.value.message_key == "swap-nobody"
    assert await Swap.filter(state=SwapState.OPEN).count() == 0


async def test_who_said_no_before_may_change_his_mind(db):
    world = await make_world(members=2, requests=1)
    [offer] = await published(world)
    first = next(m for m in world.members if m.id == offer.member_id)
    await backfill.decline_and_backfill(acting(first), offer.id, DeclineReason.NOT_FREE)
    second = next(m for m in world.members if m.id != first.id)
    [mine] = await Assignment.filter(member_id=second.id)
    await answers.accept(acting(second), mine.id)

    swap = await swapping.propose(acting(second), mine.id)
    await swapping.take(acting(first), swap.id)

    assert await holders() == [(first.id, "DECLINED"), (second.id, "HANDED_OVER"), (first.id, "ACCEPTED")]


async def test_where_the_rule_asks_staff_consent_or_refuse(db):
    world, promise, giver, (near, far) = await promised()
    await ServiceRule.create(unit=world.street, swap_needs_consent=True)
    boss = await make_coordinator(world.street)
    swap = await swapping.propose(acting(giver), promise.id)

    waiting = await swapping.take(acting(near), swap.id)
    assert (waiting.state, await holders()) == (SwapState.AWAITING_CONSENT, [(giver.id, "ACCEPTED")])
    with pytest.raises(SwapTaken):
        await swapping.take(acting(far), swap.id)
    with pytest.raises(PermissionDenied):
        await swapping.consent(Actor(account_id=new_id(), member_id=near.id), swap.id)
    with pytest.raises(PermissionDenied):
        await swapping.consent(await make_inspector(world.street), swap.id)
    refused = await swapping.refuse(boss, swap.id, reason="Needed elsewhere")
    assert (refused.state, refused.taker_id) == (SwapState.OPEN, None)
    with pytest.raises(NotFound):
        await swapping.take(acting(near), swap.id)
    await swapping.take(acting(far), swap.id)
    done = await swapping.consent(boss, swap.id)

    assert (done.state, done.taker_id) == (SwapState.TAKEN, far.id)
    assert await holders() == [(giver.id, "HANDED_OVER"), (far.id, "ACCEPTED")]
    with pytest.raises(InvalidTransition):
        await swapping.consent(boss, swap.id)
    moves = await StateMove.filter(noun="Swap").order_by("id").values_list("action", flat=True)
    assert moves == ["CREATE", "ASK_CONSENT", "REFUSE", "ASK_CONSENT", "CONSENT"]


async def test_a_swap_ends_in_time_and_with_its_service(db, monkeypatch):
    _, promise, giver, (near, _) = await promised()
    swap = await swapping.propose(acting(giver), promise.id)
    with pytest.raises(Conflict) as refused:
        await swapping.propose(acting(giver), promise.id)
    assert refused.value.message_key == "swap-open"
    assert await swapping.expire_swaps(clock.now()) == 0
    monkeypatch.setattr(clock, "now", lambda: swap.expires_at)
    with pytest.raises(OfferExpired):
        await swapping.take(acting(near), swap.id)
    with pytest.raises(Conflict) as refused:
        await swapping.propose(acting(giver), promise.id)
    assert refused.value.message_key == "swap-too-late"
    assert await swapping.expire_swaps(clock.now()) == 1
    assert (await Swap.get()).state is SwapState.EXPIRED
    monkeypatch.undo()

    again = await swapping.propose(acting(giver), promise.id)
    await backfill.decline_and_backfill(acting(giver), promise.id, DeclineReason.UNWELL)
    with pytest.raises(OfferExpired):
        await swapping.take(acting(near), again.id)
    assert await swapping.expire_swaps(clock.now()) == 1
    assert await Swap.filter(open_key__isnull=False).count() == 0


async def test_only_the_one_who_accepted_asks_and_only_within_the_deadline(db):
    world, promise, giver, (near, _) = await promised()
    late = promise.starts_at - timedelta(minutes=59)

    with pytest.raises(NotFound):
        await swapping.propose(Actor(account_id=new_id(), member_id=near.id), promise.id)
    with pytest.raises(PermissionDenied):
        await swapping.propose(await make_coordinator(world.street), promise.id)
    for moment in (late, clock.now() - timedelta(minutes=1)):
        with pytest.raises(InvalidInput):
            await swapping.propose(acting(giver), promise.id, expires_at=moment)
    await Assignment.filter(id=promise.id).update(state=AssignmentState.OFFERED)
    with pytest.raises(InvalidTransition):
        await swapping.propose(acting(giver), promise.id)

    assert await Swap.all().count() == 0


async def test_a_service_offered_by_hand_is_swapped_by_the_rules_of_an_offer_by_hand(db):
    scene = await make_scene()
    request = await scene.request()
    giver, fit = await make_plumber(scene.community), await make_plumber(scene.community)
    await make_plumber(scene.community, skilled=False)
    await make_plumber(scene.community, free=False)
    offer = await make_offer(request, scene.seat, giver)
    await answers.accept(acting(giver), offer.id)

    swap = await swapping.propose(acting(giver), offer.id)
    assert await SwapCandidate.all().values_list("member_id", flat=True) == [fit.id]
    await swapping.take(acting(fit), swap.id)

    assert await holders() == [(giver.id, "HANDED_OVER"), (fit.id, "ACCEPTED")]
