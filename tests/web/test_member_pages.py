"""The member's phone page in a real browser."""

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from sanbao.core.clock import Week
from tests.web.street import Served
from tests.web.visitor import PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SERVED_NEXT = """{ assignments(first: 100, filter: { mine: true, states: [ACCEPTED] }, order: START) {
  nodes { startsAt request { menuItem { name } } } } }"""
MINE = "{ assignments(first: 100, filter: { mine: true }, order: START) { nodes { id state } } }"


@pytest.fixture
def sanbao(phone_served: Served) -> Served:
    return phone_served


def my_services(sanbao: Served) -> dict[str, str]:
    """State by id of the services of member1, the first to begin first."""
    return {one["id"]: one["state"] for one in sanbao.ask("member1", MINE)["assignments"]["nodes"]}


async def test_a_member_sees_the_week_and_accepts_also_at_a_second_try(enter: Doors, sanbao: Served) -> None:
    member = await enter("member1", *PHONE)
    page = member.page
    waiting = page.get_by_role("region", name="等您答复").get_by_role("article")
    before = my_services(sanbao)
    offers = [id for id, state in before.items() if state == "OFFERED"]
    await expect(waiting).to_have_count(len(offers))
    what = await waiting.first.get_by_role("heading").inner_text()
    await expect(waiting.first).to_contain_text("接单后会显示地址和电话。")
    await member.check()

    async with member.offline():
        await waiting.first.get_by_role("button", name="接单").click()
        await expect(waiting.first.get_by_role("alert")).to_contain_text("连不上服务器")
    assert my_services(sanbao) == before
    await waiting.first.get_by_role("button", name="接单").click()
    await expect(page.get_by_role("status")).to_contain_text(f"已接单：{what}")
    await expect(waiting).to_have_count(len(offers) - 1)
    assert my_services(sanbao) == {**before, offers[0]: "ACCEPTED"}
    await page.get_by_role("button", name="后一周").click()
    accepted = page.get_by_role("region", name="我的一周").get_by_role("article").filter(has_text="已接单")
    await expect(accepted).to_have_count([*before.values()].count("ACCEPTED") + 1)
    await expect(accepted.filter(has_text=what).first).to_contain_text("地址")


async def test_where_nothing_is_left_of_the_week_the_next_service_is_told_and_its_week_is_printed(
    enter: Doors, sanbao: Served
) -> None:
    first = sanbao.ask("member2", SERVED_NEXT)["assignments"]["nodes"][0]
    monday = Week.containing(datetime.fromisoformat(first["startsAt"])).starts_at
    member = await enter("member2", *PHONE)
    page = member.page
    await page.clock.set_fixed_time(monday - timedelta(hours=9))
    await member.open("/member/")
    week = page.get_by_role("region", name="我的一周")
    await expect(week).to_contain_text(f"，{first['request']['menuItem']['name']}。")
    await week.get_by_role("button", name="看那一周").click()
    await expect(week.get_by_role("article").first).to_contain_text(first["request"]["menuItem"]["name"])
    await expect(week).to_contain_text("下周")
    await expect(week.get_by_role("button", name="打印这一周")).to_be_visible()

    await page.emulate_media(media="print")
    await expect(week.get_by_role("article").first).to_be_visible()
    for button in ("打印这一周", "前一周", "后一周"):
        await expect(page.get_by_role("button", name=button)).to_be_hidden()
    await expect(page.get_by_role("region", name="等您答复")).to_be_hidden()
    await expect(page.get_by_role("navigation")).to_be_hidden()
