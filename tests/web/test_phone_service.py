"""One service on the member's phone: the day itself, and answers while network, plan or server are not as they were."""

import re

import pytest
from playwright.async_api import Page, Route, expect

from sanbao.core.positions import shifted
from tests.web.phone_street import ADDRESS, NOTE, OFFER, PLACE, SERVICE, TELEPHONE, PhoneStreet
from tests.web.street import Served
from tests.web.visitor import PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STATE = """query ($id: ID!) { node(id: $id) { ... on Assignment {
  version state declineReason note history { action reason } } } }"""
RECORDS = "{ serviceRecords(filter: { mine: true }, first: 1) { totalCount } }"
WITHDRAW = """mutation ($id: ID!, $reason: String!) { assignmentWithdraw(input: { id: $id, reason: $reason }) {
  __typename } }"""


@pytest.fixture
def sanbao(phone_served: Served) -> Served:
    return phone_served


def state_of(sanbao: Served, login: str, assignment: str) -> dict[str, object]:
    """The assignment as its member's server knows it."""
    node: dict[str, object] = sanbao.ask(login, STATE, id=assignment)["node"]
    return node


async def stand_at(page: Page, place: tuple[float, float]) -> None:
    """The telephone is there, and its owner lets the page know."""
    await page.context.set_geolocation({"longitude": place[0], "latitude": place[1]})
    await page.context.grant_permissions(["geolocation"])


async def test_the_day_of_a_service_from_the_address_to_the_hours(
    enter: Doors, sanbao: Served, phone: PhoneStreet
) -> None:
    member, id = await enter(phone.logins["today"], *PHONE), phone.assignments["today"]
    page = member.page
    await member.open(f"/member/service/{id}")
    await expect(page.get_by_role("heading", level=1)).to_have_text(SERVICE)
    facts = page.get_by_role("region", name="服务详情")
    for said in (ADDRESS, "顾奶奶", NOTE, "路上约 6 分钟", "家里须有人", "请勿代为保管现金"):
        await expect(facts).to_contain_text(said)
    await expect(facts.get_by_role("link", name=TELEPHONE)).to_have_attribute("href", f"tel:{TELEPHONE}")
    await expect(facts.get_by_role("link", name="在地图应用中打开")).to_have_attribute(
        "href", f"geo:{PLACE[1]},{PLACE[0]}"
    )
    await expect(facts.get_by_text("同去的人")).to_be_visible()
    companion = sanbao.ask(phone.logins["companion"], "{ viewer { member { name } } }")["viewer"]["member"][
        "name"
    ]
    await expect(facts).to_contain_text(companion)
    await member.check()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="加入手机日历").click()
    event = (await (await download.value).path()).read_text("utf-8")
    assert f"UID:{id}@sanbao"[:70] in event.replace("\r\n ", "").replace("\n ", "")
    assert f"SUMMARY:{SERVICE}" in event

    there = page.get_by_role("region", name="到场")
    await there.get_by_role("button", name="我到了，签到").click()
    await expect(there.get_by_role("alert")).to_contain_text("没有定位权限")
    await stand_at(page, shifted(PLACE, 900, 0))
    await there.get_by_role("button", name="我到了，签到").click()
    await expect(there.get_by_role("alert")).to_contain_text("300")
    await expect(there).to_contain_text("请社区帮您登记到场时间")
    assert state_of(sanbao, phone.logins["today"], id)["state"] == "ACCEPTED"
    await stand_at(page, shifted(PLACE, 90, 0))
    await there.get_by_role("button", name="我到了，签到").click()
    await expect(page.get_by_role("status").filter(has_text="已签到")).to_be_visible()
    assert state_of(sanbao, phone.logins["today"], id)["state"] == "CHECKED_IN"

    await there.get_by_label("做了什么").fill("读了半小时报纸")
    async with member.offline():
        await there.get_by_role("button", name="做完了，签退").click()
        await expect(there.get_by_role("alert")).to_contain_text("连不上服务器")
    await member.check()
    await page.reload()
    await expect(there.get_by_label("做了什么")).to_have_value("读了半小时报纸")
    await there.get_by_role("button", name="做完了，签退").click()
    await expect(page.get_by_role("status").filter(has_text="已签退")).to_be_visible()
    await expect(facts).to_contain_text("服务已结束，地址和电话不再显示")
    await expect(facts).not_to_contain_text(ADDRESS)
    done = state_of(sanbao, phone.logins["today"], id)
    assert done["state"] == "COMPLETED"
    assert done["history"][-1] == {"action": "COMPLETE", "reason": "读了半小时报纸"}  # type: ignore[index]

    await there.get_by_role("link", name="看我的记录").click()
    await expect(page.get_by_role("region", name="每一次").get_by_role("listitem")).to_contain_text(SERVICE)
    assert sanbao.ask(phone.logins["today"], RECORDS)["serviceRecords"]["totalCount"] == 1


