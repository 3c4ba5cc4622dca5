"""The console's desks as somebody sees them who changes nothing: who gets which, on a desk and on a phone."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.web.street import Served
from tests.web.visitor import DESK, PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DESKS = {
    "requests": "服务需求",
    "members": "成员",
    "report-ins": "报到受理",
    "residents": "居民与住户",
    "households": "居民与住户",
    "menu": "服务菜单",
    "import": "导入",
}
MEMBERS = "{ members(order: NUMBER, first: 60) { totalCount nodes { name } } }"

TYPE_AND_CHOOSE = """words => { const field = document.querySelector("input[type=search]"); field.value = words;
  field.dispatchEvent(new Event("input")); document.querySelectorAll("tbody th button")[3].click(); }"""


@pytest.fixture
def sanbao(street_to_read: Served) -> Served:
    """The street that these stories share."""
    return street_to_read


async def screens_of(page: Page) -> set[str]:
    return set(await page.get_by_role("navigation").get_by_role("link").all_inner_texts())


async def test_everybody_gets_the_desks_that_are_his(enter: Doors) -> None:
    expected = {
        "admin": {"服务需求", "成员", "报到受理", "居民与住户", "服务菜单", "导入", "账号"},
        "street": {"服务需求", "成员", "报到受理", "居民与住户", "服务菜单", "导入"},
        "grid": {"服务需求", "成员", "居民与住户"},
        "inspector": {"服务需求", "成员", "居民与住户"},
        "officer": set(),
    }
    for login, desks in expected.items():
        visitor = await enter(login, *DESK)
        await expect(visitor.page.get_by_role("banner")).to_be_visible()
        assert await screens_of(visitor.page) & expected["admin"] == desks, login


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_every_desk_fits_and_can_be_used_by_everybody(enter: Doors, size: tuple[int, int]) -> None:
    coordinator = await enter("street", *size)
    page = coordinator.page
    for path, title in DESKS.items():
        await coordinator.open(f"/console/{path}")
        await expect(page.get_by_role("heading", level=1)).to_have_text(title)
        await expect(page.get_by_text("正在加载…")).to_have_count(0)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        await coordinator.check()
        row = page.locator("tbody th button").first
        if await row.count():
            await row.click()
            await expect(page.get_by_role("region").get_by_role("heading", level=2)).to_be_visible()
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            await coordinator.check()
            await page.keyboard.press("Escape")
            await expect(page.get_by_role("region").get_by_role("heading", level=2)).to_have_count(0)
            await expect(page.locator("tbody th button").first).to_be_focused()


async def test_a_long_list_is_turned_page_by_page_and_found_in(enter: Doors, sanbao: Served) -> None:
    members = sanbao.ask("street", MEMBERS)["members"]
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await coordinator.open("/console/members?state=all")
    rows = page.get_by_role("table", name="成员").get_by_role("rowheader")
    await expect(rows).to_have_count(50)
    await expect(page.get_by_text(f"第 1–50 条，共 {members['totalCount']} 条")).to_be_visible()
    await page.get_by_role("button", name="下一页").click()
    await expect(rows.first).to_have_text(members["nodes"][50]["name"])
    wanted = members["nodes"][7]["name"]
    await page.get_by_label("姓名或成员编号").fill(wanted)
    await expect(rows.first).to_have_text(wanted)
    await page.reload()
    await expect(rows.first).to_have_text(wanted)
    await expect(page.get_by_label("姓名或成员编号")).to_have_value(wanted)
    await rows.first.get_by_role("button").click()
    await expect(page.get_by_role("region", name="打开的成员")).to_contain_text(wanted)
    await page.go_back()
    await expect(page.get_by_role("region", name="打开的成员")).to_have_count(0)
    await expect(rows.first).to_have_text(wanted)

    # A row is chosen before the typing rests: it stays open, and the words are looked for.
    await page.get_by_label("姓名或成员编号").fill("")
    await expect(rows).to_have_count(50)
    await page.evaluate(TYPE_AND_CHOOSE, wanted)
    await expect(page).to_have_url(re.compile(r"\?(?=.*\bopen=)(?=.*\bwords=)"))
    await expect(rows.first).to_have_text(wanted)
    await expect(page.get_by_role("region", name="打开的成员")).to_contain_text(members["nodes"][3]["name"])
