import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import Member, MemberSkill
from sanbao.organisations.kinds import UnitKind
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.factories import Scene, make_member, make_offer, make_scene
from tests.factories import gid, make_unit
from tests.people import Client, make_account
from tests.requests.factories import in_hours, make_resident

ACCEPT = """mutation ($input: AssignmentAcceptInput!) { assignmentAccept(input: $input) {
  __typename ... on AssignmentAcceptSuccess { assignment { state } } ... on UserError { code message } } }"""
DECLINE = """mutation ($input: AssignmentDeclineInput!) { assignmentDecline(input: $input) {
  __typename ... on AssignmentDeclineSuccess { assignment { state declineReason note } }
  ... on UserError { code } } }"""
OFFER = """mutation ($input: AssignmentOfferInput!) { assignmentOffer(input: $input) {
  __typename
  ... on AssignmentOfferSuccess { request { state servedFrom } assignments { state member { name } } }
  ... on MembersUnfitError { code message path unfit { rule member { id } } }
  ... on UserError { code path } } }"""
UNFIT = """query ($request: ID!, $startsAt: DateTime!, $members: [ID!]!, $seat: Int! = 0) {
  membersUnfit(request: $request, startsAt: $startsAt, members: $members, seat: $seat) { rule member { id } } }"""
CHECK_IN = """mutation ($id: ID!) { assignmentCheckIn(input: {id: $id}) {
  ... on AssignmentCheckInSuccess { assignment { state request { state } } } ... on UserError { code message } } }"""
COMPLETE = """mutation ($id: ID!) { assignmentComplete(input: {id: $id}) {
  ... on AssignmentCompleteSuccess { assignment { state request { state } } } ... on UserError { code } } }"""
LISTED = """query ($first: Int, $filter: AssignmentFilter, $order: AssignmentOrder! = OLDEST) {
  assignments(first: $first, filter: $filter, order: $order) { totalCount nodes {
    id startsAt endsAt travelMinutes answerBy answeredAt state declineReason note memberName version
    member { name number } seat { position skill { code } } history { action by }
    request { number state menuItem { name } unit { name } address windows { startsAt } team { state memberName } }
  } } }"""


async def client_of(stranger: Client, member: Member) -> Client:
    return await stranger.signed_in_as(await member.account)


async def coordinator_of(stranger: Client, scene: Scene, login: str = "coordinator") -> Client:
    return await stranger.signed_in_as(await make_account(login, Role.COORDINATOR, scene.street))


async def offer_to_many(scene: Scene, count: int) -> tuple[ServiceRequest, list[Member], list[Assignment]]:
    request = await scene.request()
    members = [await make_member(scene.community, free=False) for _ in range(count)]
    return request, members, [await make_offer(request, scene.seat, m) for m in members]


async def test_of_200_who_take_the_last_seat_at_once_one_has_it(stranger: Client):
    scene = await make_scene(required=2)
    request, members, offers = await offer_to_many(scene, 201)
    early = await client_of(stranger, members[0])
    await early.ask(ACCEPT, input={"id": gid(offers[0])})
    clients = [await client_of(stranger, m) for m in members[1:]]

    answers = await asyncio.gather(
        *(c.ask(ACCEPT, input={"id": gid(o)}) for c, o in zip(clients, offers[1:], strict=True))
    )

    outcomes = Counter(a["assignmentAccept"].get("code", "accepted") for a in answers)
    assert outcomes == {"accepted": 1, "SEAT_TAKEN": 199}
    states = Counter(await Assignment.all().values_list("state", flat=True))
    assert states == {AssignmentState.ACCEPTED: 2, AssignmentState.WITHDRAWN: 199}
    row = await ServiceRequest.get(id=request.id)
    assert (row.state, row.version) == (RequestState.CONFIRMED, 4)


