from typing import Any

from sanbao.access.roles import Role
from sanbao.members.models import ReportIn, ReportScheme
from sanbao.organisations.kinds import UnitKind
from tests.conftest import Statements
from tests.factories import gid, make_unit
from tests.members.reporting import make_place, make_reporter, make_standing
from tests.people import Client, make_account

SHOWN = """
fragment Shown on ReportIn {
  id version state targetKind receiptNumber reason memberName member { name }
  target { name } transferTarget { name } supersedes { state } scheme { targetKinds }
  history { action fromState toState reason by }
}"""
LIST = (
    """query ($filter: ReportInFilter, $first: Int) { reportIns(filter: $filter, first: $first) {
  totalCount nodes { ...Shown } } }"""
    + SHOWN
)
NODE = "query ($id: ID!) { node(id: $id) { ... on ReportIn { state } } }"
PROGRESS = """query ($id: ID!) { node(id: $id) { ... on Member {
  reportProgress { scheme { name } reported needed missing } } } }"""


async def do(person: Client, deed: str, **input: Any) -> dict[str, Any]:
    """Send the mutation `reportIn<deed>` and give what it answers."""
    answer = await person.ask(
        f"""mutation ($input: ReportIn{deed}Input!) {{ reportIn{deed}(input: $input) {{
          __typename ... on ReportIn{deed}Success {{ reportIn {{ ...Shown }} }}
          ... on UserError {{ code path message }} }} }}"""
        + SHOWN,
        input=input,
    )
    found: dict[str, Any] = answer[f"reportIn{deed}"]
    return found.get("reportIn") or found


async def test_a_report_in_from_submission_over_a_transfer_to_its_end(stranger: Client):
    place = await make_place()
    member, account = await make_reporter(place.grid)
    account.display_name = "Wang himself"
    await account.save()
    himself = await stranger.signed_in_as(account)
    grid = await stranger.signed_in_as(await make_account("grid", Role.COORDINATOR, place.grid))
    other = await stranger.signed_in_as(await make_account("other", Role.COORDINATOR, place.other_grid))

    row = await do(himself, "Submit", target=gid(place.grid))
    assert (row["state"], row["memberName"], row["receiptNumber"]) == ("SUBMITTED", "Wang", None)
    assert row["scheme"] == {"targetKinds": ["COMMUNITY", "GRID", "CENTRE_HOUSEHOLD"]}
    unreasoned = await do(grid, "Return", id=row["id"], reason=" ")
    assert (unreasoned["code"], unreasoned["path"]) == ("REQUIRED", ["reason"])
    await do(grid, "Return", id=row["id"], reason="Which building?")
    assert (await do(himself, "Resubmit", id=row["id"]))["state"] == "SUBMITTED"
    stale = await do(grid, "Accept", id=row["id"], expectedVersion=1)
    assert stale["code"] == "STALE_VERSION"
    row = await do(grid, "Accept", id=row["id"], expectedVersion=3)
    assert (row["state"], row["receiptNumber"][:2]) == ("ACTIVE", "R-")
    assert row["receiptNumber"].endswith("-000001")
    assert (await himself.ask(PROGRESS, id=gid(member)))["node"]["reportProgress"] == {
        "scheme": {"name": "三报到"},
        "reported": 1,
        "needed": 3,
        "missing": ["COMMUNITY", "CENTRE_HOUSEHOLD"],
    }
    row = await do(himself, "Reaffirm", id=row["id"])
    asked = await do(himself, "RequestTransfer", id=row["id"], target=gid(place.other_grid), reason="Moved.")
    assert (asked["state"], asked["transferTarget"]) == ("TRANSFER_REQUESTED", {"name": "Other grid"})
    assert (await do(grid, "CompleteTransfer", id=row["id"]))["__typename"] == "PermissionDeniedError"
    new = await do(other, "CompleteTransfer", id=row["id"])
    assert (new["state"], new["supersedes"]) == ("ACTIVE", {"state": "TRANSFERRED"})
    assert (new["memberName"], new["member"]) == ("Wang", None)
    old = (await himself.ask(LIST, filter={"states": ["TRANSFERRED"]}))["reportIns"]["nodes"][0]
    assert old["history"] == [
        {"action": a, "fromState": f, "toState": t, "reason": r, "by": b}
        for a, f, t, r, b in (
            ("CREATE", None, "SUBMITTED", "", "Wang himself"),
            ("RETURN", "SUBMITTED", "RETURNED", "Which building?", "Grid"),
            ("RESUBMIT", "RETURNED", "SUBMITTED", "", "Wang himself"),
            ("ACCEPT", "SUBMITTED", "ACTIVE", "", "Grid"),
            ("REAFFIRM", "ACTIVE", "ACTIVE", "", "Wang himself"),
            ("REQUEST_TRANSFER", "ACTIVE", "TRANSFER_REQUESTED", "Moved.", "Wang himself"),
            ("COMPLETE_TRANSFER", "TRANSFER_REQUESTED", "TRANSFERRED", "", "Other"),
        )
    ]
    await do(himself, "RequestWithdrawal", id=new["id"], reason="I am leaving the city.")
    refused = await do(other, "RefuseWithdrawal", id=new["id"], reason="Next week, please.")
    assert (refused["state"], refused["reason"]) == ("ACTIVE", "Next week, please.")
    await do(himself, "RequestWithdrawal", id=new["id"], reason="It is next week.")
    assert (await do(other, "ApproveWithdrawal", id=new["id"]))["state"] == "WITHDRAWN"
    assert (await do(other, "ApproveWithdrawal", id=new["id"]))["code"] == "INVALID_TRANSITION"


