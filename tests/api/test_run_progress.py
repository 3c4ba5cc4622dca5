from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import websockets

from sanbao.access.actor import SYSTEM
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.core.settings import Settings
from sanbao.organisations.models import Unit
from sanbao.planning import runs
from sanbao.planning.models import AssignmentRun, RunEvent
from sanbao.planning.worker import Worker
from tests.factories import gid, make_unit
from tests.people import Client, make_account
from tests.planning.factories import make_member, make_request

NEXT = Week.containing(clock.now()).following()
WATCH = """subscription ($id: ID!, $after: Int) { runProgress(id: $id, after: $after) {
  sequence state stage total bound gapPercent elapsedMilliseconds run { number } } }"""


async def a_queued_run() -> tuple[Unit, AssignmentRun]:
    street = await make_unit(longitude=120.3, latitude=31.5)
    await make_member(street)
    await make_request(street, week=NEXT)
    run = await runs.create(SYSTEM, street.id, str(NEXT))
    return street, await runs.start(SYSTEM, run.id)


async def solve(db: Settings) -> None:
    worker = Worker(db)
    await worker.work_once()
    await worker.close()


async def over_websocket(address: str, token: str, **variables: Any) -> AsyncIterator[dict[str, Any]]:
    """The payloads of a subscription over graphql-transport-ws, until it completes."""
    async with websockets.connect(
        f"ws://{address}/graphql", subprotocols=[websockets.Subprotocol("graphql-transport-ws")]
    ) as socket:
        hello = {"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}
        await socket.send(orjson.dumps(hello).decode())
        assert orjson.loads(await socket.recv())["type"] == "connection_ack"
        wanted = {"id": "1", "type": "subscribe", "payload": {"query": WATCH, "variables": variables}}
        await socket.send(orjson.dumps(wanted).decode())
        while (message := orjson.loads(await socket.recv()))["type"] != "complete":
            yield message["payload"]
            if message["type"] == "error":
                return


async def over_sse(address: str, token: str, **variables: Any) -> list[dict[str, Any]]:
    """The payloads of a subscription over server-sent events."""
    headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}
    body = {"query": WATCH, "variables": variables}
    found = []
    async with (
        httpx.AsyncClient(timeout=60) as http,
        http.stream("POST", f"http://{address}/graphql", json=body, headers=headers) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            if line.startswith("data:") and (text := line.removeprefix("data:").strip()):
                found.append(orjson.loads(text))
    return found


async def test_progress_comes_live_over_the_websocket_and_can_be_resumed(
    stranger: Client, db: Settings, address: str
):
    street, run = await a_queued_run()
    boss = await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, street))
    assert boss.token
    solving = asyncio.create_task(solve(db))

    seen = [
        payload["data"]["runProgress"] async for payload in over_websocket(address, boss.token, id=gid(run))
    ]

    await solving
    assert [event["sequence"] for event in seen] == list(range(1, len(seen) + 1))
    assert [seen[0]["state"], seen[1]["state"], seen[-1]["state"]] == ["DRAFT", "QUEUED", "PROPOSED"]
    assert (seen[-1]["stage"], seen[-1]["gapPercent"], seen[-1]["run"]) == (
        "done",
        0.0,
        {"number": run.number},
    )
    assert seen[-1]["total"] == seen[-1]["bound"] == (await AssignmentRun.get(id=run.id)).total
    rest = [
        payload["data"]["runProgress"]
        async for payload in over_websocket(address, boss.token, id=gid(run), after=2)
    ]
    assert rest == seen[2:]


async def test_progress_comes_over_server_sent_events_too(stranger: Client, db: Settings, address: str):
    street, run = await a_queued_run()
    inspector = await stranger.signed_in_as(await make_account("inspector", Role.INSPECTOR, street))
    assert inspector.token
    solving = asyncio.create_task(solve(db))

    seen = await over_sse(address, inspector.token, id=gid(run))

    await solving
    states = [payload["data"]["runProgress"]["state"] for payload in seen]
    assert (states[0], states[-1]) == ("DRAFT", "PROPOSED")
    assert len(states) == await RunEvent.filter(run_id=run.id).count()


async def test_who_may_not_read_the_run_sees_nothing_of_it(stranger: Client, address: str):
    _, run = await a_queued_run()
    neighbour = await stranger.signed_in_as(
        await make_account("neighbour", Role.COORDINATOR, await make_unit())
    )
    assert neighbour.token

    (payload,) = [payload async for payload in over_websocket(address, neighbour.token, id=gid(run))]
    (event,) = await over_sse(address, neighbour.token, id=gid(run))

    assert "NOT_FOUND" in str(payload)
    assert event["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    (refused,) = await over_sse(address, "nonsense", id=gid(run))
    assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
