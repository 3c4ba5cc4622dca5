"""The desks of members, report-ins and residents."""

import pytest
from playwright.async_api import expect

from tests.web.street import Served
from tests.web.visitor import DESK, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PENDING = "{ members(filter: { states: [PENDING] }, order: NUMBER, first: 10) { nodes { id name } } }"
MEMBER = """query ($id: ID!) { node(id: $id) { ... on Member { state maxServicesPerWeek telephone
  skills { level expiresOn skill { name } } availability { weekday startMinute endMinute } absences { reason }
  history { toState reason } } } }"""
REPORTS = "{ reportIns(filter: { states: [SUBMITTED] }, first: 1) { nodes { id memberName } } }"
REPORT = """query ($id: ID!) { node(id: $id) { ... on ReportIn { state receiptNumber reason } } }"""
HOUSEHOLDS = """query ($label: String!) { households(filter: { labelContains: $label }) { nodes {
  label links { memberName endedAt mayRequest } } } }"""
RESIDENTS = """query ($name: String!) { residents(filter: { nameContains: $name }) { nodes {
  name telephone household { label } } } }"""


async def test_members_are_verified_kept_and_paused(enter: Doors, sanbao: Served) -> None:
    first, second = sanbao.ask("street", PENDING)["members"]["nodes"]
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await coordinator.open("/console/members")
    await page.get_by_role("button", name=first["name"]).press("Enter")
    pane = page.get_by_role("region", name="打开的成员")
    await expect(pane.get_by_role("heading", level=2)).to_have_text(first["name"])
    await expect(pane.get_by_role("button", name="核实通过")).to_be_visible()
    await page.keyboard.press("v")
    await expect(page.get_by_role("status").filter(has_text="已核实")).to_contain_text(first["name"])
    await expect(pane.get_by_role("heading", level=2)).to_have_text(second["name"])
    assert sanbao.ask("street", MEMBER, id=first["id"])["node"]["state"] == "ACTIVE"

    await page.get_by_role("button", name="全部").click()
    await page.get_by_label("姓名或成员编号").fill(first["name"])
    await expect(page.locator("tbody tr")).to_have_count(1)
    await page.get_by_role("button", name=first["name"]).click()
    await pane.get_by_role("button", name="＋ 技能").click()
    skill = pane.get_by_role("combobox", name="技能")
    await skill.fill("理发")
    await page.get_by_role("option").filter(has_text="理发").first.wait_for()
    await skill.press("Enter")
    await pane.get_by_label("级别").select_option("2")
    await pane.get_by_label("有效期到").fill("2020-01-01")
    await pane.get_by_role("button", name="保存技能").click()
    await expect(pane.get_by_text("已过期")).to_be_visible()

    await pane.get_by_role("button", name="修改 每周空闲时间").click()
    await pane.get_by_role("button", name="再加一段").click()
    times = pane.locator("form").filter(has=page.get_by_role("button", name="再加一段"))
    await times.get_by_label("星期").last.select_option("2")
    await times.get_by_label("从").last.fill("22:00")
    await times.get_by_label("到").last.fill("00:00")
    await times.get_by_role("button", name="保存").click()
    await expect(pane.get_by_text("周三 22:00–00:00")).to_be_visible()

    await pane.get_by_role("button", name="＋ 登记请假").click()
    await pane.get_by_label("原因").fill("探亲")
    await pane.get_by_role("button", name="保存").click()
    await expect(pane.get_by_text("探亲")).to_be_visible()

    await pane.get_by_role("button", name="修改", exact=True).first.click()
    await pane.get_by_label("每周最多次数").fill("5")
    await pane.get_by_label("电话").fill("12")
    await coordinator.check()
    await pane.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("alert")).to_contain_text("电话：")
    await pane.get_by_label("电话").fill("13870000456")
    await pane.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()

    await pane.get_by_role("button", name="暂停服务").click()
    await pane.get_by_label("为什么暂停？").fill("住院")
    await pane.locator("form").get_by_role("button", name="暂停服务").click()
    await expect(pane.get_by_role("button", name="恢复服务")).to_be_visible()
    kept = sanbao.ask("street", MEMBER, id=first["id"])["node"]
    assert kept["state"] == "PAUSED"
    assert (kept["maxServicesPerWeek"], kept["telephone"]) == (5, "13870000456")
    assert [s["expiresOn"] for s in kept["skills"] if s["skill"]["name"] == "理发"] == ["2020-01-01"]
    assert {"weekday": 2, "startMinute": 1320, "endMinute": 1440} in kept["availability"]
    assert [a["reason"] for a in kept["absences"]] == ["探亲"]
    assert kept["history"][-1] == {"toState": "PAUSED", "reason": "住院"}

    await page.get_by_role("button", name="登记成员").click()
    await pane.get_by_label("姓名").fill("钱多多")
    home = pane.get_by_role("combobox", name="所在社区或网格")
    await home.fill("第二网格")
    await page.get_by_role("option").filter(has_text="第二网格").first.click()
    await pane.get_by_role("button", name="登记成员").click()
    await expect(page.get_by_role("status").filter(has_text="已登记：钱多多")).to_be_visible()
    await expect(pane.get_by_text("在册")).to_be_visible()


