"""Reset codes, linking oneself to a real identity provider, and signing out there too, in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.access.provider import PASSWORD as THEIR_PASSWORD
from tests.access.provider import run_provider
from tests.databases import KEY
from tests.web import street
from tests.web.street import PASSWORD
from tests.web.visitor import DESK, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ME = "{ viewer { id } }"
RESET = """mutation ($input: AccountResetPasswordInput!) { accountResetPassword(input: $input) {
  ... on AccountResetPasswordSuccess { secret } } }"""


@pytest.fixture(scope="module")
def place(
    built_pages: Path, street_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[street.Served]:
    """Sanbao beside a provider, where nobody is linked yet."""
    port = street.free_port()
    folder = tmp_path_factory.mktemp("provided")
    with contextmanager(run_provider)(folder, ours=f"http://127.0.0.1:{port}", people=("liang",)) as issuer:
        said = {
            "SANBAO_OIDC_ISSUER": issuer,
            "SANBAO_OIDC_CLIENT_ID": "sanbao",
            "SANBAO_OIDC_CLIENT_SECRET": "between us",
            "SANBAO_OIDC_NAME": "市民通",
        }
        with street.served(street_file, folder, KEY, port, said) as found:
            yield found


async def _come(browser: Browser, place: street.Served, size: tuple[int, int]) -> Visitor:
    width, height = size
    context = await browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
    context.set_default_timeout(60_000)
    await context.route("**", _nothing_from_afar)  # The provider's own page asks for pictures elsewhere.
    return Visitor(await context.new_page(), place.origin)


async def _nothing_from_afar(route: Route) -> None:
    await (route.continue_() if route.request.url.startswith("http://127.0.0.1") else route.abort())


async def _sign_in_there(page: Page) -> None:
    await page.locator("input[name=username]").fill("liang")
    await page.locator("input[name=password]").fill(THEIR_PASSWORD)
    await page.locator("input[name=password]").press("Enter")


async def test_a_reset_code_sets_a_new_password_and_leads_to_ones_page(
    browser: Browser, place: street.Served
) -> None:
    id = place.ask("resident1", ME)["viewer"]["id"]
    secret = place.ask("admin", RESET, input={"id": id})["accountResetPassword"]["secret"]
    resident = await _come(browser, place, PHONE)
    page = resident.page
    await resident.open("/signin/")
    await page.get_by_role("link", name="我有重置码").click()
    await page.get_by_label("重置码").fill("not a code")
    await page.get_by_label("新密码").fill("a better secret")
    await page.get_by_role("button", name="设置密码并登录").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_label("新密码")).to_have_value("a better secret")
    await resident.check()

    await resident.open(f"/signin/reset#{secret}")
    await expect(page.get_by_label("重置码")).to_have_value(secret)
    assert urlsplit(page.url).fragment == ""
    await page.get_by_label("新密码").fill("a better secret")
    await page.get_by_role("button", name="设置密码并登录").click()
    await expect(page.get_by_role("status")).to_contain_text("您的登录名是 resident1")
    await page.get_by_role("link", name="继续").click()
    await page.wait_for_url(f"{place.origin}/resident/")
    assert not any(secret in url for url in resident.asked if "#" not in url)
    await page.context.close()


async def test_somebody_links_himself_signs_in_and_out_there_and_takes_the_link_away(
    browser: Browser, place: street.Served
) -> None:
    member = await _come(browser, place, DESK)
    page = member.page
    await member.sign_in("member1", PASSWORD)
    await member.open("/account/")
    panel = page.get_by_role("region", name="统一身份认证")
    await panel.get_by_label("这个账号现在的密码").fill("not this")
    await panel.get_by_role("button", name="关联市民通").click()
    await expect(panel.get_by_role("alert")).to_be_visible()
    assert await member.serious_faults() == []
    await panel.get_by_label("这个账号现在的密码").fill(PASSWORD)
    await panel.get_by_role("button", name="关联市民通").click()
    await _sign_in_there(page)
    await page.wait_for_url(f"{place.origin}/account/?linked=1")
    await expect(panel.get_by_role("status")).to_have_text("关联好了。")
    await expect(panel).to_contain_text("可以用它登录")
    assert await member.serious_faults() == []

    other = await _come(browser, place, PHONE)
    await other.open("/signin/")
    await other.page.get_by_role("link", name="用市民通登录").click()
    await _sign_in_there(other.page)
    await other.page.wait_for_url(f"{place.origin}/member/")
    await other.page.get_by_role("banner").get_by_role("group").click()
    await other.page.get_by_role("button", name="退出登录").click()
    await expect(other.page.get_by_role("heading", name="登录三报")).to_be_visible()
    assert other.page.url == f"{place.origin}/signin/"
    assert any("/logout?client_id=sanbao" in url for url in other.asked)
    assert [c["name"] for c in await other.page.context.cookies(place.origin) if "sanbao" in c["name"]] == []

    await panel.get_by_label("这个账号现在的密码").fill(PASSWORD)
    await panel.get_by_role("button", name="取消关联").click()
    await expect(panel.get_by_role("status")).to_contain_text("已取消关联")
    await other.page.get_by_role("link", name="用市民通登录").click()
    await _sign_in_there(other.page)
    await expect(other.page.get_by_role("alert")).to_contain_text("还没有与您关联的账号")
    for visitor in (member, other):
        await visitor.page.context.close()
