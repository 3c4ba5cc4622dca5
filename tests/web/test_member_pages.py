"""The member's phone page in a real browser."""

import pytest
from playwright.async_api import expect

from tests.web.street import Served
from tests.web.visitor import PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MINE = "{ assignments(first: 100, filter: { mine: true }, order: START) { nodes { id state } } }"


@pytest.fixture
def sanbao(phone_served: Served) -> Served:
    return phone_served


def my_services(sanbao: Served) -> dict[str, str]:
    """State by id of the services of member1, the first to begin first."""
    return {one["id"]: one["state"] for one in sanbao.ask("member1", MINE)["assignments"]["nodes"]}


async def test_a_member_sees_the_week_and_accepts_also_at_a_second_try(enter: Doors, sanbao: Served) -> None:
    member = await enter("member1", *PHONE)
    page = member.page
    waiting = page.get_by_role("region", name="等您答复").get_by_role("article")
    before = my_services(sanbao)
    offers = [id for id, state in before.items() if state == "OFFERED"]
    await expect(waiting).to_have_count(len(offers))
    what = await waiting.first.get_by_role("heading").inner_text()
    await expect(waiting.first).to_contain_text("接单后会显示地址和电话。")
    await member.check()

    async with member.offline():
        await waiting.first.get_by_role("button", name="接单").click()
        await expect(waiting.first.get_by_role("alert")).to_contain_text("连不上服务器")
    assert my_services(sanbao) == before
    await waiting.first.get_by_role("button", name="接单").click()
    await expect(page.get_by_role("status")).to_contain_text(f"已接单：{what}")
    await expect(waiting).to_have_count(len(offers) - 1)
    assert my_services(sanbao) == {**before, offers[0]: "ACCEPTED"}
    await page.get_by_role("button", name="后一周").click()
    accepted = page.get_by_role("region", name="我的一周").get_by_role("article").filter(has_text="已接单")
    await expect(accepted).to_have_count([*before.values()].count("ACCEPTED") + 1)
    await expect(accepted.filter(has_text=what).first).to_contain_text("地址")
