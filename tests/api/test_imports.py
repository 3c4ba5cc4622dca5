import asyncio
import io
import json
from uuid import UUID, uuid4

import openpyxl

from sanbao.access.actor import Actor
from sanbao.access.models import AuditEntry
from sanbao.access.roles import Role
from sanbao.exchange import following
from sanbao.exchange.following import Standing
from sanbao.organisations.models import Unit
from tests.exchange.factories import xlsx
from tests.factories import gid, make_unit
from tests.people import Client, make_account

IMPORT = """
mutation ($input: ImportRunInput!) { importRun(input: $input) {
  __typename
  ... on ImportRunSuccess { report {
    written dryRun rows created changed unchanged refused sheet ignoredHeadings
    rowErrors { totalCount nodes { sheet row column value code message remedy } }
  } }
  ... on UserError { code path message }
} }
"""
TABLE = "编码,名称,类别,上级编码,备注\nC1,第一社区,社区,S\nC2,第二社区,社区,S\n"


async def _upload(person: Client, kind: str, data: bytes, **said: object) -> dict:
    """The GraphQL multipart request convention."""
    operations = {"query": IMPORT, "variables": {"input": {"kind": kind, "file": None, **said}}}
    response = await person.http.post(
        "/graphql",
        data={"operations": json.dumps(operations), "map": json.dumps({"0": ["variables.input.file"]})},
        files={"0": ("table.xlsx", io.BytesIO(data))},
        headers={"authorization": f"Bearer {person.token}", "accept-language": "en"},
    )
    answer = response.json()
    assert "errors" not in answer, answer
    return answer["data"]["importRun"]


async def test_a_coordinator_tries_imports_and_repeats(stranger: Client):
    street = await make_unit(code="S")
    coordinator = await stranger.signed_in_as(await make_account("c", Role.COORDINATOR, street))
    wanted = {"kind": "UNITS", "text": TABLE, "unit": gid(street)}

    trial = await coordinator.ask(IMPORT, input={**wanted, "dryRun": True})
    assert await Unit.all().count() == 1
    assert await AuditEntry.all().count() == 0
    first = await coordinator.ask(IMPORT, input={**wanted, "idempotencyKey": "k"})
    replayed = await coordinator.ask(IMPORT, input={**wanted, "idempotencyKey": "k"})
    again = await coordinator.ask(IMPORT, input=wanted)

    shape = {
        "dryRun": False, "written": True, "rows": 2, "created": 2, "changed": 0, "unchanged": 0, "refused": 0,
        "sheet": "csv", "ignoredHeadings": ["备注"], "rowErrors": {"totalCount": 0, "nodes": []},
    }  # fmt: skip
    assert trial["importRun"]["report"] == {**shape, "dryRun": True, "written": False}
    assert first["importRun"]["report"] == shape
    assert replayed == first
    assert again["importRun"]["report"] == {**shape, "created": 0, "unchanged": 2}
    (line,) = await AuditEntry.all()
    assert (line.deed, line.noun, line.account_id, line.facts["created"]) == (
        "import",
        "Unit",
        coordinator.account.id,
        2,
    )


async def test_a_workbook_is_uploaded_and_its_faults_come_back_with_remedies(stranger: Client):
    street = await make_unit(code="S")
    coordinator = await stranger.signed_in_as(await make_account("c", Role.COORDINATOR, street))
    data = xlsx([["外部编号", "姓名", "电话"], ["V1", "甲", "1.38E+10"], ["V2", "乙", 13800000001]])

    answer = await _upload(coordinator, "MEMBERS", data, unit=gid(street))

    report = answer["report"]
    assert (report["written"], report["created"], report["refused"]) == (False, 1, 1)
    assert report["rowErrors"] == {
        "totalCount": 1,
        "nodes": [
            {
                "sheet": "名册",
                "row": 2,
                "column": "电话",
                "value": "1***",
                "code": "IMPORT_NUMBER_SCIENTIFIC",
                "message": "The spreadsheet wrote the number in scientific notation; digits may be lost.",
                "remedy": "Format the column as text and type the whole number again, such as 13800000001.",
            }
        ],
    }
    kept = await _upload(coordinator, "MEMBERS", data, unit=gid(street), keepGoodRows=True)
    assert (kept["report"]["written"], kept["report"]["created"]) == (True, 1)


async def test_who_may_not_import_is_refused_and_nothing_is_written(stranger: Client):
    street, other = await make_unit(code="S"), await make_unit(code="T")
    inspector = await stranger.signed_in_as(await make_account("i", Role.INSPECTOR, street))
    foreign = await stranger.signed_in_as(await make_account("f", Role.COORDINATOR, other))

    for person, said, code in (
        (inspector, {}, "PERMISSION_DENIED"),
        (inspector, {"unit": gid(street)}, "PERMISSION_DENIED"),
        (foreign, {"unit": gid(street)}, "PERMISSION_DENIED"),
    ):
        answer = await person.ask(IMPORT, input={"kind": "UNITS", "text": TABLE, **said})
        assert answer["importRun"]["code"] == code
    outside = await foreign.ask(IMPORT, input={"kind": "UNITS", "text": TABLE})
    nodes = outside["importRun"]["report"]["rowErrors"]["nodes"]
    assert [node["code"] for node in nodes] == ["IMPORT_UNIT_OUTSIDE"] * 2
    answer = await stranger.send(IMPORT, input={"kind": "UNITS", "text": TABLE})
    assert answer["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    assert await Unit.all().count() == 2


async def test_what_is_no_table_is_a_refusal_and_no_error_of_the_server(stranger: Client):
    street = await make_unit(code="S")
    coordinator = await stranger.signed_in_as(await make_account("c", Role.COORDINATOR, street))

    both = await coordinator.ask(IMPORT, input={"kind": "UNITS"})
    path = await coordinator.ask(IMPORT, input={"kind": "UNITS", "file": "/etc/passwd"})
    damaged = await _upload(coordinator, "MENU", b"PK\x03\x04 no")

    assert (both["importRun"]["code"], both["importRun"]["path"]) == ("IMPORT_FILE_OR_TEXT", ["file"])
    assert path["importRun"]["code"] == "IMPORT_NOT_UPLOADED"
    assert damaged["code"] == "IMPORT_FILE_DAMAGED"


async def test_templates_are_downloaded_by_anybody(stranger: Client):
    answer = await stranger.http.get("/import/templates/members.xlsx")
    nothing = await stranger.http.get("/import/templates/nothing.xlsx")

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert (answer.status_code, book.sheetnames) == (200, ["成员", "说明", "示例"])
    assert nothing.status_code == 404


async def test_who_waits_for_an_import_hears_how_many_rows_are_done_and_nobody_else_does():
    mine, other = (Actor(account_id=uuid4()) for _ in range(2))
    heard: dict[UUID | None, list[Standing]] = {mine.account_id: [], other.account_id: []}

    async def listen(actor: Actor) -> None:
        async for standing in following.follow(actor, "key"):
            heard[actor.account_id].append(standing)

    tasks = [asyncio.create_task(listen(actor)) for actor in (mine, other)]
    await asyncio.sleep(0)
    with following.followed(mine, "key") as progress:
        progress("reading", 200, 5_000)
        await asyncio.sleep(0.3)
        progress("members", 2_000, 4_990)
        await asyncio.sleep(0.3)
    await tasks[0]
    tasks[1].cancel()

    steps = [Standing("reading", 200, 5_000), Standing("members", 2_000, 4_990)]
    assert heard == {mine.account_id: [following.WAITING, *steps], other.account_id: [following.WAITING]}
