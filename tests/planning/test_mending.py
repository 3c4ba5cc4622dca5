import asyncio

import pytest

from sanbao.access.actor import SYSTEM, Actor
from sanbao.core.db import unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from sanbao.dispatch import answers, withdrawals
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.members.states import MemberState
from sanbao.planning import backfill, live, mending, own_reasons, publishing, rearranging
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import RequestState
from tests.factories import make_unit
from tests.planning.factories import WEEK, make_item, make_member, make_policy, make_request
from tests.planning.worlds import (
    HOME,
    NINE,
    TEN,
    World,
    make_coordinator,
    make_inspector,
    make_world,
    propose,
)


async def make_week_of_two_skills():
    """A meal that only the cook and Both can make, a ride that only Both and the driver can give, both at nine."""
    street = await make_unit(**HOME)
    policy = await make_policy(street)
    cook, both, driver = [
        await make_member(street, name=name, skills=skills, position=f"120.30{i}000,31.500000")
        for i, (name, skills) in enumerate(
            [("Cook", {"cook": 1}), ("Both", {"cook": 1, "drive": 1}), ("Driver", {"drive": 1})]
        )
    ]
    at_nine = [(NINE, TEN)]
    driver.state = MemberState.PAUSED
    await driver.save()
    ride = await make_request(street, item=await make_item(street, skill="drive"), windows=at_nine)
    meal = await make_request(street, item=await make_item(street, skill="cook"), windows=at_nine)
    run = await propose(street, policy)
    await publishing.publish(SYSTEM, run.id)
    driver.state = MemberState.ACTIVE
    await driver.save()
    return World(street, policy, [cook, both, driver], [ride, meal], run)


async def offer_of(member):
    return await Assignment.filter(member_id=member.id).order_by("-id").first()


async def states():
    return sorted(
        [
            (a.request_id, a.member_id, a.state, a.starts_at)
            for a in await Assignment.exclude(state=AssignmentState.DECLINED)
        ]
    )


async def declined_and_promised(world):
    """The cook declines; Both has promised the ride, which the driver could give."""
    cook, both, _ = world.members
    promised = await offer_of(both)
    await answers.accept(Actor(member_id=both.id), promised.id)
    _, somebody = await backfill.decline_and_backfill(
        Actor(member_id=cook.id), (await offer_of(cook)).id, DeclineReason.UNWELL
    )
    assert not somebody


async def test_a_repair_that_moves_a_promise_is_proposed_with_its_price_and_not_done(db):
    world = await make_week_of_two_skills()
    coordinator = await make_coordinator(world.street)
    await declined_and_promised(world)
    (ride, meal), (_, both, driver) = world.requests, world.members
    before = await states()

    [way] = await mending.proposals(coordinator, meal.id)

    assert way.repair.added == (both.number,)
    assert way.starts_at == WEEK.moment(NINE)
    assert way.moves == (mending.Move(ride.number, (both.number,), (driver.number,)),)
    assert way.released == ((both.number, ride.number),)
    policy = world.policy
    assert way.price == (
        policy.request_value * meal.weight
        - policy.change_cost_accepted
        - 2 * policy.travel_cost
        - policy.fairness_cost
    )
    assert await states() == before


async def test_a_repair_that_is_applied_withdraws_whom_it_moves_and_offers_the_places(db):
    world = await make_week_of_two_skills()
    coordinator = await make_coordinator(world.street)
    await declined_and_promised(world)
    (ride, meal), (_, both, driver) = world.requests, world.members
    [way] = await mending.proposals(coordinator, meal.id)

    offers = await rearranging.apply(coordinator, meal.id, way.key)

    assert [(o.request_id, o.member_id) for o in offers] == [(meal.id, both.id), (ride.id, driver.id)]
    nine = WEEK.moment(NINE)
    assert await states() == sorted(
        [
            (ride.id, both.id, AssignmentState.WITHDRAWN, nine),
            (ride.id, driver.id, AssignmentState.OFFERED, nine),
            (meal.id, both.id, AssignmentState.OFFERED, nine),
        ]
    )
    stood = {r.id: (r.state, r.served_from) for r in await ServiceRequest.all()}
    assert stood == {r.id: (RequestState.OFFERED, nine) for r in (ride, meal)}
    with pytest.raises(Conflict) as refused:
        await rearranging.apply(coordinator, meal.id, way.key)
    assert refused.value.message_key == "repair-changed"
    assert await Assignment.all().count() == 4


