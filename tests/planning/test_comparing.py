import pytest

from sanbao.core.errors import Conflict, NotFound
from sanbao.planning import comparing, documents
from sanbao.planning.comparing import ChangeKind, MemberChange, RequestChange
from sanbao.planning.models import AssignmentRun
from sanbao_solver import Plan, Served, greedy
from tests.factories import make_unit
from tests.planning.factories import WEEK
from tests.planning.worlds import NINE, TEN, make_coordinator, make_inspector, make_world, propose


async def test_a_diff_says_of_every_request_and_member_what_changed(db):
    world = await make_world(members=3, requests=4)
    inspector = await make_inspector(world.street)
    [m1, m2, m3], [a, b, c, d] = world.numbers

    def plan(*served):
        return Plan(served=tuple(Served(request=q, start=s, seats=((m,),)) for q, s, m in served))

    before = await propose(world.street, world.policy, plan=plan((a, NINE, m1), (b, NINE, m2), (c, TEN, m3)))
    after = await propose(world.street, world.policy, plan=plan((a, NINE, m3), (b, TEN, m2), (d, NINE, m1)))

    diff = await comparing.diff(inspector, before.id, after.id)
    same = await comparing.diff(inspector, after.id, after.id)

    assert diff.requests == (
        RequestChange(ChangeKind.TEAM, a, NINE, NINE, (m1,), (m3,)),
        RequestChange(ChangeKind.MOVED, b, NINE, TEN, (m2,), (m2,)),
        RequestChange(ChangeKind.UNSERVED, c, TEN, None, (m3,), ()),
        RequestChange(ChangeKind.SERVED, d, None, NINE, (), (m1,)),
    )
    assert diff.members == (MemberChange(m1, (d,), (a,)), MemberChange(m3, (a,), (c,)))
    assert [diff.count(kind) for kind in ChangeKind] == [1, 1, 1, 1]
    assert diff.before.total == before.total
    assert diff.after.total == after.total
    assert (same.requests, same.members) == ((), ())


async def test_a_plan_is_compared_with_what_a_greedy_dispatcher_would_do(db):
    world = await make_world(members=2, requests=2)
    inspector = await make_inspector(world.street)
    problem = await documents.load_problem(world.run.id)
    worse = await propose(world.street, world.policy, plan=Plan(served=greedy(problem).served[:1]))

    none = await comparing.against_greedy(inspector, world.run.id)
    lost = await comparing.against_greedy(inspector, worse.id)

    assert none.requests == ()
    assert [change.kind for change in lost.requests] == [ChangeKind.UNSERVED]
    assert lost.after.parts.served - lost.before.parts.served == -10_000


async def test_runs_of_different_weeks_or_foreign_units_are_not_compared(db):
    world = await make_world()
    inspector = await make_inspector(world.street)
    elsewhere = await make_coordinator(await make_unit(), "elsewhere")
    other = await propose(world.street, world.policy)
    await AssignmentRun.filter(id=other.id).update(week=str(WEEK.following()))

    with pytest.raises(Conflict) as refused:
        await comparing.diff(inspector, world.run.id, other.id)
    with pytest.raises(NotFound):
        await comparing.diff(elsewhere, world.run.id, world.run.id)

    assert refused.value.message_key == "runs-of-different-weeks"


async def test_a_summary_counts_what_is_served_why_not_and_how_the_load_lies(db):
    world = await make_world(members=3, requests=8)

    found = await comparing.summary(world.run)

    plan = await documents.load_plan(world.run.id)
    assert (found.served, found.unserved) == (len(plan.served), 8 - len(plan.served)) == (6, 2)
    assert found.reasons == {"members_busy": 2}
    assert found.load == {2: 3}
    assert found.people_placed == 6
    assert found.score == plan.score
    assert found.travel_minutes * world.policy.travel_cost == -plan.score.parts.travel


async def test_a_run_without_a_plan_has_no_summary(db):
    world = await make_world()
    run = await AssignmentRun.create(
        number="RUN-2030-000099", unit=world.street, week=str(WEEK), policy=world.policy
    )

    assert await comparing.summaries([run, world.run]) == [None, await comparing.summary(world.run)]
