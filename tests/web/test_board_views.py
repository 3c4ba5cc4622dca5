"""Map, timeline and tables of one plan, linked, in a real browser."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.web.street import Served
from tests.web.visitor import DESK, PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

BOARD = """query ($run: ID!) { runBoard(run: $run) { members { names } duties { requests members }
  requests { numbers starts } } }"""
RUN = "{ runs(first: 1, filter: { states: [PUBLISHED] }) { nodes { id } } }"
NO_WEBGL = """const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest); };"""


@pytest.fixture
def sanbao(street_to_read: Served) -> Served:
    return street_to_read


async def check_nothing_overlaps(page: Page) -> None:
    """The plan and the panel lie between the screens' names and the window's edge."""
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    names = await page.get_by_role("navigation", name="菜单").bounding_box()
    view = await page.locator(".sides").bounding_box()
    assert names and view and names["x"] + names["width"] <= view["x"]


async def test_what_is_chosen_on_one_view_is_chosen_on_all(enter: Doors, sanbao: Served) -> None:
    run = sanbao.ask("street", RUN)["runs"]["nodes"][0]["id"]
    board = sanbao.ask("street", BOARD, run=run)["runBoard"]
    at = next(at for at in board["duties"]["requests"] if board["duties"]["requests"].count(at) == 1)
    request = board["requests"]["numbers"][at]
    name = board["members"]["names"][board["duties"]["members"][board["duties"]["requests"].index(at)]]
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    panel = page.get_by_role("region", name="调整")

    await coordinator.open(f"/console/runs/{run}/read/map?request={request}")
    counts = f"{len(board['requests']['numbers'])} 个需求，{len(board['members']['names'])} 位成员"
    await expect(page.get_by_text(counts)).to_be_visible()
    await expect(page.get_by_role("region", name="方案地图")).to_be_visible()
    await expect(page.get_by_text("不是行政边界")).to_be_visible()
    await check_nothing_overlaps(page)
    await expect(page.get_by_role("row", name=request)).to_have_attribute("aria-selected", "true")
    await expect(panel).to_contain_text(name)
    await expect(panel.get_by_text("不能调整了")).to_be_visible()

    grid = page.get_by_role("grid", name="地图上的需求")
    await grid.get_by_role("row", selected=True).press("Home" if at else "End")
    await page.keyboard.press("Enter")
    await expect(page).not_to_have_url(re.compile(f"request={request}$"))
    other = re.search(r"request=([\w-]+)", page.url)
    assert other is not None

    await page.get_by_role("link", name="时间表").click()
    await expect(page).to_have_url(re.compile(f"/timeline\\?.*{other[1]}"))
    timeline = page.get_by_role("grid", name="成员每天的安排")
    first = timeline.get_by_role("row", name="M-").first
    await first.get_by_role("rowheader").get_by_role("button").press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(timeline.locator("[aria-current]").first).to_be_visible()
    await check_nothing_overlaps(page)
    chosen = re.search(r"request=([\w-]+)", page.url)
    assert chosen is not None
    table = page.get_by_role("grid", name="同样的内容，列成表格")
    await expect(table.get_by_role("row", selected=True)).to_contain_text(chosen[1])
    await page.get_by_role("link", name="调整", exact=True).click()
    await expect(panel).to_contain_text(chosen[1])


async def test_a_browser_that_draws_no_map_says_so_and_has_the_table(enter: Doors, sanbao: Served) -> None:
    run = sanbao.ask("street", RUN)["runs"]["nodes"][0]["id"]
    coordinator = await enter("street", *PHONE)
    page = coordinator.page
    await page.add_init_script(NO_WEBGL)
    await coordinator.open(f"/console/runs/{run}/read/map")
    await expect(page.get_by_text("画不了地图")).to_be_visible()
    await expect(
        page.get_by_role("grid", name="地图上的需求").get_by_role("row", name="REQ-").first
    ).to_be_visible()
