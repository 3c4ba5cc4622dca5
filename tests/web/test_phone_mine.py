"""What is the member's own on the phone: times, absences, a pause, records, file, report-ins, calendar."""

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from sanbao.core import clock
from tests.web.homes import expect_nothing_cut_off
from tests.web.phone_street import PhoneStreet
from tests.web.street import Served
from tests.web.visitor import DESK, PHONE, Doors, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TIMES = """{ viewer { member { state availability { weekday startMinute endMinute }
  absences { startsAt endsAt reason } } } }"""
FILE = "{ viewer { member { telephone maxServicesPerWeek reachMetres intentions } } }"
WHO = "{ viewer { member { id } } }"
CLEAR_TIMES = """mutation ($input: MemberAvailabilitySetInput!) {
  memberAvailabilitySet(input: $input) { ... on MemberAvailabilitySetSuccess { member { version } } } }"""
SCREENS = ("", "times", "records", "me", "me/file", "me/report-ins", "me/calendar", "swaps")
CARE = (("Somebody must be at home", "家里须有人"), ("Keep no cash for anybody", "请勿代为保管现金"))
REPORTS = "{ viewer { member { reportIns { state targetKind reason } } } }"


@pytest.fixture
def sanbao(phone_served: Served) -> Served:
    return phone_served


async def tab(page: Page, name: str) -> None:
    await page.get_by_role("navigation", name="我的页面").get_by_role("link", name=name, exact=True).click()


async def fits(visitor: Visitor) -> None:
    assert await visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await visitor.check()


async def test_free_times_are_changed_by_taps_and_kept_until_they_are_saved(
    enter: Doors, sanbao: Served, phone: PhoneStreet
) -> None:
    login = phone.logins["planner"]
    member = await enter(login, *PHONE)
    page = member.page
    await tab(page, "空闲时间")
    week = page.get_by_role("region", name="我的空闲时间")
    await expect(week.get_by_role("button", name="周一 晚上 18:30–20:30")).to_be_visible()
    await fits(member)
    await week.get_by_role("button", name="周二 上午").click()
    await week.get_by_role("button", name="周末白天").click()
    await week.get_by_role("button", name="周日 下午").click()
    await week.get_by_role("button", name="周三的准确时间").click()
    day = page.get_by_role("dialog", name="周三的准确时间")
    await day.get_by_role("button", name="加一段").click()
    await day.get_by_label("从").fill("19:15")
    await day.get_by_label("到").fill("19:00")
    await day.get_by_role("button", name="好", exact=True).click()
    await expect(day.get_by_role("alert")).to_contain_text("结束要晚于开始")
    await day.get_by_label("到").fill("00:00")
    await member.check()
    await day.get_by_role("button", name="好", exact=True).click()
    async with member.offline():
        await week.get_by_role("button", name="保存").click()
        await expect(week.get_by_role("alert")).to_contain_text("连不上服务器")
    await page.reload()
    await expect(week.get_by_text("有改动还没有保存")).to_be_visible()
    await member.check()

    mine = sanbao.ask(login, WHO)["viewer"]["member"]["id"]
    sanbao.ask("street", CLEAR_TIMES, input={"member": mine, "times": []})
    await page.reload()
    await expect(week.get_by_text("有改动还没有保存")).to_be_visible()
    await week.get_by_role("button", name="保存").click()
    await expect(week.get_by_role("alert")).to_contain_text("别人刚刚修改过")
    assert sanbao.ask(login, TIMES)["viewer"]["member"]["availability"] == []
    await week.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("status").filter(has_text="已保存您的空闲时间")).to_be_visible()
    await expect(week.get_by_text("有改动还没有保存")).to_have_count(0)

    saved = sanbao.ask(login, TIMES)["viewer"]["member"]["availability"]
    assert [(t["weekday"], t["startMinute"], t["endMinute"]) for t in saved] == [
        (0, 1_110, 1_230),
        (1, 480, 720),
        (2, 1_155, 1_440),
        (5, 480, 1_080),
        (6, 480, 720),
    ]


