"""The sign-in page in a real browser."""

import pytest
from playwright.async_api import expect

from tests.web.street import PASSWORD, Served
from tests.web.visitor import DESK, PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize(
    ("login", "page_name"), [("street", "console"), ("member1", "member"), ("resident1", "resident")]
)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_everybody_comes_to_the_page_of_his_account(
    enter: Doors, login: str, page_name: str, size: tuple[int, int]
) -> None:
    visitor = await enter(login, *size)
    assert visitor.page.url.startswith(f"{visitor.origin}/{page_name}/")
    await expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()


async def test_who_signed_out_is_asked_to_sign_in_and_comes_back(enter: Doors, sanbao: Served) -> None:
    resident = await enter("resident1", *PHONE)
    page = resident.page
    await page.get_by_role("banner").get_by_role("group").click()
    await page.get_by_role("button", name="退出登录").click()
    await expect(page.get_by_role("heading", name="登录三报")).to_be_visible()
    await resident.check()
    assert await page.context.cookies() == []

    await resident.open("/resident/order")
    await expect(page.get_by_role("heading", name="登录三报")).to_be_visible()
    await page.get_by_label("登录名").fill("resident1")
    await page.get_by_label("密码").fill("not this")
    await page.get_by_role("button", name="登录", exact=True).click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_label("登录名")).to_have_value("resident1")
    await page.get_by_label("密码").fill(PASSWORD)
    await page.get_by_role("button", name="登录", exact=True).click()
    await expect(page.get_by_role("heading", name="您需要什么服务？")).to_be_visible()
    assert page.url == f"{sanbao.origin}/resident/order"


async def test_a_page_of_another_audience_says_whose_it_is_not(enter: Doors) -> None:
    member = await enter("member1", *PHONE)
    await member.open("/console/")
    await expect(member.page.get_by_role("alert")).to_have_text("您的账号没有这个页面的权限。")


async def test_a_session_that_ended_loses_nothing_typed_and_shows_it_to_nobody_else(
    enter: Doors, sanbao: Served
) -> None:
    resident = await enter("resident1", *PHONE)
    page = resident.page
    await resident.open("/resident/order")
    await page.get_by_role("main").get_by_role("region").get_by_role("button").first.click()
    await page.get_by_role("button", name="明天").click()

    await resident.lose_session()
    await resident.sign_in("resident2", PASSWORD)
    await resident.open("/resident/order")
    await expect(page.get_by_role("heading", name="您需要什么服务？")).to_be_visible()

    await resident.lose_session()
    await resident.sign_in("resident1", PASSWORD)
    await resident.open("/resident/order")
    await expect(page.get_by_role("button", name="明天")).to_have_attribute("aria-pressed", "true")
