"""What becomes of an order, on the resident's page: answered, changed, called off, confirmed, rated, done anew."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from sanbao.core import clock, ids
from tests.databases import KEY
from tests.web import homes, street
from tests.web.street import Served
from tests.web.visitor import DESK, PHONE, Doors, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STORY = """query ($id: ID!) { node(id: $id) { ... on ServiceRequest {
  state note reason windows { startsAt } rating { score tags words } reopenedAs { id state reopens { id } }
  history { action reason } } } }"""
VERIFY = """mutation ($input: RequestVerifyInput!) { requestVerify(input: $input) {
  ... on RequestVerifySuccess { request { id } } } }"""
ASK = """mutation ($input: RequestAskForInfoInput!) { requestAskForInfo(input: $input) {
  ... on RequestAskForInfoSuccess { request { id } } } }"""
SERIES = """mutation ($input: SeriesCreateInput!) { seriesCreate(input: $input) {
  ... on SeriesCreateSuccess { series { id } } ... on UserError { message } } }"""
STANDING = "{ series(filter: { active: null }) { nodes { id active skippedDates } } }"
ME = '{ viewer { resident { id } } menuItems(filter: { nameContains: "爱心送餐" }) { nodes { id } } }'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("follow")


@pytest.fixture(scope="module")
def sanbao(built_pages: Path, street_file: Path, folder: Path) -> Iterator[street.Served]:
    """One street for the stories of this module: each has an order of its own."""
    with street.served(street_file, folder, KEY) as place:
        yield place


def is_done(folder: Path, id: str) -> None:
    """As after a service yesterday, of which nothing is said yet."""
    yesterday = (clock.now() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M:%S+00:00")
    with sqlite3.connect(folder / "sanbao.sqlite3") as database:
        database.execute(
            "update service_request set state = 'DONE', served_from = ? where id = ?",
            (yesterday, str(ids.row_id(id, "ServiceRequest"))),
        )


async def press_and_lose_the_answer(resident: Visitor, name: str) -> None:
    """The server does it, and the page never hears of it."""
    with resident.failing_requests():
        await resident.page.route("**/graphql", _answer_gets_lost)
        await resident.page.get_by_role("button", name=name).click()
        await expect(resident.page.get_by_role("alert")).to_contain_text("连不上服务器")
        await resident.page.unroute("**/graphql")


async def _answer_gets_lost(route: Route) -> None:
    await route.fetch()
    await route.abort()


async def test_a_question_is_answered_times_are_changed_and_the_order_is_called_off(
    enter: Doors, sanbao: Served
) -> None:
    order = homes.order(sanbao, "resident1")
    sanbao.ask("street", ASK, input={"id": order["id"], "question": "几楼？有电梯吗？"})
    resident = await enter("resident1", *PHONE)
    page = resident.page
    heading = page.get_by_role("heading", level=1)
    waiting = page.get_by_role("region", name="等您说一声")
    await waiting.get_by_role("link", name="上门理发").click()
    await expect(heading).to_have_text("请您补充一点信息")
    await expect(page.get_by_text("社区问您：几楼？有电梯吗？")).to_be_visible()
    answer = page.get_by_label("您的回答")
    await answer.fill("六楼，没有电梯")
    async with resident.offline():
        await page.get_by_role("button", name="把回答发给社区").click()
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    await page.reload()
    await expect(answer).to_have_value("六楼，没有电梯")
    await resident.check()
    await page.get_by_role("button", name="把回答发给社区").click()
    await expect(heading).to_have_text("收到了，社区正在核实")
    await expect(heading).to_be_focused()

    await page.get_by_role("link", name="改时间或备注").click()
    await page.get_by_role("button", name="明天").click()
    await page.get_by_role("button", name="晚上 6 点").click()
    await page.get_by_label("还有什么要告诉我们").fill("带个梯子")
    sanbao.ask("street", VERIFY, input={"id": order["id"]})
    await page.get_by_role("button", name="保存修改").click()
    await expect(page.get_by_role("alert")).to_contain_text("别人刚刚修改过")
    await expect(page.get_by_label("还有什么要告诉我们")).to_have_value("带个梯子")
    await expect(page.get_by_role("button", name="明天")).to_have_attribute("aria-pressed", "true")
    await resident.check()
    await press_and_lose_the_answer(resident, "保存修改")
    await page.get_by_role("button", name="保存修改").click()
    await expect(page.get_by_role("status").filter(has_text="改好了")).to_be_visible()
    await expect(heading).to_have_text("核实好了，正在安排人")
    await expect(page.get_by_role("region", name="这张服务单")).to_contain_text("18:00–20:30")
    story = sanbao.ask("resident1", STORY, id=order["id"])["node"]
    assert (story["state"], story["note"], len(story["windows"])) == ("QUEUED", "带个梯子", 1)

    await page.get_by_role("button", name="取消这张服务单").click()
    off = page.get_by_role("form", name="取消这张服务单")
    await off.get_by_label("其他原因").check()
    await off.get_by_label("是什么原因").fill("女儿来帮我弄")
    await resident.check()
    await off.get_by_role("button", name="确定取消").click()
    await expect(heading).to_have_text("已经取消")
    await expect(page.get_by_role("link", name="重新点单")).to_be_visible()
    story = sanbao.ask("resident1", STORY, id=order["id"])["node"]
    assert (story["state"], story["reason"]) == ("CANCELLED", "女儿来帮我弄")


async def test_a_service_is_confirmed_rated_and_later_done_anew(
    enter: Doors, sanbao: Served, folder: Path
) -> None:
    order = homes.order(sanbao, "resident2", "家电维修")
    is_done(folder, order["id"])
    resident = await enter("resident2", *PHONE)
    page = resident.page
    heading = page.get_by_role("heading", level=1)
    await page.get_by_role("region", name="等您说一声").get_by_role("link", name="家电维修").click()
    await expect(heading).to_have_text("服务完成了，请您确认")
    await resident.check()
    await page.get_by_role("button", name="做好了", exact=True).click()
    await expect(heading).to_have_text("已经完成")

    await page.get_by_role("radio", name="好", exact=True).check()
    await page.get_by_role("checkbox", name="手艺好").check()
    await page.get_by_label("还想说点什么").fill("师傅很耐心")
    async with resident.offline():
        await page.get_by_role("button", name="提交评价").click()
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    await page.reload()
    await expect(page.get_by_label("还想说点什么")).to_have_value("师傅很耐心")
    await resident.check()
    await page.get_by_role("button", name="提交评价").click()
    rated = page.get_by_role("region", name="您的评价")
    await expect(rated).to_contain_text("手艺好")
    await rated.get_by_role("button", name="改评价").click()
    await page.get_by_role("radio", name="不好", exact=True).check()
    await page.get_by_role("checkbox", name="问题没解决").check()
    await page.get_by_role("button", name="提交评价").click()
    await expect(rated).to_contain_text("问题没解决")
    story = sanbao.ask("resident2", STORY, id=order["id"])["node"]
    assert (story["state"], story["rating"]) == (
        "CLOSED",
        {"score": 2, "tags": ["NOT_SOLVED"], "words": "师傅很耐心"},
    )

    await page.get_by_role("link", name="后来发现没做好").click()
    await page.get_by_label("哪里没做好").fill("冰箱又不制冷了")
    await page.get_by_role("button", name="明天").click()
    await page.get_by_role("button", name="上午 9 点").click()
    await resident.check()
    await press_and_lose_the_answer(resident, "提交")
    await page.get_by_label("哪里没做好").fill("冰箱又不制冷了，请快一点")
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("status").filter(has_text="收到了，会重新安排")).to_be_visible()
    await resident.check()
    await page.get_by_role("link", name="看新的").click()
    await expect(heading).to_have_text("收到了，社区正在核实")
    story = sanbao.ask("resident2", STORY, id=order["id"])["node"]
    assert (story["state"], story["reopenedAs"]["state"]) == ("REOPENED", "SUBMITTED")
    await page.get_by_role("link", name="服务单 REQ").click()
    await expect(heading).to_have_text("没做好，重新安排了")
    await expect(page.get_by_text("您说的情况：冰箱又不制冷了")).to_be_visible()
    await page.get_by_role("link", name="看新的").click()
    await expect(heading).to_have_text("收到了，社区正在核实")


async def test_a_standing_order_leaves_a_day_out_and_ends(enter: Doors, sanbao: Served) -> None:
    me = sanbao.ask("resident3", ME)
    today = clock.today()
    days = [(today + timedelta(days=7 * n)).isoformat() for n in range(1, 7)]
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[today.weekday()]
    said = {
        "beneficiary": me["viewer"]["resident"]["id"],
        "menuItem": me["menuItems"]["nodes"][0]["id"],
        "rule": f"FREQ=WEEKLY;BYDAY={weekday}",
        "startsOn": days[0],
        "windows": [{"startMinute": 665, "endMinute": 790}],
    }
    made = sanbao.ask("street", SERIES, input=said)["seriesCreate"]["series"]
    resident = await enter("resident3", *DESK)
    page = resident.page
    await page.get_by_role("link", name="定期的服务").click()
    card = page.get_by_role("region", name="爱心送餐").filter(has_text="11:05–13:10")
    await expect(card.get_by_role("listitem")).to_have_count(6)
    await resident.check()
    await card.get_by_role("button", name="不要").nth(1).click()
    await expect(card.get_by_role("status")).to_contain_text("不来了，其他日子照常")
    await expect(card.get_by_text("已经去掉的日子")).to_be_visible()

    def standing() -> dict[str, object]:
        nodes = sanbao.ask("resident3", STANDING)["series"]["nodes"]
        return next(node for node in nodes if node["id"] == made["id"])

    assert standing() == {"id": made["id"], "active": True, "skippedDates": [days[1]]}

    await card.get_by_role("button", name="以后都不要了").click()
    await card.get_by_role("button", name="确定，以后都不要了").click()
    await expect(page.get_by_role("status").filter(has_text="以后不再安排了")).to_be_focused()
    await expect(card).to_have_count(0)
    assert standing() == {"id": made["id"], "active": False, "skippedDates": [days[1]]}


async def test_an_order_of_somebody_else_is_not_found(enter: Doors, sanbao: Served) -> None:
    order = homes.order(sanbao, "resident1", "代购代取药")
    stranger = await enter("resident3", *PHONE)
    for view in ("", "/change", "/reopen"):
        await stranger.open(f"/resident/request/{order['id']}{view}")
        await expect(stranger.page.get_by_role("alert")).to_have_text("没有找到这张服务单。")