@pytest.mark.parametrize("key", [None, "click"])
async def test_200_clicks_on_one_offer_are_one_yes(stranger: Client, key: str | None):
    scene = await make_scene(required=2)
    _, [member], [offer] = await offer_to_many(scene, 1)
    client = await client_of(stranger, member)
    wanted = {"id": gid(offer), "idempotencyKey": key}

    answers = await asyncio.gather(*(client.ask(ACCEPT, input=wanted) for _ in range(200)))

    outcomes = Counter(a["assignmentAccept"].get("code", "accepted") for a in answers)
    assert outcomes == ({"accepted": 1, "INVALID_TRANSITION": 199} if key is None else {"accepted": 200})
    row = await Assignment.get(id=offer.id)
    assert (row.state, row.version) == (AssignmentState.ACCEPTED, 2)


async def test_each_sees_his_own_and_what_is_anothers_is_not_found(stranger: Client):
    scene, elsewhere = await make_scene(), await make_scene()
    request, [member, other], [offer, _] = await offer_to_many(scene, 2)
    _, neighbour_account = await make_resident(scene.community)
    far_unit = await make_unit(UnitKind.COMMUNITY, elsewhere.street)
    guest = await make_member(far_unit)
    await make_offer(await ServiceRequest.get(id=request.id), scene.seat, guest)
    people = {
        "administrator": await stranger.signed_in_as(
            await make_account("admin", Role.ADMINISTRATOR, scene.street)
        ),
        "coordinator": await coordinator_of(stranger, scene),
        "grid worker": await stranger.signed_in_as(
            await make_account("grid", Role.GRID_WORKER, scene.community)
        ),
        "inspector": await stranger.signed_in_as(await make_account("insp", Role.INSPECTOR, scene.street)),
        "coordinator elsewhere": await coordinator_of(stranger, elsewhere, "elsewhere"),
        "member": await client_of(stranger, member),
        "resident": await stranger.signed_in_as(scene.resident_account),
        "neighbour": await stranger.signed_in_as(neighbour_account),
    }
    count = "query { assignments { totalCount } requests { totalCount } }"
    one = "query ($a: ID!, $r: ID!) { a: node(id: $a) { id } r: node(id: $r) { id } }"

    seen = {}
    for name, client in people.items():
        totals = await client.ask(count)
        found = await client.ask(one, a=gid(offer), r=gid(request))
        seen[name] = (
            totals["assignments"]["totalCount"],
            totals["requests"]["totalCount"],
            found["a"] is not None,
            found["r"] is not None,
        )

    assert seen == {
        "administrator": (3, 1, True, True),
        "coordinator": (3, 1, True, True),
        "grid worker": (3, 1, True, True),
        "inspector": (3, 1, True, True),
        "coordinator elsewhere": (1, 0, False, False),
        "member": (1, 1, True, True),
        "resident": (3, 1, True, True),
        "neighbour": (0, 0, False, False),
    }
    outcomes = {}
    for name in ("grid worker", "inspector", "coordinator elsewhere", "resident", "neighbour"):
        answer = await people[name].ask(ACCEPT, input={"id": gid(offer), "reason": "he said so"})
        outcomes[name] = answer["assignmentAccept"]["code"]
    refused = await (await client_of(stranger, other)).ask(ACCEPT, input={"id": gid(offer)})
    assert refused["assignmentAccept"]["code"] == "NOT_FOUND"
    assert outcomes == {
        "grid worker": "PERMISSION_DENIED",
        "inspector": "PERMISSION_DENIED",
        "coordinator elsewhere": "NOT_FOUND",
        "resident": "PERMISSION_DENIED",
        "neighbour": "NOT_FOUND",
    }
    assert (await Assignment.get(id=offer.id)).version == 1
    answer = await stranger.send(ACCEPT, input={"id": gid(offer)})
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_seat_is_offered_by_hand_to_several_and_misfits_are_named(stranger: Client):
    scene = await make_scene()
    request = await scene.request()
    fit, busy, unskilled, left, untimed = [await make_member(scene.community) for _ in range(5)]
    await MemberSkill.filter(member_id=unskilled.id).delete()
    await Member.filter(id=left.id).update(state="LEFT")
    await untimed.availabilities.all().delete()
    await make_offer(await scene.request(), scene.seat, busy)
    coordinator = await coordinator_of(stranger, scene)

    def wanted(*members: Member, **said: object) -> dict[str, object]:
        start, deadline = in_hours(25).isoformat(), in_hours(24).isoformat()
        return {
            "request": gid(request),
            "members": [gid(m) for m in members],
            "startsAt": start,
            "answerBy": deadline,
            **said,
        }

    misfits = await coordinator.ask(OFFER, input=wanted(fit, busy, unskilled, left, untimed))
    outside = await coordinator.ask(OFFER, input=wanted(fit, startsAt=in_hours(27.5).isoformat()))
    twice = await coordinator.ask(OFFER, input=wanted(fit, fit))
    no_seat = await coordinator.ask(OFFER, input=wanted(fit, seat=1))
    late = await coordinator.ask(OFFER, input=wanted(fit, answerBy=in_hours(-1).isoformat()))
    nobody = await coordinator.ask(OFFER, input=wanted())

    assert {(u["rule"], u["member"]["id"]) for u in misfits["assignmentOffer"]["unfit"]} == {
        ("OVERLAP", gid(busy)),
        ("SKILL", gid(unskilled)),
        ("ACTIVE", gid(left)),
        ("FREE", gid(untimed)),
    }
    assert [a["assignmentOffer"]["code"] for a in (outside, twice, no_seat, late, nobody)] == [
        "OFFER_START_OUTSIDE",
        "OFFER_MEMBER_TWICE",
        "OFFER_SEAT",
        "OFFER_DEADLINE_PAST",
        "MEMBER_COUNT",
    ]
    assert await Assignment.filter(request_id=request.id).count() == 0

    made = await coordinator.ask(OFFER, input=wanted(fit, await make_member(scene.street)))
    assert made["assignmentOffer"]["request"]["state"] == "OFFERED"
    assert [a["state"] for a in made["assignmentOffer"]["assignments"]] == ["OFFERED", "OFFERED"]
    await (await client_of(stranger, fit)).ask(
        ACCEPT, input={"id": gid(await Assignment.get(member_id=fit.id))}
    )
    taken = await coordinator.ask(OFFER, input=wanted(await make_member(scene.street)))
    assert taken["assignmentOffer"]["__typename"] == "SeatTakenError"