async def test_each_person_sees_and_does_what_is_his(stranger: Client):
    place, foreign = await make_place(), await make_unit()
    member, account = await make_reporter(place.grid)
    _, other_account = await make_reporter(place.grid)
    himself = await stranger.signed_in_as(account)
    row = await do(himself, "Submit", target=gid(place.grid))

    async def person(login: str, role: Role | None, unit: Any = None) -> Client:
        return await stranger.signed_in_as(await make_account(login, role, unit))

    blind = [
        await stranger.signed_in_as(other_account),
        await person("foreign", Role.COORDINATOR, foreign),
        await person("neighbour", Role.COORDINATOR, place.other_grid),
        await person("officer", Role.WORK_UNIT_OFFICER, place.street),
        await person("resident", None),
    ]
    readers = [
        await person("worker", Role.GRID_WORKER, place.grid),
        await person("inspector", Role.INSPECTOR, place.street),
    ]
    for someone in blind:
        assert (await someone.ask(LIST))["reportIns"]["totalCount"] == 0
        assert (await someone.ask(NODE, id=row["id"]))["node"] is None
        assert (await do(someone, "Accept", id=row["id"]))["__typename"] == "NotFoundError"
        hers = await do(someone, "Submit", target=gid(place.community), member=gid(member))
        assert hers["__typename"] == "NotFoundError"
    for someone in readers:
        assert (await someone.ask(LIST))["reportIns"]["totalCount"] == 1
        assert (await do(someone, "Accept", id=row["id"]))["__typename"] == "PermissionDeniedError"
        hers = await do(someone, "Submit", target=gid(place.community), member=gid(member))
        assert hers["__typename"] == "PermissionDeniedError"
    assert (await do(himself, "Accept", id=row["id"]))["__typename"] == "PermissionDeniedError"
    nobody = await do(blind[-1], "Submit", target=gid(place.grid))
    assert (nobody["code"], nobody["path"]) == ("REQUIRED", ["member"])
    assert (await stranger.send(LIST))["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    assert await ReportIn.all().values_list("state", "version") == [("SUBMITTED", 1)]

    boss = await person("boss", Role.ADMINISTRATOR, place.street)
    done = await do(boss, "Submit", target=gid(place.community), member=gid(member))
    assert (done["state"], done["member"]) == ("SUBMITTED", {"name": "Wang"})
    assert [h["by"] for h in done["history"]] == ["Boss"]


async def test_a_scheme_is_made_and_changed_by_its_coordinators(stranger: Client):
    place, foreign = await make_place(), await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, place.street))
    other = await stranger.signed_in_as(await make_account("other", Role.COORDINATOR, foreign))
    create = """mutation ($input: ReportSchemeCreateInput!) { reportSchemeCreate(input: $input) {
      __typename ... on ReportSchemeCreateSuccess { reportScheme {
        id name targetKinds reaffirmMonths active unit { name } } }
      ... on UserError { code path } } }"""
    change = """mutation ($input: ReportSchemeChangeInput!) { reportSchemeChange(input: $input) {
      __typename ... on ReportSchemeChangeSuccess { reportScheme { targetKinds reaffirmMonths version } }
      ... on UserError { code path } } }"""

    assert (await other.ask(create, input={"unit": gid(place.street)}))["reportSchemeCreate"]["code"] == (
        "PERMISSION_DENIED"
    )
    made = (await boss.ask(create, input={"unit": gid(place.street)}))["reportSchemeCreate"]["reportScheme"]
    assert {**made, "id": ""} == {
        "id": "",
        "name": "三报到",
        "targetKinds": ["COMMUNITY", "GRID", "CENTRE_HOUSEHOLD"],
        "reaffirmMonths": 6,
        "active": True,
        "unit": {"name": "Street"},
    }
    twice = (await boss.ask(create, input={"unit": gid(place.street)}))["reportSchemeCreate"]
    assert twice["__typename"] == "ConflictError"
    for said, path in (({"targetKinds": []}, ["targetKinds"]), ({"reaffirmMonths": 61}, ["reaffirmMonths"])):
        refused = (await boss.ask(change, input={"id": made["id"], **said}))["reportSchemeChange"]
        assert refused["path"] == path
    wanted = {"id": made["id"], "targetKinds": ["GRID", "GRID"], "reaffirmMonths": 12}
    changed = (await boss.ask(change, input=wanted))["reportSchemeChange"]["reportScheme"]
    assert changed == {"targetKinds": ["GRID"], "reaffirmMonths": 12, "version": 2}
    listed = "query ($below: ID!) { reportSchemes(filter: {below: $below}) { nodes { targetKinds } } }"
    found = await other.ask(listed, below=gid(place.street))
    assert found["reportSchemes"]["nodes"] == [{"targetKinds": ["GRID"]}]
    assert (await other.ask(listed, below=gid(foreign)))["reportSchemes"]["nodes"] == []
    assert await ReportScheme.all().count() == 1


