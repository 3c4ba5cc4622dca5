from sanbao.access.roles import Role
from sanbao.planning import documents
from sanbao.planning.models import Override
from sanbao_solver import Plan
from tests.factories import gid, make_unit
from tests.people import Client, make_account
from tests.planning.factories import WEEK
from tests.planning.worlds import NINE, TEN, make_world, propose

PROPOSALS = """
query ($run: ID!, $first: Int!, $filter: ProposalFilter) {
  proposals(run: $run, first: $first, filter: $filter) { totalCount nodes {
    served startsAt reason version run { number } request { number menuItem { name } }
    seats { seatIndex travelMinutes memberName member { number } }
  } }
}
"""
WHY = """
query ($run: ID!) { proposals(run: $run, first: 20) { nodes { request { number } why {
  served reason startsAt coordinator: sentence resident: sentence(audience: RESIDENT)
  placements { member { name } runnerUp { name } seat travelMinutes travel fairness pairs change gap }
  seats { seat required left removed { rule count } }
  nearest { member { name } seat rule by startsAt sentence }
  holders { member { name } request { number } weight }
  change { kind by sentence member { name } displaced { number } totalDifference }
} } } }
"""
PRICE = """
query ($run: ID!, $request: ID!, $startsAt: DateTime, $seats: [SeatTeamInput!]) {
  proposalPrice(run: $run, request: $request, startsAt: $startsAt, seats: $seats) {
    allowed difference { total travel served } violations { rule message member { name } request { number } }
  }
}
"""


async def coordinator_of(stranger: Client, unit, login: str = "coordinator") -> Client:
    return await stranger.signed_in_as(await make_account(login, Role.COORDINATOR, unit))


async def test_a_coordinator_reads_the_plan_of_his_run(stranger: Client):
    world = await make_world(members=1, requests=3)
    coordinator = await coordinator_of(stranger, world.street)

    page = (await coordinator.ask(PROPOSALS, run=gid(world.run), first=10))["proposals"]
    busy = await coordinator.ask(
        PROPOSALS, run=gid(world.run), first=10, filter={"served": False, "reason": "members_busy"}
    )

    assert page["totalCount"] == 3
    served = {node["request"]["number"]: node for node in page["nodes"] if node["served"]}
    assert [node["reason"] for node in served.values()] == [None, None]
    assert served[world.requests[0].number] == {
        "served": True,
        "startsAt": WEEK.moment(NINE).isoformat(),
        "reason": None,
        "version": 1,
        "run": {"number": world.run.number},
        "request": {"number": world.requests[0].number, "menuItem": {"name": "Visit"}},
        "seats": [
            {
                "seatIndex": 0,
                "travelMinutes": 0,
                "memberName": "Member 0",
                "member": {"number": world.members[0].number},
            }
        ],
    }
    assert busy["proposals"]["totalCount"] == 1


ORDERED = """
query ($run: ID!, $filter: ProposalFilter) {
  proposals(run: $run, filter: $filter, order: START) { totalCount nodes { startsAt } }
}
"""


async def test_a_plan_is_read_by_start_and_by_day(stranger: Client):
    world = await make_world(members=1, requests=3)
    coordinator = await coordinator_of(stranger, world.street)
    run, nine, ten = gid(world.run), WEEK.moment(NINE).isoformat(), WEEK.moment(TEN).isoformat()

    async def starts(**said: object) -> list[str]:
        found = (await coordinator.ask(ORDERED, run=run, filter={"served": True, **said}))["proposals"]
        return [node["startsAt"] for node in found["nodes"]]

    assert await starts() == [nine, ten]
    assert await starts(startsFrom=ten) == [ten]
    assert await starts(startsBefore=ten) == [nine]
    assert await starts(startsFrom=nine, startsBefore=nine) == []


async def test_what_is_not_served_has_no_order_by_start(stranger: Client):
    world = await make_world(members=1, requests=3)
    coordinator = await coordinator_of(stranger, world.street)

    refused = await coordinator.send(ORDERED, run=gid(world.run), filter={"served": False})

    assert refused["data"] is None
    assert [error["message"] for error in refused["errors"]] == [
        "The order by start is for served requests; filter by served: true."
    ]


