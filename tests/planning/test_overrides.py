import asyncio

import pytest

from sanbao.core.db import unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, NotFound, PermissionDenied, RuleBroken, StaleVersion
from sanbao.planning import documents, locks, overrides, price_words, pricing, publishing, runs, snapshot
from sanbao.planning.locks import LockDraft
from sanbao.planning.models import AssignmentRun, Lock, LockKind, Override, Proposal, ProposedSeat
from sanbao.planning.pricing import Placement
from sanbao.requests.models import ServiceRequest
from sanbao_solver import check, greedy, score
from tests.factories import make_unit
from tests.planning.factories import WEEK, make_member, make_request
from tests.planning.worlds import NINE, TEN, make_coordinator, make_inspector, make_world, propose


async def test_the_price_of_a_placement_is_told_before_and_written_after(db):
    world = await make_world(members=3, requests=1)
    coordinator = await make_coordinator(world.street)
    request, far = world.requests[0], world.members[2]
    before = await documents.load_plan(world.run.id)
    placement = Placement(request_id=request.id, starts_at=WEEK.moment(TEN), seats=[[far.id]])

    quote = await pricing.quote(coordinator, world.run.id, placement)
    assert await Override.all().count() == 0
    proposal = await overrides.place(
        coordinator, world.run.id, placement, reason="He knows her", expected_version=world.run.version
    )

    problem, plan = await documents.load_problem(world.run.id), await documents.load_plan(world.run.id)
    assert quote.price.violations == ()
    assert quote.travel_minutes == 2
    assert price_words.of_quote(quote, "en") == (
        "Member 2 will go. Member 0 need not go. It moves to Mon 4 Mar 10:00. The ways get 2 minutes longer in all."
    )
    assert quote.price.total_difference == plan.score.total - before.score.total < 0
    assert quote.price.parts_difference.travel == quote.price.total_difference
    assert check(problem, plan) == []
    assert plan.score == score(problem, plan)
    assert plan.bound == before.bound
    assert [(s.request, s.start, s.seats) for s in plan.served] == [(request.number, TEN, ((far.number,),))]
    assert (proposal.served, proposal.starts_at, proposal.version) == (True, WEEK.moment(TEN), 2)
    assert await ProposedSeat.all().values_list("member_id", "seat_index", "travel_minutes") == [
        (far.id, 0, 2)
    ]
    run = await AssignmentRun.get(id=world.run.id)
    assert (run.total, run.version) == (plan.score.total, world.run.version + 1)
    [line] = await Override.all()
    assert (line.price, line.reason, line.account_id) == (
        -quote.price.total_difference,
        "He knows her",
        coordinator.account_id,
    )
    assert line.before["members"] == [[0, world.members[0].number]]
    assert line.after == {"starts_at": WEEK.moment(TEN).isoformat(), "members": [[0, far.number]]}
    fresh = await snapshot.build(world.street.id, WEEK, world.policy, locks=await runs.locks_of(run))
    assert greedy(fresh.problem).served == plan.served


async def test_a_placement_that_breaks_rules_is_refused_with_each_of_them_and_changes_nothing(db):
    world = await make_world(members=2, requests=2)
    coordinator = await make_coordinator(world.street)
    unskilled = await make_member(world.street, name="Unskilled", skills={})
    run = await propose(world.street, world.policy)
    plan = await documents.load_plan(run.id)
    taken = next(s for s in plan.served if s.request == world.requests[0].number)
    holder = next(m for m in world.members if m.number == taken.seats[0][0])

    for seats, start, rules in (
        ([[unskilled.id]], NINE, {"skill"}),
        ([[]], NINE, {"seats"}),
        ([[m.id for m in world.members]], NINE, {"seats", "travel_time"}),
        ([[holder.id]], taken.start, {"travel_time"}),
        ([[world.members[0].id]], NINE + 5, {"start"}),
    ):
        placement = Placement(request_id=world.requests[1].id, starts_at=WEEK.moment(start), seats=seats)
        with pytest.raises(RuleBroken) as refused:
            await overrides.place(coordinator, run.id, placement, reason="Try")
        assert {v.rule for v in refused.value.violations} >= rules - {"travel_time"}
        if rules == {"skill"}:
            [broken] = refused.value.violations
            assert (broken.member_id, broken.member_name, broken.request_id) == (
                unskilled.id,
                "Unskilled",
                world.requests[1].id,
            )

    assert await documents.load_plan(run.id) == plan
    assert await Override.all().count() == await Lock.all().count() == 0
    assert (await AssignmentRun.get(id=run.id)).version == run.version


