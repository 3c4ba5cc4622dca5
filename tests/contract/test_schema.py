"""The contract: committed, described, guarded, and broken only when that is declared."""

import re
from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    find_breaking_changes,
)

from sanbao.api import contract
from sanbao.api import schema as api
from sanbao.api.mutation import GUARDS

FOLDER = Path(__file__).parents[2] / "schema"
SCHEMA = api.build_schema()
CORE = SCHEMA._schema
OWN = {name: kind for name, kind in CORE.type_map.items() if not name.startswith("__")}
PUBLIC = {"viewer", "signInWays", "words", "sessionCreate", "accountRedeemReset"}


def test_the_committed_contract_is_what_the_code_says():
    assert (FOLDER / "schema.graphql").read_text("utf-8") == contract.text(SCHEMA), "run `make schema`"


def test_every_breaking_change_since_the_baseline_is_declared_in_the_changelog():
    before = build_schema((FOLDER / "baseline.graphql").read_text("utf-8"))
    now = build_schema(contract.text(SCHEMA))
    declared = (FOLDER / "CHANGELOG.md").read_text("utf-8")

    undeclared = [c.description for c in find_breaking_changes(before, now) if c.description not in declared]

    assert undeclared == []


def test_every_type_field_argument_and_input_is_described():
    bare = []
    for name, kind in OWN.items():
        if name in ("Query", "Mutation", "Subscription"):
            pass
        elif not kind.description and name not in ("ID", "String", "Int", "Float", "Boolean"):
            bare.append(name)
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType, GraphQLInputObjectType)):
            for field_name, field in kind.fields.items():
                if not field.description:
                    bare.append(f"{name}.{field_name}")
                for argument_name, argument in getattr(field, "args", {}).items():
                    if not argument.description:
                        bare.append(f"{name}.{field_name}({argument_name})")

    assert bare == []


def test_every_root_field_says_who_may_use_it():
    roots = [CORE.query_type, CORE.mutation_type, CORE.subscription_type]
    fields = {name for root in roots if root for name in root.fields}

    assert fields - set(GUARDS) == set()
    assert {name for name, needs in GUARDS.items() if needs == "public"} == PUBLIC


def test_every_mutation_takes_one_input_and_answers_a_union_of_success_and_refusals():
    for name, field in CORE.mutation_type.fields.items():
        members = [kind.name for kind in field.type.of_type.types]
        assert list(field.args) == ["input"], name
        assert members[0] == f"{name[0].upper()}{name[1:]}Success", name
        assert all(m.endswith("Error") for m in members[1:]), name
        assert all("UserError" in [i.name for i in CORE.type_map[m].interfaces] for m in members[1:]), name


def test_lists_are_pages_of_at_most_100_or_bounded_relations():
    for kind in OWN.values():
        if isinstance(kind, GraphQLObjectType) and kind.name.endswith("Connection"):
            assert set(kind.fields) == {"edges", "nodes", "pageInfo", "totalCount"}


def test_every_deprecation_says_when_it_goes():
    reasons = [
        f.deprecation_reason
        for kind in OWN.values()
        if not isinstance(kind, GraphQLEnumType)
        for f in getattr(kind, "fields", {}).values()
        if f.deprecation_reason
    ]

    assert all(re.search(r"Removal on \d{4}-\d{2}-\d{2}", reason) for reason in reasons)
