"""Whatever is sent, the answer is JSON, never a 500, and nothing is written."""

from __future__ import annotations

import json
import random

import httpx
import pytest

from sanbao.access.models import Account, AuditEntry
from sanbao.access.roles import Role
from sanbao.organisations.models import Unit
from tests.access.test_websockets import connected
from tests.factories import gid, make_unit
from tests.people import Client, make_account

GOOD = (
    "query { units(first: 5, filter: {kinds: [STREET]}) { nodes { id name ancestors { name } } totalCount } }"
)
TOKENS = ["{", "}", "(", ")", "[", "]", ":", "$", "!", "@", "...", '"', '"""', "\\", "\x00", "\ud800", "é", "三报", "1e999",
          "null", "query", "mutation", "fragment", "on", "first: -1", "first: 101", "#", ",", "|", "&"]  # fmt: skip


def _bodies(count: int) -> list[bytes]:
    dice = random.Random(20261123)
    bodies: list[bytes] = [
        b"", b"5", b"null", b"[]", b"[[]]", b"{}", b'"x"', b"{", b"\xff\xfe", b'{"query": 5}', b'{"query": null}',
        b'{"query": ""}', b'{"query": " "}', b'{"query": "{ viewer { id } }", "variables": []}',
        b'{"query": "{ viewer { id } }", "operationName": 5}', b'{"query": "{ viewer { id } }", "extensions": 1}',
        b'{"documentId": 5}', b'{"query": "query A { viewer { id } } query B { viewer { id } }"}',
        b'{"query": "query A { viewer { id } }", "operationName": "Z"}', b"[" * 100_000, b'{"a":' * 50_000,
        json.dumps({"query": "{" + "a{" * 900}).encode(),
        json.dumps({"query": "{ viewer " + "{ grants { unit " * 40 + "{ id }" + "}}" * 40 + "}"}).encode(),
        json.dumps({"query": "query { units(first: 100) { nodes { ancestors { ancestors { ancestors { ancestors { id } } } } } } }"}).encode(),
        json.dumps({"query": "{" + " ".join(f"a{i}: viewer {{ id }}" for i in range(400)) + "}"}).encode(),
        json.dumps({"query": "fragment F on Unit { ...F } query { units { nodes { ...F } } }"}).encode(),
        json.dumps({"query": "fragment F on Unit { ...G } fragment G on Unit { ...F } { units { nodes { ...F } } }"}).encode(),
        json.dumps({"query": "subscription { nothing }"}).encode(),
        json.dumps({"query": 'query { node(id: "%s") { id } }' % ("x" * 5000)}).encode(),
        json.dumps({"query": 'query { units(after: "e30") { nodes { id } } }'}).encode(),
        json.dumps({"query": 'query { units(after: "WzEsMl0") { nodes { id } } }'}).encode(),
        json.dumps({"query": 'query { units(after: "W251bGxd") { nodes { id } } }'}).encode(),
        json.dumps({"query": 'query { units(filter: {below: "VW5pdDp4"}) { nodes { id } } }'}).encode(),
    ]  # fmt: skip
    while len(bodies) < count:
        text = list(GOOD)
        for _ in range(dice.randint(1, 6)):
            spot = dice.randrange(len(text))
            match dice.randrange(3):
                case 0:
                    del text[spot]
                case 1:
                    text.insert(spot, dice.choice(TOKENS))
                case _:
                    text[spot] = dice.choice(TOKENS)
        bodies.append(json.dumps({"query": "".join(text)}).encode("utf-8", "surrogatepass"))
    return bodies


async def test_a_thousand_malformed_documents_make_no_500_and_write_nothing(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    headers = {"authorization": f"Bearer {boss.token}", "content-type": "application/json"}

    for body in _bodies(1000):
        answer = await boss.http.post("/graphql", content=body, headers=headers)
        assert answer.status_code < 500, body[:300]
        told = answer.json()
        codes = [e["extensions"]["code"] for e in told.get("errors", [])]
        assert "INTERNAL_SERVER_ERROR" not in codes, (body[:300], told)

    assert await Unit.all().count() == 1
    assert await Account.all().count() == 1
    assert await AuditEntry.all().count() == 0


async def test_input_of_a_wrong_shape_is_refused_with_the_place_of_the_fault(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    document = (
        "mutation ($input: UnitCreateInput!) { unitCreate(input: $input) { ... on UserError { code path } } }"
    )

    told = {
        name: await boss.send(
            document, input={"kind": "COMMUNITY", "name": "X", "parent": gid(street), **wrong}
        )
        for name, wrong in {
            "control": {"name": "a\x07b"},
            "blank": {"name": "  "},
            "long": {"name": "长" * 121},
            "half": {"longitude": 1.0},
            "far": {"longitude": 1000.0, "latitude": 0.0},
            "account": {"parent": gid(boss.account)},
            "nonsense": {"parent": "nonsense"},
        }.items()
    }

    assert {name: answer["data"]["unitCreate"] for name, answer in told.items()} == {
        "control": {"code": "CONTROL_CHARACTER", "path": ["name"]},
        "blank": {"code": "REQUIRED", "path": ["name"]},
        "long": {"code": "TOO_LONG", "path": ["name"]},
        "half": {"code": "POSITION_HALF", "path": ["longitude"]},
        "far": {"code": "POSITION_RANGE", "path": ["longitude"]},
        "account": {"code": "ID_OF_OTHER_TYPE", "path": ["parent"]},
        "nonsense": {"code": "ID_MALFORMED", "path": ["parent"]},
    }
    assert await Unit.all().count() == 1


UNTOLD = {
    "GRAPHQL_PARSE_FAILED": "subscription { runProgress(id: ) { state } }",
    "GRAPHQL_VALIDATION_FAILED": "subscription { nothing }",
    "LIMIT_EXCEEDED": "{ " + " ".join(f"a{i}: viewer {{ id }}" for i in range(400)) + " }",
}
"""A document that is refused before anything runs, by the code that says so."""


@pytest.mark.parametrize("code", UNTOLD)
async def test_what_is_refused_before_it_runs_is_told_by_server_sent_events_too(
    stranger: Client, address: str, code: str
):
    headers = {"accept": "text/event-stream"}
    async with httpx.AsyncClient() as http:
        answer = await http.post(f"http://{address}/graphql", json={"query": UNTOLD[code]}, headers=headers)

    lines = [line.removeprefix("data:").strip() for line in answer.text.splitlines() if line[:5] == "data:"]
    (told,) = [json.loads(line) for line in lines if line]
    assert [error["extensions"]["code"] for error in told["errors"]] == [code]


async def test_what_is_refused_before_it_runs_is_told_on_a_websocket_which_goes_on(
    stranger: Client, address: str
):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))

    async with connected(address, boss.token) as socket:
        for code, document in UNTOLD.items():
            assert [error["extensions"]["code"] for error in await socket.refusal(document)] == [code]
        assert (await socket.ask("{ viewer { login } }"))["data"] == {"viewer": {"login": "boss"}}
