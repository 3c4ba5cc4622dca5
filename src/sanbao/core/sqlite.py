"""The embedded database, made safe for a second process (a command line beside the server).

A plain BEGIN takes SQLite's write lock at the first write; two processes that read first and then write fail
with "database is locked". Here every transaction takes the lock at once and waits for it.
"""

from __future__ import annotations

from tortoise.backends.base.client import TransactionContext
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)


class _ImmediateTransaction(SqliteTransactionWrapper):
    async def begin(self) -> None:
        await self._connection.execute("BEGIN IMMEDIATE")


class ImmediateSqliteClient(SqliteClient):
    """SQLite whose transactions begin with the write lock."""

    def _in_transaction(self) -> TransactionContext:
        return SqliteTransactionContext(_ImmediateTransaction(self), self._lock)


client_class = ImmediateSqliteClient
