"""The resident's page in a real browser."""

import pytest
from playwright.async_api import expect

from tests.web.street import Served
from tests.web.visitor import PHONE, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_resident_orders_and_sees_it_followed(enter: Doors, sanbao: Served) -> None:
    resident = await enter("resident1", *PHONE)
    page = resident.page
    await page.get_by_role("link", name="我要点单").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("您需要什么服务？")
    await page.pause() if False else None
    print(await page.locator("body").aria_snapshot())
