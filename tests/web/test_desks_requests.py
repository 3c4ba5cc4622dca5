"""The desk of requests: the queue worked through at the keyboard, and an order taken by telephone."""

import pytest
from playwright.async_api import expect

from tests.web.street import Served
from tests.web.visitor import DESK, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

QUEUE = """{ requests(filter: { states: [SUBMITTED] }, order: URGENT, first: 10) { nodes {
  id number version beneficiaryName menuItem { name } } } }"""
ONE = """query ($id: ID!) { node(id: $id) { ... on ServiceRequest { state reason weight version } } }"""
CHANGE = """mutation ($id: ID!, $note: String) { requestChange(input: { id: $id, note: $note }) {
  ... on RequestChangeSuccess { request { version } } ... on UserError { message } } }"""
NEWEST = """{ requests(order: NEWEST, first: 1) { nodes { id number state note urgent beneficiaryName telephone
  menuItem { name } windows { startsAt } } } }"""
REFUSAL = "这是物业的事，请打 0791-12345。"


async def test_the_queue_is_worked_through_at_the_keyboard_and_nothing_typed_is_lost(
    enter: Doors, sanbao: Served
) -> None:
    first, second = sanbao.ask("street", QUEUE)["requests"]["nodes"]
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await coordinator.open("/console/requests")
    rows = page.get_by_role("table", name="服务需求").get_by_role("row")
    await expect(rows).to_have_count(3)
    await page.get_by_role("button", name=first["number"]).focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("button", name=second["number"])).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    pane = page.get_by_role("region", name="打开的需求")
    await expect(pane.get_by_role("heading", level=2)).to_have_text(first["menuItem"]["name"])
    await expect(pane).to_contain_text(first["beneficiaryName"])
    await coordinator.check()

    await expect(pane.get_by_role("button", name="不予通过")).to_be_visible()
    await page.keyboard.press("r")
    reason = page.get_by_label("为什么不予通过？")
    await expect(reason).to_be_focused()
    await reason.fill(REFUSAL)
    refuse = pane.locator("form").get_by_role("button", name="不予通过")
    async with coordinator.offline():
        await refuse.click()
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    assert sanbao.ask("street", ONE, id=first["id"])["node"]["state"] == "SUBMITTED"
    sanbao.ask("street", CHANGE, id=first["id"], note="刚刚改过")
    await refuse.click()
    await expect(page.get_by_role("alert")).to_contain_text("修改")
    await expect(reason).to_have_value(REFUSAL)
    await expect(pane).to_contain_text("刚刚改过")
    await page.reload()
    await pane.get_by_role("button", name="不予通过").click()
    await expect(reason).to_have_value(REFUSAL)
    await refuse.click()
    await expect(page.get_by_role("status").filter(has_text=first["number"])).to_contain_text("未通过")
    refused = sanbao.ask("street", ONE, id=first["id"])["node"]
    assert (refused["state"], refused["reason"]) == ("REJECTED", REFUSAL)

    await expect(pane.get_by_role("heading", level=2)).to_have_text(second["menuItem"]["name"])
    await pane.get_by_label("权重").fill("7")
    await pane.get_by_label("权重").blur()
    await page.keyboard.press("v")
    await expect(page.get_by_text("都核实完了。")).to_be_visible()
    await expect(pane).to_be_hidden()
    verified = sanbao.ask("street", ONE, id=second["id"])["node"]
    assert (verified["state"], verified["weight"]) == ("QUEUED", 7)


async def test_an_order_is_taken_by_telephone_for_somebody_new(enter: Doors, sanbao: Served) -> None:
    worker = await enter("community", *DESK)
    page = worker.page
    await worker.open("/console/requests/new")
    await page.get_by_role("button", name="新登记居民").click()
    await page.get_by_label("姓名").fill("赵桂英")
    await page.get_by_label("电话").fill("1")
    unit = page.get_by_role("combobox", name="所在社区或网格")
    await unit.fill("第一网格")
    await page.get_by_role("option").filter(has_text="第一网格").first.wait_for()
    await unit.press("Enter")
    service = page.get_by_role("combobox", name="服务项目")
    await service.fill("理发")
    await page.get_by_role("option").filter(has_text="上门理发").first.click()
    await page.get_by_label("备注").fill("腿脚不便，请敲门")
    await worker.check()
    submit = page.get_by_role("button", name="登记", exact=True)
    await submit.click()
    await expect(page.get_by_role("alert")).to_contain_text("电话：")
    await expect(page.get_by_label("备注")).to_have_value("腿脚不便，请敲门")

    await page.get_by_label("电话").fill("13870000123")
    async with worker.offline():
        await submit.click()
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    await page.reload()
    await expect(page.get_by_label("姓名")).to_have_value("赵桂英")
    await page.get_by_role("button", name="登记", exact=True).click()
    await expect(page.get_by_role("status").get_by_text("已登记：")).to_be_visible()
    [made] = sanbao.ask("community", NEWEST)["requests"]["nodes"]
    assert (made["beneficiaryName"], made["telephone"]) == ("赵桂英", "13870000123")
    assert (made["state"], made["menuItem"]["name"], made["note"], made["urgent"]) == (
        "QUEUED",
        "上门理发",
        "腿脚不便，请敲门",
        False,
    )
    await page.get_by_role("link", name="查看").click()
    await expect(page.get_by_role("region", name="打开的需求")).to_contain_text(made["number"])
    await page.get_by_label("编号或受益人姓名").fill("赵桂英")
    await expect(page.get_by_role("table", name="服务需求").get_by_role("row")).to_have_count(2)
