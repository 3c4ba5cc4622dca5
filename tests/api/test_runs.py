from __future__ import annotations

import httpx

from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.core.settings import Settings
from sanbao.organisations.kinds import UnitKind
from sanbao.planning.models import AssignmentRun
from sanbao.planning.worker import Worker
from sanbao_solver import read_plan, read_problem
from tests.conftest import Statements
from tests.factories import gid, make_unit
from tests.people import Client, make_account
from tests.planning.factories import make_item, make_member, make_request

NEXT = Week.containing(clock.now()).following()
HOME = {"longitude": 120.3, "latitude": 31.5}
ERROR = "... on UserError { code path message }"
CREATE = f"""mutation ($input: RunCreateInput!) {{ runCreate(input: $input) {{ __typename
  ... on RunCreateSuccess {{ run {{ id number week state version policy {{ name revision }} unit {{ name }} }} }}
  {ERROR} }} }}"""
START = f"""mutation ($input: RunStartInput!) {{ runStart(input: $input) {{ __typename
  ... on RunStartSuccess {{ run {{ state version requestsInScope membersInScope problemDocument planDocument }} }}
  {ERROR} }} }}"""
READ = """query ($id: ID!) { node(id: $id) { ... on AssignmentRun { state total bound gapPercent baselineTotal
  requestsServed failure stage planDocument problemDocument history { action toState by } } } }"""


async def test_a_coordinator_makes_starts_and_reads_a_run(stranger: Client, db: Settings):
    street = await make_unit(name="Street", **HOME)
    await make_member(street)
    await make_request(street, week=NEXT)
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))

    made = (await boss.ask(CREATE, input={"unit": gid(street), "week": str(NEXT)}))["runCreate"]
    run = made["run"]
    assert (run["state"], run["week"], run["policy"]) == (
        "DRAFT",
        str(NEXT),
        {"name": "标准", "revision": 1},
    )
    assert run["number"] == f"RUN-{clock.today().year}-000001"
    started = (await boss.ask(START, input={"id": run["id"], "expectedVersion": 1}))["runStart"]["run"]
    assert (started["state"], started["requestsInScope"], started["membersInScope"]) == ("QUEUED", 0, 0)
    assert started["planDocument"] is None
    worker = Worker(db)
    await worker.work_once()
    await worker.close()

    read = (await boss.ask(READ, id=run["id"]))["node"]
    assert (read["state"], read["stage"], read["requestsServed"], read["failure"]) == (
        "PROPOSED",
        "done",
        1,
        None,
    )
    assert read["gapPercent"] == 0.0
    assert read["total"] == read["bound"] == read["baselineTotal"]
    assert [(step["action"], step["by"]) for step in read["history"]] == [
        ("CREATE", "Boss"),
        ("START", "Boss"),
        ("TAKE", None),
        ("PROPOSE", None),
    ]
    headers = {"authorization": f"Bearer {boss.token}"}
    path = httpx.URL(read["problemDocument"]).path
    problem = read_problem((await boss.http.get(path, headers=headers)).content)
    plan = read_plan((await boss.http.get(httpx.URL(read["planDocument"]).path, headers=headers)).content)
    assert [m.id for m in problem.members] == ["M-000001"]
    assert [s.request for s in plan.served] == [problem.requests[0].id]
    for who in ({}, {"authorization": "Bearer x"}):
        assert (await boss.http.get(path, headers=who)).status_code == 404
    assert (await boss.http.get(path.replace("problem", "other"), headers=headers)).status_code == 404


async def test_who_may_not_run_a_unit_is_refused_and_nothing_is_made(stranger: Client):
    street, other = await make_unit(), await make_unit()
    people = {
        "worker": (Role.GRID_WORKER, street, "NOT_FOUND"),
        "inspector": (Role.INSPECTOR, street, "PERMISSION_DENIED"),
        "neighbour": (Role.COORDINATOR, other, "NOT_FOUND"),
        "nobody": (None, None, "NOT_FOUND"),
    }
    for login, (role, unit, code) in people.items():
        person = await stranger.signed_in_as(await make_account(login, role, unit))
        answer = await person.ask(CREATE, input={"unit": gid(street), "week": str(NEXT)})
        assert answer["runCreate"]["code"] == code, login
    refused = await stranger.send(CREATE, input={"unit": gid(street), "week": str(NEXT)})
    assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert await AssignmentRun.all().count() == 0


