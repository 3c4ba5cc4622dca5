"""Whatever a value is, wherever the schema takes one: a refusal or an answer, never an internal error."""

from __future__ import annotations

import json
from typing import Any

import httpx
from graphql import GraphQLNonNull
from tortoise.transactions import in_transaction

from sanbao.api.schema import build_schema
from sanbao.core.settings import Settings
from tests.factories import gid
from tests.operations import documents, poison
from tests.operations.cases import CASES
from tests.operations.stage import NEXT, Stage, make_stage
from tests.people import Client, body_of

CORE = build_schema()._schema
TAKEN = {
    ("importRun", "text"),
    ("importRun", "mapping"),
    ("sessionCreate", "idempotencyKey"),
    ("accountRedeemReset", "idempotencyKey"),
}
"""Fields that take any text: a table, whose bad rows the report tells, and a key that a stranger's deed has no use
for."""


class _Undo(Exception):
    pass


async def fault(client: Client, document: str, variables: dict[str, Any]) -> tuple[str | None, Any]:
    """What is wrong with the answer, if anything, and the answer; what it did is taken back."""
    headers = {"authorization": f"Bearer {client.token}", "accept-language": "en"}
    body = body_of({"query": document, "variables": variables})
    if "json" in body:
        # Written here, because httpx would refuse half a surrogate pair and NaN itself.
        headers["content-type"] = "application/json"
        body = {"content": json.dumps(body["json"]).encode()}
    response: httpx.Response | None = None
    try:
        async with in_transaction():
            response = await client.http.post("/graphql", headers=headers, **body)
            raise _Undo
    except _Undo:
        assert response is not None
    if response.status_code >= 500:
        return f"HTTP {response.status_code}", None
    answer = response.json()
    codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
    return ("internal error" if "INTERNAL_SERVER_ERROR" in codes else None), answer


def arguments(stage: Stage) -> dict[str, Any]:
    """Good values for the arguments of queries, by name."""
    return {
        "id": gid(stage.run), "ids": [gid(stage.run)], "run": gid(stage.run), "a": gid(stage.run),
        "b": gid(stage.other_run), "unit": gid(stage.street), "member": gid(stage.me), "policy": gid(stage.policy),
        "request": gid(stage.planned), "seat": 0, "week": str(NEXT), "order": None, "first": 5,
    }  # fmt: skip


async def test_no_argument_of_a_query_is_poisonous(stranger: Client, db: Settings):
    stage = await make_stage(stranger, 1)
    known, faults = arguments(stage), {}
    administrator = stage.people["administrator"]
    for name, field in CORE.query_type.fields.items():
        document = poison.document(name, field)
        good = {n: known[n] for n in field.args if known.get(n) is not None}
        good |= {n: "OLDEST" for n in field.args if n == "order"}
        if name in ("backfillCandidates", "requestRepairs"):
            good["request"] = gid(stage.living)
        for argument, definition in field.args.items():
            for dose in poison.doses(argument, definition.type):
                bad = good | {
                    argument: poison.poisoned(good.get(argument), definition.type, dose.path[1:], dose.value)
                }
                found, _ = await fault(administrator, document, bad)
                if found:
                    faults[name, dose.path, dose.name] = found

    assert faults == {}


async def test_no_field_of_an_input_is_poisonous_and_none_takes_text_that_cannot_be_printed(
    stranger: Client, db: Settings
):
    stage = await make_stage(stranger, 1)
    faults = {}
    for operation in documents.ALL:
        if operation.kind != "mutation":
            continue
        [name] = operation.root_fields
        kind = CORE.mutation_type.fields[name].args["input"].type
        case = CASES[operation.name]
        good = case.variables(stage)["input"]
        for dose in poison.doses("input", kind):
            bad = poison.poisoned(good, kind, dose.path[1:], dose.value)
            found, answer = await fault(stage.people[case.who], operation.text, {"input": bad})
            if not found and dose.name in poison.UNPRINTABLE and (name, dose.path[1]) not in TAKEN:
                data = (answer.get("data") or {name: None})[name]
                found = "taken" if data is not None and "code" not in data else None
            if found:
                faults[name, dose.path, dose.name] = found

    assert faults == {}


def test_the_poisons_reach_every_field_of_every_input():
    for name, field in CORE.mutation_type.fields.items():
        kind = field.args["input"].type
        assert isinstance(kind, GraphQLNonNull)
        touched = {str(dose.path[1]) for dose in poison.doses("input", kind)}
        assert touched == set(kind.of_type.fields), name


async def test_half_a_surrogate_pair_is_refused_at_the_door(stranger: Client, db: Settings):
    # As an escape it is valid JSON, and no text.
    variables = {"input": {"login": "a\ud800", "password": "x"}}
    bodies = [
        {"query": documents.text("SignIn"), "variables": variables},
        {"query": 'mutation { sessionCreate(input: {login: "a\\ud800", password: "x"}) { __typename } }'},
    ]
    codes = []
    for body in bodies:
        answer = await stranger.http.post(
            "/graphql", content=json.dumps(body).encode(), headers={"content-type": "application/json"}
        )
        codes.append(answer.json()["errors"][0]["extensions"]["code"])

    assert codes == ["BAD_REQUEST", "GRAPHQL_PARSE_FAILED"]
