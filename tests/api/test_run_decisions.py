from sanbao.access.actor import SYSTEM
from sanbao.access.models import AuditEntry
from sanbao.access.roles import Role
from sanbao.dispatch.models import Assignment
from sanbao.members.models import Absence, Member, Resident
from sanbao.members.states import MemberState
from sanbao.planning import publishing
from sanbao.planning.models import AssignmentRun, Lock, Override
from sanbao.requests.models import ServiceRequest
from tests.factories import gid, make_unit
from tests.people import Client, make_account
from tests.planning.factories import WEEK
from tests.planning.worlds import NINE, TEN, make_world, propose

LOCK = """
mutation ($input: LockAddInput!) { lockAdd(input: $input) { __typename
  ... on LockAddSuccess { run { version } locks { id kind startsAt reason by memberName
    request { number } member { number } run { number } } }
  ... on LocksContradictError { message locks { kind } }
  ... on UserError { code path } } }
"""
PLACE = """
mutation ($input: ProposalPlaceInput!) { proposalPlace(input: $input) { __typename
  ... on ProposalPlaceSuccess { proposal { served startsAt seats { memberName travelMinutes } run { version } } }
  ... on RuleBrokenError { message violations { rule message member { name } } }
  ... on UserError { code path } } }
"""
PUBLISH = """
mutation ($input: RunPublishInput!) { runPublish(input: $input) { __typename
  ... on RunPublishSuccess { offers answerBy run { state publishedAt } dropped { rule request { number }
    member { name } } }
  ... on InputsChangedError { message changes { kind breaksPlan message member { name } request { number } } }
  ... on WeekOverlapError { message }
  ... on UserError { code path } } }
"""
DECLINE = """
mutation ($input: AssignmentDeclineInput!) { assignmentDecline(input: $input) {
  ... on AssignmentDeclineSuccess { somebodyElseAsked assignment { state } } ... on UserError { code } } }
"""


async def signed_in(stranger: Client, unit, role: Role = Role.COORDINATOR, login: str = "person") -> Client:
    return await stranger.signed_in_as(await make_account(login, role, unit))


async def member_client(stranger: Client, member: Member) -> Client:
    account = await make_account(f"member-{member.number.lower()}")
    member.account_id = account.id
    await member.save()
    return await stranger.signed_in_as(account)


async def test_locks_are_laid_listed_refused_and_taken_away(stranger: Client):
    world = await make_world(members=2, requests=1)
    coordinator = await signed_in(stranger, world.street)
    request, member = world.requests[0], world.members[0]
    common = {"run": gid(world.run), "request": gid(request)}

    made = await coordinator.ask(
        LOCK,
        input={
            **common,
            "kind": "PAIR_AND_TIME",
            "member": gid(member),
            "startsAt": WEEK.moment(TEN).isoformat(),
            "reason": "Known",
            "expectedVersion": world.run.version,
        },
    )
    refused = await coordinator.ask(LOCK, input={**common, "kind": "FORBID", "member": gid(member)})
    stale = await coordinator.ask(
        LOCK, input={**common, "kind": "SERVE", "expectedVersion": world.run.version}
    )
    lacking = await coordinator.ask(LOCK, input={**common, "kind": "PAIR"})

    [lock] = made["lockAdd"]["locks"]
    assert {k: v for k, v in lock.items() if k != "id"} == {
        "kind": "PAIR_AND_TIME",
        "startsAt": WEEK.moment(TEN).isoformat(),
        "reason": "Known",
        "by": "Person",
        "memberName": "Member 0",
        "request": {"number": request.number},
        "member": {"number": member.number},
        "run": {"number": world.run.number},
    }
    assert refused["lockAdd"]["__typename"] == "LocksContradictError"
    assert refused["lockAdd"]["locks"] == [{"kind": "PAIR_AND_TIME"}]
    assert member.number in refused["lockAdd"]["message"]
    assert stale["lockAdd"]["code"] == "STALE_VERSION"
    assert (lacking["lockAdd"]["code"], lacking["lockAdd"]["path"]) == ("LOCK_NEEDS", ["member"])
    listed = await coordinator.ask(
        "query ($run: ID!) { locks(run: $run) { nodes { id } } }", run=gid(world.run)
    )
    assert listed["locks"]["nodes"] == [{"id": lock["id"]}]
    gone = await coordinator.ask(
        "mutation ($input: LockRemoveInput!) { lockRemove(input: $input) { ... on LockRemoveSuccess { run { version } } "
        "... on UserError { code } } }",
        input={"id": lock["id"]},
    )
    assert gone["lockRemove"] == {"run": {"version": world.run.version + 2}}
    assert await Lock.all().count() == 0
    assert await AuditEntry.filter(deed="LockAdd").count() == 1