async def test_an_urgent_request_is_offered_at_any_hour_ahead(stranger: Client):
    scene = await make_scene()
    request = await scene.request(urgent=True)
    member = await make_member(scene.community, free=False)
    coordinator = await coordinator_of(stranger, scene)

    made = await coordinator.ask(
        OFFER,
        input={
            "request": gid(request),
            "members": [gid(member)],
            "startsAt": in_hours(2).isoformat(),
            "answerBy": in_hours(9).isoformat(),
        },
    )

    assert made["assignmentOffer"]["__typename"] == "AssignmentOfferSuccess"
    assert (await Assignment.get()).answer_by == in_hours(2)


async def test_the_list_takes_as_many_statements_for_100_rows_as_for_10(stranger: Client, statements):
    scene = await make_scene(required=100)
    request = await scene.request()
    coordinator = await coordinator_of(stranger, scene)
    resident = await stranger.signed_in_as(scene.resident_account)
    for _ in range(100):
        member = await make_member(scene.community, free=False)
        await make_offer(await ServiceRequest.get(id=request.id), scene.seat, member)
    for client in (coordinator, resident):
        sent = []
        for first in (10, 100):
            with statements.counting() as seen:
                answer = await client.ask(LISTED.replace("team { state memberName }", "state"), first=first)
            assert len(answer["assignments"]["nodes"]) == first
            sent.append(len(seen))
        assert sent[0] == sent[1]


