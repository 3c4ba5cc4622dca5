"""What a phone must fetch before it shows its page."""

import pytest
from playwright.async_api import Browser, Request

from tests.web.street import Served
from tests.web.visitor import PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MOST_BYTES = 200_000


@pytest.mark.parametrize(("login", "path"), [("member1", "/member/"), ("resident1", "/resident/")])
async def test_the_first_load_of_a_phone_page_is_small_as_it_is_sent(
    browser: Browser, enter: Doors, sanbao: Served, login: str, path: str
) -> None:
    visitor = await enter(login, *PHONE)
    known = await visitor.page.context.storage_state()
    context = await browser.new_context(locale="zh-CN", storage_state=known)
    page = await context.new_page()
    fetched: list[Request] = []
    page.on("requestfinished", lambda request: fetched.append(request))
    await page.goto(sanbao.origin + path)
    await page.get_by_role("heading", level=1).wait_for()
    await page.wait_for_load_state("networkidle")
    sizes = [(request.url, await request.sizes()) for request in fetched]
    await context.close()

    assert any(url.endswith(".js") for url, _ in sizes)
    sent = [(url, size["responseBodySize"] + size["responseHeadersSize"]) for url, size in sizes]
    assert sum(size for _, size in sent) < MOST_BYTES, sent
