import asyncio

import pytest

from sanbao.access.models import StateMove
from sanbao.core.db import unit_of_work
from sanbao.core.errors import Conflict, InputsChanged, InvalidInput, NotFound, PermissionDenied, WeekOverlap
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import Absence, MemberSkill
from sanbao.members.states import MemberState
from sanbao.organisations.kinds import UnitKind
from sanbao.planning import documents, publishing
from sanbao.planning.guard import InputChangeKind, judge, prune
from sanbao.planning.models import AssignmentRun, Proposal, RunEvent
from sanbao.planning.states import RunState
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from sanbao_solver import Plan, Served, greedy
from tests.factories import make_unit
from tests.planning.factories import WEEK, make_member, make_request
from tests.planning.worlds import HOME, make_coordinator, make_inspector, make_world, propose


async def test_publishing_offers_every_pair_of_the_plan_and_lets_the_unserved_wait(db):
    world = await make_world(members=1, requests=3)
    coordinator = await make_coordinator(world.street)

    done = await publishing.publish(coordinator, world.run.id)

    offers = await Assignment.filter(run_id=world.run.id).order_by("starts_at")
    assert done.offers == len(offers) == 2
    assert {o.member_id for o in offers} == {world.members[0].id}
    assert {o.state for o in offers} == {AssignmentState.OFFERED}
    assert {o.answer_by for o in offers} == {done.answer_by}
    states = {q.id: (q.state, q.weeks_waited) for q in await ServiceRequest.all()}
    offered = {o.request_id for o in offers}
    assert {id: s for id, s in states.items() if id in offered} == dict.fromkeys(
        offered, (RequestState.OFFERED, 0)
    )
    assert [s for id, s in states.items() if id not in offered] == [(RequestState.QUEUED, 1)]
    run = await AssignmentRun.get(id=world.run.id)
    assert run.state is RunState.PUBLISHED
    assert run.published_at is not None
    assert (await RunEvent.filter(run_id=run.id).order_by("-sequence").first()).state is RunState.PUBLISHED
    assert await StateMove.filter(noun="AssignmentRun", row_id=run.id, to_state="PUBLISHED").count() == 1


async def test_only_who_may_publish_publishes_and_only_what_is_proposed(db):
    world = await make_world()
    elsewhere = await make_coordinator(await make_unit(), "elsewhere")
    inspector = await make_inspector(world.street)
    coordinator = await make_coordinator(world.street)

    with pytest.raises(NotFound):
        await publishing.publish(elsewhere, world.run.id)
    with pytest.raises(PermissionDenied):
        await publishing.publish(inspector, world.run.id)
    with pytest.raises(InvalidInput):
        await publishing.publish(coordinator, world.run.id, answer_by=world.run.created_at)
    await publishing.publish(coordinator, world.run.id)
    with pytest.raises(Conflict) as refused:
        await publishing.publish(coordinator, world.run.id)

    assert refused.value.message_key == "run-not-proposed"
    assert await Assignment.all().count() == 2


async def test_a_week_that_moved_is_refused_with_the_changes_and_nothing_is_offered(db):
    world = await make_world(members=4, requests=2)
    coordinator = await make_coordinator(world.street)
    plan = await documents.load_plan(world.run.id)
    planned = {s.request: s.seats[0][0] for s in plan.served}
    by_number = {m.number: m for m in world.members}
    absent = by_number[planned[world.requests[0].number]]
    idle = next(m for m in world.members if m.number not in planned.values())
    await Absence.create(member=absent, starts_at=WEEK.starts_at, ends_at=WEEK.ends_at)
    idle.state = MemberState.PAUSED
    await idle.save()
    cancelled = world.requests[1]
    cancelled.state = RequestState.CANCELLED
    await cancelled.save()
    newcomer = await make_request(world.street)
    trained = next(m for m in world.members if m not in (absent, idle))
    await MemberSkill.filter(member_id=trained.id).update(level=2)

    with pytest.raises(InputsChanged) as refused:
        await publishing.publish(coordinator, world.run.id)

    kind = InputChangeKind
    found = {(c.change.kind, c.change.member or c.change.request) for c in refused.value.changes}
    assert found == {
        (kind.MEMBER_AVAILABILITY, absent.number),
        (kind.MEMBER_GONE, idle.number),
        (kind.MEMBER_SKILLS, trained.number),
        (kind.REQUEST_GONE, cancelled.number),
        (kind.REQUEST_NEW, newcomer.number),
    }
    breaking = {c.change.member or c.change.request for c in refused.value.changes if c.change.breaks_plan}
    assert breaking == {absent.number, cancelled.number}
    assert await Assignment.all().count() == 0
    assert (await AssignmentRun.get(id=world.run.id)).state is RunState.PROPOSED

    done = await publishing.publish(coordinator, world.run.id, apply_anyway=True)

    assert done.offers == 0
    assert {d.request_id for d in done.dropped} == {q.id for q in world.requests}
    assert set(await Proposal.filter(run_id=world.run.id).values_list("served", "reason")) == {
        (False, "inputs_changed")
    }
    assert (await AssignmentRun.get(id=world.run.id)).requests_served == 0


