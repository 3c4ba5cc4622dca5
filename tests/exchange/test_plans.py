"""A run's plan as a table for Excel."""

import io

import openpyxl

from sanbao.access.models import AuditEntry
from sanbao.access.roles import Role
from sanbao.members.models import Member
from sanbao.planning.models import AssignmentRun
from tests.factories import gid, make_unit
from tests.people import Client, make_account
from tests.planning.factories import WEEK
from tests.planning.worlds import make_world

PAGE = {"x-sanbao-page": "1"}


async def test_a_plan_is_a_table_for_excel(stranger: Client):
    world = await make_world(members=1, requests=3)
    await Member.filter(id=world.members[0].id).update(name="=HYPERLINK(1)")
    coordinator = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, world.street))

    answer = await stranger.http.get(
        f"/runs/{gid(world.run)}/plan.xlsx", headers={"authorization": f"Bearer {coordinator.token}"}
    )

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    served, unserved, weeks = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    first, second, third = (request.number for request in world.requests)
    unit, who = world.street.name, "=HYPERLINK(1)"
    assert [(row[0].date(), *row[1:]) for row in served[1:]] == [
        (WEEK.monday, "周一", "09:00", "10:00", first, "Visit", unit, who, 1),
        (WEEK.monday, "周一", "10:00", "11:00", second, "Visit", unit, who, 1),
    ]
    assert unserved[1:] == [(third, "Visit", unit, 0, "合适的人在服务更要紧的")]
    assert [(row[0], row[1], row[8], row[9]) for row in weeks[1:]] == [
        (world.members[0].number, who, first, 0),
        (world.members[0].number, who, second, 0),
    ]
    assert book["已安排"]["H2"].data_type == "s"
    assert await AuditEntry.filter(deed="PlanTable", row_id=world.run.id).count() == 1


async def test_a_plan_is_taken_from_our_own_pages_and_by_nobody_else(stranger: Client):
    world = await make_world(members=1, requests=1)
    draft = await AssignmentRun.create(
        number="RUN-2030-9", unit=world.street, week=str(WEEK), policy=world.policy
    )
    coordinator = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, world.street))
    elsewhere = await stranger.signed_in_as(await make_account("x", Role.COORDINATOR, await make_unit()))
    address = f"/runs/{gid(world.run)}/plan.xlsx"
    cookie = {"cookie": f"sanbao-session={coordinator.token}"}

    async def code(at: str = address, **headers: str) -> int:
        return (await stranger.http.get(at, headers=headers)).status_code

    assert await code(**cookie, **PAGE) == 200
    assert await code(**cookie) == 404
    assert await code(**cookie, **PAGE, origin="https://elsewhere.example") == 404
    assert await code() == 404
    assert await code(authorization=f"Bearer {elsewhere.token}") == 404
    assert await code(f"/runs/{gid(draft)}/plan.xlsx", authorization=f"Bearer {coordinator.token}") == 404
    assert await AuditEntry.filter(deed="PlanTable").count() == 1
