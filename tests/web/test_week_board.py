"""The console's frame, the live week, its sheet and the figures, as somebody reads them who changes nothing."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.async_api import Page, expect

from sanbao.core import clock
from sanbao.core.clock import Week
from tests.web.street import Served
from tests.web.visitor import DESK, PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NEXT = Week.containing(clock.now()).following()
TALLIES = """query ($unit: ID!, $week: String!) { assignmentTallies(unit: $unit, week: $week) {
  day state count backfilled } }"""
UNIT = "{ viewer { grants { unit { id name } } } }"
# Tables whose outer line the edge of the paper would cut off, or that end without one.
CUT_OFF = """() => [...document.querySelectorAll("article table")].filter((table) =>
  table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right - 0.5 ||
  [...table.querySelectorAll("tbody:last-child tr:last-child > *")].some((cell) => !parseFloat(getComputedStyle(cell).borderBottomWidth))
).length"""
LOADS = "query ($unit: ID!) { memberLoads(unit: $unit, first: 1) { totalCount } }"


@pytest.fixture
def sanbao(street_to_read: Served) -> Served:
    """The street that these stories share."""
    return street_to_read


def unit_of(sanbao: Served, login: str) -> str:
    unit: str = sanbao.ask(login, UNIT)["viewer"]["grants"][0]["unit"]["id"]
    return unit


async def screens_of(page: Page) -> list[str]:
    return await page.get_by_role("navigation").get_by_role("link").all_inner_texts()


async def test_each_finds_the_screens_that_are_his_and_goes_there_by_keyboard(enter: Doors) -> None:
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await expect(page.get_by_role("heading", level=1, name="服务进展")).to_be_visible()
    assert {"服务进展", "派单", "代班", "工时与公平", "定时派单"} <= set(await screens_of(page))
    worker = await enter("grid", *DESK)
    await expect(worker.page.get_by_role("heading", level=1, name="服务进展")).to_be_visible()
    assert {"派单", "代班", "工时与公平", "定时派单"} & set(await screens_of(worker.page)) == set()

    await page.keyboard.press("g")
    await page.keyboard.press("h")
    await expect(page.get_by_role("heading", level=1, name="工时与公平")).to_be_visible()
    await expect(page.get_by_role("main")).to_be_focused()
    await expect(page).to_have_title("工时与公平 · 三报")
    await page.keyboard.press("?")
    shortcuts = page.get_by_role("dialog", name="键盘快捷键")
    await expect(shortcuts.get_by_role("row").filter(has_text="派单").first).to_contain_text("gp")
    await shortcuts.get_by_role("switch").press("Space")
    await page.keyboard.press("Escape")
    await expect(shortcuts).to_be_hidden()
    await page.keyboard.press("g")
    await page.keyboard.press("w")
    await expect(page.get_by_role("heading", level=1, name="工时与公平")).to_be_visible()

    await page.reload()
    await page.get_by_role("heading", level=1).wait_for()
    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到内容")
    await expect(skip).to_be_focused()
    await skip.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()

    # A screen that was not fetched yet: without the network the page stays, and says why.
    async with coordinator.offline():
        await page.get_by_role("link", name="服务菜单").click()
        away = page.get_by_role("alert").filter(has_text="连不上服务器").first
        await expect(away).to_be_visible()
        await expect(page.get_by_role("heading", level=1, name="工时与公平")).to_be_visible()
    await away.get_by_role("button", name="再试一次").click()
    await expect(page.get_by_role("heading", level=1, name="服务菜单")).to_be_visible()


async def test_on_a_phone_the_screens_lie_behind_a_button_and_nothing_is_wider_than_it(enter: Doors) -> None:
    coordinator = await enter("street", *PHONE)
    page = coordinator.page
    for screen in ("服务进展", "代班", "工时与公平", "定时派单"):
        await expect(page.get_by_role("navigation")).to_be_hidden()
        await page.get_by_role("button", name="菜单", exact=True).click()
        await page.get_by_role("navigation").get_by_role("link", name=screen, exact=True).click()
        await expect(page.get_by_role("heading", level=1, name=screen)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen
        assert await coordinator.serious_faults() == []


async def test_the_week_is_told_in_figures_that_narrow_the_board(enter: Doors, sanbao: Served) -> None:
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    tallies = sanbao.ask("street", TALLIES, unit=unit_of(sanbao, "street"), week=str(NEXT))[
        "assignmentTallies"
    ]
    declined = sum(one["count"] for one in tallies if one["state"] == "DECLINED")
    assert declined > 0

    await page.get_by_role("button", name=f"全周 已婉拒 {declined}").click()
    await expect(page.get_by_role("tab", name="全部派单")).to_have_attribute("aria-selected", "true")
    board = page.get_by_role("tabpanel", name="全部派单")
    await expect(board.get_by_text(f"共 {declined} 条")).to_be_visible()
    await expect(board.get_by_text("只看 已婉拒")).to_be_visible()
    rows = board.locator("tbody tr")
    await expect(rows.first.get_by_text("已婉拒")).to_be_visible()
    assert await rows.count() == min(declined, 50)

    await page.reload()
    await expect(board.get_by_text(f"共 {declined} 条")).to_be_visible()
    number = (await rows.first.locator(".soft").first.inner_text()).strip()
    await page.keyboard.press("/")
    await page.get_by_role("searchbox", name="搜索派单").fill(number)
    await expect(rows.first).to_contain_text(number)
    await expect(rows.filter(has_not_text=number)).to_have_count(0)

    inspector = await enter("inspector", *DESK)
    await inspector.page.goto(page.url)
    found = inspector.page.get_by_role("tabpanel", name="全部派单").locator("tbody")
    await found.get_by_role("button").first.click()
    service = inspector.page.get_by_role("dialog")
    await expect(service.get_by_role("heading", name="服务团队")).to_be_visible()
    for deed in ("撤回", "登记答复", "递补人选", "人工派单"):
        await expect(service.get_by_role("button", name=deed)).to_have_count(0)


async def test_the_sheet_of_a_day_has_private_data_only_where_it_is_asked_for_and_may_be_read(
    enter: Doors, sanbao: Served
) -> None:
    tallies = sanbao.ask("street", TALLIES, unit=unit_of(sanbao, "street"), week=str(NEXT))[
        "assignmentTallies"
    ]
    day = next(one["day"] for one in tallies if one["state"] == "ACCEPTED")
    coming = sum(
        one["count"]
        for one in tallies
        if one["day"] == day and one["state"] in ("ACCEPTED", "CHECKED_IN", "COMPLETED")
    )
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await coordinator.open(f"/console/week/sheet?week={NEXT}&day={day}")
    sheet = page.get_by_role("article")
    await page.get_by_text("包括还没答复的").click()
    await expect(sheet.locator("tbody tr")).to_have_count(coming)
    assert re.search(r"1\d{10}", await sheet.inner_text()) is None
    await page.get_by_text("包括地址和电话").click()
    await expect(sheet.get_by_text("请妥善保管")).to_be_visible()
    assert re.search(r"1\d{10}", await sheet.inner_text())
    await page.get_by_role("combobox", name="日期").press("Enter")
    await page.get_by_role("option", name="整周").click()
    week = sum(one["count"] for one in tallies if one["state"] in ("ACCEPTED", "CHECKED_IN", "COMPLETED"))
    await expect(sheet.locator("tbody tr")).to_have_count(week)
    await expect(sheet.get_by_role("heading", level=2)).to_have_count(1)
    await page.emulate_media(media="print")
    await expect(page.get_by_role("navigation")).to_be_hidden()
    await expect(page.get_by_role("button", name="打印")).to_be_hidden()
    assert await page.evaluate(CUT_OFF) == 0
    await page.emulate_media(media="screen")

    inspector = await enter("inspector", *DESK)
    await inspector.open(f"/console/week/sheet?week={NEXT}&day={day}")
    await expect(inspector.page.get_by_role("article").locator("tbody tr").first).to_be_visible()
    await expect(inspector.page.get_by_text("包括地址和电话")).to_have_count(0)


async def test_loads_are_plotted_and_listed_and_hours_go_to_excel(
    enter: Doors, sanbao: Served, tmp_path: Path
) -> None:
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await coordinator.open("/console/fairness")
    members = sanbao.ask("street", LOADS, unit=unit_of(sanbao, "street"))["memberLoads"]["totalCount"]
    await expect(page.get_by_text(f"{members} 名成员中有")).to_be_visible()
    spread = page.get_by_role("table", name="服务次数的分布").locator("tbody td")
    assert sum(int(cell) for cell in await spread.all_inner_texts()) == members
    await expect(page.locator("canvas")).to_be_visible()

    await page.get_by_role("tab", name="服务时长").click()
    rows = page.get_by_role("tabpanel", name="服务时长").locator("tbody tr")
    await expect(rows.first).to_be_visible()
    total = re.search(r"共 (\d+) 条", await page.get_by_role("tabpanel", name="服务时长").inner_text())
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="下载 Excel").click()
    saved = await saving.value
    assert saved.suggested_filename.endswith(".xlsx") and "服务时长" in saved.suggested_filename
    await saved.save_as(tmp_path / "hours.xlsx")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "hours.xlsx").read_bytes()))
    assert total is not None
    assert book["服务记录"].max_row - 1 == int(total[1]) > 0
