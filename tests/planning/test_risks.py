from datetime import timedelta

import pytest

from sanbao.access.actor import SYSTEM, Actor
from sanbao.core import clock
from sanbao.core.errors import NotFound
from sanbao.dispatch import answers
from sanbao.dispatch.models import Assignment, ServiceRule
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.organisations.kinds import UnitKind
from sanbao.planning import publishing, risks, swapping
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.factories import make_unit
from tests.planning.factories import WEEK
from tests.planning.test_backfill import published
from tests.planning.worlds import make_coordinator, make_inspector, make_world

R, N = risks.RiskReason, risks.NextStep


async def found(world, inspector=None):
    rows = await risks.at_risk(inspector or SYSTEM, world.street.id, WEEK)
    return [(row.request.id, [(c.reason, c.places, len(c.assignments)) for c in row.causes]) for row in rows]


async def test_each_hour_of_a_service_has_its_own_worry(db, monkeypatch):
    world = await make_world(members=2, requests=1)
    [offer] = await published(world)
    me, id = Actor(member_id=offer.member_id), offer.request_id

    def at(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    at(offer.answer_by - timedelta(hours=6, seconds=1))
    assert await found(world) == []
    at(offer.answer_by - timedelta(hours=6))
    assert await found(world) == [(id, [(R.UNANSWERED, 1, 1)])]
    await answers.accept(me, offer.id)
    assert await found(world) == []
    at(offer.starts_at - timedelta(minutes=31))
    assert await found(world) == []
    at(offer.starts_at - timedelta(minutes=30))
    assert await found(world) == [(id, [(R.NOT_CHECKED_IN, 1, 1)])]
    await Assignment.filter(id=offer.id).update(state=AssignmentState.CHECKED_IN)
    await ServiceRequest.filter(id=id).update(state=RequestState.IN_SERVICE)
    at(offer.ends_at - timedelta(minutes=1))
    assert await found(world) == []
    at(offer.ends_at)
    assert await found(world) == [(id, [(R.NOT_CLOSED, 1, 1)])]
    await Assignment.filter(id=offer.id).update(state=AssignmentState.COMPLETED)
    assert await found(world) == []
    await Assignment.filter(id=offer.id).update(state=AssignmentState.ACCEPTED)
    await ServiceRequest.filter(id=id).update(state=RequestState.DONE)
    assert await found(world) == [(id, [(R.NOT_CLOSED, 1, 1)])]


async def test_a_swap_that_waits_for_consent_is_on_the_list(db):
    world = await make_world(members=2, requests=1)
    await ServiceRule.create(unit=world.street, swap_needs_consent=True)
    [offer] = await published(world)
    giver, other = sorted(world.members, key=lambda m: m.id != offer.member_id)
    await answers.accept(Actor(member_id=giver.id), offer.id)
    swap = await swapping.propose(Actor(member_id=giver.id), offer.id)
    assert await found(world) == []

    await swapping.take(Actor(member_id=other.id), swap.id)

    assert await found(world) == [(offer.request_id, [(R.SWAP_WAITS, 1, 1)])]
    assert set(risks.NEXT_STEPS) == set(R)
    assert set(risks.NEXT_STEPS.values()) == set(N)


async def test_several_worries_of_one_request_stand_together_and_the_soonest_first(db, monkeypatch):
    world = await make_world(members=4, requests=2, seats=[{"required": 2}])
    await publishing.publish(SYSTEM, world.run.id)
    offers = await Assignment.all().order_by("starts_at", "id")
    for offer in offers:
        await answers.accept(Actor(member_id=offer.member_id), offer.id)
    for offer in (offers[0], offers[2]):
        await answers.decline(Actor(member_id=offer.member_id), offer.id, DeclineReason.UNWELL)
    last = max(o.starts_at for o in offers)
    monkeypatch.setattr(clock, "now", lambda: last - timedelta(minutes=10))

    listed = await risks.at_risk(await make_inspector(world.street), world.street.id, WEEK)

    assert [row.starts_at for row in listed] == sorted(row.starts_at for row in listed)
    assert {(row.required, row.firm, row.uncovered) for row in listed} == {(2, 1, 1)}
    assert [c.reason for c in listed[-1].causes] == [R.UNCOVERED, R.NOT_CHECKED_IN]


async def test_the_list_is_for_readers_of_runs(db):
    world = await make_world(members=2, requests=1)
    beside = await make_unit(UnitKind.COMMUNITY, world.street)
    [offer] = await published(world)
    await answers.decline(Actor(member_id=offer.member_id), offer.id, DeclineReason.UNWELL)

    assert len(await risks.at_risk(await make_inspector(world.street), world.street.id, WEEK)) == 1
    assert await risks.at_risk(SYSTEM, beside.id, WEEK) == []
    with pytest.raises(NotFound):
        await risks.at_risk(await make_coordinator(await make_unit(), "x"), world.street.id, WEEK)
    with pytest.raises(NotFound):
        await risks.at_risk(
            Actor(account_id=world.street.id, member_id=offer.member_id), world.street.id, WEEK
        )