async def test_a_request_taken_out_is_left_unserved_and_may_be_placed_again(db):
    world = await make_world(members=1, requests=1)
    coordinator = await make_coordinator(world.street)
    request = world.requests[0]

    removed = await overrides.place(coordinator, world.run.id, Placement(request_id=request.id), reason="Ill")
    assert (removed.served, removed.reason, removed.starts_at) == (False, "removed_by_hand", None)
    assert await ProposedSeat.all().count() == 0
    assert (await AssignmentRun.get(id=world.run.id)).requests_served == 0
    with pytest.raises(Conflict) as refused:
        await overrides.place(coordinator, world.run.id, Placement(request_id=request.id), reason="Again")
    assert refused.value.message_key == "override-nothing"

    back = Placement(request_id=request.id, starts_at=WEEK.moment(NINE), seats=[[world.members[0].id]])
    placed = await overrides.place(coordinator, world.run.id, back, reason="Well again")

    assert (placed.served, placed.reason) == (True, "")
    assert [line.price for line in await Override.all().order_by("id")] == [9_970, -9_970]


async def test_bans_and_must_serve_hold_for_placements_by_hand(db):
    world = await make_world(members=2, requests=1)
    coordinator = await make_coordinator(world.street)
    request = world.requests[0]
    await locks.add(
        coordinator,
        world.run.id,
        LockDraft(kind=LockKind.FORBID, request_id=request.id, member_id=world.members[1].id),
    )
    await locks.add(coordinator, world.run.id, LockDraft(kind=LockKind.SERVE, request_id=request.id))

    banned = Placement(request_id=request.id, starts_at=WEEK.moment(NINE), seats=[[world.members[1].id]])
    for placement, rule in ((banned, "forbidden"), (Placement(request_id=request.id), "pins")):
        with pytest.raises(RuleBroken) as refused:
            await overrides.place(coordinator, world.run.id, placement, reason="Try")
        assert {v.rule for v in refused.value.violations} == {rule}


async def test_a_second_placement_takes_the_place_of_the_first_and_a_pin_that_gives_way_voids_the_bound(db):
    world = await make_world(members=3, requests=1)
    coordinator = await make_coordinator(world.street)
    request = world.requests[0]
    first, second = (
        Placement(request_id=request.id, starts_at=WEEK.moment(NINE), seats=[[m.id]])
        for m in world.members[1:]
    )
    await overrides.place(coordinator, world.run.id, first, reason="First")
    solved_again = await propose(world.street, world.policy, based_on=world.run)
    assert (await documents.load_problem(solved_again.id)).pins != ()

    await overrides.place(coordinator, world.run.id, second, reason="Second")
    await overrides.place(coordinator, solved_again.id, second, reason="Second")

    [lock] = await Lock.filter(run_id=world.run.id)
    assert (lock.member_id, lock.kind) == (world.members[2].id, LockKind.PAIR_AND_TIME)
    assert (await AssignmentRun.get(id=world.run.id)).bound is not None
    assert (await AssignmentRun.get(id=solved_again.id)).bound is None
    assert (await publishing.changes(coordinator, world.run.id)) == []


async def test_only_who_manages_the_run_places_by_hand_and_with_what_is_in_it(db):
    world = await make_world()
    inspector, coordinator = await make_inspector(world.street), await make_coordinator(world.street)
    elsewhere = await make_coordinator(await make_unit(), "elsewhere")
    stranger = await make_member(await make_unit())
    request = world.requests[0]
    placement = Placement(request_id=request.id, starts_at=WEEK.moment(NINE), seats=[[world.members[0].id]])

    with pytest.raises(PermissionDenied):
        await overrides.place(inspector, world.run.id, placement, reason="Try")
    with pytest.raises(NotFound):
        await pricing.quote(elsewhere, world.run.id, placement)
    with pytest.raises(StaleVersion):
        await overrides.place(coordinator, world.run.id, placement, reason="Try", expected_version=99)
    for seats, key in (([[stranger.id]], "unknown-id"), ([], "override-seats")):
        wrong = Placement(request_id=request.id, starts_at=WEEK.moment(NINE), seats=seats)
        with pytest.raises(InvalidInput) as refused:
            await pricing.quote(coordinator, world.run.id, wrong)
        assert refused.value.message_key == key
    with pytest.raises(InvalidInput):
        await overrides.place(coordinator, world.run.id, placement, reason="  ")

    assert await Override.all().count() == 0


