import asyncio
from datetime import timedelta

import pytest

from sanbao.access.actor import SYSTEM, Actor
from sanbao.core import clock
from sanbao.core.db import unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, NotFound
from sanbao.dispatch import answers
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.members.models import Absence
from sanbao.members.states import MemberState
from sanbao.planning import backfill, locks, publishing, risks
from sanbao.planning.locks import LockDraft
from sanbao.planning.models import LockKind
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import RequestState
from tests.factories import make_unit
from tests.planning.factories import WEEK, make_assignment, make_item, make_member, make_request
from tests.planning.worlds import NINE, TEN, make_coordinator, make_inspector, make_world, propose

BUSY = DeclineReason.NOT_FREE


async def published(world):
    await publishing.publish(SYSTEM, world.run.id)
    return await Assignment.all().order_by("id")


async def offer_to(member):
    return await Assignment.filter(member_id=member.id).order_by("-id").first()


async def test_the_next_best_is_asked_at_once_and_nobody_twice(db):
    world = await make_world(members=3, requests=1)
    [offer] = await published(world)
    request = world.requests[0]

    asked = []
    for member in world.members:
        current = await Assignment.get(request_id=request.id, state=AssignmentState.OFFERED)
        assert current.member_id == member.id
        declined, somebody = await backfill.decline_and_backfill(Actor(member_id=member.id), current.id, BUSY)
        assert declined.state is AssignmentState.DECLINED
        asked.append(somebody)

    assert asked == [True, True, False]
    assert await Assignment.filter(request_id=request.id).count() == 3
    second = await offer_to(world.members[1])
    assert (second.starts_at, second.seat_id, second.run_id) == (offer.starts_at, offer.seat_id, world.run.id)
    assert second.travel_minutes == 1
    assert (await ServiceRequest.get(id=request.id)).state is RequestState.QUEUED
    [risk] = await risks.at_risk(await make_inspector(world.street), world.street.id, WEEK)
    assert (risk.request.id, risk.required, risk.firm, risk.uncovered) == (request.id, 1, 0, 1)


async def test_only_who_can_still_come_is_asked(db):
    world = await make_world(members=6, requests=1)
    [offer] = await published(world)
    first, absent, paused, held, banned, last = world.members
    await Absence.create(
        member=absent, starts_at=offer.starts_at, ends_at=offer.starts_at + timedelta(minutes=1)
    )
    paused.state = MemberState.PAUSED
    await paused.save()
    other = await make_request(world.street, item=await make_item(world.street))
    await make_assignment(other, held, offer.starts_at + timedelta(minutes=30))
    await make_assignment(
        await ServiceRequest.get(id=offer.request_id), banned, offer.starts_at, AssignmentState.WITHDRAWN
    )

    await backfill.decline_and_backfill(Actor(member_id=first.id), offer.id, BUSY)

    assert (
        await Assignment.get(request_id=offer.request_id, state=AssignmentState.OFFERED)
    ).member_id == last.id


async def test_a_team_keeps_its_time_and_its_people_and_gets_the_one_who_lacks(db):
    world = await make_world(members=4, requests=1, seats=[{"required": 3}])
    offers = await published(world)
    for offer in offers[1:]:
        await answers.accept(Actor(member_id=offer.member_id), offer.id)

    _, somebody = await backfill.decline_and_backfill(
        Actor(member_id=offers[0].member_id), offers[0].id, BUSY
    )

    states = dict(await Assignment.all().values_list("member_id", "state"))
    assert somebody
    assert sorted(states.values()) == ["ACCEPTED", "ACCEPTED", "DECLINED", "OFFERED"]
    assert {a.starts_at for a in await Assignment.all()} == {offers[0].starts_at}
    assert (await ServiceRequest.get(id=world.requests[0].id)).state is RequestState.OFFERED