async def test_overdue_and_target_filters_and_as_many_statements_for_100_rows_as_for_10(
    stranger: Client, statements: Statements
):
    place = await make_place()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, place.street))
    standing = []
    for _ in range(10):
        member, _account = await make_reporter(place.grid)
        standing.append(await make_standing(member, place.grid))
    scheme_id = standing[0].scheme_id
    await ReportIn.bulk_create(
        ReportIn(member=member, scheme_id=scheme_id, target=place.community, target_kind=UnitKind.COMMUNITY)
        for _ in range(90)
    )
    await ReportIn.filter(id=standing[3].id).update(reaffirm_due_on="2020-01-01")
    sent = {}
    for first in (10, 100):
        with statements.counting() as counted:
            page = await boss.ask(LIST, filter={}, first=first)
        assert len(page["reportIns"]["nodes"]) == first
        sent[first] = len(counted)
    assert sent[10] == sent[100]

    async def count(**filter: Any) -> int:
        found: int = (await boss.ask(LIST, filter=filter, first=1))["reportIns"]["totalCount"]
        return found

    assert await count(overdue=True) == 1
    assert await count(overdue=False) == 99
    assert await count(targetBelow=gid(place.grid)) == 10
    assert await count(targetBelow=gid(place.community)) == 100
    assert await count(member=gid(member)) == 91
    progress = """query ($first: Int) { members(first: $first) { nodes {
      reportProgress { reported needed scheme { name } } } } }"""
    for first in (2, 10):
        with statements.counting() as counted:
            page = await boss.ask(progress, first=first)
        assert (
            page["members"]["nodes"]
            == [{"reportProgress": {"reported": 1, "needed": 3, "scheme": {"name": "三报到"}}}] * first
        )
        sent[first] = len(counted)
    assert sent[2] == sent[10]
