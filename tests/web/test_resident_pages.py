"""The resident's page in a real browser."""

import pytest
from playwright.async_api import expect

from tests.web.street import Served
from tests.web.visitor import PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NEWEST = (
    "{ requests(filter: { mine: true }, order: NEWEST, first: 1) { nodes { state note menuItem { name } } } }"
)


CONFIRMED = """{ requests(filter: { mine: true, states: [CONFIRMED] }, first: 1) { nodes {
  id team { memberName memberTelephone } } } }"""


async def test_a_resident_sees_who_comes_and_under_which_number_to_reach_him(
    enter: Doors, sanbao: Served
) -> None:
    [order] = sanbao.ask("resident1", CONFIRMED)["requests"]["nodes"]
    resident = await enter("resident1", *PHONE)
    await resident.open(f"/resident/request/{order['id']}")
    facts = resident.page.get_by_role("region", name="这张服务单")
    for one in order["team"]:
        await expect(facts).to_contain_text(one["memberName"])
        call = facts.get_by_role("link", name=one["memberTelephone"])
        await expect(call).to_have_attribute("href", f"tel:{one['memberTelephone']}")


async def test_a_resident_orders_and_sees_it_followed(enter: Doors, sanbao: Served) -> None:
    resident = await enter("resident1", *PHONE)
    page = resident.page
    received = page.get_by_role("link", name="收到了，社区正在核实")
    await expect(page.get_by_role("region", name="正在办的").get_by_role("link").first).to_be_visible()
    before = await received.count()
    await page.get_by_role("link", name="我要点单").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("您需要什么服务？")
    choices = page.get_by_role("main").get_by_role("region").get_by_role("button")
    await expect(choices.first).to_be_visible()
    await resident.check()
    what = await choices.first.get_by_role("strong").inner_text()
    await choices.first.click()
    await page.get_by_role("button", name="明天").click()
    await page.get_by_role("button", name="上午 9 点到 12 点").click()
    await resident.check()
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_label("还有什么要告诉我们").fill("请按门铃")
    async with resident.offline():
        await page.get_by_role("button", name="提交").click()
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    await expect(page.get_by_label("还有什么要告诉我们")).to_have_value("请按门铃")
    await resident.check()
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("heading", name="收到了，社区正在核实")).to_be_visible()
    await expect(page.get_by_role("heading", name=what)).to_be_visible()

    asked = sanbao.ask("resident1", NEWEST)["requests"]["nodes"]
    assert [(r["menuItem"]["name"], r["state"], r["note"]) for r in asked] == [
        (what, "SUBMITTED", "请按门铃")
    ]
    await page.get_by_role("link", name="回到首页").click()
    await expect(received).to_have_count(before + 1)
