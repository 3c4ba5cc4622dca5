"""Signing in through a real OpenID Connect provider, in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.access.provider import PASSWORD, run_provider
from tests.databases import KEY
from tests.web import street
from tests.web.visitor import DESK, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def place(built_pages: Path, street_file: Path, tmp_path: Path) -> Iterator[street.Served]:
    """Sanbao whose people have an account at a provider too, by the same name; one person is known only there."""
    port = street.free_port()
    with contextmanager(run_provider)(
        tmp_path, ours=f"http://127.0.0.1:{port}", people=("member1", "newcomer")
    ) as issuer:
        said = {
            "SANBAO_OIDC_ISSUER": issuer,
            "SANBAO_OIDC_CLIENT_ID": "sanbao",
            "SANBAO_OIDC_CLIENT_SECRET": "between us",
            "SANBAO_OIDC_NAME": "市民通",
            "SANBAO_OIDC_LINK_CLAIM": "preferred_username",
        }
        with street.served(street_file, tmp_path, KEY, port, said) as found:
            yield found


async def _nothing_from_afar(route: Route) -> None:
    await (route.continue_() if route.request.url.startswith("http://127.0.0.1") else route.abort())


async def _come(browser: Browser, place: street.Served, size: tuple[int, int]) -> Page:
    width, height = size
    context = await browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
    await context.route("**", _nothing_from_afar)  # The provider's own page asks for pictures elsewhere.
    return await context.new_page()


async def _sign_in_there(page: Page, login: str) -> None:
    await page.get_by_role("link", name="用市民通登录").click()
    await page.locator("input[name=username]").fill(login)
    await page.locator("input[name=password]").fill(PASSWORD)
    await page.locator("input[name=password]").press("Enter")


@SIZES
async def test_a_member_signs_in_at_the_provider_and_comes_back_to_the_page_he_wanted(
    browser: Browser, place: street.Served, size: tuple[int, int]
) -> None:
    page = await _come(browser, place, size)
    await page.goto(f"{place.origin}/member/")
    await expect(page.get_by_role("link", name="用市民通登录")).to_be_visible()
    await expect(page.get_by_role("heading", name="演示账号")).to_have_count(0)
    before = Visitor(page, place.origin)
    assert await before.serious_faults() == []

    await _sign_in_there(page, "member1")

    await page.wait_for_url(f"{place.origin}/member/")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    cookies = [c for c in await page.context.cookies(place.origin) if c["name"].startswith("sanbao")]
    assert {c["name"]: (c["httpOnly"], c["sameSite"]) for c in cookies} == {
        "sanbao-session": (True, "Lax"),
        "sanbao-through-provider": (True, "Lax"),
    }
    assert await page.evaluate("document.cookie") == ""
    await page.context.close()


@SIZES
async def test_who_has_no_account_here_is_told_what_to_do(
    browser: Browser, place: street.Served, size: tuple[int, int]
) -> None:
    page = await _come(browser, place, size)
    await page.goto(f"{place.origin}/signin/")

    await _sign_in_there(page, "newcomer")

    await expect(page.get_by_role("heading", name="登录没有完成")).to_be_visible()
    await expect(page.get_by_role("alert")).to_contain_text("请把这个编号告诉社区管理员")
    await expect(page.get_by_role("alert")).to_contain_text("newcomer")
    assert await Visitor(page, place.origin).serious_faults() == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_role("link", name="返回登录页").click()
    await expect(page.get_by_role("heading", name="登录三报")).to_be_visible()
    assert [c for c in await page.context.cookies(place.origin) if c["name"].startswith("sanbao")] == []
    await page.context.close()
