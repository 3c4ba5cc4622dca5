"""Residents of the demo's street, and what must hold for every view of theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playwright.async_api import Page

from sanbao.core import clock
from tests.web.street import Served

_MINE = (
    """{ viewer { resident { id } } residents(filter: { mine: true }, first: 50) { nodes { id name } } }"""
)
_SUBMIT = """mutation ($input: RequestSubmitInput!) { requestSubmit(input: $input) {
  ... on RequestSubmitSuccess { request { id version } } ... on UserError { message } } }"""
_ITEM = '{ menuItems(filter: { nameContains: "%s", active: true }, first: 1) { nodes { id } } }'
_CUT_OFF = """() => {
  if (document.documentElement.scrollWidth > innerWidth) return ["the page itself"];
  const said = [...document.querySelectorAll("main *")].filter((e) => e.childElementCount === 0 && e.textContent.trim() && e.checkVisibility());
  const out = said.filter((e) => {
    const { left, right, width } = e.getBoundingClientRect();
    return width > 1 && (left < -1 || right > innerWidth + 1 || e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0);
  });
  const things = [...document.querySelectorAll("main :is(a, button, label, input, textarea, h1, h2)")]
    .filter((e) => e.getClientRects().length === 1 && e.checkVisibility());
  const boxes = things.map((e) => [e, e.getBoundingClientRect()]);
  const over = boxes.filter(([a, x]) => boxes.some(([b, y]) => a !== b && !a.contains(b) && !b.contains(a) &&
    x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 1 && y.top < x.bottom - 1)).map(([a]) => a);
  return [...out, ...over].map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 30)}`);
}"""


async def expect_nothing_cut_off(page: Page) -> None:
    """No words and nothing to touch reach beyond the screen, out of their box, or over one another."""
    found = await page.evaluate(_CUT_OFF)
    assert found == [], found


def somebody_with_a_family(sanbao: Served) -> tuple[str, str]:
    """A login, and the name of who lives with him."""
    for login in (f"r-{n:06}" for n in range(1, 40)):
        found = _asked(sanbao, login, _MINE)
        if found and found["viewer"]["resident"]:
            others = [p for p in found["residents"]["nodes"] if p["id"] != found["viewer"]["resident"]["id"]]
            if others:
                return login, others[0]["name"]
    raise AssertionError("nobody has a family")


def somebody_who_looks_after_a_household(sanbao: Served) -> tuple[str, str]:
    """A member's login, and the name of whom he may order for."""
    for login in (f"m-{n:06}" for n in range(1, 80)):
        found = _asked(sanbao, login, _MINE)
        if found and not found["viewer"]["resident"] and found["residents"]["nodes"]:
            name: str = found["residents"]["nodes"][0]["name"]
            return login, name
    raise AssertionError("nobody looks after a household")


def _asked(sanbao: Served, login: str, document: str) -> Any:
    """The answer; None where nobody has this login (the demo's cast has others)."""
    try:
        return sanbao.ask(login, document)
    except KeyError:
        return None


def order(sanbao: Served, login: str, item: str = "上门理发") -> dict[str, Any]:
    """What somebody has ordered, for the day after tomorrow: id and version."""
    [found] = sanbao.ask(login, _ITEM % item)["menuItems"]["nodes"]
    start = (clock.now() + timedelta(days=2)).replace(hour=1, minute=0, second=0, microsecond=0)
    window = {"startsAt": start.isoformat(), "endsAt": (start + timedelta(hours=8)).isoformat()}
    said = {"menuItem": found["id"], "windows": [window], "note": "Bring a ladder"}
    request: dict[str, Any] = sanbao.ask(login, _SUBMIT, input=said)["requestSubmit"]["request"]
    return request
