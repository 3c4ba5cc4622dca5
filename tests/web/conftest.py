import asyncio
import os
import runpy
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests import databases
from tests.databases import KEY
from tests.web import phone_street, street
from tests.web.visitor import Doors, Visitor

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

PATIENCE_MILLISECONDS = 60_000
"""How long a test waits for what a page ought to show, on a slow machine too."""


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
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        yield chromium
        await chromium.close()


@pytest.fixture(scope="session")
def street_file(run_folder: Path, sqlite_template: Path) -> Path:
    """The demo's street, to copy."""

    def make(file: Path) -> None:
        shutil.copy(sqlite_template, file)
        asyncio.run(street.make_street(file, KEY))

    return databases.made_once(run_folder / "street", make)


@pytest.fixture
def sanbao(built_pages: Path, street_file: Path, tmp_path: Path) -> Iterator[street.Served]:
    """Sanbao with its pages, over a street of its own."""
    with street.served(street_file, tmp_path, KEY) as place:
        yield place


@pytest.fixture(scope="session")
def street_to_read(
    built_pages: Path, street_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[street.Served]:
    """One street for all the stories that change nothing: their module's `sanbao` is this one."""
    with street.served(street_file, tmp_path_factory.mktemp("read"), KEY) as place:
        yield place


@pytest.fixture(scope="session")
def phone(street_file: Path, tmp_path_factory: pytest.TempPathFactory) -> phone_street.PhoneStreet:
    """The street with the scene of the member's phone."""
    return asyncio.run(phone_street.make_phone_street(street_file, tmp_path_factory.mktemp("phone"), KEY))


@pytest.fixture(scope="session")
def phone_served(
    built_pages: Path, phone: phone_street.PhoneStreet, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[street.Served]:
    """One server for all stories of the member's phone: each has members of its own."""
    with street.served(phone.file, tmp_path_factory.mktemp("phone-served"), KEY) as place:
        yield place


@pytest_asyncio.fixture(loop_scope="session")
async def enter(browser: Browser, sanbao: street.Served) -> AsyncIterator[Doors]:
    """Lets people in by the sign-in page; at the end each of their pages must be without complaint."""
    visitors: list[Visitor] = []

    async def let_in(login: str, width: int, height: int) -> Visitor:
        context = await browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        visitor = Visitor(await context.new_page(), sanbao.origin)
        visitors.append(visitor)
        await visitor.sign_in(login, street.PASSWORD)
        return visitor

    yield let_in
    try:
        for visitor in visitors:
            await visitor.check()
    finally:
        for visitor in visitors:
            await visitor.page.context.close()