async def test_a_no_survives_a_cut_network_and_a_broken_server_and_is_said_once(
    enter: Doors, sanbao: Served, phone: PhoneStreet
) -> None:
    login, id = phone.logins["refuser"], phone.assignments["refuser"]
    member = await enter(login, *PHONE)
    page = member.page
    card = page.get_by_role("region", name="等您答复").get_by_role("article").filter(has_text=OFFER)
    await expect(card).to_contain_text("接单后会显示地址和电话")
    await expect(card).not_to_contain_text(ADDRESS)
    await card.get_by_role("button", name="这次不行").click()
    sheet = page.get_by_role("dialog", name="为什么这次不行？")
    await expect(sheet.get_by_role("button", name="告诉社区")).to_be_disabled()
    await sheet.get_by_label("身体不舒服").check()
    await sheet.get_by_label("还想说什么").fill("感冒了")
    await member.check()
    async with member.offline():
        await sheet.get_by_role("button", name="告诉社区").click()
        await expect(sheet.get_by_role("alert")).to_contain_text("连不上服务器。您填写的内容还在")
    await page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await page.reload()
    await card.get_by_role("button", name="这次不行").click()
    await expect(sheet.get_by_label("身体不舒服")).to_be_checked()

    async def refuse(route: Route) -> None:
        is_decline = "assignmentDecline" in (route.request.post_data or "")
        await (route.fulfill(status=503, body="") if is_decline else route.continue_())

    await page.route("**/graphql", refuse)
    with member.failing_requests():
        await sheet.get_by_role("button", name="告诉社区").click()
        await expect(sheet.get_by_role("alert")).to_contain_text("服务器出了问题。您填写的内容还在")
    await page.unroute("**/graphql")
    assert state_of(sanbao, login, id)["state"] == "OFFERED"

    # The answer alone is lost: the server has done it, and the second try finds that out.
    async def lose_answer(route: Route) -> None:
        if "assignmentDecline" in (route.request.post_data or ""):
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/graphql", lose_answer)
    with member.failing_requests():
        await sheet.get_by_role("button", name="告诉社区").click()
        await expect(sheet.get_by_role("alert")).to_contain_text("连不上服务器")
    await page.unroute("**/graphql")
    await expect(sheet.get_by_label("还想说什么")).to_have_value("感冒了")
    await sheet.get_by_role("button", name="告诉社区").click()
    await expect(page.get_by_role("status").filter(has_text="已告诉社区")).to_be_visible()
    await expect(sheet).to_be_hidden()
    await expect(card).to_have_count(0)
    said = state_of(sanbao, login, id)
    assert (said["state"], said["version"], said["declineReason"], said["note"]) == (
        "DECLINED",
        2,
        "UNWELL",
        "感冒了",
    )


async def test_an_offer_that_was_taken_back_meanwhile_is_told_in_words(
    enter: Doors, sanbao: Served, phone: PhoneStreet
) -> None:
    login, id = phone.logins["waverer"], phone.assignments["waverer"]
    member, other = await enter(login, *PHONE), await enter(login, *PHONE)
    for page in (member.page, other.page):
        card = page.get_by_role("region", name="等您答复").get_by_role("article").filter(has_text=OFFER)
        await expect(card).to_be_visible()
    sanbao.ask("admin", WITHDRAW, id=id, reason="老人住院了")

    await member.page.get_by_role("button", name="接单").click()
    told = member.page.get_by_role("alert")
    await expect(told).to_have_count(1)
    await expect(told).to_have_text(re.compile(r"\S{6,}"))
    await expect(member.page.get_by_text("没有需要您答复的邀请")).to_be_visible()
    await member.check()

    # The one who only looks is told too, as soon as he comes back to the page.
    await other.page.evaluate("window.dispatchEvent(new Event('online'))")
    await expect(other.page.get_by_role("alert")).to_contain_text(f"「{OFFER}」")
    await other.page.get_by_role("button", name="关闭").click()
    await expect(other.page.get_by_role("alert")).to_have_count(0)
    assert state_of(sanbao, login, id)["state"] == "WITHDRAWN"


async def test_a_plan_that_cannot_be_refreshed_stays_and_a_broken_server_is_said_in_words(
    enter: Doors, phone: PhoneStreet
) -> None:
    member = await enter(phone.logins["giver"], *PHONE)
    page = member.page
    mine = page.get_by_role("region", name="我的一周")
    await expect(mine).not_to_contain_text("正在加载")
    async with member.offline():
        await page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => true })")
        await page.evaluate("window.dispatchEvent(new Event('online'))")
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
        old = page.get_by_text("时的安排，可能已有变化")
        await expect(old).to_have_text(re.compile(r"^下面是 \d\d:\d\d 时的安排，可能已有变化。$"))
    # Nobody has to tap: with the network the page asks again by itself.
    await page.evaluate("window.dispatchEvent(new Event('online'))")
    await expect(page.get_by_role("alert")).to_have_count(0)
    await expect(old).to_have_count(0)

    async def broken(route: Route) -> None:
        await route.fulfill(status=500, body="")

    await page.route("**/graphql", broken)
    with member.failing_requests():
        await page.reload()
        await expect(page.get_by_role("alert")).to_contain_text("服务器出了问题")
    await member.check()
    await page.unroute("**/graphql")
    await page.get_by_role("button", name="再试一次").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("等您答复")

    # A screen that was not fetched yet: without the network the page stays, and says why.
    async with member.offline():
        await page.get_by_role("link", name="空闲时间").click()
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
        await page.get_by_role("button", name="再试一次").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("等您答复")
    await page.get_by_role("button", name="再试一次").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("我的空闲时间")
