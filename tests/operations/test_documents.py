"""The documents of schema/operations as text: valid, named, explained, complete."""

from __future__ import annotations

from collections import Counter

from graphql import parse, validate

from sanbao.api.schema import build_schema
from tests.operations import documents
from tests.operations.cases import CASES

CORE = build_schema()._schema


def test_every_operation_is_valid_by_itself():
    faults = {o.name: [e.message for e in validate(CORE, parse(o.text))] for o in documents.ALL}

    assert {name: found for name, found in faults.items() if found} == {}


def test_every_file_is_valid_as_a_whole():
    for path in documents.FOLDER.glob("*.graphql"):
        assert [e.message for e in validate(CORE, parse(path.read_text("utf-8")))] == [], path.name


def test_every_operation_has_a_name_of_its_own_and_says_which_page_needs_it():
    assert [name for name, count in Counter(o.name for o in documents.ALL).items() if count > 1] == []
    assert [o.name for o in documents.ALL if not o.name or not o.comment] == []


def test_every_root_field_is_used_by_some_page():
    roots = [CORE.query_type, CORE.mutation_type, CORE.subscription_type]
    fields = {name for root in roots if root for name in root.fields}

    assert fields - {name for o in documents.ALL for name in o.root_fields} == set()


def test_every_operation_is_run_by_a_test():
    assert {o.name for o in documents.ALL} == set(CASES)
