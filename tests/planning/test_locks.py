import pytest

from sanbao.core.errors import Conflict, InvalidInput, NotFound, PermissionDenied, StaleVersion
from sanbao.planning import documents, locks, runs, snapshot
from sanbao.planning.lock_conflicts import LocksContradict
from sanbao.planning.locks import LockDraft
from sanbao.planning.models import AssignmentRun, Lock, LockKind
from sanbao.planning.states import RunState
from sanbao_solver import greedy
from tests.factories import make_unit
from tests.planning.factories import WEEK, make_item, make_member, make_request
from tests.planning.worlds import NINE, TEN, make_coordinator, make_inspector, make_world, propose

PAIR, TIME, BOTH = LockKind.PAIR, LockKind.TIME, LockKind.PAIR_AND_TIME


async def test_what_is_locked_is_what_the_next_solve_does(db):
    world = await make_world(members=3, requests=3)
    coordinator = await make_coordinator(world.street)
    [first, second, third], [a, b, c] = world.members, world.requests

    for draft in (
        LockDraft(
            kind=BOTH,
            request_id=a.id,
            member_id=third.id,
            starts_at=WEEK.moment(TEN),
            reason="They are friends",
        ),
        LockDraft(kind=TIME, request_id=b.id, starts_at=WEEK.moment(NINE + 30)),
        *(LockDraft(kind=LockKind.FORBID, request_id=b.id, member_id=m.id) for m in (first, third)),
        LockDraft(kind=LockKind.SERVE, request_id=c.id),
    ):
        await locks.add(coordinator, world.run.id, draft)

    run = await runs.get(coordinator, world.run.id)
    assert run.version == world.run.version + 5
    held = await runs.locks_of(run)
    assert held[0].reason == "They are friends"
    assert held[0].account_id == coordinator.account_id
    fresh = await snapshot.build(world.street.id, WEEK, world.policy, locks=held)
    served = {s.request: s for s in greedy(fresh.problem).served}
    assert (served[a.number].start, served[a.number].seats) == (TEN, ((third.number,),))
    assert (served[b.number].start, served[b.number].seats) == (NINE + 30, ((second.number,),))
    assert c.number in served


async def test_locking_a_member_locks_all_that_he_holds_and_repeating_it_adds_nothing(db):
    world = await make_world(members=1, requests=2)
    coordinator = await make_coordinator(world.street)
    draft = LockDraft(kind=BOTH, member_id=world.members[0].id)

    _, made = await locks.add(coordinator, world.run.id, draft)
    _, again = await locks.add(coordinator, world.run.id, draft)

    plan = await documents.load_plan(world.run.id)
    numbers = {q.id: q.number for q in world.requests}
    assert {(numbers[k.request_id], WEEK.minute(k.starts_at)) for k in made} == {
        (s.request, s.start) for s in plan.served
    }
    assert [k.id for k in again] == [k.id for k in made]
    assert await Lock.all().count() == 2


async def test_contradictory_locks_are_refused_with_the_conflict_named(db):
    world = await make_world(members=3, requests=2)
    coordinator = await make_coordinator(world.street)
    [first, second, third], [a, b] = world.members, world.requests
    unskilled = await make_member(world.street, skills={"plumbing": 1})
    run = await propose(world.street, world.policy)

    async def add(**draft):
        _, made = await locks.add(coordinator, run.id, LockDraft(**draft))
        return made[0]

    timed = await add(kind=TIME, request_id=a.id, starts_at=WEEK.moment(NINE))
    banned = await add(kind=LockKind.FORBID, request_id=a.id, member_id=second.id)
    held = await add(kind=BOTH, request_id=a.id, member_id=first.id, starts_at=WEEK.moment(NINE))
    refused = {}
    for name, draft in {
        "times": {"kind": TIME, "request_id": a.id, "starts_at": WEEK.moment(TEN)},
        "forbidden": {"kind": PAIR, "request_id": a.id, "member_id": second.id},
        "full": {"kind": PAIR, "request_id": a.id, "member_id": third.id},
        "rules": {
            "kind": BOTH,
            "request_id": b.id,
            "member_id": first.id,
            "starts_at": WEEK.moment(NINE + 30),
        },
        "skill": {"kind": PAIR, "request_id": b.id, "member_id": unskilled.id},
    }.items():
        with pytest.raises(LocksContradict) as conflict:
            await add(**draft)
        refused[name] = (
            conflict.value.message_key,
            {k.id for k in conflict.value.locks},
            conflict.value.facts.get("rules"),
        )

    assert refused == {
        "times": ("locks-contradict-times", {timed.id, held.id}, None),
        "forbidden": ("locks-contradict-forbidden", {banned.id}, None),
        "full": ("locks-contradict-full", {timed.id, banned.id, held.id}, None),
        "rules": ("locks-contradict-rules", {timed.id, banned.id, held.id}, "travel_time"),
        "skill": ("locks-contradict-rules", set(), "skill"),
    }
    assert await Lock.filter(run_id=run.id).count() == 3


