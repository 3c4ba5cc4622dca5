from datetime import timedelta

import pytest

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.roles import Role
from sanbao.core.clock import LOCAL
from sanbao.core.errors import NotFound
from sanbao.dispatch import answers
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.planning import backfill, publishing, tallies
from sanbao.planning.models import AssignmentRun
from sanbao.planning.tallies import AssignmentOrigin, Tally
from tests.factories import make_unit
from tests.people import make_account
from tests.planning.factories import WEEK, make_assignment, make_item, make_request
from tests.planning.worlds import make_inspector, make_world
from tests.requests.factories import actor_of


async def test_a_week_is_told_by_day_and_state_with_those_who_were_asked_after_the_plan(db, statements):
    world = await make_world(members=3, requests=1, seats=[{"required": 2}])
    await publishing.publish(SYSTEM, world.run.id)
    first, second = await Assignment.all().order_by("id")
    await answers.accept(Actor(member_id=second.member_id), second.id)
    await backfill.decline_and_backfill(Actor(member_id=first.member_id), first.id, DeclineReason.NOT_FREE)
    other = await make_request(world.street, item=await make_item(world.street))
    by_hand = await make_assignment(other, world.members[0], first.starts_at + timedelta(days=1))
    elsewhere = await make_request(await make_unit(), item=await make_item(world.street))
    await make_assignment(elsewhere, world.members[0], first.starts_at)
    later = await make_request(world.street, item=await make_item(world.street))
    await make_assignment(later, world.members[0], WEEK.ends_at)
    inspector = await make_inspector(world.street)

    with statements.counting() as sent:
        found = await tallies.tallies(inspector, world.street.id, WEEK)

    assert len(sent) == 4
    day = first.starts_at.astimezone(LOCAL).date()
    assert found == [
        Tally(day, AssignmentState.ACCEPTED, 1, 0),
        Tally(day, AssignmentState.DECLINED, 1, 0),
        Tally(day, AssignmentState.OFFERED, 1, 1),
        Tally(day + timedelta(days=1), AssignmentState.ACCEPTED, 1, 0),
    ]
    run = await AssignmentRun.get(id=world.run.id)
    asked_instead = await Assignment.get(state=AssignmentState.OFFERED)
    assert tallies.origin(first, run) is AssignmentOrigin.PLAN
    assert tallies.origin(asked_instead, run) is AssignmentOrigin.BACKFILL
    assert tallies.origin(by_hand, None) is AssignmentOrigin.BY_HAND


async def test_figures_are_for_who_reads_assignments_of_the_unit(db):
    world = await make_world(members=1, requests=1)
    await publishing.publish(SYSTEM, world.run.id)
    grid_worker = await actor_of(await make_account("grid-worker", Role.GRID_WORKER, world.street))
    assert [one.count for one in await tallies.tallies(grid_worker, world.street.id, WEEK)] == [1]

    for account in (
        await make_account("officer", Role.WORK_UNIT_OFFICER, world.street),
        await make_account("elsewhere", Role.COORDINATOR, await make_unit()),
    ):
        with pytest.raises(NotFound):
            await tallies.tallies(await actor_of(account), world.street.id, WEEK)