async def test_with_too_few_people_the_team_gets_those_there_are(db):
    world = await make_world(members=4, requests=1, seats=[{"required": 3}])
    offers = await published(world)
    await answers.decline(Actor(member_id=offers[0].member_id), offers[0].id, BUSY)

    _, somebody = await backfill.decline_and_backfill(
        Actor(member_id=offers[1].member_id), offers[1].id, BUSY
    )

    assert somebody
    assert await Assignment.filter(state=AssignmentState.OFFERED).count() == 2
    [risk] = await risks.at_risk(await make_inspector(world.street), world.street.id, WEEK)
    assert (risk.required, risk.uncovered) == (3, 1)


async def test_a_wanted_place_is_filled_again_only_where_it_is_worth_its_cost(db):
    for value, expected in ((5_000, True), (10, False)):
        world = await make_world(
            members=3, requests=1, seats=[{"required": 1, "wanted": 1, "wanted_value": 5_000}]
        )
        await publishing.publish(SYSTEM, world.run.id)
        offers = await Assignment.filter(run_id=world.run.id).order_by("travel_minutes")
        seat = await offers[0].seat
        seat.wanted_value = value
        await seat.save()
        await answers.accept(Actor(member_id=offers[0].member_id), offers[0].id)

        _, somebody = await backfill.decline_and_backfill(
            Actor(member_id=offers[1].member_id), offers[1].id, BUSY
        )

        assert somebody is expected


async def test_when_nobody_is_left_at_the_time_another_time_is_found(db):
    world = await make_world(members=1, requests=1)
    late = await make_member(world.street, hours=((0, TEN + 60, TEN + 120),))
    world.run = await propose(world.street, world.policy)
    [offer] = await published(world)
    assert offer.starts_at == WEEK.moment(NINE)

    _, somebody = await backfill.decline_and_backfill(Actor(member_id=world.members[0].id), offer.id, BUSY)

    moved = await offer_to(late)
    assert somebody
    assert moved.starts_at == WEEK.moment(TEN + 60)
    assert (await ServiceRequest.get(id=offer.request_id)).served_from == moved.starts_at


async def test_an_expired_offer_and_an_absence_are_filled_again(db):
    world = await make_world(members=3, requests=1)
    [offer] = await published(world)
    await Assignment.filter(id=offer.id).update(answer_by=clock.now() - timedelta(minutes=1))

    assert await backfill.backfill_expired(clock.now()) == 1
    second = await offer_to(world.members[1])
    assert second.state is AssignmentState.OFFERED
    await answers.accept(Actor(member_id=second.member_id), second.id)
    absence = await Absence.create(
        member=world.members[1], starts_at=second.starts_at - timedelta(hours=1), ends_at=second.ends_at
    )
    assert await backfill.backfill_absence(absence) == 1

    states = dict(await Assignment.all().values_list("member_id", "state"))
    assert [states[m.id] for m in world.members] == ["EXPIRED", "WITHDRAWN", "OFFERED"]
    assert await risks.at_risk(await make_inspector(world.street), world.street.id, WEEK) == []


async def test_an_expired_offer_ends_together_with_its_back_fill_and_one_that_fails_stops_no_other(
    db, monkeypatch
):
    world = await make_world(members=4, requests=2)
    await _shorten(world)
    offers = sorted(await published(world), key=lambda offer: offer.request_id)
    await Assignment.all().update(answer_by=clock.now() - timedelta(minutes=1))
    broken, whole = offers
    fill = backfill.backfill

    async def interrupted(fallen):
        if fallen.request_id == broken.request_id:
            raise RuntimeError("the process ended here")
        return await fill(fallen)

    monkeypatch.setattr(backfill, "backfill", interrupted)
    assert await backfill.backfill_expired(clock.now()) == 1

    states = dict(await Assignment.filter(id__in=[o.id for o in offers]).values_list("id", "state"))
    assert states == {broken.id: "OFFERED", whole.id: "EXPIRED"}
    monkeypatch.undo()
    assert await backfill.backfill_expired(clock.now()) == 1
    assert (await Assignment.get(id=broken.id)).state is AssignmentState.EXPIRED
    assert await Assignment.filter(request_id=broken.request_id, state="OFFERED").count() == 1


