"""The database: an embedded SQLite file or PostgreSQL, one code for both.

`opened` is for programs and tests, `unit_of_work` for work that succeeds whole or leaves nothing behind,
`locked` for a row that is about to be checked and changed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from asyncpg import InvalidAuthorizationSpecificationError
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connections
from tortoise.context import TortoiseContext
from tortoise.exceptions import DBConnectionError
from tortoise.migrations.api import migrate as run_migrations
from tortoise.models import Model
from tortoise.transactions import in_transaction

from sanbao.core import sealing
from sanbao.core.errors import NotFound, StaleVersion, Unavailable
from sanbao.core.settings import Settings

APP = "sanbao"
MODEL_MODULES = [
    "sanbao.core.numbers",
    *(
        f"sanbao.{slice_}.models"
        for slice_ in (
            "access",
            "organisations",
            "members",
            "menu",
            "requests",
            "dispatch",
            "records",
            "planning",
        )
    ),
]
_BUSY_MILLISECONDS = 30_000
ROWS_A_STATEMENT = 2_000
"""How many rows one statement may name: both databases take it."""

Row = TypeVar("Row", bound=Model)


def tortoise_config(settings: Settings) -> dict[str, Any]:
    """Tortoise's configuration for the database that the settings name."""
    if settings.is_sqlite:
        settings.sqlite_path.parent.mkdir(parents=True, exist_ok=True)
        connection: dict[str, Any] = {
            "engine": "sanbao.core.sqlite",
            "credentials": {
                "file_path": str(settings.sqlite_path),
                "busy_timeout": _BUSY_MILLISECONDS,
                "synchronous": "NORMAL",
            },
        }
    else:
        url = urlsplit(settings.database_url)
        if url.scheme not in ("postgres", "postgresql"):
            raise Unavailable("database-url-malformed", scheme=url.scheme)
        query = parse_qs(url.query)
        connection = {
            "engine": "tortoise.backends.asyncpg",
            "credentials": {
                "host": query.get("host", [url.hostname or "localhost"])[0],
                "port": url.port or 5432,
                "user": unquote(url.username or "postgres"),
                "password": unquote(url.password or "") or None,
                "database": url.path.lstrip("/") or "sanbao",
                "min_size": 1,
                "max_size": 10,
            },
        }
    # Named after its dialect: Tortoise keeps compiled statements by connection name for the whole process.
    name = "sqlite" if settings.is_sqlite else "postgresql"
    return {
        "connections": {name: connection},
        "apps": {
            APP: {"models": MODEL_MODULES, "default_connection": name, "migrations": "sanbao.migrations"}
        },
        "use_tz": True,
        "timezone": "UTC",
    }


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[None]:
    """Hold the database open, for this task and every task of the process."""
    sealing.install(sealing.read_keyring(settings))
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(settings), _enable_global_fallback=True)
        yield


@contextmanager
def answering() -> Iterator[None]:
    """Raises Unavailable where the database does not answer or lets nobody in."""
    try:
        yield
    except (OSError, DBConnectionError, InvalidAuthorizationSpecificationError) as fault:
        raise Unavailable("database-no-answer", fault=str(fault)) from fault


async def migrate(settings: Settings) -> None:
    """Bring the database to the newest migration. Raises Unavailable where it does not answer."""
    with answering(), TortoiseContext() as context:
        try:
            await run_migrations(config=tortoise_config(settings))
        finally:
            await (
                context.close_connections()
            )  # an open one would keep the process of a failed migration alive


def connection() -> BaseDBAsyncClient:
    """The open database's connection; inside a unit of work, that unit's."""
    handler = get_connections()
    return handler.get(next(iter(handler.db_config)))


async def is_migrated() -> bool:
    """Whether the database answers and has its tables."""
    await connection().execute_query("SELECT 1")
    try:
        rows = await connection().execute_query_dict("SELECT COUNT(*) AS n FROM tortoise_migrations")
    except Exception:
        return False
    return bool(rows[0]["n"])


def is_postgresql() -> bool:
    """Whether the open database is PostgreSQL."""
    return connection().capabilities.dialect == "postgres"


def unit_of_work() -> AbstractAsyncContextManager[Any]:
    """One transaction; inside another one, a savepoint."""
    return in_transaction()


@asynccontextmanager
async def consistent_reads() -> AsyncIterator[None]:
    """A transaction that reads one moment of the database, however many statements it takes. Not inside another."""
    async with in_transaction() as client:
        if is_postgresql():
            await client.execute_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


async def locked(model: type[Row], id: UUID, *, expected_version: int | None = None) -> Row:
    """The row, locked until the unit of work ends (on SQLite the whole database is).

    Raises NotFound, and StaleVersion when the row is no longer at `expected_version`.
    """
    row = await model.filter(id=id).select_for_update().first()
    if row is None:
        raise NotFound(model.__name__, id)
    check_version(row, expected_version)
    return row


async def hold_table(model: type[Model]) -> None:
    """Until the unit of work ends nobody else writes this table or holds it (on SQLite, the whole database).
    Take it before reading what a step depends on."""
    if is_postgresql():
        table = model._meta.db_table
        await connection().execute_query(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def check_version(row: Any, expected_version: int | None) -> None:
    """Refuse with StaleVersion when somebody changed the row since `expected_version` was read."""
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion(expected=expected_version, current=row.version)


async def insert_many(model: type[Row], rows: Iterable[Row]) -> None:
    """Insert any number of rows, in statements of a size both databases take."""
    rows = list(rows)
    if rows:
        await model.bulk_create(rows, batch_size=ROWS_A_STATEMENT)


def __getattr__(name: str) -> Any:
    """`FOR_TORTOISE`: the configuration of the environment's database, for Tortoise's own command line."""
    if name == "FOR_TORTOISE":
        return tortoise_config(Settings())
    raise AttributeError(name)