async def test_requests_that_must_all_be_served_but_cannot_are_named_together(db):
    world = await make_world(members=1, requests=4)
    coordinator = await make_coordinator(world.street)
    for request in world.requests[:2]:
        await locks.add(coordinator, world.run.id, LockDraft(kind=LockKind.SERVE, request_id=request.id))

    with pytest.raises(LocksContradict) as refused:
        await locks.add(
            coordinator, world.run.id, LockDraft(kind=LockKind.SERVE, request_id=world.requests[2].id)
        )

    assert refused.value.message_key == "locks-contradict-together"
    assert refused.value.facts["requests"] == ", ".join(q.number for q in world.requests[:3])
    assert len(refused.value.locks) == 2


async def test_a_lock_says_what_it_needs(db):
    world = await make_world()
    coordinator = await make_coordinator(world.street)
    request, member = world.requests[0], world.members[0]
    idle = await make_member(world.street)
    stranger = await make_member(await make_unit())

    refusals = []
    for draft in (
        LockDraft(kind=PAIR, request_id=request.id),
        LockDraft(kind=LockKind.SERVE, request_id=request.id, member_id=member.id),
        LockDraft(kind=LockKind.FORBID, member_id=member.id),
        LockDraft(kind=PAIR, request_id=request.id, member_id=member.id, starts_at=WEEK.moment(NINE)),
        LockDraft(kind=TIME, request_id=request.id, starts_at=WEEK.moment(NINE + 7)),
        LockDraft(kind=BOTH, member_id=idle.id),
        LockDraft(kind=PAIR, request_id=request.id, member_id=stranger.id),
    ):
        with pytest.raises(InvalidInput) as refused:
            await locks.add(coordinator, world.run.id, draft)
        refusals.append((refused.value.message_key, *refused.value.path))

    assert refusals == [
        ("lock-needs", "member"),
        ("lock-takes-no", "member"),
        ("lock-needs", "request"),
        ("lock-takes-no", "starts_at"),
        ("lock-start-step", "starts_at"),
        ("member-without-pairs", "member"),
        ("unknown-id", "member"),
    ]
    assert await Lock.all().count() == 0


async def test_locks_are_for_who_manages_the_run_while_it_can_be_adjusted(db):
    world = await make_world()
    coordinator, inspector = await make_coordinator(world.street), await make_inspector(world.street)
    elsewhere = await make_coordinator(await make_unit(), "elsewhere")
    draft = LockDraft(kind=LockKind.SERVE, request_id=world.requests[0].id)

    for actor, refusal in ((inspector, PermissionDenied), (elsewhere, NotFound)):
        with pytest.raises(refusal):
            await locks.add(actor, world.run.id, draft)
    with pytest.raises(StaleVersion):
        await locks.add(coordinator, world.run.id, draft, expected_version=world.run.version + 1)
    _, [lock] = await locks.add(coordinator, world.run.id, draft)
    with pytest.raises(NotFound):
        await locks.remove(elsewhere, lock.id)
    await AssignmentRun.filter(id=world.run.id).update(state=RunState.PUBLISHED)
    with pytest.raises(Conflict) as refused:
        await locks.remove(coordinator, lock.id)
    assert refused.value.message_key == "run-not-adjustable"
    await AssignmentRun.filter(id=world.run.id).update(state=RunState.FAILED)
    await locks.remove(coordinator, lock.id)

    assert await Lock.all().count() == 0


async def test_locks_can_be_laid_before_the_run_was_ever_solved(db):
    world = await make_world()
    coordinator = await make_coordinator(world.street)
    run = await AssignmentRun.create(
        number="RUN-2030-000099", unit=world.street, week=str(WEEK), policy=world.policy
    )
    request = await make_request(world.street, item=await make_item(world.street))

    _, [lock] = await locks.add(
        coordinator, run.id, LockDraft(kind=TIME, request_id=request.id, starts_at=WEEK.moment(NINE))
    )

    assert (lock.run_id, lock.starts_at) == (run.id, WEEK.moment(NINE))
