import os
import runpy
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NoReturn

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

REPOSITORY = Path(__file__).resolve().parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def skip_unless_ci(reason: str) -> NoReturn:
    """Skip here, but fail where every part is meant to be installed."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def built_pages() -> Path:
    """The folder of the pages, built anew where a source is newer."""
    builder = runpy.run_path(str(REPOSITORY / "src/web/build.py"))
    try:
        builder["build"]()
    except builder["BuildError"] as error:
        skip_unless_ci(f"the pages are not built: {error}")
    output: Path = builder["OUTPUT"]
    return output


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The machine's own Chromium. Tests that use it run in the session's loop."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        skip_unless_ci("no Chromium on PATH: install it, for example `apt-get install -y chromium`")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        yield chromium
        await chromium.close()
