"""Handing a service on by the phone: asking, changing one's mind, saying no, taking it."""

import pytest
from playwright.async_api import expect

from tests.web.phone_street import SERVICE, PhoneStreet
from tests.web.street import Served
from tests.web.visitor import PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STATE = "query ($id: ID!) { node(id: $id) { ... on Assignment { state } } }"
MINE = "{ assignments(filter: { mine: true, states: [ACCEPTED] }, first: 50) { nodes { request { menuItem { name } } } } }"


@pytest.fixture
def sanbao(phone_served: Served) -> Served:
    return phone_served


async def test_a_service_changes_hands_when_a_colleague_takes_it(
    enter: Doors, sanbao: Served, phone: PhoneStreet
) -> None:
    giver, taker = await enter(phone.logins["giver"], *PHONE), await enter(phone.logins["taker"], *PHONE)
    id = phone.assignments["giver"]
    page = giver.page
    await giver.open(f"/member/service/{id}")
    box = page.get_by_role("region", name="请人代班")
    sheet = page.get_by_role("dialog", name="请人代班")

    async def ask(note: str) -> None:
        await box.get_by_role("button", name="请人代班").click()
        await sheet.get_by_label("某一位").check()
        await sheet.get_by_label("他的成员编号").fill(phone.numbers["taker"].lower())
        await sheet.get_by_label("想说什么").fill(note)
        await sheet.get_by_role("button", name="发出").click()

    await box.get_by_role("button", name="请人代班").click()
    await sheet.get_by_label("某一位").check()
    await sheet.get_by_label("他的成员编号").fill("M-999999")
    await giver.check()
    await sheet.get_by_role("button", name="发出").click()
    await expect(sheet.get_by_role("alert")).to_be_visible()
    await expect(sheet.get_by_label("他的成员编号")).to_have_value("M-999999")
    await sheet.get_by_role("button", name="关闭").click()
    await ask("家里来客人")
    await expect(page.get_by_role("status").filter(has_text="已发出")).to_be_visible()
    await box.get_by_role("button", name="不用了，我自己去").click()
    await expect(page.get_by_role("status").filter(has_text="还是由您去")).to_be_visible()

    await ask("家里来客人")
    await expect(box).to_contain_text("正在请人代班")
    offered = taker.page.get_by_role("region", name="找人代班的服务").get_by_role("article")
    await taker.open("/member/")
    await taker.page.get_by_role("link", name="有 1 个服务在找人代班").click()
    await expect(offered).to_contain_text("家里来客人")
    await taker.check()
    await offered.get_by_role("button", name="我也不行").click()
    await expect(taker.page.get_by_role("status").filter(has_text="已告诉对方")).to_be_visible()
    await expect(offered).to_have_count(0)
    assert sanbao.ask(phone.logins["giver"], STATE, id=id)["node"]["state"] == "ACCEPTED"

    await page.reload()
    await ask("再问一次")
    await expect(box).to_contain_text("正在请人代班")
    await taker.page.reload()
    await offered.get_by_role("button", name="我来接").click()
    await expect(
        taker.page.get_by_role("status").filter(has_text=f"这项服务归您了：{SERVICE}")
    ).to_be_visible()
    assert sanbao.ask(phone.logins["giver"], STATE, id=id)["node"]["state"] == "HANDED_OVER"
    now_his = sanbao.ask(phone.logins["taker"], MINE)["assignments"]["nodes"]
    assert [one["request"]["menuItem"]["name"] for one in now_his] == [SERVICE]

    await giver.open("/member/swaps")
    mine = page.get_by_role("region", name="我请人代班的").get_by_role("article")
    await expect(mine.first).to_contain_text("已有人接")
    await expect(mine.nth(1)).to_contain_text("对方也不行")
    await expect(mine.nth(2)).to_contain_text("已取消")
    await giver.check()
