"""Each document of schema/operations, sent by whom it is for, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from tortoise.transactions import in_transaction

from sanbao.core.settings import Settings
from tests.conftest import Statements
from tests.operations import documents
from tests.operations.cases import CASES, Case
from tests.operations.stage import Stage, make_stage
from tests.people import Client

STATEMENTS: dict[str, int] = {}


class _Undo(Exception):
    pass


async def send_and_undo(stage: Stage, name: str) -> dict[str, Any]:
    """The answer to an operation whose effects are taken back."""
    case, answer = CASES[name], {}
    try:
        async with in_transaction():
            answer = await stage.people[case.who].send(documents.text(name), **case.variables(stage))
            raise _Undo
    except _Undo:
        return answer


def rows_of(answer: Any, case: Case) -> int:
    """How many rows the list of an answer has."""
    for part in case.rows.split("."):
        answer = answer[part]
    return len(answer)


async def test_every_mutation_of_the_pages_succeeds(stranger: Client, db: Settings):
    stage = await make_stage(stranger, 3)
    faults = {}
    for name in [o.name for o in documents.ALL if o.kind == "mutation"]:
        answer = await send_and_undo(stage, name)
        data = next(iter((answer.get("data") or {"": None}).values()))
        if "errors" in answer or data is None or "message" in data:
            faults[name] = answer.get("errors") or data

    assert faults == {}


@pytest.mark.parametrize("size", [10, 100])
async def test_every_query_of_the_pages_takes_as_many_statements_whatever_the_rows(
    stranger: Client, db: Settings, statements: Statements, size: int
):
    stage = await make_stage(stranger, size)
    counts, short = {}, {}
    for name in [o.name for o in documents.ALL if o.kind == "query"]:
        case = CASES[name]
        with statements.counting() as sent:
            data = await stage.people[case.who].ask(documents.text(name), **case.variables(stage))
        counts[name] = len(sent)
        if case.rows and rows_of(data, case) < size:
            short[name] = rows_of(data, case)

    assert short == {}
    import json
    import pathlib

    pathlib.Path(f"/tmp/counts_{db.is_sqlite}_{size}.json").write_text(json.dumps(counts))
    assert counts == STATEMENTS