async def test_report_ins_are_decided_and_households_looked_after(enter: Doors, sanbao: Served) -> None:
    [report] = sanbao.ask("street", REPORTS)["reportIns"]["nodes"]
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await coordinator.open("/console/report-ins")
    await page.get_by_role("button", name=report["memberName"]).click()
    pane = page.get_by_role("region", name="打开的报到")
    await pane.get_by_role("button", name="退回").click()
    why = pane.get_by_label("为什么？")
    await why.fill("请到第三网格报到")
    async with coordinator.offline():
        await pane.locator("form").get_by_role("button", name="退回").click()
        await expect(page.get_by_role("alert")).to_contain_text("连不上服务器")
    await expect(why).to_have_value("请到第三网格报到")
    await coordinator.check()
    await pane.locator("form").get_by_role("button", name="返回").click()
    await pane.get_by_role("button", name="受理，发回执").click()
    status = page.get_by_role("status").filter(has_text="已受理")
    await expect(status).to_contain_text(report["memberName"])
    accepted = sanbao.ask("street", REPORT, id=report["id"])["node"]
    assert accepted["state"] == "ACTIVE"
    await expect(status).to_contain_text(accepted["receiptNumber"])

    await coordinator.open("/console/households")
    await page.get_by_role("button", name="新增住户").click()
    pane = page.get_by_role("region", name="打开的住户")
    await pane.get_by_label("门牌或户名").fill("99栋孙家")
    home = pane.get_by_role("combobox", name="所在社区或网格")
    await home.fill("第一网格")
    await page.get_by_role("option").filter(has_text="第一网格").first.click()
    await pane.get_by_role("button", name="保存").click()
    await expect(pane.get_by_role("heading", name="99栋孙家")).to_be_visible()
    member = pane.get_by_role("combobox", name="安排联户成员")
    await member.fill(report["memberName"])
    await page.get_by_role("option").filter(has_text=report["memberName"]).first.click()
    await pane.get_by_role("button", name="安排", exact=True).click()
    await expect(pane.get_by_role("listitem")).to_contain_text(report["memberName"])
    [made] = sanbao.ask("street", HOUSEHOLDS, label="99栋孙家")["households"]["nodes"]
    assert [(link["memberName"], link["endedAt"], link["mayRequest"]) for link in made["links"]] == [
        (report["memberName"], None, True)
    ]

    await page.get_by_role("link", name="居民", exact=True).first.click()
    await page.get_by_role("button", name="登记居民").click()
    pane = page.get_by_role("region", name="打开的居民")
    await pane.get_by_label("姓名").fill("孙大娘")
    await pane.get_by_role("combobox", name="所在社区或网格").fill("第一网格")
    await page.get_by_role("option").filter(has_text="第一网格").first.click()
    await pane.get_by_role("combobox", name="住户").fill("99栋")
    await page.get_by_role("option").filter(has_text="99栋孙家").click()
    await pane.get_by_role("button", name="登记居民").click()
    await expect(page.get_by_role("status").filter(has_text="已登记：孙大娘")).to_be_visible()
    [her] = sanbao.ask("street", RESIDENTS, name="孙大娘")["residents"]["nodes"]
    assert her == {"name": "孙大娘", "telephone": None, "household": {"label": "99栋孙家"}}