async def test_an_absence_and_a_pause_are_noted_and_taken_back(
    enter: Doors, sanbao: Served, phone: PhoneStreet
) -> None:
    login = phone.logins["idler"]
    member = await enter(login, *PHONE)
    page = member.page
    await tab(page, "空闲时间")
    away = page.get_by_role("region", name="请假")
    first, last = clock.today() + timedelta(days=10), clock.today() + timedelta(days=11)
    await away.get_by_role("button", name="我要请假").click()
    sheet = page.get_by_role("dialog", name="我要请假")
    await sheet.get_by_label("从哪天").fill(str(first))
    await sheet.get_by_label("到哪天").fill(str(last))
    await sheet.get_by_label("原因").fill("出差")
    await member.check()
    await sheet.get_by_role("button", name="请假", exact=True).click()
    await expect(page.get_by_role("status").filter(has_text="不派单")).to_be_visible()
    row = away.get_by_role("listitem").filter(has_text="出差")
    await expect(row).to_contain_text(f"{first.month}月{first.day}日 至 {last.month}月{last.day}日")
    noted = [a for a in sanbao.ask(login, TIMES)["viewer"]["member"]["absences"] if a["reason"] == "出差"]
    assert [(a["startsAt"][:16], a["endsAt"][:16]) for a in noted] == [
        (f"{first - timedelta(days=1)}T16:00", f"{last}T16:00")
    ]
    await row.get_by_role("button", name="取消请假").click()
    await expect(row).to_have_count(0)

    rest = page.get_by_role("region", name="暂停服务")
    await rest.get_by_role("button", name="暂停服务").click()
    await page.get_by_role("dialog", name="暂停服务").get_by_role("button", name="暂停服务").click()
    await expect(page.get_by_text("您现在是暂停状态")).to_be_visible()
    assert sanbao.ask(login, TIMES)["viewer"]["member"]["state"] == "PAUSED"
    await tab(page, "本周")
    await expect(page.get_by_text("您已暂停服务")).to_be_visible()
    await page.get_by_role("link", name="去恢复").click()
    await rest.get_by_role("button", name="恢复服务").click()
    await expect(page.get_by_role("status").filter(has_text="欢迎回来")).to_be_visible()
    assert sanbao.ask(login, TIMES)["viewer"]["member"]["state"] == "ACTIVE"


async def test_a_member_changes_his_file_and_gets_a_calendar(
    enter: Doors, sanbao: Served, phone: PhoneStreet
) -> None:
    login = phone.logins["idler"]
    before = sanbao.ask(login, FILE)["viewer"]["member"]
    member = await enter(login, *PHONE)
    page = member.page
    await tab(page, "我的")
    await fits(member)
    await page.get_by_role("link", name="我的资料").click()
    await page.get_by_label("电话").fill("12")
    await page.get_by_label("最远走多少米").fill("3500")
    await page.get_by_label("每周最多几次").fill("4")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("alert")).to_contain_text("电话号码不对")
    await fits(member)
    await page.get_by_label("电话").fill(before["telephone"])
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()
    assert sanbao.ask(login, FILE)["viewer"]["member"] == {
        **before,
        "maxServicesPerWeek": 4,
        "reachMetres": 3_500,
    }

    await tab(page, "我的")
    await page.get_by_role("link", name="日历").click()
    await page.get_by_role("button", name="取得日历地址").click()
    subscribe = page.get_by_role("link", name="加到手机日历")
    address = await subscribe.get_attribute("href")
    assert address is not None
    assert address.startswith("webcal://")
    await fits(member)
    file = await page.get_by_role("link", name="下载日历文件").get_attribute("href")
    found = await page.context.request.get(f"{sanbao.origin}{file}")
    assert (await found.text()).startswith("BEGIN:VCALENDAR")
    await page.get_by_role("button", name="撤销地址").click()
    await expect(page.get_by_role("status").filter(has_text="已撤销")).to_be_visible()
    assert (await page.context.request.get(f"{sanbao.origin}{file}")).status == 404


