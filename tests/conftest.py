"""Databases, clients and people for every test. A test that takes `db` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
import uvicorn
from argon2 import PasswordHasher
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.client import TransactionWrapper as AsyncpgTransactionWrapper
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper

from sanbao.access import passwords
from sanbao.app import create_app
from sanbao.core import db as database
from sanbao.core.settings import Settings
from tests import databases
from tests.databases import KEY
from tests.people import Client


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's stories first, as they are: the longest, and one worker that has them all starts each street once.
    The small tests at the end are shared out again when one worker is done before the other."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session", autouse=True)
def costly_hasher() -> PasswordHasher:
    """The hasher that everybody else has. Here one stands in its place that costs little: a sign-in takes the whole
    machine for a third of a second, and the tests, with the pages' stories, have some thousand."""
    found = passwords._hasher
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._DUMMY = passwords._hasher.hash("nobody")
    return found


@pytest.fixture(scope="session")
def postgresql_server(testrun_uid: str) -> Iterator[str]:
    """The address of the one PostgreSQL of this run; `{}` stands for the database's name."""
    # Not below pytest's own folder: another session would close that to the server's user.
    with databases.postgresql(Path(tempfile.gettempdir()) / f"sanbao-{testrun_uid}") as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: str) -> databases.PostgresqlDatabase:
    """This worker's database on it."""
    return databases.PostgresqlDatabase(postgresql_server)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sqlite_template(run_folder: Path) -> Path:
    """A migrated SQLite file to copy."""
    return databases.made_once(run_folder / "migrated", databases.migrate_file)


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings that name a fresh, migrated, empty database."""
    common = {
        "encryption_keys": KEY,
        "worker": "none",
        "log_format": "console",
        "oidc_issuer": "https://id.example.org",
        "oidc_client_id": "sanbao",
    }
    if request.param == "sqlite":
        path = tmp_path / "sanbao.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield Settings(database_url=f"sqlite:///{path}", **common)
        return
    kept: databases.PostgresqlDatabase = request.getfixturevalue("postgresql_database")
    yield Settings(database_url=kept.address, **common)
    kept.empty()


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Settings]:
    """The open database."""
    async with database.opened(settings):
        yield settings


@pytest.fixture
async def stranger(db: Settings) -> AsyncIterator[Client]:
    """A client of the API that has not signed in."""
    transport = httpx.ASGITransport(create_app(db))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        yield Client(http)


@pytest.fixture
async def address(db: Settings) -> AsyncIterator[str]:
    """A real server of the API on a free port."""
    server = uvicorn.Server(uvicorn.Config(create_app(db), port=0, lifespan="off", log_level="warning"))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


class Statements:
    """Counts the SQL statements sent while it is `counting`."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def counted(self, given: Callable[..., Any]) -> Callable[..., Any]:
        """The same method, noting each statement."""

        def noting(client: Any, query: str, *args: Any, **kwargs: Any) -> Any:
            self.sent.append(query)
            return given(client, query, *args, **kwargs)

        return noting

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The list that fills while the block runs."""
        self.sent = []
        yield self.sent


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Statements:
    """Every statement of Tortoise on either database, and each COPY of many rows."""
    found = Statements()
    for client in (SqliteClient, SqliteTransactionWrapper, AsyncpgDBClient, AsyncpgTransactionWrapper):
        for name in ("execute_query", "execute_query_dict", "execute_insert", "execute_many"):
            if name in vars(client):
                monkeypatch.setattr(client, name, found.counted(vars(client)[name]))
    copy = found.counted(asyncpg.Connection.copy_records_to_table)
    monkeypatch.setattr(asyncpg.Connection, "copy_records_to_table", copy)
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real inputs beside the checkout; a test that needs them skips without them, and fails in CI."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no folder `shared` beside the checkout")
    return folder