async def test_runs_of_other_units_are_not_to_be_seen(stranger: Client):
    street, other = await make_unit(), await make_unit()
    community = await make_unit(UnitKind.COMMUNITY, street)
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
    neighbour = await stranger.signed_in_as(await make_account("neighbour", Role.COORDINATOR, other))
    made = await boss.ask(CREATE, input={"unit": gid(community), "week": str(NEXT)})
    id = made["runCreate"]["run"]["id"]
    listing = "query ($f: RunFilter) { runs(filter: $f) { totalCount nodes { number } } }"

    assert (await boss.ask(listing, f={"below": gid(street), "week": str(NEXT)}))["runs"]["totalCount"] == 1
    assert (await boss.ask(listing, f={"states": ["PROPOSED"]}))["runs"]["totalCount"] == 0
    assert (await neighbour.ask(listing))["runs"] == {"totalCount": 0, "nodes": []}
    assert (await neighbour.ask(READ, id=id))["node"] is None
    started = await neighbour.ask(START, input={"id": id})
    assert started["runStart"]["code"] == "NOT_FOUND"
    assert (await AssignmentRun.get()).state == "DRAFT"


async def test_a_list_of_runs_costs_as_many_statements_for_100_as_for_10(
    stranger: Client, statements: Statements
):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
    listing = """query ($n: Int) { runs(first: $n) { nodes { number state total problemDocument
      unit { name } policy { name } basedOn { number } history { action by } } } }"""
    for _ in range(100):
        await boss.ask(CREATE, input={"unit": gid(street), "week": str(NEXT)})
    counts = []
    for size in (10, 100):
        with statements.counting() as sent:
            answer = await boss.ask(listing, n=size)
        assert len(answer["runs"]["nodes"]) == size
        counts.append(len(sent))
    assert counts[0] == counts[1]


async def test_preflight_tells_what_is_asked_offered_and_hopeless(stranger: Client):
    street = await make_unit(**HOME)
    east = await make_unit(UnitKind.COMMUNITY, street, name="East")
    await make_member(east)
    await make_member(east, skills={"law": 1})
    await make_member(east, state="PENDING")
    await make_request(east, week=NEXT)
    hopeless = await make_request(
        street, week=NEXT, item=await make_item(street, skill="plumbing", duration_minutes=90)
    )
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))

    found = await boss.ask(
        """query ($unit: ID!, $week: String!) { preflight(unit: $unit, week: $week) { members requests hopelessCount
        skills { skill requests demandMinutes members supplyMinutes }
        areas { unit { name } requests demandMinutes members supplyMinutes }
        membersLeftOut { reason message count examples { number } }
        hopeless { reason message request { number } } } }""",
        unit=gid(street),
        week=str(NEXT),
    )

    assert found["preflight"] == {
        "members": 2,
        "requests": 2,
        "hopelessCount": 1,
        "skills": [
            {"skill": "care", "requests": 1, "demandMinutes": 60, "members": 1, "supplyMinutes": 240},
            {"skill": "law", "requests": 0, "demandMinutes": 0, "members": 1, "supplyMinutes": 240},
            {"skill": "plumbing", "requests": 1, "demandMinutes": 90, "members": 0, "supplyMinutes": 0},
        ],
        "areas": [
            {
                "unit": {"name": "Street"},
                "requests": 1,
                "demandMinutes": 90,
                "members": 0,
                "supplyMinutes": 0,
            },
            {
                "unit": {"name": "East"},
                "requests": 1,
                "demandMinutes": 60,
                "members": 2,
                "supplyMinutes": 480,
            },
        ],
        "membersLeftOut": [
            {
                "reason": "pending",
                "message": "not verified yet.",
                "count": 1,
                "examples": [{"number": "M-000003"}],
            },
            {
                "reason": "skill",
                "message": "nothing asks for these skills.",
                "count": 1,
                "examples": [{"number": "M-000002"}],
            },
        ],
        "hopeless": [
            {
                "reason": "no_skill",
                "message": "Nobody has the skill plumbing.",
                "request": {"number": hopeless.number},
            }
        ],
    }