async def test_of_two_placements_of_the_same_version_one_wins(db):
    world = await make_world(members=3, requests=1)
    coordinator = await make_coordinator(world.street)

    async def place(member):
        async with unit_of_work():
            return await overrides.place(
                coordinator,
                world.run.id,
                Placement(request_id=world.requests[0].id, starts_at=WEEK.moment(NINE), seats=[[member.id]]),
                reason="Race",
                expected_version=world.run.version,
            )

    done = await asyncio.gather(*(place(m) for m in world.members[1:]), return_exceptions=True)

    assert sorted(type(d).__name__ for d in done) == ["Proposal", "StaleVersion"]
    assert await Override.all().count() == await Lock.all().count() == 1
    assert await Proposal.filter(served=True).count() == 1


async def test_what_gives_way_is_called_off_in_the_same_step_with_a_line_of_its_own(db):
    world = await make_world(members=1, requests=1)
    coordinator = await make_coordinator(world.street)
    [member], [first] = world.members, world.requests
    await make_request(world.street, item=await first.menu_item)
    run = await propose(world.street, world.policy)
    second = await ServiceRequest.exclude(id=first.id).get()
    await overrides.place(coordinator, run.id, Placement(request_id=second.id), reason="Out of the way")
    crowded = Placement(request_id=second.id, starts_at=WEEK.moment(NINE), seats=[[member.id]])
    instead = Placement(
        request_id=second.id, starts_at=WEEK.moment(NINE), seats=[[member.id]], give_way=[first.id]
    )

    refused = await pricing.quote(coordinator, run.id, crowded)
    quote = await pricing.quote(coordinator, run.id, instead)
    await overrides.place(coordinator, run.id, instead, reason="More urgent")

    assert {v.rule for v in refused.price.violations} == {"travel_time"}
    assert price_words.of_quote(refused, "en") == (
        f"Member 0 cannot get to request {second.number} in time from another service."
    )
    assert quote.price.violations == ()
    assert (quote.travel_minutes, quote.price.total_difference) == (0, 0)
    assert price_words.of_quote(quote, "zh") == (
        f"这条需求可以服务了：Member 0，3月4日 周一 09:00。Member 0 的服务 {first.number}（3月4日 周一 09:00）要取消。路上时间不变。"
    )
    served = {p.request_id: (p.served, p.reason) for p in await Proposal.filter(run_id=run.id)}
    assert served == {first.id: (False, "removed_by_hand"), second.id: (True, "")}
    plan = await documents.load_plan(run.id)
    assert [s.request for s in plan.served] == [second.number]
    assert [u.request for u in plan.unserved] == [first.number]
    lines = await Override.filter(run_id=run.id).order_by("id")
    assert [(line.request_id, line.reason) for line in lines[1:]] == [
        (first.id, "More urgent"),
        (second.id, "More urgent"),
    ]


async def test_what_is_locked_does_not_give_way_nor_what_nobody_serves(db):
    world = await make_world(members=2, requests=2)
    coordinator = await make_coordinator(world.street)
    first, second = world.requests
    placement = Placement(
        request_id=first.id,
        starts_at=WEEK.moment(TEN),
        seats=[[world.members[0].id]],
        give_way=[second.id],
    )
    lock = LockDraft(kind=LockKind.SERVE, request_id=second.id)
    await locks.add(coordinator, world.run.id, lock)

    with pytest.raises(RuleBroken) as refused:
        await overrides.place(coordinator, world.run.id, placement, reason="Try")
    assert {(v.rule, v.request_id) for v in refused.value.violations} == {("pins", second.id)}

    await Lock.all().delete()
    await overrides.place(coordinator, world.run.id, Placement(request_id=second.id), reason="Out")
    with pytest.raises(Conflict) as nothing:
        await pricing.quote(coordinator, world.run.id, placement)
    assert nothing.value.message_key == "override-nothing"
    assert await Override.all().count() == 1
