from __future__ import annotations

import sanbao_solver as solver
from sanbao.core.settings import Settings
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.members.models import Absence
from sanbao.organisations.kinds import UnitKind
from sanbao.planning import snapshot
from sanbao.requests.states import RequestState
from sanbao_solver import read_problem
from tests.factories import make_unit
from tests.planning.factories import (
    WEEK,
    make_assignment,
    make_item,
    make_member,
    make_policy,
    make_request,
)

HOME = {"longitude": 120.3, "latitude": 31.5}


async def test_members_and_requests_of_the_subtree_become_one_valid_problem(db: Settings):
    street, foreign = await make_unit(**HOME), await make_unit(**HOME)
    community = await make_unit(UnitKind.COMMUNITY, street)
    policy = await make_policy(street)
    member = await make_member(community, position="120.310000,31.500000", skills={"care": 2})
    await make_member(foreign)
    request = await make_request(community, weight=3, weeks_waited=2)
    await make_request(foreign)

    found = await snapshot.build(street.id, WEEK, policy)

    assert read_problem(found.document) == found.problem
    assert found.members == {member.number: member.id}
    assert found.requests == {request.number: request.id}
    assert found.left_out == ()
    assert found.problem.members == (
        solver.Member(
            id="M-000001",
            place=(950, 0),
            skills={"care": 2},
            tags=(),
            available=((480, 1200),),
            max_services=2,
            max_minutes=240,
            reach=2000,
            recent_services=0,
        ),
    )
    assert found.problem.requests == (
        solver.Request(
            id="REQ-2030-000001",
            place=(0, 0),
            weight=5,
            duration=60,
            windows=((540, 720),),
            seats=(solver.Seat(skill="care", level=1, tags=(), required=1, wanted=0, wanted_value=0),),
        ),
    )
    again = await snapshot.build(street.id, WEEK, policy)
    assert again.digest == found.digest
    await Absence.create(member=member, starts_at=WEEK.moment(540), ends_at=WEEK.moment(600))
    later = await snapshot.build(street.id, WEEK, policy)
    assert later.problem.members[0].available == ((480, 540), (600, 1200))
    assert later.digest != found.digest


async def test_who_has_no_place_at_all_is_left_out_and_named(db: Settings):
    street = await make_unit()
    member, request = await make_member(street), await make_request(street)

    found = await snapshot.build(street.id, WEEK, await make_policy(street))

    assert found.problem.members == () == found.problem.requests
    assert [(o.noun, o.number, o.reason) for o in found.left_out] == [
        ("Member", member.number, "no_position"),
        ("ServiceRequest", request.number, "no_position"),
    ]


async def test_an_accepted_place_is_pinned_and_the_open_place_stays_wanted(db: Settings):
    street = await make_unit(**HOME)
    item = await make_item(street, seats=[{"required": 2}])
    member = await make_member(street, hours=(), max_services_per_week=0)
    await make_member(street)
    request = await make_request(
        street, item=item, windows=(), state=RequestState.OFFERED, served_from=WEEK.moment(600)
    )
    await make_assignment(request, member, WEEK.moment(600))
    policy = await make_policy(street)

    found = (await snapshot.build(street.id, WEEK, policy)).problem

    assert found.requests[0].windows == ((600, 660),)
    assert found.requests[0].seats[0].required == 1
    assert found.requests[0].seats[0].wanted == 1
    assert found.requests[0].seats[0].wanted_value == 10_000
    assert found.pins == (
        solver.Pin(request=request.number, start=600, members=(member.number,), served=True),
    )
    assert found.previous == (
        solver.Previous(request=request.number, member=member.number, start=600, state="accepted"),
    )
    assert found.members[0].available == ((600, 660),)
    assert (found.members[0].max_services, found.members[0].max_minutes) == (1, 240)
    plan = solver.solve(found, solver.SolveSettings(time_limit_seconds=5))
    assert solver.check(found, plan) == []
    assert sorted(plan.served[0].seats[0]) == ["M-000001", "M-000002"]


async def test_a_promise_that_no_longer_fits_is_reported_and_not_pinned(db: Settings):
    street = await make_unit(**HOME)
    member = await make_member(street, skills={})
    request = await make_request(
        street, windows=(), state=RequestState.CONFIRMED, served_from=WEEK.moment(600)
    )
    await make_assignment(request, member, WEEK.moment(600))

    found = await snapshot.build(street.id, WEEK, await make_policy(street))

    assert found.problem.pins == (solver.Pin(request=request.number, start=600),)
    assert [(o.noun, o.number, o.reason) for o in found.left_out] == [
        ("Assignment", f"{request.number} {member.number}", "promise_no_longer_fits")
    ]


async def test_what_a_member_holds_elsewhere_takes_his_time_his_limits_and_the_way(db: Settings):
    street, elsewhere = await make_unit(**HOME), await make_unit(**HOME)
    member = await make_member(street, reach_metres=1999, max_minutes_per_week=100)
    request = await make_request(
        elsewhere, windows=(), state=RequestState.CONFIRMED, served_from=WEEK.moment(600)
    )
    await make_assignment(request, member, WEEK.moment(600))

    found = (await snapshot.build(street.id, WEEK, await make_policy(street))).problem.members[0]

    # 2000 metres at 200 metres a minute and a detour of 130 % are 13 minutes.
    assert found.available == ((480, 587), (673, 1200))
    assert (found.max_services, found.max_minutes) == (1, 40)


async def test_a_guest_from_outside_keeps_his_promise_and_offers_nothing_else(db: Settings):
    street, elsewhere = await make_unit(**HOME), await make_unit(**HOME)
    guest = await make_member(elsewhere)
    request = await make_request(
        street, windows=(), state=RequestState.CONFIRMED, served_from=WEEK.moment(600)
    )
    await make_assignment(request, guest, WEEK.moment(600))

    found = (await snapshot.build(street.id, WEEK, await make_policy(street))).problem

    assert [(m.id, m.available, m.max_services, m.max_minutes) for m in found.members] == [
        (guest.number, ((600, 660),), 1, 60)
    ]
    assert found.pins[0].members == (guest.number,)


async def test_a_lasting_refusal_forbids_the_pair_and_a_passing_one_only_for_its_week(db: Settings):
    street = await make_unit(**HOME)
    far, busy, busy_now, himself = [await make_member(street) for _ in range(4)]
    request = await make_request(street)
    resident = await request.beneficiary
    resident.telephone_fingerprint = himself.telephone_fingerprint = "same"
    await resident.save()
    await himself.save()
    before = WEEK.moment(-5000)
    for member, at, reason in (
        (far, before, DeclineReason.TOO_FAR),
        (busy, before, DeclineReason.NOT_FREE),
        (busy_now, WEEK.moment(600), DeclineReason.NOT_FREE),
    ):
        await make_assignment(request, member, at, AssignmentState.DECLINED, decline_reason=reason)

    found = await snapshot.build(street.id, WEEK, await make_policy(street))

    assert found.problem.forbidden == (
        (far.number, request.number),
        (busy_now.number, request.number),
        (himself.number, request.number),
    )
