"""The page of one's own account, reached from the pages of each audience."""

import pytest
from playwright.async_api import expect

from tests.web.street import PASSWORD, Served
from tests.web.visitor import DESK, PHONE, Doors, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def _open_account(visitor: Visitor) -> None:
    await visitor.page.get_by_role("banner").get_by_role("group").click()
    await visitor.page.get_by_role("link", name="账号与登录").click()
    await expect(visitor.page.get_by_role("heading", name="您在这些设备上登录着")).to_be_visible()


async def _is_signed_out(visitor: Visitor) -> None:
    await visitor.page.reload()
    await expect(visitor.page.get_by_role("heading", name="登录三报")).to_be_visible()


@pytest.mark.parametrize("login", ["street", "member1", "resident1"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_everybody_finds_where_he_is_signed_in(enter: Doors, login: str, size: tuple[int, int]) -> None:
    visitor = await enter(login, *size)
    await _open_account(visitor)

    devices = visitor.page.get_by_role("main").get_by_role("listitem")
    await expect(devices).to_have_count(1)
    await expect(devices).to_contain_text("这台设备")
    await expect(devices).to_contain_text("最近使用：")
    await expect(visitor.page.get_by_role("button", name="退出其他所有设备")).to_have_count(0)
    assert await visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_lost_device_is_signed_out_and_then_all_others(enter: Doors) -> None:
    here, lost, *others = [await enter("member1", *PHONE) for _ in range(4)]
    await _open_account(here)
    devices = here.page.get_by_role("main").get_by_role("listitem")
    await expect(devices).to_have_count(4)

    await devices.nth(2).get_by_role("button").click()
    await expect(here.page.get_by_role("status").filter(has_text="已退出")).to_be_visible()
    await expect(devices).to_have_count(3)
    await _is_signed_out(lost)

    await here.page.get_by_role("button", name="退出其他所有设备").click()
    await expect(devices).to_have_count(1)
    for visitor in others:
        await _is_signed_out(visitor)
    await here.page.reload()
    await expect(devices).to_have_count(1)


async def test_a_new_password_signs_every_other_device_out(enter: Doors, sanbao: Served) -> None:
    here, other = [await enter("resident1", *PHONE) for _ in range(2)]
    await _open_account(here)
    page = here.page
    await page.get_by_label("现在的密码").fill("not this")
    await page.get_by_label("新密码").fill("a better secret")
    await page.get_by_role("button", name="修改密码").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_label("新密码")).to_have_value("a better secret")

    await page.get_by_label("现在的密码").fill(PASSWORD)
    await page.get_by_role("button", name="修改密码").click()
    await expect(page.get_by_role("status").filter(has_text="密码已修改")).to_be_visible()
    await _is_signed_out(other)
    await other.sign_in("resident1", "a better secret")


async def test_who_comes_to_the_account_page_as_a_stranger_signs_in_and_is_led_back(
    enter: Doors, sanbao: Served
) -> None:
    visitor = await enter("member1", *PHONE)
    await visitor.lose_session()
    await visitor.open("/account/")
    await expect(visitor.page.get_by_role("heading", name="登录三报")).to_be_visible()
    await visitor.page.get_by_label("登录名").fill("member1")
    await visitor.page.get_by_label("密码").fill(PASSWORD)
    await visitor.page.get_by_role("button", name="登录", exact=True).click()
    await visitor.page.wait_for_url(f"{sanbao.origin}/account/")