async def test_two_declines_at_once_do_not_promise_one_person_to_both(db):
    world = await make_world(members=3, requests=2)
    await _shorten(world)
    offers = await published(world)
    assert len({o.member_id for o in offers}) == 2

    async def decline(offer):
        async with unit_of_work():
            return await backfill.decline_and_backfill(Actor(member_id=offer.member_id), offer.id, BUSY)

    done = await asyncio.gather(*(decline(o) for o in offers))

    held = await Assignment.filter(state=AssignmentState.OFFERED)
    assert len(held) == sum(somebody for _, somebody in done)
    times = {}
    for assignment in held:
        assert all(
            assignment.starts_at >= end or assignment.ends_at <= start
            for start, end in times.get(assignment.member_id, [])
        )
        times.setdefault(assignment.member_id, []).append((assignment.starts_at, assignment.ends_at))


async def _shorten(world):
    """Leave each request one start, so that the same person cannot serve both."""
    await RequestWindow.all().update(ends_at=WEEK.moment(TEN))
    world.run = await propose(world.street, world.policy)


async def test_a_coordinator_sees_who_could_step_in_and_at_what_cost(db):
    world = await make_world(members=5, requests=1, seats=[{"required": 2}])
    coordinator = await make_coordinator(world.street)
    await locks.add(
        coordinator,
        world.run.id,
        LockDraft(kind=LockKind.FORBID, request_id=world.requests[0].id, member_id=world.members[4].id),
    )
    offers = await published(world)
    await answers.decline(Actor(member_id=offers[0].member_id), offers[0].id, BUSY)
    inspector = await make_inspector(world.street)

    found = await backfill.backfill_candidates(inspector, world.requests[0].id, 0)

    assert [(f.member_id, f.cost, f.travel_minutes) for f in found.fillings] == [
        (world.members[2].id, 2 * 20 + 30, 2),
        (world.members[3].id, 2 * 20 + 30, 2),
    ]
    assert {(f.travel, f.fairness, f.pairs) for f in found.fillings} == {(-2 * 20, -30, 0)}
    assert {f.starts_at for f in found.fillings} == {offers[0].starts_at}
    with pytest.raises(InvalidInput):
        await backfill.backfill_candidates(inspector, world.requests[0].id, 1)
    with pytest.raises(NotFound):
        await backfill.backfill_candidates(
            await make_coordinator(await make_unit(), "elsewhere"), world.requests[0].id, 0
        )
    unplanned = await make_request(world.street)
    with pytest.raises(Conflict) as refused:
        await backfill.backfill_candidates(inspector, unplanned.id, 0)
    assert refused.value.message_key == "backfill-no-run"


async def test_an_offer_by_hand_that_is_declined_is_left_to_people(db):
    world = await make_world(members=2, requests=1)
    offer = await make_assignment(
        world.requests[0], world.members[0], WEEK.moment(NINE), AssignmentState.OFFERED
    )
    await ServiceRequest.filter(id=world.requests[0].id).update(state=RequestState.OFFERED)

    _, somebody = await backfill.decline_and_backfill(Actor(member_id=world.members[0].id), offer.id, BUSY)

    assert not somebody
    assert await Assignment.all().count() == 1


async def test_the_list_of_what_is_at_risk_takes_few_statements_and_is_for_readers_of_runs(db, statements):
    world = await make_world(members=4, requests=6)
    inspector = await make_inspector(world.street)
    counts = []
    offers = await published(world)
    for some in (offers[:1], offers[1:]):
        for offer in some:
            await answers.decline(Actor(member_id=offer.member_id), offer.id, BUSY)
        with statements.counting() as sent:
            found = await risks.at_risk(inspector, world.street.id, WEEK)
        counts.append((len(found), len(sent)))

    assert counts[0][0] < counts[1][0]
    assert counts[0][1] == counts[1][1]
    with pytest.raises(NotFound):
        await risks.at_risk(await make_coordinator(await make_unit(), "elsewhere"), world.street.id, WEEK)
