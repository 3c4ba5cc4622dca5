"""A run is read in the console: its plan line by line, what is not served, shortages, comparisons, paper and Excel."""

import io
import re
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from playwright.async_api import Page, expect

from sanbao.core.clock import LOCAL, Week
from tests.web.street import Served
from tests.web.visitor import DESK, PHONE, Doors, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RUN = (
    """{ runs(first: 1) { nodes { id number week summary { served unserved reasons { reason count } } } } }"""
)
SERVED = """query ($run: ID!) { proposals(run: $run, filter: {served: true}, order: START, first: 100) {
  nodes { startsAt request { number menuItem { name } } seats { memberName } } } }"""
UNSERVED = """query ($run: ID!) { proposals(run: $run, filter: {served: false}, first: 10) {
  nodes { request { number } why { change { kind sentence } seats { seat } } } } }"""
GREEDY = """query ($run: ID!) { runAgainstGreedy(run: $run) { served: count(kind: SERVED) } }"""


@pytest.fixture
def sanbao(street_to_read: Served) -> Served:
    return street_to_read


def the_run(sanbao: Served) -> dict[str, Any]:
    run: dict[str, Any] = sanbao.ask("street", RUN)["runs"]["nodes"][0]
    return run


async def opened(enter: Doors, run: dict[str, Any], part: str, size: tuple[int, int] = DESK) -> Visitor:
    """The coordinator of the street, before a part of a run."""
    visitor = await enter("street", *size)
    await visitor.open(f"/console/runs/{run['id']}/{part}")
    return visitor


def rows(page: Page) -> Any:
    return page.locator("tbody tr")


async def test_the_plan_is_found_by_day_and_words_and_a_line_says_why_by_the_keyboard(
    enter: Doors, sanbao: Served
) -> None:
    run = the_run(sanbao)
    lines = sanbao.ask("street", SERVED, run=run["id"])["proposals"]["nodes"]
    first = datetime.fromisoformat(lines[0]["startsAt"]).astimezone(LOCAL)
    that_day = [
        x for x in lines if datetime.fromisoformat(x["startsAt"]).astimezone(LOCAL).date() == first.date()
    ]

    visitor = await opened(enter, run, "")
    page = visitor.page
    await page.get_by_role("navigation", name="派单步骤").get_by_role("link", name="看结果").click()
    served = run["summary"]["served"]
    await expect(page.get_by_text(f"第 1–{min(50, served)} 条，共 {served} 条")).to_be_visible()
    await expect(rows(page).first).to_contain_text(lines[0]["request"]["number"])

    await page.get_by_text(f"周{'一二三四五六日'[first.weekday()]}", exact=True).click()
    await expect(page.get_by_text(f"共 {len(that_day)} 条")).to_be_visible()
    await page.get_by_label("编号或服务名称").fill(lines[0]["request"]["number"])
    await expect(page.get_by_text("第 1–1 条，共 1 条")).to_be_visible()

    # What was narrowed stays so while other ways to look at the plan are tried, and after a reload.
    await page.get_by_role("link", name="未安排").click()
    await expect(page.get_by_role("group", name="按原因")).to_be_visible()
    await page.get_by_role("link", name="方案", exact=True).click()
    await expect(page.get_by_text("第 1–1 条，共 1 条")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("第 1–1 条，共 1 条")).to_be_visible()
    await expect(page.get_by_label("编号或服务名称")).to_have_value(lines[0]["request"]["number"])
    await page.get_by_role("button", name="清除筛选").click()
    await expect(page.get_by_text(f"共 {served} 条")).to_be_visible()

    await rows(page).nth(0).get_by_role("button").focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    told = page.get_by_role("dialog")
    await expect(told).to_contain_text(lines[1]["request"]["number"])
    await expect(told).to_contain_text(f"为什么是{lines[1]['seats'][0]['memberName']}")
    await expect(told).to_contain_text(re.compile("次选是|没有其他人有空"))
    await visitor.check()
    await told.get_by_role("button", name="上一条").click()
    await expect(told).to_contain_text(lines[0]["request"]["number"])
    await page.keyboard.press("Escape")
    await expect(told).to_be_hidden()