async def test_report_ins_with_receipts_are_made_again_reaffirmed_and_left(
    enter: Doors, sanbao: Served, phone: PhoneStreet
) -> None:
    login = phone.logins["reporter"]
    member = await enter(login, *PHONE)
    page = member.page
    await tab(page, "我的")
    await page.get_by_role("link", name="我的报到").click()
    await expect(page.get_by_text("已向 1 处报到，共需 3 处")).to_be_visible()
    standing = page.get_by_role("article").filter(has_text="回执 R-2026-900001")
    returned = page.get_by_role("article").filter(has_text="不属于这个网格")
    await fits(member)
    await standing.get_by_role("button", name="情况没变，确认一下").click()
    await expect(page.get_by_role("status").filter(has_text="已确认")).to_be_visible()

    sheet = page.get_by_role("dialog")
    await returned.get_by_role("button", name="改好再报").click()
    await sheet.get_by_role("group", name="向哪里报到").get_by_role("radio").nth(1).check()
    await member.check()
    await sheet.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("status").filter(has_text="已提交")).to_be_visible()
    await page.get_by_role("button", name="去报到").click()
    await sheet.get_by_role("radio").first.check()
    await sheet.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("button", name="去报到")).to_have_count(0)
    await standing.get_by_role("button", name="申请退出").click()
    await expect(sheet.get_by_role("button", name="提交")).to_be_disabled()
    await sheet.get_by_label("原因").fill("要搬家了")
    await sheet.get_by_role("button", name="提交").click()
    await expect(standing).to_contain_text("申请退出")

    rows = sanbao.ask(login, REPORTS)["viewer"]["member"]["reportIns"]
    assert {(r["targetKind"], r["state"], r["reason"]) for r in rows} == {
        ("COMMUNITY", "WITHDRAW_REQUESTED", "要搬家了"),
        ("GRID", "SUBMITTED", ""),
        ("CENTRE_HOUSEHOLD", "SUBMITTED", ""),
    }


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_records_say_what_was_served_beside_the_middle(
    enter: Doors, phone: PhoneStreet, size: tuple[int, int]
) -> None:
    member = await enter(phone.logins["companion"], *size)
    page = member.page
    await tab(page, "我的记录")
    await expect(page.get_by_role("main")).to_contain_text("3.5 小时")
    fairness = page.get_by_role("region", name="和大家比一比")
    await expect(fairness.get_by_role("row").nth(1)).to_contain_text("3 次")
    await expect(fairness.get_by_role("row", name="中间水平")).to_contain_text("0 次")
    await expect(fairness).to_contain_text("您比大家做得多")
    weeks = page.get_by_role("region", name="最近 8 周").get_by_role("row")
    await expect(weeks).to_have_count(9)
    await expect(weeks.filter(has_text="1 次")).to_have_count(3)
    each = page.get_by_role("region", name="每一次").get_by_role("listitem")
    await expect(each).to_have_count(3)
    await expect(each.last).to_contain_text("约定 60 分钟，记 90 分钟 · 自动结束 · 超出部分未计（约定时间）")
    await fits(member)


@pytest.mark.parametrize("english", [False, True], ids=["Chinese", "English"])
async def test_every_screen_fits_in_large_type(enter: Doors, phone: PhoneStreet, english: bool) -> None:
    member = await enter(phone.logins["companion"], *PHONE)
    page = member.page
    if english:
        await page.evaluate("localStorage.setItem('sanbao.language', 'en')")
    await member.open("/member/me")
    display = page.get_by_role("region", name="Display" if english else "显示方式")
    await display.get_by_role("button", name="Large type" if english else "大字").click()
    assert await page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
    for screen in (*SCREENS, f"service/{phone.assignments['companion']}"):
        await member.open(f"/member/{screen}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        await expect_nothing_cut_off(page)
        await member.check()
    facts = page.get_by_role("region", name="The service" if english else "服务详情")
    for said, of_the_other_language in CARE if english else ((zh, en) for en, zh in CARE):
        await expect(facts).to_contain_text(said)
        await expect(facts).not_to_contain_text(of_the_other_language)