async def test_a_placement_by_hand_is_checked_written_and_kept_in_the_ledger(stranger: Client):
    world = await make_world(members=2, requests=1)
    coordinator = await signed_in(stranger, world.street)
    wanted = {
        "run": gid(world.run),
        "request": gid(world.requests[0]),
        "startsAt": WEEK.moment(TEN).isoformat(),
        "seats": [{"members": [gid(world.members[1])]}],
        "reason": "She asked for him",
    }

    broken = await coordinator.ask(PLACE, input={**wanted, "startsAt": WEEK.moment(8 * 60).isoformat()})
    placed = await coordinator.ask(PLACE, input={**wanted, "idempotencyKey": "k"})
    again = await coordinator.ask(PLACE, input={**wanted, "idempotencyKey": "k"})
    removed = await coordinator.ask(
        "mutation ($input: ProposalRemoveInput!) { proposalRemove(input: $input) { ... on ProposalRemoveSuccess { "
        "proposal { served reason } } ... on UserError { code } } }",
        input={"run": gid(world.run), "request": gid(world.requests[0]), "reason": "Not needed"},
    )

    assert broken["proposalPlace"]["code"] == "RULE_BROKEN"
    assert broken["proposalPlace"]["violations"] == [
        {
            "rule": "start",
            "message": f"Request {world.requests[0].number} cannot begin at this time.",
            "member": None,
        }
    ]
    assert placed["proposalPlace"]["proposal"] == {
        "served": True,
        "startsAt": WEEK.moment(TEN).isoformat(),
        "seats": [{"memberName": "Member 1", "travelMinutes": 1}],
        "run": {"version": world.run.version + 1},
    }
    assert again == placed
    assert removed["proposalRemove"]["proposal"] == {"served": False, "reason": "removed_by_hand"}
    ledger = await coordinator.ask(
        "query ($run: ID!) { overrides(run: $run) { nodes { price reason by before after request { number } } } }",
        run=gid(world.run),
    )
    first, second = ledger["overrides"]["nodes"]
    assert (first["price"], first["reason"], first["by"]) == (20, "She asked for him", "Person")
    assert first["before"] == {
        "starts_at": WEEK.moment(NINE).isoformat(),
        "members": [[0, world.members[0].number]],
    }
    assert second["after"] == {"starts_at": None, "members": []}


async def test_publishing_makes_offers_and_a_decline_asks_the_next(stranger: Client):
    world = await make_world(members=3, requests=1)
    coordinator = await signed_in(stranger, world.street)

    done = await coordinator.ask(PUBLISH, input={"id": gid(world.run), "expectedVersion": 1})

    published = done["runPublish"]
    assert (published["offers"], published["run"]["state"], published["dropped"]) == (1, "PUBLISHED", [])
    [offer] = await Assignment.all()
    first, second = (
        await member_client(stranger, world.members[0]),
        await member_client(stranger, world.members[1]),
    )
    mine = await first.ask("{ assignments(filter: {mine: true}) { nodes { id why { code sentence } } } }")
    [assignment] = mine["assignments"]["nodes"]
    assert assignment["why"]["code"] == "asked"
    assert assignment["why"]["sentence"].startswith("You are asked because you can do this")
    declined = await first.ask(DECLINE, input={"id": assignment["id"], "reason": "NOT_FREE"})
    assert declined["assignmentDecline"] == {
        "somebodyElseAsked": True,
        "assignment": {"state": "DECLINED"},
    }
    theirs = await second.ask("{ assignments(filter: {mine: true}) { nodes { startsAt why { code } } } }")
    assert theirs["assignments"]["nodes"] == [
        {"startsAt": offer.starts_at.isoformat(), "why": {"code": "backfill"}}
    ]
    seen = await coordinator.ask("{ assignments { nodes { why { code } } } }")
    assert seen["assignments"]["nodes"] == [{"why": None}, {"why": None}]