async def test_every_line_of_a_plan_says_why(stranger: Client):
    world = await make_world(members=2, requests=5)
    coordinator = await coordinator_of(stranger, world.street)

    nodes = (await coordinator.ask(WHY, run=gid(world.run)))["proposals"]["nodes"]

    served = next(n["why"] for n in nodes if n["request"]["number"] == world.requests[0].number)
    unserved = next(n["why"] for n in nodes if not n["why"]["served"])
    assert served["placements"][0]["member"]["name"] == "Member 0"
    assert served["coordinator"].startswith("Member 0 will serve at Mon 4 Mar 09:00.")
    assert served["resident"] == (
        "A visit is arranged for Mon 4 Mar 09:00; you will be told when the people who come have confirmed."
    )
    assert unserved["reason"] == "members_busy"
    assert unserved["coordinator"].startswith("Everybody who could serves something that matters more.")
    assert unserved["seats"][0]["removed"][0] == {"rule": "skill", "count": 0}
    assert unserved["change"]["kind"] in {"max_services", "extra_member"}
    assert "Member" not in unserved["resident"]


async def test_more_than_twenty_reasons_at_once_are_refused(stranger: Client):
    world = await make_world(members=1, requests=21)
    coordinator = await coordinator_of(stranger, world.street)

    answer = await coordinator.send(
        "query ($run: ID!) { proposals(run: $run, first: 50) { nodes { why { served } } } }",
        run=gid(world.run),
    )

    assert answer["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}


async def test_the_list_takes_as_many_statements_for_100_proposals_as_for_10(stranger: Client, statements):
    world = await make_world(members=30, requests=100)
    coordinator = await coordinator_of(stranger, world.street)
    counts = []
    for first in (10, 100):
        with statements.counting() as sent:
            page = await coordinator.ask(PROPOSALS, run=gid(world.run), first=first)
        assert len(page["proposals"]["nodes"]) == first
        counts.append(len(sent))

    assert counts[0] == counts[1]


async def test_a_members_week_and_the_runs_figures_are_read(stranger: Client):
    world = await make_world(members=1, requests=3)
    coordinator = await coordinator_of(stranger, world.street)

    answer = await coordinator.ask(
        "query ($run: ID!, $member: ID!) { memberPlan(run: $run, member: $member) { member { name } minutes "
        "maxServices maxMinutes rule removed { rule count } sentence "
        "duties { seat startsAt travelMinutes fairness request { number } } } "
        "runs(first: 1) { nodes { summary { served unserved reasons { reason count } peoplePlaced travelMinutes "
        "load { services members } score { total served travel fairness } bound gapPercent baselineTotal } } } }",
        run=gid(world.run),
        member=gid(world.members[0]),
    )

    plan = answer["memberPlan"]
    assert (plan["minutes"], plan["maxServices"], plan["rule"]) == (120, 2, None)
    assert [d["request"]["number"] for d in plan["duties"]] == [q.number for q in world.requests[:2]]
    assert plan["sentence"] == "Member 0 has 2 service(s) this week, 120 minutes in all."
    summary = answer["runs"]["nodes"][0]["summary"]
    assert (summary["served"], summary["unserved"]) == (2, 1)
    assert summary["reasons"] == [{"reason": "members_busy", "count": 1}]
    assert summary["load"] == [{"services": 2, "members": 1}]
    assert summary["score"] == {"total": 19_880, "served": 20_000, "travel": 0, "fairness": -120}


async def test_the_price_is_told_before_anything_is_saved(stranger: Client):
    world = await make_world(members=2, requests=1)
    coordinator = await coordinator_of(stranger, world.street)

    def asked(start, members):
        return {
            "run": gid(world.run),
            "request": gid(world.requests[0]),
            "startsAt": WEEK.moment(start).isoformat(),
            "seats": [{"members": [gid(m) for m in members]}],
        }

    dearer = (await coordinator.ask(PRICE, **asked(TEN, world.members[1:])))["proposalPrice"]
    broken = (await coordinator.ask(PRICE, **asked(TEN, world.members)))["proposalPrice"]
    gone = (await coordinator.ask(PRICE, run=gid(world.run), request=gid(world.requests[0])))["proposalPrice"]

    assert dearer == {
        "allowed": True,
        "difference": {"total": -20, "travel": -20, "served": 0},
        "violations": [],
    }
    assert not broken["allowed"]
    assert broken["violations"] == [
        {
            "rule": "seats",
            "message": f"The team of request {world.requests[0].number} has too few or too many people.",
            "member": None,
            "request": {"number": world.requests[0].number},
        }
    ]
    assert gone["difference"]["served"] == -10_000
    assert await Override.all().count() == 0


async def test_two_runs_are_compared_and_one_with_a_greedy_dispatcher(stranger: Client):
    world = await make_world(members=2, requests=3)
    plan = await documents.load_plan(world.run.id)
    other = await propose(world.street, world.policy, plan=Plan(served=plan.served[:1]))
    coordinator = await coordinator_of(stranger, world.street)

    answer = await coordinator.ask(
        "query ($a: ID!, $b: ID!) { runDiff(a: $a, b: $b) { count(kind: UNSERVED) difference { total served } "
        "requests(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { kind startsBefore startsAfter "
        "request { number } membersBefore { name } membersAfter { name } } } "
        "members(first: 10) { nodes { member { name } gained { number } lost { number } } } } "
        "runAgainstGreedy(run: $b) { count(kind: UNSERVED) } }",
        a=gid(world.run),
        b=gid(other),
    )
    following = await coordinator.ask(
        "query ($a: ID!, $b: ID!, $after: String!) { runDiff(a: $a, b: $b) { requests(first: 5, after: $after) { "
        "nodes { request { number } } pageInfo { hasNextPage hasPreviousPage } } } }",
        a=gid(world.run),
        b=gid(other),
        after=answer["runDiff"]["requests"]["pageInfo"]["endCursor"],
    )

    diff = answer["runDiff"]
    assert (diff["count"], diff["difference"]["served"]) == (2, -20_000)
    assert (diff["requests"]["totalCount"], diff["requests"]["pageInfo"]["hasNextPage"]) == (2, True)
    assert diff["requests"]["nodes"][0]["kind"] == "UNSERVED"
    assert diff["requests"]["nodes"][0]["startsAfter"] is None
    assert following["runDiff"]["requests"]["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": True}
    assert len(following["runDiff"]["requests"]["nodes"]) == 1
    assert sum(len(m["lost"]) for m in diff["members"]["nodes"]) == 2
    assert answer["runAgainstGreedy"]["count"] == 2


async def test_nobody_outside_reads_a_run(stranger: Client):
    world = await make_world()
    foreign = await coordinator_of(stranger, await make_unit(), "foreign")
    grid_worker = await stranger.signed_in_as(
        await make_account("grid-worker", Role.GRID_WORKER, world.street)
    )
    nobody = await stranger.signed_in_as(await make_account("nobody"))
    documents_ = {
        "query ($run: ID!) { proposals(run: $run) { nodes { served } } }": {},
        "query ($run: ID!, $other: ID!) { memberPlan(run: $run, member: $other) { minutes } }": {
            "other": gid(world.members[0])
        },
        "query ($run: ID!, $other: ID!) { proposalPrice(run: $run, request: $other) { allowed } }": {
            "other": gid(world.requests[0])
        },
        "query ($run: ID!) { runDiff(a: $run, b: $run) { difference { total } } }": {},
        "query ($run: ID!) { runAgainstGreedy(run: $run) { difference { total } } }": {},
        "query ($run: ID!) { runInputChanges(run: $run) { totalCount } }": {},
    }

    for document, more in documents_.items():
        for person in (foreign, grid_worker, nobody):
            answer = await person.send(document, run=gid(world.run), **more)
            assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND", document
        answer = await stranger.send(document, run=gid(world.run), **more)
        assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    for person in (foreign, grid_worker, nobody):
        answer = await person.ask(
            "query ($run: ID!) { locks(run: $run) { totalCount } overrides(run: $run) { totalCount } }",
            run=gid(world.run),
        )
        assert answer == {"locks": {"totalCount": 0}, "overrides": {"totalCount": 0}}