async def test_of_two_who_make_one_repair_at_once_one_is_refused(db):
    world = await make_week_of_two_skills()
    coordinator = await make_coordinator(world.street)
    await declined_and_promised(world)
    meal = world.requests[1]
    [way] = await mending.proposals(coordinator, meal.id)

    async def make():
        async with unit_of_work():
            return await rearranging.apply(coordinator, meal.id, way.key)

    done = await asyncio.gather(make(), make(), return_exceptions=True)

    assert sorted(type(answer).__name__ for answer in done) == ["Conflict", "list"]
    assert await Assignment.filter(state=AssignmentState.OFFERED).count() == 2


async def test_a_repair_whose_people_have_answered_meanwhile_is_refused(db):
    world = await make_week_of_two_skills()
    coordinator = await make_coordinator(world.street)
    await declined_and_promised(world)
    _, both, _ = world.members
    [way] = await mending.proposals(coordinator, world.requests[1].id)
    await answers.decline(Actor(member_id=both.id), (await offer_of(both)).id, DeclineReason.NOT_FREE)
    before = await states()

    with pytest.raises(Conflict) as refused:
        await rearranging.apply(coordinator, world.requests[1].id, way.key)

    assert refused.value.message_key == "repair-changed"
    assert await states() == before


async def test_an_urgent_request_takes_somebody_from_what_weighs_less(db):
    world = await make_world(members=1, requests=1)
    await RequestWindow.all().update(ends_at=WEEK.moment(TEN))
    world.run = await propose(world.street, world.policy)
    await publishing.publish(SYSTEM, world.run.id)
    item = await make_item(world.street)
    urgent = await make_request(world.street, item=item, windows=[(NINE, TEN)], weight=5, urgent=True)
    coordinator = await make_coordinator(world.street)
    [small], [member] = world.requests, world.members

    [way] = await mending.proposals(coordinator, urgent.id)

    assert way.moves == (mending.Move(small.number, (member.number,), None),)
    assert (way.released, way.price) == (
        (),
        world.policy.request_value * (5 - small.weight) - world.policy.change_cost_offered,
    )
    [offer] = await rearranging.apply(coordinator, urgent.id, way.key)
    assert (offer.request_id, offer.member_id, offer.run_id) == (urgent.id, member.id, world.run.id)
    assert (await ServiceRequest.get(id=small.id)).state is RequestState.QUEUED
    assert await mending.proposals(coordinator, small.id) == []


async def test_who_declines_an_urgent_request_is_replaced_by_the_best_who_is_free(db):
    world = await make_world(members=2, requests=1)
    await publishing.publish(SYSTEM, world.run.id)
    urgent = await make_request(
        world.street, item=await make_item(world.street), windows=[(NINE, TEN)], urgent=True
    )
    coordinator = await make_coordinator(world.street)
    busy, free = world.members
    [way, *_] = await mending.proposals(coordinator, urgent.id)
    [offer] = await rearranging.apply(coordinator, urgent.id, way.key)
    assert (offer.member_id, way.moves) == (free.id, ())
    [why] = await own_reasons.of_assignments([offer], "en")
    assert why.code == "asked"
    held = await offer_of(busy)
    await withdrawals.withdraw(SYSTEM, held.id, reason="Ill")

    _, somebody = await backfill.decline_and_backfill(
        Actor(member_id=free.id), offer.id, DeclineReason.NOT_FREE
    )

    assert somebody
    assert (await offer_of(busy)).request_id == urgent.id
    _, somebody = await backfill.decline_and_backfill(
        Actor(member_id=busy.id), (await offer_of(busy)).id, DeclineReason.NOT_FREE
    )
    assert not somebody
    assert (await ServiceRequest.get(id=urgent.id)).state is RequestState.QUEUED