async def test_what_is_not_served_stands_by_reason_with_the_smallest_change(
    enter: Doors, sanbao: Served
) -> None:
    run = the_run(sanbao)
    lines = sanbao.ask("street", UNSERVED, run=run["id"])["proposals"]["nodes"]
    helped = next(x for x in lines if x["why"]["change"] and x["why"]["change"]["kind"] != "displace")
    number, change = helped["request"]["number"], helped["why"]["change"]["sentence"]

    visitor = await opened(enter, run, "read/unserved")
    page = visitor.page
    reason = run["summary"]["reasons"][0]
    words = sanbao.ask("street", '{ words(sets: ["UnservedReason"]) { words { code text } } }')["words"][0][
        "words"
    ]
    said = next(word["text"] for word in words if word["code"] == reason["reason"])
    await page.get_by_text(said, exact=True).first.click()
    await expect(page.get_by_text(f"共 {reason['count']} 条")).to_be_visible()
    await page.get_by_text("全部未安排").click()
    line = rows(page).filter(has_text=number)
    await expect(line).to_contain_text(change)
    await visitor.check()

    await line.click()
    told = page.get_by_role("dialog")
    await expect(told).to_contain_text("最小的调整")
    await expect(told).to_contain_text(change)
    await expect(told).to_contain_text(re.compile("不影响别的安排|会被挤掉的"))
    await expect(told.get_by_role("table").first).to_contain_text("全部成员")


async def test_shortages_and_the_plan_beside_a_careful_dispatchers(enter: Doors, sanbao: Served) -> None:
    run = the_run(sanbao)
    gained = sanbao.ask("street", GREEDY, run=run["id"])["runAgainstGreedy"]["served"]

    visitor = await opened(enter, run, "read/shortages")
    page = visitor.page
    await expect(rows(page).first).to_contain_text("普通需求")
    await visitor.check()
    await page.get_by_role("link", name="比较").click()
    counts = page.locator(".counts > div").filter(has_text="新排上")
    await expect(counts).to_contain_text(str(gained))
    await expect(page.get_by_text("换来了什么")).to_be_visible()


async def test_a_plan_goes_to_excel_and_onto_paper(enter: Doors, sanbao: Served) -> None:
    run = the_run(sanbao)
    visitor = await opened(enter, run, "publish")
    page = visitor.page
    async with page.expect_download() as download:
        await page.get_by_role("button", name="下载 Excel 表").click()
    file = await (await download.value).path()
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()))
    assert len(list(book["已安排"].rows)) - 1 == run["summary"]["served"]
    assert len(list(book["未安排"].rows)) - 1 == run["summary"]["unserved"]

    await visitor.check()
    await page.get_by_role("link", name="打印每日安排表").click()
    monday = Week.parse(run["week"]).monday
    await expect(
        page.get_by_role("heading", name=f"{monday.month}月{monday.day}日 服务日程单")
    ).to_be_visible()
    await expect(page.get_by_role("article").locator("tbody tr").first).to_be_visible()


async def test_a_run_is_read_in_english_and_on_a_phone(enter: Doors, sanbao: Served) -> None:
    run = the_run(sanbao)
    visitor = await opened(enter, run, "scope", PHONE)
    page = visitor.page
    await page.evaluate("localStorage.setItem('sanbao.language', 'en')")
    await page.reload()
    await expect(page.get_by_text("Who knows the household is sent")).to_be_visible()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    cut = """() => [...document.querySelectorAll("nav li > *, .grid caption, [role=columnheader]")].filter((said) =>
      said.scrollWidth > said.clientWidth + 1 || said.tagName === "CAPTION" && said.getBoundingClientRect().right > innerWidth
    ).map((said) => said.textContent)"""
    for part, sign in (
        ("preflight", "By skill"),
        ("solve", "In figures"),
        ("read/plan", "Narrow the plan"),
        ("read/unserved", "By reason"),
        ("read/adjust", "Pick a request"),
        ("publish", "Download for Excel"),
    ):
        await visitor.open(f"/console/runs/{run['id']}/{part}")
        shown = page.get_by_role("search", name=sign) if part == "read/plan" else page.get_by_text(sign).first
        await expect(shown).to_be_visible()
        await expect(page.get_by_text("Loading…")).to_have_count(0)
        assert not await page.evaluate(wide), part
        assert await page.evaluate(cut) == [], part
    await visitor.open("/console/week")
    await expect(page.get_by_role("table", name="A figure narrows the list below")).to_be_visible()
    assert await page.evaluate(cut) == []