async def test_two_overlapping_runs_of_a_week_cannot_both_be_published(db):
    world = await make_world()
    community = await make_unit(UnitKind.COMMUNITY, world.street, **HOME)
    coordinator = await make_coordinator(world.street)
    below = await propose(community, world.policy)
    again = await propose(world.street, world.policy)
    elsewhere = await make_unit(**HOME)
    other = await propose(elsewhere, world.policy)
    others = await make_coordinator(elsewhere, "others")

    await publishing.publish(coordinator, world.run.id)
    for run in (below, again):
        with pytest.raises(WeekOverlap) as refused:
            await publishing.publish(coordinator, run.id, apply_anyway=True)
        assert refused.value.facts["number"] == world.run.number
    await publishing.publish(others, other.id)

    assert await AssignmentRun.filter(state=RunState.PUBLISHED).count() == 2


async def test_of_two_publishes_at_once_one_wins(db):
    world = await make_world()
    second = await propose(world.street, world.policy)
    coordinator = await make_coordinator(world.street)

    async def publish(run):
        async with unit_of_work():
            return await publishing.publish(coordinator, run.id)

    done = await asyncio.gather(publish(world.run), publish(second), return_exceptions=True)

    assert sorted(type(d).__name__ for d in done) == ["Published", "WeekOverlap"]
    assert await AssignmentRun.filter(state=RunState.PUBLISHED).count() == 1
    assert await Assignment.all().count() == 2


async def test_publishing_takes_a_number_of_statements_that_does_not_grow(db, statements):
    counts = []
    for size in (4, 24):
        world = await make_world(members=size, requests=size)
        coordinator = await make_coordinator(world.street, f"coordinator-{size}")
        with statements.counting() as sent:
            done = await publishing.publish(coordinator, world.run.id)
        assert done.offers >= size
        counts.append(len(sent))

    assert counts[0] == counts[1]


async def test_pruning_takes_out_the_least_until_every_rule_holds(db):
    world = await make_world(
        members=2, requests=3, seats=[{"required": 1, "wanted": 1, "wanted_value": 5000}]
    )
    problem = await documents.load_problem(world.run.id)
    first, second = (m.id for m in problem.members)
    a, b, c = (q.id for q in problem.requests)
    plan = Plan(
        served=(
            Served(request=a, start=540, seats=((first, second),)),
            Served(request=b, start=570, seats=((second,),)),
            Served(request=c, start=550, seats=((first,),)),
            Served(request="REQ-gone", start=540, seats=((first,),)),
        )
    )

    kept, dropped, _ = prune(problem, plan)

    assert kept.served == (Served(request=a, start=540, seats=((first, second),)),)
    assert {(d.request, d.member, d.rule) for d in dropped} == {
        ("REQ-gone", None, "gone"),
        (b, second, "travel_time"),
        (b, None, "seats"),
        (c, None, "start"),
    }


async def test_an_unchanged_week_has_no_changes_and_a_passed_start_is_one(db):
    world = await make_world()
    problem, plan = await documents.load_problem(world.run.id), await documents.load_plan(world.run.id)

    assert judge(problem, problem, plan, 0).changes == ()
    assert judge(problem, problem, plan, 0).plan.served == plan.served
    late = judge(problem, problem, greedy(problem), 13 * 60)
    assert {c.kind for c in late.changes} == {InputChangeKind.START_PASSED}


async def test_a_new_member_is_a_change_that_breaks_nothing(db):
    world = await make_world()
    newcomer = await make_member(world.street)

    changes = await publishing.changes(await make_inspector(world.street), world.run.id)

    assert [(c.change.kind, c.member_id, c.change.breaks_plan) for c in changes] == [
        (InputChangeKind.MEMBER_NEW, newcomer.id, False)
    ]
