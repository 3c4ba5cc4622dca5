"""Pictures of the pages for the documentation: `make screenshots` writes them to docs/screenshots.

They show the tests' street, so that nobody real is seen and everybody can make them anew.
"""

from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, async_playwright

from tests.databases import KEY
from tests.web import street
from tests.web.visitor import DESK, PHONE, Visitor

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
MOST_BYTES = 150_000
_COLOURS = 128
_SETTLED_MILLISECONDS = 1_500
_RUN = "{ runs(first: 1) { nodes { id } } }"
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: `path` as `login` (nobody: a stranger) sees it; `choose` are buttons to press first."""

    name: str
    login: str | None
    path: str
    size: tuple[int, int]
    large: bool = False
    choose: Sequence[str] = ()


def shots(run: str) -> Sequence[Shot]:
    """Each audience on a telephone and on a desk."""
    return (
        Shot("sign-in-375", None, "/signin/", PHONE),
        Shot("resident-home-375", "resident1", "/resident/", PHONE),
        Shot("resident-order-375", "resident1", "/resident/order", PHONE),
        Shot("resident-when-large-375", "resident1", "/resident/order", PHONE, large=True, choose=("上门理发", "明天")),
        Shot("resident-order-1440", "resident1", "/resident/order", DESK),
        Shot("member-375", "member1", "/member/", PHONE),
        Shot("member-1440", "member1", "/member/", DESK),
        Shot("coordinator-375", "street", f"/console/runs/{run}", PHONE),
        Shot("coordinator-1440", "street", f"/console/runs/{run}", DESK),
        Shot("graphiql-1440", None, "/graphiql/", DESK),
    )  # fmt: skip


async def take(browser: Browser, origin: str, shot: Shot) -> bytes:
    """The picture as PNG, with few colours: enough for pages, and a fraction of the bytes."""
    width, height = shot.size
    context = await browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
    visitor = Visitor(await context.new_page(), origin)
    if shot.login is not None:
        await visitor.sign_in(shot.login, street.PASSWORD)
    if shot.large:
        await visitor.page.evaluate("localStorage.setItem('sanbao.display.large', 'on')")
    await visitor.open(shot.path)
    for name in shot.choose:
        await visitor.page.get_by_role("button", name=name).click()
    await visitor.page.wait_for_load_state("networkidle")
    await visitor.page.wait_for_timeout(_SETTLED_MILLISECONDS)
    taken = await visitor.page.screenshot()
    await context.close()
    small = io.BytesIO()
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(_COLOURS).save(small, "PNG", optimize=True)
    return small.getvalue()


async def take_all(origin: str, run: str, wanted: Sequence[str]) -> None:
    """Write the pictures; those whose name begins with one of `wanted`, or all."""
    path = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        for shot in shots(run):
            if wanted and not shot.name.startswith(tuple(wanted)):
                continue
            picture = await take(browser, origin, shot)
            if len(picture) > MOST_BYTES:
                sys.exit(f"{shot.name} has {len(picture)} bytes, more than {MOST_BYTES}")
            (FOLDER / f"{shot.name}.png").write_bytes(picture)
            sys.stdout.write(f"{shot.name}.png  {len(picture) // 1000} kB\n")
        await browser.close()


def main(wanted: Sequence[str]) -> None:
    """Make the street, serve it, take the pictures."""
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout
    if not fonts.strip():
        sys.exit("no Chinese font here: install one, for example `apt-get install fonts-wqy-microhei`")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = folder / "street.sqlite3"
        asyncio.run(street.make_street(made, KEY))
        with street.served(made, folder, KEY, said={"SANBAO_DEMO": "true"}) as place:
            run = place.ask("street", _RUN)["runs"]["nodes"][0]["id"]
            asyncio.run(take_all(place.origin, run, wanted))


if __name__ == "__main__":
    main(sys.argv[1:])
