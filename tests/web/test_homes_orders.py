"""Ordering on the resident's page: by keyboard alone, for somebody else, with the server out of reach."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from tests.databases import KEY
from tests.web import homes, street
from tests.web.street import Served
from tests.web.visitor import DESK, PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NEWEST = """{ requests(filter: { mine: true }, order: NEWEST, first: 1) { totalCount nodes {
  state note urgent address windows { startsAt } menuItem { name } beneficiary { name } } } }"""


@pytest.fixture(scope="module")
def sanbao(
    built_pages: Path, street_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[street.Served]:
    """One street for the stories of this module: each has a resident of its own."""
    with street.served(street_file, tmp_path_factory.mktemp("orders"), KEY) as place:
        yield place


async def _press(page: Page, name: str, key: str = "Enter") -> None:
    """Walk on with the Tab key until the thing of this name has the keyboard, and press a key there."""
    for _ in range(120):
        focused = await page.evaluate(
            "(({ tagName, textContent, ariaLabel }) => tagName === 'BODY' ? '' : ariaLabel ?? textContent)"
            "(document.activeElement)"
        )
        if name in focused:
            await page.keyboard.press(key)
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not come to {name}")


async def test_a_whole_order_by_keyboard_in_large_type(enter: Doors, sanbao: Served) -> None:
    resident = await enter("resident2", *PHONE)
    page = resident.page
    before = sanbao.ask("resident2", NEWEST)["requests"]["totalCount"]
    heading = page.get_by_role("heading", level=1)
    await expect(heading).to_be_visible()
    normal = await heading.evaluate("h => parseFloat(getComputedStyle(h.parentElement).fontSize)")

    await _press(page, "大字", "Space")
    await _press(page, "高对比", "Space")
    large = await heading.evaluate("h => parseFloat(getComputedStyle(h.parentElement).fontSize)")
    assert large / normal == 1.5
    await page.reload()
    await expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    await resident.check()

    await _press(page, "我要点单")
    await expect(heading).to_be_focused()
    await expect(heading).to_have_text("您需要什么服务？")
    await expect(page.get_by_role("button", name="上门理发")).to_be_visible()
    await homes.expect_nothing_cut_off(page)
    await _press(page, "上门理发")
    await expect(heading).to_be_focused()
    await expect(heading).to_have_text("哪天方便？可以多选")
    await _press(page, "明天", "Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await _press(page, "上午 9 点", "Space")
    await _press(page, "晚上 6 点", "Space")
    await expect(page.get_by_role("status").filter(has_text="已选 4 个时间")).to_be_visible()
    await homes.expect_nothing_cut_off(page)
    await _press(page, "下一步")
    await expect(heading).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Ring twice")
    await homes.expect_nothing_cut_off(page)
    await resident.check()
    await _press(page, "提交")
    await expect(heading).to_have_text("收到了，社区正在核实")
    await expect(page.get_by_role("status").filter(has_text="提交好了")).to_be_visible()
    await homes.expect_nothing_cut_off(page)

    asked = sanbao.ask("resident2", NEWEST)["requests"]
    assert asked["totalCount"] == before + 1
    [order] = asked["nodes"]
    assert (order["menuItem"]["name"], order["note"], order["urgent"]) == ("上门理发", "Ring twice", True)
    assert [window["startsAt"][11:16] for window in order["windows"]] == ["01:00", "10:00", "01:00", "10:00"]


async def test_somebody_orders_for_the_child_of_his_household(enter: Doors, sanbao: Served) -> None:
    login, child = homes.somebody_with_a_family(sanbao)
    parent = await enter(login, *DESK)
    page = parent.page
    await parent.open("/resident/order")
    person = page.get_by_role("region", name="给谁点")
    await expect(person).to_contain_text("我自己")
    await person.get_by_role("button", name="换一个人").click()
    await person.get_by_role("button", name=child).click()
    await expect(person).to_contain_text(child)
    await page.get_by_label("找一找").fill("功课")
    await page.get_by_role("button", name="一对一功课辅导").click()
    await page.get_by_role("button", name="明天").click()
    await page.get_by_role("button", name="下午 2 点到 5 点").click()
    await page.get_by_role("button", name="下一步").click()
    await expect(page.get_by_role("definition").filter(has_text=child)).to_be_visible()
    await page.get_by_text("不在家里服务？").click()
    await page.get_by_label("在哪里服务").fill("社区图书室")
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("收到了，社区正在核实")
    await expect(page.get_by_role("region", name="这张服务单")).to_contain_text(child)

    [order] = sanbao.ask(login, NEWEST)["requests"]["nodes"]
    assert (order["beneficiary"]["name"], order["address"]) == (child, "社区图书室")


async def test_a_member_orders_for_a_household_that_he_looks_after(enter: Doors, sanbao: Served) -> None:
    login, name = homes.somebody_who_looks_after_a_household(sanbao)
    keeper = await enter(login, *PHONE)
    page = keeper.page
    await keeper.open("/resident/order")
    await page.get_by_role("group", name="给谁点？").get_by_role("button", name=name).click()
    await page.get_by_role("button", name="爱心送餐").click()
    await page.get_by_role("button", name="明天").click()
    await page.get_by_role("button", name="白天都可以").click()
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("收到了，社区正在核实")

    [order] = sanbao.ask(login, NEWEST)["requests"]["nodes"]
    assert (order["beneficiary"]["name"], order["menuItem"]["name"]) == (name, "爱心送餐")


async def test_a_refusing_server_loses_nothing_and_a_lost_answer_makes_no_second_order(
    enter: Doors, sanbao: Served
) -> None:
    resident = await enter("resident3", *PHONE)
    page = resident.page
    before = sanbao.ask("resident3", NEWEST)["requests"]["totalCount"]
    with resident.failing_requests():
        await page.route("**/graphql", partial(_refuse, 503))
        await resident.open("/resident/order")
        await expect(page.get_by_role("alert")).to_contain_text("服务器出了问题")
        await page.unroute("**/graphql")
        await page.get_by_role("button", name="再试一次").click()
    await page.get_by_role("button", name="家电维修").click()
    await page.get_by_role("button", name="明天").click()
    await page.get_by_role("button", name="上午 9 点").click()
    await page.reload()
    await page.get_by_role("button", name="下一步").click()
    await expect(page.get_by_role("definition").filter(has_text="家电维修")).to_be_visible()
    await page.get_by_label("还有什么要告诉我们").fill("冰箱不制冷")

    for status in (500, 503):
        with resident.failing_requests():
            await page.route("**/graphql", partial(_refuse, status))
            await page.get_by_role("button", name="提交").click()
            await expect(page.get_by_role("alert")).to_contain_text("服务器出了问题。您填写的内容还在")
            await page.unroute("**/graphql")
    await expect(page.get_by_label("还有什么要告诉我们")).to_have_value("冰箱不制冷")
    assert sanbao.ask("resident3", NEWEST)["requests"]["totalCount"] == before

    with resident.failing_requests():
        await page.route("**/graphql", _answer_gets_lost)
        await page.get_by_role("button", name="提交").click()
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
        await page.unroute("**/graphql")
    await page.get_by_label("还有什么要告诉我们").fill("冰箱不制冷了")
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("alert")).to_contain_text("这张服务单刚才已经收到了")
    await resident.check()
    await page.get_by_role("button", name="看我的服务单").click()
    await expect(page.get_by_role("region", name="正在办的")).to_contain_text("家电维修")

    asked = sanbao.ask("resident3", NEWEST)["requests"]
    assert (asked["totalCount"], asked["nodes"][0]["note"]) == (before + 1, "冰箱不制冷")


async def _refuse(status: int, route: Route) -> None:
    await route.fulfill(status=status, body="Out of order")


async def _answer_gets_lost(route: Route) -> None:
    await route.fetch()
    await route.abort()
