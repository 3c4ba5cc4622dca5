"""The coordinator's console in a real browser."""

import json
import re
from datetime import timedelta

import pytest
from playwright.async_api import WebSocket, expect

from sanbao.core import clock
from sanbao.core.clock import Week
from tests.web.street import Served
from tests.web.visitor import DESK, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SECOND_WEEK = Week.containing(clock.now()).following().following()
RUNS = "{ runs(first: 1) { nodes { number state policy { name } summary { served unserved } } } }"
POLICIES = "{ policies(first: 100) { nodes { name travelCost continuityBonus } } }"


def days_of(week: Week) -> str:
    """How the pages say a week: 12月7日–13日."""
    monday, sunday = week.monday, week.monday + timedelta(days=6)
    end = f"{sunday.day}日" if sunday.month == monday.month else f"{sunday.month}月{sunday.day}日"
    return f"{monday.month}月{monday.day}日–{end}"


async def test_a_run_is_made_watched_read_and_published(enter: Doors, sanbao: Served) -> None:
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    told: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: told.append(json.loads(frame)["type"]))

    page.on("websocket", listen)
    await page.get_by_role("link", name="派单", exact=True).click()
    await page.get_by_role("link", name="新建派单").click()
    await page.get_by_role("combobox", name="周").press("Enter")
    await page.get_by_role("option", name=days_of(SECOND_WEEK)).click()
    await page.get_by_role("button", name="回答几个问题来调整规则").click()
    await page.get_by_role("group", name=re.compile("由熟悉的人去")).get_by_label("40 分钟").check()
    await expect(page.get_by_text("熟悉的人多走不超过 40 分钟，就派他")).to_be_visible()
    await coordinator.check()
    await page.get_by_label("新规则的名称").fill("熟人优先")
    await page.get_by_role("button", name="另存为新规则").click()
    await expect(page.get_by_role("button", name="回答几个问题来调整规则")).to_be_visible()
    made = next(x for x in sanbao.ask("street", POLICIES)["policies"]["nodes"] if x["name"] == "熟人优先")
    assert made["continuityBonus"] == 40 * made["travelCost"]

    next_step = page.get_by_role("region", name="下一步")
    await next_step.get_by_role("button", name="需求与人手").click()
    await expect(page.get_by_role("table").first).to_contain_text("按技能")
    await coordinator.check()
    await next_step.get_by_role("button", name="开始派单").click()
    await expect(page.get_by_text("待发布")).to_be_visible()
    await expect(page.get_by_role("status")).to_have_text(
        re.compile(r"得分 \d+ · 上界 \d+ · 差距 % \d+\.\d\d")
    )
    assert told[0] == "connection_ack"
    assert told.count("next") > 1

    run = sanbao.ask("street", RUNS)["runs"]["nodes"][0]
    assert (run["state"], run["policy"]["name"]) == ("PROPOSED", "熟人优先")
    await page.get_by_text(re.compile(r"看数字（\d+ 步）")).click()
    await expect(page.get_by_role("table")).to_contain_text("上界")
    await next_step.get_by_role("link", name="看结果").click()
    served = page.locator(".figures > div").filter(has_text=re.compile("^已安排"))
    await expect(served).to_contain_text(str(run["summary"]["served"]))
    await next_step.get_by_role("link", name="发布").click()
    await next_step.get_by_role("button", name="发布，通知成员").click()
    await expect(page.get_by_text("已发布：")).to_be_visible()
    assert sanbao.ask("street", RUNS)["runs"]["nodes"][0]["state"] == "PUBLISHED"