async def test_a_team_that_lacks_one_is_completed_and_keeps_its_people(db):
    world = await make_world(members=3, requests=1, seats=[{"required": 2}])
    await publishing.publish(SYSTEM, world.run.id)
    first, second, third = world.members
    await answers.decline(Actor(member_id=first.id), (await offer_of(first)).id, DeclineReason.UNWELL)

    [way] = await mending.proposals(await make_coordinator(world.street), world.requests[0].id)

    assert (way.repair.kept, way.repair.added, way.moves) == ((second.number,), (third.number,), ())


async def test_repairs_are_for_those_who_may_read_and_manage_what_they_touch(db):
    world = await make_week_of_two_skills()
    await declined_and_promised(world)
    meal = world.requests[1]
    inspector = await make_inspector(world.street)
    [way] = await mending.proposals(inspector, meal.id)
    stranger = await make_coordinator(await make_unit(name="Another street"), "elsewhere")
    before = await states()

    with pytest.raises(NotFound):
        await mending.proposals(stranger, meal.id)
    with pytest.raises(PermissionDenied):
        await rearranging.apply(inspector, meal.id, way.key)
    with pytest.raises(InvalidInput):
        await mending.proposals(inspector, meal.id, 11)
    assert await states() == before


async def test_a_request_without_a_published_week_has_no_repairs(db):
    world = await make_world(members=1, requests=1)
    with pytest.raises(Conflict) as refused:
        await mending.proposals(await make_coordinator(world.street), world.requests[0].id)
    assert refused.value.message_key == "repair-no-run"


async def test_a_desk_is_kept_while_nothing_changes_and_only_the_last_few(db):
    world = await make_week_of_two_skills()
    kept = await live.live_week(world.run)
    assert await live.live_week(world.run) is kept
    cook = world.members[0]

    await answers.accept(Actor(member_id=cook.id), (await offer_of(cook)).id)

    changed = await live.live_week(world.run)
    assert changed is not kept
    assert [p.state for p in changed.desk.problem.previous if p.member == cook.number] == ["accepted"]


async def test_what_was_read_of_a_change_that_was_taken_back_is_not_kept_for_another(db):
    world = await make_world(members=2, requests=2, seats=[{"required": 1}])
    await RequestWindow.all().update(ends_at=WEEK.moment(TEN))
    world.run = await propose(world.street, world.policy)
    await publishing.publish(SYSTEM, world.run.id)
    first, second = world.members

    class TakenBack(Exception):
        pass

    with pytest.raises(TakenBack):
        async with unit_of_work():
            await answers.decline(Actor(member_id=first.id), (await offer_of(first)).id, DeclineReason.UNWELL)
            await live.live_week(world.run)
            raise TakenBack
    await answers.decline(Actor(member_id=second.id), (await offer_of(second)).id, DeclineReason.UNWELL)

    now = (await live.live_week(world.run)).desk
    assert [s.seats for s in now.served.values()] == [((first.number,),)]


async def test_a_team_that_no_longer_fits_is_left_alone_and_its_people_stay_busy(db):
    world = await make_week_of_two_skills()
    (ride, meal), (cook, both, _driver) = world.requests, world.members
    await answers.decline(Actor(member_id=cook.id), (await offer_of(cook)).id, DeclineReason.UNWELL)
    await both.skills.filter(skill__code="drive").delete()

    coordinator = await make_coordinator(world.street)

    assert await mending.proposals(coordinator, meal.id) == []
    with pytest.raises(Conflict) as refused:
        await mending.proposals(coordinator, ride.id)
    assert refused.value.message_key == "repair-not-open"
