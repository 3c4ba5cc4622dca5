"""The whole story, over HTTP alone, from an empty database: how a street serves its people for a week."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from sanbao.access import service
from sanbao.access.models import Account
from sanbao.app import create_app
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.core.settings import Settings
from sanbao.dispatch.models import Assignment
from sanbao.planning.models import AssignmentRun, Override, Proposal
from sanbao.requests.models import ServiceRequest
from tests.operations.telling import PASSWORD, Person, Town

NEXT = Week.containing(clock.now()).following()
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (day * 1440 + 9 * 60 for day in range(4))


def at(minute: int) -> str:
    """A moment of the coming week."""
    return NEXT.moment(minute).isoformat()


def morning(minute: int) -> list[dict[str, str]]:
    """Three hours from a moment of the coming week on."""
    return [{"startsAt": at(minute), "endsAt": at(minute + 180)}]


@pytest.fixture
async def stranger(settings: Settings) -> AsyncIterator[Person]:
    """Somebody before the door of a service that has one account, and solves runs in a process of its own."""
    app = create_app(settings.model_copy(update={"worker": "embedded"}))
    async with app.router.lifespan_context(app):
        await service.create(login="root", display_name="Root", password=PASSWORD, administers_all=True)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
            yield Person(http)


async def test_a_street_serves_its_people_for_a_week(stranger: Person):
    town = Town(people={"stranger": stranger})
    await the_administrator_builds_the_tree_and_gives_roles(town)
    await the_coordinator_writes_the_menu_and_members_are_registered(town)
    await a_resident_orders_and_a_grid_worker_verifies(town)
    await the_coordinator_looks_before_the_run(town)
    await a_run_is_solved_and_read(town)
    await what_has_to_stay_is_locked_and_moved_by_hand(town)
    await a_second_run_keeps_it_and_is_compared(town)
    await the_world_moves_and_the_plan_is_published_anyway(town)
    await members_answer_and_the_gap_is_filled(town)
    await each_sees_what_is_his(town)


async def the_administrator_builds_the_tree_and_gives_roles(town: Town) -> None:
    stranger = town.people["stranger"]
    assert await stranger.read("WhoAmI") == {"viewer": None}
    assert await stranger.turned_away("UnitTree") == "UNAUTHENTICATED"
    assert await stranger.refused("SignIn", login="root", password="wrong") == "SIGN_IN_FAILED"
    root = town.people["root"] = await stranger.signed_in("root")
    for name, kind, parent in (
        ("street", "STREET", None),
        ("community", "COMMUNITY", "street"),
        ("grid", "GRID", "community"),
        ("elsewhere", "STREET", None),
    ):
        made = await root.do(
            "UnitCreate",
            kind=kind,
            name=name.title(),
            parent=town.ids.get(parent or ""),
            longitude=120.3,
            latitude=31.5,
        )
        town.ids[name] = made["unit"]["id"]
    roles = {
        "coordinator": ("COORDINATOR", "street"),
        "grid-worker": ("GRID_WORKER", "grid"),
        "inspector": ("INSPECTOR", "street"),
        "neighbour": ("COORDINATOR", "elsewhere"),
    }
    for login in (*roles, "wang", "chen", "zhao", "granny", "grandpa"):
        made = await root.do("AccountCreate", login=login, displayName=login.title(), password=PASSWORD)
        town.ids[f"account of {login}"] = account = made["account"]["id"]
        if login in roles:
            role, unit = roles[login]
            await root.do("GrantRole", account=account, role=role, unit=town[unit])
        town.people[login] = await stranger.signed_in(login)
    for login in ("coordinator", "grid-worker", "wang"):
        person = town.people[login]
        assert await person.refused("AccountCreate", login="x-y", displayName="X", password=PASSWORD) == (
            "PERMISSION_DENIED"
        )
        assert await person.refused(
            "GrantRole", account=town["account of wang"], role="ADMINISTRATOR", unit=town["street"]
        ) in ("PERMISSION_DENIED", "NOT_FOUND")
    assert await town.people["neighbour"].refused(
        "UnitCreate", kind="GRID", name="X", parent=town["community"]
    ) == ("PERMISSION_DENIED")
    assert await Account.all().count() == 10
    seen = (await town.people["coordinator"].read("UnitTree", first=10))["units"]
    assert [unit["name"] for unit in seen["nodes"]] == ["Street", "Community", "Grid", "Elsewhere"]


async def the_coordinator_writes_the_menu_and_members_are_registered(town: Town) -> None:
    root, coordinator = town.people["root"], town.people["coordinator"]
    for code in ("care", "law"):
        made = await root.do("SkillCreate", code=code, name=code.title())
        town.ids[code] = made["skill"]["id"]
        item = await coordinator.do(
            "MenuItemCreate", unit=town["street"], code=f"{code}-visit", name=f"{code.title()} visit", category="HEALTH",
            durationMinutes=60, seats=[{"skill": town[code]}],
        )  # fmt: skip
        town.ids[f"{code} visit"] = item["menuItem"]["id"]
    for number, login in enumerate(("wang", "chen", "zhao")):
        made = await coordinator.do(
            "MemberRegister", kind="VOLUNTEER", unit=town["grid"], name=login.title(), telephone=f"1380000000{number}",
            position={"longitude": 120.3 + number / 1000, "latitude": 31.5},
        )  # fmt: skip
        assert made["member"]["state"] == "PENDING"
        town.ids[login] = member = made["member"]["id"]
        await root.do("MemberLinkAccount", id=member, account=town[f"account of {login}"])
        assert await town.people[login].refused("MemberVerify", id=member) == "PERMISSION_DENIED"
        assert (await coordinator.do("MemberVerify", id=member))["member"]["state"] == "ACTIVE"
        await coordinator.do("MemberSkillSet", member=member, skill=town["care"], level=1)
        times = [{"weekday": day, "startMinute": 480, "endMinute": 1080} for day in range(7)]
        await town.people[login].do("SetMyTimes", member=member, times=times)
    assert await town.people["wang"].refused("SetMyTimes", member=town["chen"], times=[]) == "NOT_FOUND"
    assert await town.people["neighbour"].refused("MemberChange", id=town["chen"], name="X") == "NOT_FOUND"
    assert (
        await town.people["grid-worker"].refused("MemberChange", id=town["chen"], name="X")
        == "PERMISSION_DENIED"
    )
    file = (await town.people["chen"].read("MyFile"))["viewer"]["member"]
    assert (file["name"], file["number"]) == ("Chen", "M-000002")
    assert len((await town.people["chen"].read("MyTimes"))["viewer"]["member"]["availability"]) == 7
    assert (await town.people["neighbour"].read("MemberList"))["members"]["nodes"] == []
    line = (await town.people["inspector"].read("MemberList"))["members"]["nodes"][0]
    assert (line["name"], line["telephone"], line["kind"]) == ("Wang", None, None)


async def a_resident_orders_and_a_grid_worker_verifies(town: Town) -> None:
    grid_worker, granny = town.people["grid-worker"], town.people["granny"]
    for name in ("granny", "grandpa"):
        made = await grid_worker.do(
            "ResidentRegister", unit=town["grid"], name=name.title(), address="Lane 1, No. 2", telephone="13900000000",
            position={"longitude": 120.3, "latitude": 31.5},
        )  # fmt: skip
        town.ids[name] = made["resident"]["id"]
        await town.people["root"].do("ResidentLinkAccount", id=town[name], account=town[f"account of {name}"])
    menu = await granny.read("Menu", unit=town["grid"], on=str(NEXT.monday))
    assert [item["name"] for item in menu["menuItems"]["nodes"]] == ["Care visit", "Law visit"]
    for name, item, minute in (
        ("monday", "care visit", MONDAY),
        ("tuesday", "care visit", TUESDAY),
        ("wednesday", "care visit", WEDNESDAY),
        ("contract", "law visit", THURSDAY),
    ):
        made = await granny.do(
            "OrderService", menuItem=town[item], windows=morning(minute), note="Ring twice"
        )
        town.ids[name] = request = made["request"]["id"]
        assert made["request"]["state"] == "SUBMITTED"
        assert await granny.refused("RequestVerify", id=request) == "PERMISSION_DENIED"
        assert await town.people["wang"].refused("RequestVerify", id=request) == "NOT_FOUND"
        if name == "monday":
            await grid_worker.do("RequestAskForInfo", id=request, question="Which door?")
            assert (await follow(town, "granny", name))["reason"] == "Which door?"
            await granny.do("AnswerQuestion", id=request, answer="The left one")
        assert (await grid_worker.do("RequestVerify", id=request))["request"]["state"] == "QUEUED"
    assert await granny.refused("OrderService", menuItem=town["care visit"], windows=[]) == "WINDOW_COUNT"
    for name in ("grandpa", "wang", "neighbour"):
        assert await follow(town, name, "monday") is None
        assert await town.people[name].refused("CallOff", id=town["monday"], reason="x") == "NOT_FOUND"
    assert await ServiceRequest.filter(state="QUEUED").count() == await ServiceRequest.all().count() == 4


async def the_coordinator_looks_before_the_run(town: Town) -> None:
    made = await town.people["coordinator"].do(
        "PolicyCreate", unit=town["street"], name="Quick", numbers={"timeLimitSeconds": 5}
    )
    town.ids["policy"] = made["policy"]["id"]
    about = {"unit": town["street"], "week": str(NEXT)}
    found = (await town.people["coordinator"].read("PreflightPage", **about))["preflight"]
    assert (found["members"], found["requests"]) == (3, 4)
    assert [(line["reason"], line["request"]["id"]) for line in found["hopeless"]] == [
        ("no_skill", town["contract"])
    ]
    for name in ("grid-worker", "neighbour", "granny", "wang"):
        assert await town.people[name].turned_away("PreflightPage", **about) == "NOT_FOUND"
        assert await town.people[name].refused("RunCreate", **about) == "NOT_FOUND"
    assert await town.people["inspector"].refused("RunCreate", **about) == "PERMISSION_DENIED"
    assert await AssignmentRun.all().count() == 0


async def solved(town: Town, name: str, **said: Any) -> list[dict[str, Any]]:
    """Make a run, start it and watch it to its end."""
    coordinator = town.people["coordinator"]
    made = await coordinator.do(
        "RunCreate", unit=town["street"], week=str(NEXT), policy=town["policy"], **said
    )
    town.ids[name] = run = made["run"]["id"]
    await coordinator.do("RunStart", id=run, expectedVersion=made["run"]["version"])
    return await coordinator.watch(run)


async def a_run_is_solved_and_read(town: Town) -> None:
    coordinator = town.people["coordinator"]
    steps = await solved(town, "run")
    assert [step["sequence"] for step in steps] == list(range(1, len(steps) + 1))
    assert (steps[0]["state"], steps[-1]["state"], steps[-1]["gapPercent"]) == ("DRAFT", "PROPOSED", 0.0)
    page = await coordinator.read("RunPage", run=town["run"], first=10)
    summary = page["node"]["summary"]
    assert (summary["served"], summary["unserved"], summary["peoplePlaced"]) == (3, 1, 3)
    assert summary["reasons"] == [{"reason": "no_skill", "count": 1}]
    assert page["node"]["total"] == page["node"]["bound"] == summary["score"]["total"]
    assert (page["locks"]["totalCount"], page["runInputChanges"]["totalCount"]) == (0, 0)
    reasons = await coordinator.read("RunReasons", run=town["run"])
    why = {line["request"]["number"]: line["why"] for line in reasons["proposals"]["nodes"]}
    assert sorted(w["served"] for w in why.values()) == [False, True, True, True]
    for found in why.values():
        if found["served"]:
            assert found["sentence"].startswith(f"{found['placements'][0]['member']['name']} will serve at")
        else:
            assert (found["reason"], found["placements"]) == ("no_skill", [])
            assert found["change"]["kind"] in ("skill", "extra_member")
    for name in ("grid-worker", "neighbour", "granny", "wang"):
        person = town.people[name]
        assert await person.turned_away("RunReasons", run=town["run"]) == "NOT_FOUND"
        assert await person.refused("RunCancel", id=town["run"], reason="x") == "NOT_FOUND"
        assert await person.refused("Publish", id=town["run"]) == "NOT_FOUND"
    assert await town.people["inspector"].refused("Publish", id=town["run"]) == "PERMISSION_DENIED"
    assert await AssignmentRun.filter(state="PROPOSED").count() == 1


async def what_has_to_stay_is_locked_and_moved_by_hand(town: Town) -> None:
    coordinator, run = town.people["coordinator"], town["run"]
    for request, member in (("tuesday", "wang"), ("wednesday", "chen")):
        made = await coordinator.do(
            "LockAdd", run=run, kind="PAIR", request=town[request], member=town[member]
        )
        assert [lock["memberName"] for lock in made["locks"]] == [member.title()]
    clash = await coordinator.told(
        "LockAdd", run=run, kind="FORBID", request=town["tuesday"], member=town["wang"]
    )
    assert (clash["__typename"], clash["locks"][0]["memberName"]) == ("LocksContradictError", "Wang")
    wish = {"run": run, "request": town["monday"], "startsAt": at(MONDAY + 30)}
    seats = [{"members": [town["zhao"]]}]
    quote = (await coordinator.read("PlacementPrice", **wish, seats=seats))["proposalPrice"]
    assert (quote["allowed"], quote["violations"]) == (True, [])
    both = [{"members": [town["zhao"], town["wang"]]}]
    broken = await coordinator.told("Place", **wish, seats=both, reason="Two are better")
    assert [v["rule"] for v in broken["violations"]] == ["seats"]
    assert await Override.all().count() == 0
    placed = await coordinator.do("Place", **wish, seats=seats, reason="She knows him")
    assert [seat["memberName"] for seat in placed["proposal"]["seats"]] == ["Zhao"]
    assert placed["proposal"]["startsAt"] == at(MONDAY + 30)
    page = await coordinator.read("RunPage", run=run, first=10)
    [line] = page["overrides"]["nodes"]
    assert (line["price"], line["reason"], line["by"]) == (
        -quote["difference"]["total"],
        "She knows him",
        "Coordinator",
    )
    assert {lock["kind"] for lock in page["locks"]["nodes"]} == {"PAIR", "PAIR_AND_TIME"}
    stale = await coordinator.told("TakeOut", run=run, request=town["monday"], reason="x", expectedVersion=1)
    assert stale["__typename"] == "StaleVersionError"
    assert await town.people["inspector"].refused("TakeOut", run=run, request=town["monday"], reason="x") == (
        "PERMISSION_DENIED"
    )
    assert await Proposal.filter(served=True).count() == 3


async def a_second_run_keeps_it_and_is_compared(town: Town) -> None:
    coordinator = town.people["coordinator"]
    steps = await solved(town, "second run", basedOn=town["run"])
    assert steps[-1]["state"] == "PROPOSED"
    diff = (await coordinator.read("RunComparison", a=town["run"], b=town["second run"], first=10))["runDiff"]
    assert (diff["served"], diff["unserved"], diff["moved"]) == (0, 0, 0)
    page = await coordinator.read("RunPage", run=town["second run"], filter={"served": True}, first=10)
    held = {
        p["request"]["id"]: (p["startsAt"], p["seats"][0]["memberName"]) for p in page["proposals"]["nodes"]
    }
    assert held[town["monday"]] == (at(MONDAY + 30), "Zhao")
    assert (held[town["tuesday"]][1], held[town["wednesday"]][1]) == ("Wang", "Chen")
    greedy = (await coordinator.read("RunAgainstGreedy", run=town["second run"], first=10))[
        "runAgainstGreedy"
    ]
    assert greedy["unserved"] == 0


async def the_world_moves_and_the_plan_is_published_anyway(town: Town) -> None:
    coordinator, zhao, run = town.people["coordinator"], town.people["zhao"], town["second run"]
    away = {"startsAt": NEXT.starts_at.isoformat(), "endsAt": NEXT.ends_at.isoformat()}
    await zhao.do("AddMyAbsence", member=town["zhao"], reason="Ill", **away)
    refusal = await coordinator.told("Publish", id=run)
    assert refusal["__typename"] == "InputsChangedError"
    assert {c["kind"] for c in refusal["changes"] if c["breaksPlan"] and c["member"]} == {
        "MEMBER_AVAILABILITY"
    }
    assert (await Assignment.all().count(), await AssignmentRun.filter(state="PUBLISHED").count()) == (0, 0)
    done = await coordinator.do("Publish", id=run, applyAnyway=True)
    assert (done["run"]["state"], done["offers"]) == ("PUBLISHED", 2)
    assert {place["request"]["id"] for place in done["dropped"]} == {town["monday"]}
    assert (await coordinator.told("Publish", id=town["run"]))["code"] == "WEEK_OVERLAP"
    assert await Assignment.all().count() == 2


async def members_answer_and_the_gap_is_filled(town: Town) -> None:
    wang, chen, coordinator = town.people["wang"], town.people["chen"], town.people["coordinator"]
    [offer] = (await wang.read("MyOffers"))["assignments"]["nodes"]
    assert (offer["request"]["id"], offer["request"]["address"]) == (town["tuesday"], None)
    assert offer["why"]["code"] == "asked"
    for name in ("chen", "neighbour", "grandpa"):
        assert await town.people[name].refused("Accept", id=offer["id"], reason="x") == "NOT_FOUND"
    assert await town.people["granny"].refused("Accept", id=offer["id"], reason="x") == "PERMISSION_DENIED"
    accepted = (await wang.do("Accept", id=offer["id"], expectedVersion=offer["version"]))["assignment"]
    assert (accepted["state"], accepted["request"]["address"]) == ("ACCEPTED", "Lane 1, No. 2")
    assert await wang.refused("Accept", id=offer["id"]) == "INVALID_TRANSITION"

    [mine] = (await chen.read("MyOffers"))["assignments"]["nodes"]
    declined = await chen.do("Decline", id=mine["id"], reason="UNWELL", note="A cold")
    assert (declined["assignment"]["state"], declined["somebodyElseAsked"]) == ("DECLINED", True)
    [fresh] = (await wang.read("MyOffers"))["assignments"]["nodes"]
    assert (fresh["request"]["id"], fresh["why"]["code"]) == (town["wednesday"], "backfill")
    board = await coordinator.read("WeekBoard", unit=town["street"], week=str(NEXT), first=10)
    states = [(a["memberName"], a["state"], a["declineReason"]) for a in board["assignments"]["nodes"]]
    assert states == [("Wang", "ACCEPTED", None), ("Chen", "DECLINED", "UNWELL"), ("Wang", "OFFERED", None)]
    assert [a["origin"] for a in board["assignments"]["nodes"]] == ["PLAN", "PLAN", "BACKFILL"]
    tallies = (await coordinator.read("WeekTallies", unit=town["street"], week=str(NEXT)))[
        "assignmentTallies"
    ]
    assert {(t["state"], t["count"], t["backfilled"]) for t in tallies} == {
        ("ACCEPTED", 1, 0),
        ("DECLINED", 1, 0),
        ("OFFERED", 1, 1),
    }
    risks = await coordinator.read("AtRiskList", unit=town["street"], week=str(NEXT))
    assert risks["atRisk"]["nodes"] == []
    await wang.do("Decline", id=fresh["id"], reason="TOO_MUCH")
    risks = await coordinator.read("AtRiskList", unit=town["street"], week=str(NEXT))
    assert [risk["request"]["id"] for risk in risks["atRisk"]["nodes"]] == [town["wednesday"]]
    nobody = await coordinator.read("StepIn", request=town["wednesday"], seat=0)
    assert nobody == {"backfillCandidates": []}


async def each_sees_what_is_his(town: Town) -> None:
    wang, granny, root = town.people["wang"], town.people["granny"], town.people["root"]
    url = httpx.URL((await wang.do("RenewCalendar"))["url"])
    feed = await wang.http.get(url.path)
    assert (feed.status_code, feed.headers["content-type"].split(";")[0]) == (200, "text/calendar")
    assert sorted(line for line in feed.text.splitlines() if line.startswith("STATUS")) == [
        "STATUS:CANCELLED",
        "STATUS:CONFIRMED",
    ]
    assert feed.text.count("Lane 1") == 1
    await wang.do("RevokeCalendar")
    assert (await wang.http.get(url.path)).status_code == 404
    assert await granny.refused("RenewCalendar") == "CALENDAR_HOLDER"

    tuesday, wednesday = await follow(town, "granny", "tuesday"), await follow(town, "granny", "wednesday")
    assert (tuesday["state"], [(m["memberName"], m["state"]) for m in tuesday["team"]]) == (
        "CONFIRMED",
        [("Wang", "ACCEPTED")],
    )
    assert [step["toState"] for step in tuesday["history"]] == ["SUBMITTED", "QUEUED", "OFFERED", "CONFIRMED"]
    assert (wednesday["state"], wednesday["team"]) == ("QUEUED", [])
    assert "UNWELL" not in str(wednesday) and "Chen" not in str(wednesday)
    contract = await follow(town, "granny", "contract")
    assert (contract["why"]["code"], contract["weeksWaited"]) == ("no_skill", 1)
    assert (await granny.read("MyRequests"))["requests"]["totalCount"] == 4
    assert (await town.people["grandpa"].read("MyRequests"))["requests"]["totalCount"] == 0

    journal = await root.read("Journals", first=100)
    deeds = [line["deed"] for line in journal["auditEntries"]["nodes"]]
    assert {"UnitCreate", "MemberVerify", "RequestVerify", "RunPublish", "AssignmentDecline"} <= set(deeds)
    read = {(line["account"]["displayName"], line["noun"]) for line in journal["sensitiveReads"]["nodes"]}
    assert ("Wang", "ServiceRequest") in read
    for name in ("coordinator", "grid-worker", "wang", "granny", "neighbour"):
        assert await town.people[name].turned_away("Journals") == "FORBIDDEN"


async def follow(town: Town, who: str, request: str) -> Any:
    """What somebody sees of a request."""
    return (await town.people[who].read("FollowRequest", id=town[request]))["node"]
