"""Somebody with a browser, before Sanbao's pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Protocol

from playwright.async_api import expect

from tests.web.watching import Watched

PHONE = (375, 800)
DESK = (1440, 900)


class Visitor(Watched):
    """One tab, signed in."""

    async def sign_in(self, login: str, password: str) -> None:
        """By the sign-in page, which leads on to the first page of the account."""
        await self.page.goto(f"{self.origin}/signin/")
        await self.page.get_by_label("登录名").fill(login)
        await self.page.get_by_label("密码").fill(password)
        await self.page.get_by_role("button", name="登录", exact=True).click()
        await expect(self.page.get_by_role("main")).to_be_visible()
        await self.page.wait_for_url(lambda url: "/signin/" not in url)

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.origin}{path}")

    async def lose_session(self) -> None:
        """The cookie is gone, as after its last hour. From a blank page: no request is under way meanwhile."""
        await self.page.goto("about:blank")
        await self.page.context.clear_cookies()

    @asynccontextmanager
    async def offline(self) -> AsyncIterator[None]:
        """The network is cut while the block runs."""
        with self.failing_requests():
            await self.page.context.set_offline(True)
            try:
                yield
            finally:
                await self.page.context.set_offline(False)


class Doors(Protocol):
    """The fixture `enter`: `await enter("member1", *PHONE)`."""

    def __call__(self, login: str, width: int, height: int) -> Awaitable[Visitor]: ...