async def test_assignments_are_filtered_and_ordered(stranger: Client):
    scene = await make_scene()
    member, other = [await make_member(scene.community) for _ in range(2)]
    requests = [await scene.request() for _ in range(2)]
    late = await make_offer(requests[0], scene.seat, member, starts_at=in_hours(24 * 8))
    soon = await make_offer(requests[1], scene.seat, member, starts_at=in_hours(25))
    others = await make_offer(await ServiceRequest.get(id=requests[1].id), scene.seat, other)
    await Assignment.filter(id=others.id).update(state=AssignmentState.DECLINED)
    coordinator, mine = await coordinator_of(stranger, scene), await client_of(stranger, member)

    async def found(client: Client, order: str = "OLDEST", **filter: object) -> list[str]:
        answer = await client.ask(LISTED, filter=filter, order=order)
        return [n["id"] for n in answer["assignments"]["nodes"]]

    assert await found(coordinator) == [gid(late), gid(soon), gid(others)]
    assert await found(coordinator, "NEWEST") == [gid(others), gid(soon), gid(late)]
    assert await found(mine, "START") == [gid(soon), gid(late)]
    assert await found(mine, "LATEST_START") == [gid(late), gid(soon)]
    assert await found(coordinator, mine=True) == []
    assert await found(mine, mine=True, week=str(Week.containing(late.starts_at))) == [gid(late)]
    assert await found(coordinator, member=gid(other)) == [gid(others)]
    assert await found(coordinator, request=gid(requests[1]), states=["OFFERED"]) == [gid(soon)]
    assert await found(coordinator, below=gid(scene.community), states=["DECLINED"]) == [gid(others)]
    assert await found(coordinator, below=gid((await make_scene()).street)) == []


async def test_staff_find_an_assignment_by_its_day_and_by_whom_or_what_it_is_about(stranger: Client):
    scene = await make_scene(required=2)
    request, [ann, _], [offer, _] = await offer_to_many(scene, 2)
    await Member.filter(id=ann.id).update(name="Ann", number="M-77")
    coordinator = await coordinator_of(stranger, scene)
    day = offer.starts_at.astimezone(clock.LOCAL).date()

    async def found(**asked: Any) -> int:
        answer = await coordinator.ask(LISTED, filter=asked)
        total: int = answer["assignments"]["totalCount"]
        return total

    assert [await found(text=text) for text in ("ann", "M-77", request.number, "nothing of the kind")] == [
        1,
        1,
        2,
        0,
    ]
    assert [await found(day=str(day + timedelta(days=n))) for n in (-1, 0, 1)] == [0, 2, 0]
    elsewhere = await stranger.signed_in_as(
        await make_account("elsewhere", Role.COORDINATOR, await make_unit())
    )
    assert (await elsewhere.ask(LISTED, filter={"text": "Ann"}))["assignments"]["totalCount"] == 0


async def test_who_would_be_refused_by_hand_is_told_before_anybody_is_asked(stranger: Client):
    scene = await make_scene()
    request = await scene.request()
    fits, lacks = await make_member(scene.community), await make_member(scene.community, skilled=False)
    asked = {
        "request": gid(request),
        "startsAt": in_hours(25).isoformat(),
        "members": [gid(fits), gid(lacks)],
    }
    coordinator = await coordinator_of(stranger, scene)

    assert (await coordinator.ask(UNFIT, **asked))["membersUnfit"] == [
        {"rule": "SKILL", "member": {"id": gid(lacks)}}
    ]
    assert await Assignment.all().count() == 0
    nowhere = await coordinator.send(UNFIT, **asked, seat=7)
    assert nowhere["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    inspector = await stranger.signed_in_as(await make_account("reader", Role.INSPECTOR, scene.street))
    refused = await inspector.send(UNFIT, **asked)
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
