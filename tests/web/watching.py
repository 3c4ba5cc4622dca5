"""Everything that a browser tab asked for and complained of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Page

AXE = Path(__file__).resolve().parents[2] / "src/web/node_modules/axe-core/axe.min.js"
_FAULTS = """async () => (await axe.run()).violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(" ")) }))"""


class Watched:
    """A tab on pages of one origin."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self._expects_trouble = False
        page.context.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda websocket: self.asked.append(websocket.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._heard(said.text) if said.type == "error" else None)

    def _heard(self, text: str) -> None:
        """The browser itself notes each request that fails; that is no complaint where the test made it fail."""
        if not (self._expects_trouble and ("Failed to load resource" in text or "WebSocket" in text)):
            self.complaints.append(text)

    @contextmanager
    def failing_requests(self) -> Iterator[None]:
        """While the network is cut, or the server refuses, on purpose."""
        self._expects_trouble = True
        yield
        self._expects_trouble = False

    def asked_elsewhere(self) -> list[str]:
        """Addresses of other origins; what a page holds in itself is none."""
        here = urlsplit(self.origin).netloc
        return [
            url
            for url in self.asked
            if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != here
        ]

    async def serious_faults(self) -> list[dict[str, Any]]:
        """What axe finds serious or critical on the page as it stands, and where."""
        await self.page.evaluate(AXE.read_text("utf-8"))
        faults: list[dict[str, Any]] = await self.page.evaluate(_FAULTS)
        return faults

    async def check(self) -> None:
        """Fails on an error in the console, on a request that left the origin, on a serious fault of the page."""
        assert self.complaints == [], self.complaints
        assert self.asked_elsewhere() == [], self.asked_elsewhere()
        faults = await self.serious_faults()
        assert faults == [], json.dumps(faults, ensure_ascii=False, indent=1)
