"""The live week as a coordinator runs it: answers, places that fall empty, swaps, the timer. One street for all of it."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from sanbao.access.actor import SYSTEM, Actor
from sanbao.core import clock, db
from sanbao.core.clock import Week
from sanbao.core.errors import Conflict
from sanbao.core.settings import Settings
from sanbao.dispatch import withdrawals
from sanbao.dispatch.models import Assignment, ServiceRule, SwapCandidate
from sanbao.dispatch.states import AssignmentState
from sanbao.planning import backfill, swapping
from tests.databases import KEY
from tests.web import street
from tests.web.street import Served
from tests.web.visitor import DESK, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NEXT = Week.containing(clock.now()).following()
UNIT = "{ viewer { grants { unit { id } } } }"
ASKED = """query ($unit: ID!, $week: String!, $states: [AssignmentState!]) {
  assignments(first: 100, order: START, filter: {below: $unit, week: $week, states: $states}) { nodes {
    id state origin memberName declineReason note member { number }
    request { id number } } } }"""
ONE = """query ($id: ID!) { node(id: $id) { ... on Assignment {
  state declineReason note history { action reason } request { id } } } }"""
CANDIDATES = "query ($id: ID!) { backfillCandidates(request: $id) { member { number } } }"
RISKS = """query ($unit: ID!, $week: String!) { atRisk(unit: $unit, week: $week, first: 20) { nodes {
  request { id number } causes { reason } } } }"""
SWAPS = "{ swaps(first: 10) { nodes { state takerName history { reason } } } }"
TIMER = "query ($unit: ID!) { weeklyTimer(unit: $unit) { weekday minute enabled } }"


@pytest.fixture(scope="module")
def sanbao(
    built_pages: Path, street_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A street in which two swaps wait for consent, and somebody fell out in whose place nobody was asked yet."""
    folder = tmp_path_factory.mktemp("week")
    prepared = folder / "prepared.sqlite3"
    shutil.copy(street_file, prepared)
    asyncio.run(_prepare(prepared))
    with street.served(prepared, folder, KEY) as place:
        yield place


async def _prepare(file: Path) -> None:
    async with db.opened(Settings(database_url=f"sqlite:///{file}", encryption_keys=KEY)):
        await _two_swaps()
        await _one_empty_place()


async def _two_swaps() -> None:
    waiting = 0
    promised = Assignment.filter(state=AssignmentState.ACCEPTED, starts_at__gt=clock.now())
    for assignment in await promised.order_by("-starts_at").prefetch_related("request"):
        rule, _ = await ServiceRule.get_or_create(unit_id=assignment.request.unit_id)
        await ServiceRule.filter(id=rule.id).update(swap_needs_consent=True)
        try:
            swap = await swapping.propose(Actor(member_id=assignment.member_id), assignment.id)
        except Conflict:
            continue
        taker = await SwapCandidate.filter(swap_id=swap.id).first()
        if taker is None:
            continue
        await swapping.take(Actor(member_id=taker.member_id), swap.id)
        waiting += 1
        if waiting == 2:
            return
    raise AssertionError("the street has no two members who could stand in for others")


async def _one_empty_place() -> None:
    asked = Assignment.filter(state=AssignmentState.OFFERED, starts_at__gt=clock.now(), seat__position=0)
    for assignment in await asked.order_by("-starts_at"):
        if (await backfill.backfill_candidates(SYSTEM, assignment.request_id, 0)).fillings:
            await withdrawals.withdraw(SYSTEM, assignment.id, reason="He moved away")
            return
    raise AssertionError("nobody of the street could step in anywhere")


def unit_of(sanbao: Served) -> str:
    unit: str = sanbao.ask("street", UNIT)["viewer"]["grants"][0]["unit"]["id"]
    return unit


def asked(sanbao: Served, *states: str) -> list[dict[str, Any]]:
    answer = sanbao.ask("street", ASKED, unit=unit_of(sanbao), week=str(NEXT), states=list(states))
    nodes: list[dict[str, Any]] = answer["assignments"]["nodes"]
    return nodes


def empty_place(sanbao: Served) -> tuple[str, str]:
    """The numbers of a request at risk, of which a place is empty, and of who could have it."""
    risks = sanbao.ask("street", RISKS, unit=unit_of(sanbao), week=str(NEXT))["atRisk"]["nodes"]
    for risk in risks:
        if "UNCOVERED" in [cause["reason"] for cause in risk["causes"]]:
            found = sanbao.ask("street", CANDIDATES, id=risk["request"]["id"])["backfillCandidates"]
            if found:
                return risk["request"]["number"], found[0]["member"]["number"]
    raise AssertionError("nobody of the street could step in anywhere")


async def open_service(page: Page, number: str) -> None:
    await page.get_by_role("searchbox", name="搜索派单").fill(number)
    board = page.get_by_role("tabpanel", name="全部派单")
    await expect(board.locator("tbody tr").first).to_contain_text(number)
    await board.locator("tbody").get_by_role("button").first.click()
    await expect(page.get_by_role("dialog").get_by_text(number).first).to_be_visible()