async def test_an_absence_frees_the_seat_and_the_coordinator_sees_what_nobody_can_fill(stranger: Client):
    world = await make_world(members=2, requests=1, seats=[{"required": 2}])
    coordinator = await signed_in(stranger, world.street)
    await coordinator.ask(PUBLISH, input={"id": gid(world.run)})
    member = await member_client(stranger, world.members[0])

    await member.ask(
        "mutation ($input: MemberAbsenceAddInput!) { memberAbsenceAdd(input: $input) { __typename "
        "... on UserError { message } } }",
        input={
            "member": gid(world.members[0]),
            "startsAt": WEEK.starts_at.isoformat(),
            "endsAt": WEEK.ends_at.isoformat(),
        },
    )

    states = dict(await Assignment.all().values_list("member_id", "state"))
    assert states == {world.members[0].id: "WITHDRAWN", world.members[1].id: "OFFERED"}
    assert await Absence.all().count() == 1
    at_risk = await coordinator.ask(
        'query ($unit: ID!, $request: ID!) { atRisk(unit: $unit, week: "2030-W10") { totalCount nodes { '
        "request { number } startsAt required firm uncovered } } "
        "backfillCandidates(request: $request) { cost travelMinutes startsAt member { name } } }",
        unit=gid(world.street),
        request=gid(world.requests[0]),
    )
    assert at_risk == {
        "atRisk": {
            "totalCount": 1,
            "nodes": [
                {
                    "request": {"number": world.requests[0].number},
                    "startsAt": WEEK.moment(NINE).isoformat(),
                    "required": 2,
                    "firm": 0,
                    "uncovered": 1,
                }
            ],
        },
        "backfillCandidates": [],
    }


async def test_a_publish_is_refused_with_the_changes_unless_they_are_accepted(stranger: Client):
    world = await make_world(members=2, requests=2)
    coordinator = await signed_in(stranger, world.street)
    gone = world.members[0]
    gone.state = MemberState.PAUSED
    await gone.save()

    refused = (await coordinator.ask(PUBLISH, input={"id": gid(world.run)}))["runPublish"]
    listed = await coordinator.ask(
        "query ($run: ID!) { runInputChanges(run: $run) { totalCount nodes { kind } } }", run=gid(world.run)
    )
    assert await Assignment.all().count() == 0
    done = (await coordinator.ask(PUBLISH, input={"id": gid(world.run), "applyAnyway": True}))["runPublish"]

    assert refused["code"] == "INPUTS_CHANGED"
    assert refused["changes"] == [
        {
            "kind": "MEMBER_GONE",
            "breaksPlan": True,
            "message": "Member 0 no longer takes part (left, paused, or has no time).",
            "member": {"name": "Member 0"},
            "request": None,
        }
    ]
    assert listed["runInputChanges"] == {"totalCount": 1, "nodes": [{"kind": "MEMBER_GONE"}]}
    assert done["__typename"] == "RunPublishSuccess"
    held = sum(1 for d in done["dropped"] if d["member"])
    assert held > 0
    assert {d["rule"] for d in done["dropped"]} == {"seats"}
    assert done["offers"] == 2 - held


async def test_a_week_is_published_once(stranger: Client):
    world = await make_world()
    coordinator = await signed_in(stranger, world.street)
    second = await propose(world.street, world.policy)

    await coordinator.ask(PUBLISH, input={"id": gid(world.run)})
    refused = await coordinator.ask(PUBLISH, input={"id": gid(second)})

    assert refused["runPublish"]["code"] == "WEEK_OVERLAP"
    assert world.run.number in refused["runPublish"]["message"]


async def test_a_resident_reads_what_became_of_the_own_request_only(stranger: Client):
    world = await make_world(members=1, requests=3)
    await publishing.publish(SYSTEM, world.run.id)
    waiting = await ServiceRequest.get(state="QUEUED")
    account = await make_account("resident")
    await Resident.filter(id=waiting.requester_id).update(account_id=account.id)
    resident = await stranger.signed_in_as(account)

    answer = await resident.ask("{ requests { nodes { number why { code sentence } } } }")

    assert answer["requests"]["nodes"] == [
        {
            "number": waiting.number,
            "why": {
                "code": "members_busy",
                "sentence": "Everybody who can do this is busy this week; yours comes first next week.",
            },
        }
    ]


async def test_nobody_else_decides(stranger: Client):
    world = await make_world()
    inspector = await signed_in(stranger, world.street, Role.INSPECTOR, "inspector")
    foreign = await signed_in(stranger, await make_unit(), login="foreign")
    member = await member_client(stranger, world.members[0])
    place = {
        "run": gid(world.run),
        "request": gid(world.requests[0]),
        "startsAt": WEEK.moment(NINE).isoformat(),
        "seats": [{"members": [gid(world.members[0])]}],
        "reason": "Try",
    }
    lock = {"run": gid(world.run), "kind": "SERVE", "request": gid(world.requests[0])}

    for document, input in ((LOCK, lock), (PLACE, place), (PUBLISH, {"id": gid(world.run)})):
        for person, code in (
            (inspector, "PERMISSION_DENIED"),
            (foreign, "NOT_FOUND"),
            (member, "NOT_FOUND"),
        ):
            [answer] = (await person.ask(document, input=input)).values()
            assert answer["code"] == code
        refused = await stranger.send(document, input=input)
        assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"

    assert await Lock.all().count() == await Override.all().count() == await Assignment.all().count() == 0
    assert (await AssignmentRun.get(id=world.run.id)).version == world.run.version
