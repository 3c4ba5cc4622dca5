"""A city's plan in a real browser: 60,000 points on the map, 5,000 rows on timeline and tables. Timings are only noted."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.web.street import Served
from tests.web.visitor import DESK, Doors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

RUN = "{ runs(first: 1) { nodes { id number week state } } }"
MEMBERS, REQUESTS = 5_000, 55_000
DAY, HOUR = 24 * 60, 60


@pytest.fixture
def sanbao(street_to_read: Served) -> Served:
    return street_to_read


def a_citys_board(run: dict[str, Any]) -> dict[str, Any]:
    """As the server would tell it: everybody free all day and serving once, the rest of the requests left out."""
    people, asked = range(MEMBERS), range(REQUESTS)
    starts = [(n % 7) * DAY + (8 + n % 9) * HOUR if n < MEMBERS else None for n in asked]

    def places(rows: range) -> dict[str, list[float]]:
        """A square of some twenty kilometres."""
        return {
            "longitudes": [115.8 + (n * 7919 % 10_007) / 50_000 for n in rows],
            "latitudes": [28.6 + (n * 104_729 % 10_009) / 50_000 for n in rows],
        }

    return {
        "__typename": "RunBoard",
        "showsPlaces": True,
        "startStepMinutes": 30,
        "run": {"__typename": "AssignmentRun", "version": 1, **run},
        "units": {
            "ids": ["u"],
            "names": ["东湖"],
            "kinds": ["STREET"],
            "parents": [None],
            "longitudes": [115.9],
            "latitudes": [28.7],
        },
        "services": {
            "names": ["探访"],
            "seatOf": [0],
            "seatSkills": ["陪伴"],
            "seatDemands": [0],
            "seatRequired": [1],
            "seatMost": [1],
        },
        "members": {
            "ids": [f"m{n}" for n in people],
            "numbers": [f"M-{n:06}" for n in people],
            "names": [f"成员{n}" for n in people],
            "units": [0 for _ in people],
            **places(people),
            "reachMetres": [3_000 for _ in people],
            "ableOf": list(people),
            "ableDemands": [0 for _ in people],
            "freeOf": [n for n in people for _ in range(7)],
            "freeFrom": [day * DAY + 8 * HOUR for _ in people for day in range(7)],
            "freeUntil": [day * DAY + 18 * HOUR for _ in people for day in range(7)],
        },
        "requests": {
            "ids": [f"r{n}" for n in asked],
            "numbers": [f"REQ-{n:06}" for n in asked],
            "services": [0 for _ in asked],
            "units": [0 for _ in asked],
            **places(asked),
            "minutes": [60 for _ in asked],
            "starts": starts,
            "reasons": [None if start is not None else "members_busy" for start in starts],
            "windowOf": list(asked),
            "windowFrom": [(n % 7) * DAY + 8 * HOUR for n in asked],
            "windowUntil": [(n % 7) * DAY + 18 * HOUR for n in asked],
        },
        "duties": {
            "requests": list(people),
            "members": list(people),
            "seats": [0 for _ in people],
            "travelMinutes": [5 for _ in people],
        },
        "locks": {"ids": [], "kinds": [], "requests": [], "members": [], "starts": []},
    }


async def answer_boards(page: Page, board: dict[str, Any]) -> None:
    """Whatever is asked goes to the server, a board alone is this one."""
    body = json.dumps({"data": {"runBoard": board}})

    async def answer(route: Route) -> None:
        asked = route.request.post_data_json or {}
        if asked.get("operationName") == "RunBoard":
            await route.fulfill(content_type="application/graphql-response+json", body=body)
        else:
            await route.continue_()

    await page.route("**/graphql", answer)


async def test_a_citys_plan_is_drawn_scrolled_and_searched(
    enter: Doors, sanbao: Served, record_property: Callable[[str, object], None]
) -> None:
    run = sanbao.ask("street", RUN)["runs"]["nodes"][0]
    coordinator = await enter("street", *DESK)
    page = coordinator.page
    await answer_boards(page, a_citys_board(run))

    began = time.monotonic()
    await coordinator.open(f"/console/runs/{run['id']}/read/map")
    await expect(page.get_by_text(f"{REQUESTS} 个需求，{MEMBERS} 位成员")).to_be_visible()
    grid = page.get_by_role("grid", name="地图上的需求")
    await expect(grid).to_have_attribute("aria-rowcount", str(REQUESTS + 1))
    await expect(page.locator("[data-drawn=true]")).to_be_visible()
    record_property("seconds to draw 60,000 points", time.monotonic() - began)
    await grid.locator("[data-index='0']").press("End")
    await page.keyboard.press("Enter")
    await expect(grid.get_by_role("row", selected=True)).to_contain_text(f"REQ-{REQUESTS - 1:06}")

    began = time.monotonic()
    await page.get_by_role("link", name="时间表").click()
    timeline = page.get_by_role("grid", name="成员每天的安排")
    await expect(timeline).to_have_attribute("aria-rowcount", str(MEMBERS + 1))
    record_property("seconds to draw 5,000 members", time.monotonic() - began)
    began = time.monotonic()
    await timeline.get_by_role("button", name="成员0 M-000000").press("End")
    await expect(timeline.get_by_role("button", name=f"成员{MEMBERS - 1} ")).to_be_focused()
    record_property("seconds to come to the last", time.monotonic() - began)
    await page.get_by_role("textbox", name="找成员").fill("M-004321")
    await expect(timeline).to_have_attribute("aria-rowcount", "2")
    table = page.get_by_role("grid", name="同样的内容，列成表格")
    await expect(table).to_have_attribute("aria-rowcount", "2")