async def close_service(page: Page) -> None:
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_answers_are_recorded_places_filled_again_and_one_more_is_asked(
    enter: Doors, sanbao: Served
) -> None:
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await coordinator.open(f"/console/week?week={NEXT}&tab=board")
    offer = asked(sanbao, "OFFERED")[0]
    await open_service(page, offer["request"]["number"])
    service = page.get_by_role("dialog")
    line = service.get_by_role("listitem").filter(has_text=offer["member"]["number"])
    await line.get_by_role("button", name="登记答复").click()
    refuse = line.get_by_role("button", name="他说不行")
    await expect(refuse).to_be_disabled()
    await line.get_by_label("怎么知道的").fill("本人来电")
    async with coordinator.offline():
        await refuse.click()
        await expect(line.get_by_role("alert")).to_contain_text("连不上服务器")
    await expect(line.get_by_label("怎么知道的")).to_have_value("本人来电")
    await refuse.click()
    await expect(service.get_by_text("已登记：婉拒")).to_be_visible()
    now = sanbao.ask("street", ONE, id=offer["id"])["node"]
    assert (now["state"], now["declineReason"], now["note"]) == ("DECLINED", "NOT_FREE", "本人来电")
    assert await coordinator.serious_faults() == []
    await close_service(page)

    promise = next(one for one in asked(sanbao, "ACCEPTED") if one["request"]["id"] != offer["request"]["id"])
    await open_service(page, promise["request"]["number"])
    line = service.get_by_role("listitem").filter(has_text=promise["member"]["number"])
    await line.get_by_role("button", name="撤回").click()
    await line.get_by_label("原因").fill("居民改了时间")
    await line.get_by_role("button", name="撤回").last.click()
    await expect(service.get_by_text("已撤回").first).to_be_visible()
    now = sanbao.ask("street", ONE, id=promise["id"])["node"]
    assert (now["state"], now["history"][-1]["reason"]) == ("WITHDRAWN", "居民改了时间")
    await close_service(page)

    request, number = empty_place(sanbao)
    await page.get_by_role("tab", name="需要处理").click()
    risk = page.get_by_role("tabpanel", name="需要处理").get_by_role("row").filter(has_text=request)
    await risk.get_by_role("button", name="找人递补").click()
    candidate = service.get_by_role("row").filter(has_text=number)
    await expect(candidate).to_contain_text("路上")
    await candidate.get_by_role("button", name="派给他").click()
    await expect(service.get_by_text(re.compile("已派给.+，等他答复"))).to_be_visible()
    line = service.get_by_role("listitem").filter(has_text=number)
    await expect(line.get_by_text("人工", exact=True)).to_be_visible()
    [asked_by_hand] = [one for one in asked(sanbao, "OFFERED") if one["origin"] == "BY_HAND"]
    assert (asked_by_hand["member"]["number"], asked_by_hand["request"]["number"]) == (number, request)
    await close_service(page)

    await page.get_by_role("tab", name="还没派人").click()
    await page.get_by_role("tabpanel", name="还没派人").locator("tbody").get_by_role("button").first.click()
    await service.get_by_role("button", name="调整方案").click()
    ways = service.get_by_role("button", name="采用")
    await expect(ways.first.or_(service.get_by_text("没有能让本周更好的调整。"))).to_be_visible()
    assert await coordinator.serious_faults() == []


async def test_one_swap_gets_consent_one_is_refused_and_the_weekly_timer_is_set(
    enter: Doors, sanbao: Served
) -> None:
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await page.get_by_role("link", name="有 2 个代班等您同意").click()
    rows = page.get_by_role("main").locator("tbody tr")
    await expect(rows).to_have_count(2)
    await rows.first.get_by_role("button", name="同意", exact=True).click()
    await expect(rows).to_have_count(1)
    await rows.get_by_role("button", name="不同意").click()
    await expect(rows.get_by_role("button", name="确认不同意")).to_be_disabled()
    await rows.get_by_label("原因").fill("这位居民只认原来的人")
    await rows.get_by_role("button", name="确认不同意").click()
    await expect(page.get_by_text("没有等您同意的代班。")).to_be_visible()
    swaps = sanbao.ask("street", SWAPS)["swaps"]["nodes"]
    assert sorted(one["state"] for one in swaps) == ["OPEN", "TAKEN"]
    assert "这位居民只认原来的人" in [step["reason"] for one in swaps for step in one["history"]]

    await coordinator.open("/console/timer")
    await page.get_by_label("时间").fill("07:30")
    await page.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("status").filter(has_text="07:30")).to_be_visible()
    timer = sanbao.ask("street", TIMER, unit=unit_of(sanbao))["weeklyTimer"]
    assert timer == {"weekday": 4, "minute": 450, "enabled": True}
