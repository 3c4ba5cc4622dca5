"""A websocket outlives roles, sessions and accounts: what was lost meanwhile is lost there too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import websockets

from sanbao.access import sessions
from sanbao.access.models import Account, RoleGrant, SensitiveRead, TokenPurpose
from sanbao.access.roles import Role
from sanbao.members.models import Member
from sanbao.organisations.models import Unit
from sanbao.planning import following
from tests.api.test_run_progress import WATCH, a_queued_run
from tests.factories import gid, make_unit
from tests.members.factories import make_member
from tests.people import Client, make_account


class Socket:
    """Asks over one connection, one operation after the other."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._number = 0

    async def answers(self, document: str, **variables: Any) -> AsyncIterator[dict[str, Any]]:
        """The payloads of an operation until it ends."""
        await self._begin(document, variables)
        while (message := await self._next())["type"] == "next":
            yield message["payload"]
        assert message["type"] == "complete", message

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        (answer,) = [payload async for payload in self.answers(document, **variables)]
        return answer

    async def refusal(self, document: str) -> list[dict[str, Any]]:
        """The errors of an operation that never began."""
        await self._begin(document, {})
        message = await self._next()
        assert message["type"] == "error", message
        errors: list[dict[str, Any]] = message["payload"]
        return errors

    async def _begin(self, document: str, variables: dict[str, Any]) -> None:
        self._number += 1
        wanted = {"query": document, "variables": variables}
        await self._send({"id": str(self._number), "type": "subscribe", "payload": wanted})

    async def _send(self, message: dict[str, Any]) -> None:
        await self._connection.send(orjson.dumps(message).decode())

    async def _next(self) -> dict[str, Any]:
        received = await self._connection.recv()
        assert isinstance(received, str), "browsers read only text frames"
        message: dict[str, Any] = orjson.loads(received)
        return message

    async def greet(self, token: str | None) -> None:
        await self._send({"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}})
        assert (await self._next())["type"] == "connection_ack"


@asynccontextmanager
async def connected(address: str, token: str | None) -> AsyncIterator[Socket]:
    protocol = websockets.Subprotocol("graphql-transport-ws")
    async with websockets.connect(f"ws://{address}/graphql", subprotocols=[protocol]) as connection:
        socket = Socket(connection)
        await socket.greet(token)
        yield socket


async def test_what_is_lost_or_changed_while_a_websocket_is_open_is_seen_there(
    stranger: Client, address: str
):
    street = await make_unit()
    member = await make_member(street, name="Before", telephone="13912345678")
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
    assert boss.account
    document = "query ($id: ID!) { viewer { login } node(id: $id) { ... on Member { name telephone } } }"

    async with connected(address, boss.token) as socket:
        first = await socket.ask(document, id=gid(member))
        await Member.filter(id=member.id).update(name="After")
        second = await socket.ask(document, id=gid(member))
        await RoleGrant.all().delete()
        third = await socket.ask(document, id=gid(member))
        await Account.filter(id=boss.account.id).update(active=False)
        fourth = await socket.ask("{ viewer { login } }")

    assert first["data"]["node"] == {"name": "Before", "telephone": "13912345678"}
    assert second["data"]["node"] == {"name": "After", "telephone": "13912345678"}
    assert third["data"] == {"viewer": {"login": "boss"}, "node": None}
    assert fourth["data"] == {"viewer": None}
    assert await SensitiveRead.filter(row_id=member.id, account_id=boss.account.id).count() == 2


async def test_a_session_that_ended_follows_no_run_any_more(stranger: Client, address: str, monkeypatch: Any):
    monkeypatch.setattr(following, "POLL_SECONDS", 0.01)
    street, run = await a_queued_run()
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
    assert boss.account and boss.token

    seen = []
    async with connected(address, boss.token) as socket:
        async for payload in socket.answers(WATCH, id=gid(run)):
            seen.append(payload)
            await sessions.revoke_all(boss.account.id, TokenPurpose.SESSION)

    assert seen[0]["data"]["runProgress"]["state"] == "DRAFT"
    assert seen[-1]["errors"][0]["extensions"] == {"code": "NOT_FOUND"}
    assert await Unit.all().count() == 1
