"""The demo's street as the pages' tests need it: one community, a short time to solve, served by `sanbao serve`."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from unittest import mock

import httpx

from sanbao.core import db
from sanbao.core.clock import Week
from sanbao.core.settings import Settings
from sanbao.demo import make_demo
from sanbao.demo.texts import texts
from sanbao.members.models import Resident
from sanbao.menu.models import MenuItem
from tests.planning.factories import make_request
from tests.web import serving

SOLVING_SECONDS = 3
PASSWORD = texts().accounts.password
_PATIENCE_SECONDS = 60


async def make_street(file: Path, key: str) -> None:
    """Put the demo of one community into a SQLite file. Its runs are solved for a few seconds; the week after
    the one that was published is still to be planned."""
    settings = Settings(database_url=f"sqlite:///{file}", encryption_keys=key)
    with mock.patch("sanbao.demo.starting.TIME_LIMIT_SECONDS", SOLVING_SECONDS):
        summary = await make_demo(settings, 1)
    async with db.opened(settings):
        await _ask_for(summary.week.following())


async def _ask_for(week: Week) -> None:
    """Every resident with an account asks for something in a week, which is still to be planned."""
    items = await MenuItem.filter(active=True).order_by("code")
    residents = await Resident.filter(account_id__not_isnull=True).order_by("id").select_related("unit")
    for n, resident in enumerate(residents):
        morning = (n % 5 * 24 + 9) * 60
        await make_request(
            resident.unit,
            item=items[n % len(items)],
            resident=resident,
            week=week,
            windows=[(morning, morning + 8 * 60)],
        )


@dataclass(frozen=True, slots=True)
class Served:
    """A running Sanbao and its address."""

    origin: str
    process: ForkServerProcess

    def stop(self) -> None:
        self.process.terminate()
        self.process.join()

    def ask(self, login: str, document: str, **variables: Any) -> Any:
        """The data of a document, sent as somebody: what a page ought to show."""
        with httpx.Client(base_url=self.origin, timeout=_PATIENCE_SECONDS) as http:
            signed_in = _sent(http, _SIGN_IN, {"login": login, "password": PASSWORD})
            http.headers["authorization"] = f"Bearer {signed_in['sessionCreate']['token']}"
            return _sent(http, document, variables)


_SIGN_IN = """mutation ($login: String!, $password: String!) {
  sessionCreate(input: { login: $login, password: $password }) { ... on SessionCreateSuccess { token } } }"""


def _sent(http: httpx.Client, document: str, variables: dict[str, Any]) -> Any:
    answer = http.post("/graphql", json={"query": document, "variables": variables}).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def served(
    street: Path, folder: Path, key: str, port: int | None = None, said: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """A copy of the street, served on a free port until the block ends or it is stopped. `said`: more settings."""
    copy = folder / "sanbao.sqlite3"
    shutil.copy(street, copy)
    port = port or free_port()
    settings = {
        **(said or {}),
        "SANBAO_DATABASE_URL": f"sqlite:///{copy}",
        "SANBAO_ENCRYPTION_KEYS": key,
        "SANBAO_PORT": str(port),
        "SANBAO_LOG_LEVEL": "WARNING",
    }
    place = Served(
        f"http://127.0.0.1:{port}", serving.FORKING.Process(target=serving.serve, args=(settings,))
    )
    place.process.start()
    try:
        _wait_until_ready(place)
        yield place
    finally:
        place.stop()


def _wait_until_ready(place: Served) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while place.process.is_alive() and time.monotonic() < deadline:
        try:
            if httpx.get(f"{place.origin}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("sanbao serve did not come up")
