"""A plan is adjusted by hand in a real browser: at a price that is told first, and with a way back."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.web.board_run import make_board_run
from tests.web.street import Served
from tests.web.visitor import DESK, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LOCK = """mutation ($input: LockAddInput!) { lockAdd(input: $input) { __typename } }"""


def panel_of(page: Page) -> Locator:
    return page.get_by_role("region", name="调整")


async def pick(page: Page, number: str) -> None:
    """By the keyboard alone: open the list, look for somebody, take him."""
    panel = panel_of(page)
    await panel.get_by_role("button", name="选成员…").press("Enter")
    await panel.get_by_role("textbox", name="姓名或编号").fill(number)
    row = panel.get_by_role("grid", name="可以选的成员").locator("[data-index='0']")
    await expect(row).to_be_visible()
    await row.press("Enter")


async def test_a_request_is_taken_out_placed_at_a_told_price_and_given_back(
    enter: Doors, sanbao: Served
) -> None:
    run = make_board_run(sanbao)
    request, holder, name = run.served_alone()
    before = run.board()
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    panel = panel_of(page)
    save = panel.get_by_role("button", name="保存调整")
    undo = panel.get_by_role("button", name="撤销这一步")
    take_out = panel.get_by_role("button", name="取消安排")

    await coordinator.open(f"/console/runs/{run.id}/read/adjust")
    await page.get_by_role("textbox", name="找需求").fill(request)
    await page.get_by_role("combobox", name="安排情况").press("Enter")
    await page.get_by_role("option", name="全部").click()
    await page.get_by_role("grid", name="需求列表").locator("[data-index='0']").press("Enter")
    await expect(page).to_have_url(re.compile(f"request={request}"))

    # Who fits stands first.
    await panel.get_by_role("button", name="选成员…").press("Enter")
    first = panel.get_by_role("grid", name="可以选的成员").locator("[data-index='0']")
    await expect(first).to_contain_text("合适")
    await panel.get_by_role("button", name="选成员…").press("Enter")

    # Somebody who may not: each broken rule is told, and nothing can be saved.
    nobody = next(number for number in before["members"]["numbers"] if number not in run.team(request))
    await pick(page, nobody)
    await expect(panel.get_by_text("不可以。", exact=True)).to_be_visible()
    await expect(save).to_be_disabled()
    await panel.get_by_role("button", name="不改了").click()

    await take_out.click()
    await expect(panel.get_by_text("已保存：")).to_contain_text("取消安排")
    assert run.team(request) == []
    await page.reload()
    await expect(panel.get_by_text("已保存：")).to_contain_text("取消安排")
    await expect(undo).to_be_visible()

    await pick(page, holder)
    await expect(panel.get_by_text("可以。", exact=True)).to_be_visible()
    await expect(panel.get_by_text(f"这条需求可以服务了：{name}，")).to_contain_text(
        re.compile("路上一共多走 \\d+ 分钟。|路上时间不变。")
    )
    assert run.team(request) == []
    await save.press("Enter")
    await expect(panel.get_by_text("已保存：")).to_contain_text(name)
    assert (run.team(request), run.locks(request)) == ([holder], 1)

    await panel.get_by_role("button", name="解除").click()
    await expect(panel.get_by_text("可以撤销 3 步")).to_be_visible()
    assert run.locks(request) == 0
    await undo.click()
    await expect(panel.get_by_text("可以撤销 2 步")).to_be_visible()
    assert run.locks(request) == 1
    await undo.click()
    await expect(panel.get_by_text("已保存：")).to_contain_text("取消安排")
    assert run.team(request) == []
    await undo.click()
    await expect(panel.get_by_text("已保存：")).not_to_be_visible()
    now = run.board()
    assert (run.team(request), now["requests"], now["locks"]) == (
        [holder],
        before["requests"],
        before["locks"],
    )

    # Somebody else changes the plan meanwhile: told, and nothing is changed or lost.
    asked = now["requests"]
    other = next(
        id
        for id, number, start in zip(asked["ids"], asked["numbers"], asked["starts"], strict=True)
        if start is not None and number != request
    )
    locked = sanbao.ask("street", LOCK, input={"run": run.id, "kind": "SERVE", "request": other})
    assert locked == {"lockAdd": {"__typename": "LockAddSuccess"}}
    reason = panel.get_by_role("textbox", name="原因")
    await reason.fill("他病了")
    await take_out.click()
    await expect(panel.get_by_role("alert")).to_be_visible()
    assert run.team(request) == [holder]
    await expect(reason).to_have_value("他病了")
    await panel.get_by_role("button", name="看最新的方案").click()
    await expect(panel.get_by_role("alert")).not_to_be_visible()
    await expect(reason).to_have_value("他病了")

    # On the timeline a service is dragged to the neighbour's row: his price is told.
    await page.get_by_role("link", name="时间表").click()
    timeline = page.get_by_role("grid", name="成员每天的安排")
    mine = timeline.get_by_role("row").filter(has_text=holder)
    duty = mine.get_by_role("button", name=request)
    await expect(duty).to_have_attribute("aria-current", "true")
    at = int(await mine.get_attribute("aria-rowindex") or 0)
    beside = at - 1 if at > 2 else at + 1
    neighbour = timeline.locator(f"[aria-rowindex='{beside}']").get_by_role("rowheader")
    other_name = (await neighbour.inner_text()).split()[0]
    await duty.drag_to(neighbour)
    await expect(panel.get_by_role("button", name=f"去掉 {other_name}")).to_be_visible()
    await expect(panel.get_by_text(re.compile("^(不)?可以。$"))).to_be_visible()
    await panel.get_by_role("button", name="不改了").click()

    # Taken out, the request itself is dragged onto the row of who has served it.
    await take_out.click()
    await expect(panel.get_by_text("已保存：")).to_contain_text("取消安排")
    await page.get_by_role("combobox", name="哪些成员").press("Enter")
    await page.get_by_role("option", name="全部成员").click()
    await page.get_by_role("textbox", name="找成员").fill(holder)
    await panel.get_by_text(f"{request} ·").drag_to(timeline.get_by_role("rowheader").filter(has_text=holder))
    await expect(panel.get_by_text("可以。", exact=True)).to_be_visible()
    await save.click()
    await expect(timeline.get_by_role("button", name=request)).to_be_visible()
    assert run.team(request) == [holder]


async def test_a_plan_that_is_not_published_goes_onto_paper_community_by_community(
    enter: Doors, sanbao: Served
) -> None:
    run = make_board_run(sanbao)
    duties = len(run.board()["duties"]["requests"])
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await coordinator.open(f"/console/runs/{run.id}/publish")
    await page.get_by_role("link", name="打印方案").click()

    sheet = page.get_by_role("article")
    await expect(sheet.get_by_role("heading", level=1)).to_contain_text("派单方案（未发布）")
    await expect(sheet.locator("tbody tr")).to_have_count(duties)
    await expect(sheet.get_by_role("heading", level=2)).to_have_count(1)
    assert re.search(r"1\d{10}", await sheet.inner_text()) is None
    await page.get_by_text("包括地址和电话").click()
    await expect(sheet.get_by_text("请妥善保管")).to_be_visible()
    assert re.search(r"1\d{10}", await sheet.inner_text())
    await page.emulate_media(media="print")
    for name in ("navigation", "banner"):
        await expect(page.get_by_role(name)).to_be_hidden()
    await expect(page.get_by_role("button", name="打印")).to_be_hidden()
