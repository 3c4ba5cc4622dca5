from datetime import date, timedelta

import openpyxl

from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import Member, ReportIn, ReportScheme
from sanbao.members.states import ReportInState
from sanbao.organisations.kinds import UnitKind
from sanbao.records import hours
from sanbao.records.models import RecordSource, ServiceRecord
from tests.dispatch.factories import make_member, make_scene
from tests.factories import gid, make_unit
from tests.people import make_account

HOURS = """query ($id: ID!) { node(id: $id) { ... on Member { hours { sum { minutes services }
  years { year sum { minutes services } months { month sum { minutes } } }
  targets { sum { minutes } reportIn { target { name } } } } } } }"""
RECORDS = """query ($filter: ServiceRecordFilter, $order: ServiceRecordOrder! = DAY) {
  serviceRecords(filter: $filter, order: $order) { totalCount nodes {
    servedOn minutes source member { name } assignment { request { address } } lines { minutes } } } }"""


async def served(scene, member: Member, day: date, minutes: int, unit=None, **said) -> ServiceRecord:
    request = await scene.request()
    starts_at = clock.now()
    row = await Assignment.create(
        request=request, seat=scene.seat, member=member, starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1), answer_by=starts_at, state=AssignmentState.COMPLETED,
    )  # fmt: skip
    columns = {"planned_minutes": 60, "source": RecordSource.MEMBER, "unit": unit or scene.community, **said}
    return await ServiceRecord.create(
        assignment=row, member=member, served_on=day, minutes=minutes, **columns
    )


async def reported(scene, member: Member, target, on: date) -> ReportIn:
    scheme = await ReportScheme.create(unit=scene.street, name="One", target_kinds=["COMMUNITY"])
    at = clock.Week.containing(clock.now()).starts_at.replace(year=on.year, month=on.month, day=on.day)
    return await ReportIn.create(
        member=member, scheme=scheme, target=target, target_kind=target.kind, state=ReportInState.ACTIVE,
        receipt_at=at, receipt_number=member.number, active_key=member.number,
    )  # fmt: skip


async def test_hours_add_up_by_month_year_and_report_in(db, statements):
    scene = await make_scene()
    grid = await make_unit(UnitKind.GRID, scene.community)
    ann, ben = await make_member(scene.community), await make_member(scene.community)
    await reported(scene, ann, scene.community, date(2026, 3, 1))
    for day, minutes, unit in (
        (date(2025, 12, 31), 30, scene.community),
        (date(2026, 3, 15), 60, grid),
        (date(2026, 3, 16), 45, scene.street),
        (date(2026, 4, 1), 0, scene.community),
    ):
        await served(scene, ann, day, minutes, unit)

    with statements.counting() as sent:
        found, nothing = await hours.of_members([ann.id, ben.id])

    assert len(sent) == 3
    assert (found.total.minutes, found.total.services) == (135, 3)
    assert {month: (h.minutes, h.services) for month, h in found.months.items()} == {
        date(2025, 12, 1): (30, 1),
        date(2026, 3, 1): (105, 2),
        date(2026, 4, 1): (0, 0),
    }
    assert [(t.report_in.target_id, t.hours.minutes) for t in found.targets] == [(scene.community.id, 60)]
    assert (nothing.total.minutes, nothing.months, nothing.targets) == (0, {}, [])


async def test_a_member_reads_his_own_hours_and_staff_those_of_their_unit(stranger):
    scene = await make_scene()
    ann, ben = await make_member(scene.community, name="Ann"), await make_member(scene.community)
    await reported(scene, ann, scene.community, date(2026, 1, 1))
    await served(scene, ann, date(2026, 2, 1), 50)
    await served(scene, ann, date(2026, 2, 2), 20, source=RecordSource.STAFF)
    mine = {
        "sum": {"minutes": 70, "services": 2},
        "years": [
            {
                "year": 2026,
                "sum": {"minutes": 70, "services": 2},
                "months": [{"month": "2026-02", "sum": {"minutes": 70}}],
            }
        ],
        "targets": [{"sum": {"minutes": 70}, "reportIn": {"target": {"name": "Community"}}}],
    }
    sees = {}
    for name, account in {
        "ann": await ann.account,
        "ben": await ben.account,
        "coordinator": await make_account("coordinator", Role.COORDINATOR, scene.street),
        "grid worker": await make_account("grid-worker", Role.GRID_WORKER, scene.street),
        "elsewhere": await make_account("elsewhere", Role.COORDINATOR, await make_unit()),
        "resident": scene.resident_account,
    }.items():
        client = await stranger.signed_in_as(account)
        node = (await client.ask(HOURS, id=gid(ann)))["node"]
        listed = (await client.ask(RECORDS))["serviceRecords"]
        sees[name] = (node and node["hours"], [line["minutes"] for line in listed["nodes"]])

    assert sees == {
        "ann": (mine, [50, 20]),
        "ben": (None, []),
        "coordinator": (mine, [50, 20]),
        "grid worker": (None, []),
        "elsewhere": (None, []),
        "resident": (None, []),
    }
    boss = await stranger.signed_in_as(await make_account("boss", Role.INSPECTOR, scene.street))
    found = await boss.ask(
        RECORDS,
        filter={
            "below": gid(scene.street),
            "fromDay": "2026-02-02",
            "untilDay": "2026-02-02",
            "sources": ["STAFF"],
        },
        order="MOST_MINUTES",
    )
    [line] = found["serviceRecords"]["nodes"]
    assert (line["servedOn"], line["member"]["name"], line["assignment"]["request"]["address"]) == (
        "2026-02-02",
        "Ann",
        None,
    )


async def test_a_units_hours_are_a_table_for_excel(stranger, tmp_path):
    scene = await make_scene()
    ann = await make_member(scene.community, name="=HYPERLINK(1)", number="M-1")
    await served(scene, ann, date(2026, 2, 1), 50)
    await served(scene, ann, date(2026, 2, 28), 40)
    await served(scene, ann, date(2026, 3, 1), 60)
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, scene.street))
    address = f"/hours/{gid(scene.community)}.xlsx?from=2026-02-01&until=2026-02-28"

    async def taken(token, at=address):
        return await stranger.http.get(at, headers={"authorization": f"Bearer {token}"} if token else {})

    answer = await taken(boss.token)
    path = tmp_path / "hours.xlsx"
    path.write_bytes(answer.content)
    book = openpyxl.load_workbook(path)
    rows = list(book["服务记录"].iter_rows(values_only=True))
    sums = list(book["合计"].iter_rows(values_only=True))

    assert answer.status_code == 200
    assert [(r[0].date(), r[2], r[7], r[8]) for r in rows[1:]] == [
        (date(2026, 2, 1), "=HYPERLINK(1)", 50, 0.83),
        (date(2026, 2, 28), "=HYPERLINK(1)", 40, 0.67),
    ]
    assert book["服务记录"]["C2"].data_type == "s"
    assert sums[1:] == [("M-1", "=HYPERLINK(1)", 2, 90, 1.5)]
    member = await stranger.signed_in_as(await ann.account)
    codes = [(await taken(token)).status_code for token in (None, member.token, "nonsense")]
    assert codes == [404, 404, 404]
    assert (await taken(boss.token, address.replace("2026-02-01", "February"))).status_code == 400
    elsewhere = await stranger.signed_in_as(await make_account("x", Role.COORDINATOR, await make_unit()))
    assert (await taken(elsewhere.token)).status_code == 404
