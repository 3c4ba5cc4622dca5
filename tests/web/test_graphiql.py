"""The GraphiQL page in a real browser, served with a small API under a strict content security policy."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.web.stub_api import ServedApp, served, stub_app
from tests.web.watching import Watched

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


class Visit(Watched):
    """A tab on GraphiQL."""

    async def open(self) -> None:
        await self.page.goto(f"{self.origin}/graphiql/")
        await expect(self.editor).to_be_visible()

    @property
    def editor(self) -> Locator:
        return self.page.locator(".graphiql-query-editor .monaco-editor").first

    @property
    def result(self) -> Locator:
        return self.page.locator(".result-window .view-lines")

    @property
    def trouble(self) -> Locator:
        return self.page.get_by_role("banner").get_by_role("alert")

    @property
    def signed_in(self) -> Locator:
        return self.page.get_by_text("已登录 Signed in")

    async def run(self, document: str) -> None:
        """Type the document in place of what is there, and run it."""
        await self.editor.click()
        await self.page.keyboard.press("Control+A")
        await self.page.keyboard.press("Delete")
        await self.page.keyboard.type(document)
        await self.page.keyboard.press("Control+Enter")

    async def sign_in(self, login: str, password: str) -> None:
        await self.page.get_by_label("登录名 Login").fill(login)
        await self.page.get_by_label("密码 Password", exact=True).fill(password)
        await self.page.get_by_role("button", name="登录 Sign in").click()


@pytest.fixture
def app(built_pages: Path) -> Iterator[ServedApp]:
    with served(stub_app(built_pages, demo=False)) as place:
        yield place


@pytest.fixture
def demo_app(built_pages: Path) -> Iterator[ServedApp]:
    with served(stub_app(built_pages, demo=True)) as place:
        yield place


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="zh-CN")
    yield await context.new_page()
    await context.close()


async def test_a_typed_query_shows_its_result_and_nothing_leaves_the_origin(
    app: ServedApp, page: Page
) -> None:
    visit = Visit(page, app.origin)
    await visit.open()
    await visit.run('{ greeting(name: "邻居") }')
    await expect(visit.result).to_contain_text("你好，邻居")
    await page.get_by_role("button", name="Show Documentation Explorer").click()
    await expect(page.get_by_text("Root Types")).to_be_visible()
    await page.get_by_role("button", name="Prettify query").click()
    await expect(page.locator(".graphiql-query-editor .view-line")).to_have_count(4)
    assert {urlsplit(url).path for url in visit.asked} >= {"/graphiql/", "/graphql", "/graphiql/demo.json"}
    assert any("graphql.worker" in url for url in visit.asked)
    assert visit.asked_elsewhere() == []
    assert visit.complaints == []


async def test_the_page_speaks_chinese_first(app: ServedApp, page: Page) -> None:
    visit = Visit(page, app.origin)
    await visit.open()
    assert await page.title() == "三报接口 · Sanbao API"
    assert await page.locator("html").get_attribute("lang") == "zh-CN"
    await expect(page.get_by_role("heading", level=1)).to_have_text("三报接口 Sanbao API")


async def test_signing_in_sends_the_token_with_queries_and_subscriptions(app: ServedApp, page: Page) -> None:
    visit = Visit(page, app.origin)
    await visit.open()
    await visit.run("{ bearer }")
    await expect(visit.result).to_contain_text('"bearer": null')
    await visit.sign_in("wang", "demo-only")
    await expect(visit.signed_in).to_contain_text("wang")
    await visit.run("{ bearer }")
    await expect(visit.result).to_contain_text('"bearer": "Bearer token-of-wang"')
    await visit.run("subscription Thrice { bearerThrice }")
    await expect(visit.result).to_contain_text('"bearerThrice": "3 Bearer token-of-wang"')
    assert visit.origin.replace("http", "ws") + "/graphql" in visit.asked
    assert visit.asked_elsewhere() == []
    assert visit.complaints == []


async def test_a_session_outlives_a_reload_and_ends_with_signing_out(app: ServedApp, page: Page) -> None:
    visit = Visit(page, app.origin)
    await visit.open()
    await visit.sign_in("wang", "demo-only")
    await expect(visit.signed_in).to_be_visible()
    await page.reload()
    await expect(visit.signed_in).to_be_visible()
    assert "token-of-wang" not in await page.evaluate("JSON.stringify(localStorage) + document.cookie")
    await page.get_by_role("button", name="退出 Sign out").click()
    await visit.run("{ bearer }")
    await expect(visit.result).to_contain_text('"bearer": null')
    assert await page.evaluate("JSON.stringify(sessionStorage)") == "{}"


async def test_a_wrong_password_is_told_in_words_and_signs_nobody_in(app: ServedApp, page: Page) -> None:
    visit = Visit(page, app.origin)
    await visit.open()
    await visit.sign_in("wang", "not-this")
    await expect(visit.trouble).to_have_text("登录名或密码不对。")
    await expect(page.get_by_label("登录名 Login")).to_have_value("wang")
    assert await visit.signed_in.count() == 0
    assert await page.evaluate("sessionStorage.length") == 0


async def test_a_pasted_header_value_is_used_as_the_token(app: ServedApp, page: Page) -> None:
    visit = Visit(page, app.origin)
    await visit.open()
    await page.get_by_role("button", name="改用令牌 Token").click()
    await page.get_by_label("令牌 Token", exact=True).fill(" Bearer pasted-token ")
    await page.get_by_role("button", name="使用 Use").click()
    await expect(visit.signed_in).to_be_visible()
    await visit.run("{ bearer }")
    await expect(visit.result).to_contain_text('"bearer": "Bearer pasted-token"')


async def test_the_demo_offers_its_logins(demo_app: ServedApp, page: Page) -> None:
    visit = Visit(page, demo_app.origin)
    await visit.open()
    await page.get_by_label("演示账号 Demo logins").select_option(label="王协调员 Coordinator Wang")
    await expect(visit.signed_in).to_contain_text("wang")
    assert visit.complaints == []


async def test_no_login_is_offered_outside_the_demo(app: ServedApp, page: Page) -> None:
    visit = Visit(page, app.origin)
    async with page.expect_response("**/graphiql/demo.json") as asked:
        await visit.open()
    assert await (await asked.value).json() == {"logins": []}
    assert await page.get_by_label("演示账号 Demo logins").count() == 0


async def test_a_server_that_went_away_is_told_in_words(app: ServedApp, page: Page) -> None:
    visit = Visit(page, app.origin)
    await visit.open()
    await visit.run('{ greeting(name: "邻居") }')
    await expect(visit.result).to_contain_text("你好，邻居")
    app.stop()
    await visit.run("{ bearer }")
    await expect(visit.result).to_contain_text("连不上服务器")
    await visit.sign_in("wang", "demo-only")
    await expect(visit.trouble).to_contain_text("连不上服务器")
    await expect(page.get_by_label("登录名 Login")).to_have_value("wang")
