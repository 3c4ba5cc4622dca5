"""Every field of every list of the schema, not only those that pages ask for: no statement a row."""

from __future__ import annotations

import json
from typing import Any

from graphql import GraphQLObjectType, get_named_type, is_leaf_type, is_required_argument

from sanbao.api.schema import build_schema
from sanbao.core.settings import Settings
from tests.conftest import Statements
from tests.factories import gid
from tests.operations.stage import LATER, make_stage
from tests.people import Client

CORE = build_schema()._schema
FEW, MANY = 5, 40
MOST_REASONS = 20
ARGUMENTS = {"week": f'"{LATER}"', "kind": "SERVED"}


def selected(kind: Any, depth: int) -> str:
    """All leaves of a type, and of what lies `depth` below it."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    if not isinstance(named, GraphQLObjectType):
        return "{ __typename }"
    found = []
    for name, field in named.fields.items():
        below = get_named_type(field.type)
        if is_leaf_type(below):
            found.append(name + given(field))
        elif depth and not below.name.endswith("Connection"):
            found.append(f"{name}{given(field)} {selected(below, depth - 1)}")
    return "{ " + " ".join(found) + " }"


def given(field: Any) -> str:
    """The arguments that a field cannot do without."""
    needed = [name for name, argument in field.args.items() if is_required_argument(argument)]
    return "(" + ", ".join(f"{name}: {ARGUMENTS[name]}" for name in needed) + ")" if needed else ""


def questions(kind: GraphQLObjectType) -> dict[str, str]:
    """What to ask of a row: all its leaves at once, and each relation alone."""
    found = {"leaves": selected(kind, 0)[1:-1]}
    for name, field in kind.fields.items():
        if not is_leaf_type(get_named_type(field.type)):
            found[name] = f"{name}{given(field)} {selected(field.type, 1)}"
    return found


async def test_no_field_of_any_list_costs_a_statement_a_row(
    stranger: Client, db: Settings, statements: Statements
):
    stage = await make_stage(stranger, MANY)
    rows = {"run": gid(stage.run), "unit": gid(stage.street), "week": str(LATER)}
    administrator, grown, asked = stage.people["administrator"], {}, 0
    for name, root in CORE.query_type.fields.items():
        kind = get_named_type(root.type)
        if not kind.name.endswith("Connection"):
            continue
        arguments = "".join(
            f"{a}: {json.dumps(rows[a])}, " for a, d in root.args.items() if is_required_argument(d)
        )
        for field_name, inner in questions(get_named_type(kind.fields["nodes"].type)).items():
            counts = []
            most = MOST_REASONS if (name, field_name) == ("proposals", "why") else MANY
            for first in (FEW, most):
                document = f"{{ {name}({arguments}first: {first}) {{ nodes {{ {inner} }} }} }}"
                with statements.counting() as sent:
                    answer = await administrator.send(document)
                codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
                assert codes <= {"LIMIT_EXCEEDED"}, (document, answer)
                counts.append(len(sent))
            asked += 1
            if counts[1] - counts[0] > FEW:
                grown[name, field_name] = counts

    assert grown == {}
    assert asked > 80
