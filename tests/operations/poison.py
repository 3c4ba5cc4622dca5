"""Values that nobody should send, for every argument and input field that the schema has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
)

Path = tuple[str | int, ...]

UNPRINTABLE = {"nul": "a\x00b", "control": "a\x07b"}
TEXTS = {**UNPRINTABLE, "long": "x" * 10_000, "empty": ""}
OF_OTHER_TYPE = "Tm90aGluZzowMTlhMjA4MjdlMzI3N2Y1NDkxYWI0MmVjOGVhMjU3NA"
INTS = {"negative": -1, "most": 2**31 - 1, "beyond": 2**31}
FLOATS = {"huge": 1e308, "negative": -1e308, "text": "1"}
MOMENTS = {"naive": "2030-01-01T00:00:00", "first": "0001-01-01T00:00:00+14:00", "last": "9999-12-31T23:59:59-14:00",
           "nul": "2030\x00", "word": "tomorrow"}  # fmt: skip
DATES = {"first": "0001-01-01", "last": "9999-12-31", "nul": "2030\x00", "word": "tomorrow"}
BY_TYPE: dict[str, dict[str, Any]] = {
    "String": TEXTS,
    "ID": {"nul": "a\x00b", "long": TEXTS["long"], "other type": OF_OTHER_TYPE},
    "Int": INTS,
    "Float": FLOATS,
    "DateTime": MOMENTS,
    "Date": DATES,
    "Boolean": {"text": "yes"},
    "Upload": {"text": "x"},
}
COMMON = {
    "expectedVersion": "most",
    "idempotencyKey": "nul",
    "first": "most",
    "last": "most",
    "after": "nul",
    "before": "nul",
}
"""What every mutation, or every list, takes: one poison each, since one piece of code reads them all."""


@dataclass(frozen=True)
class Dose:
    """A poison at a place of the variables."""

    path: Path
    name: str
    value: Any


def doses(name: str, kind: GraphQLInputType, path: Path = ()) -> Iterator[Dose]:
    """Every poison for an argument or input field and all that lies in it."""
    path = (*path, name)
    bare: Any = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(bare, GraphQLList):
        yield Dose(path, "no items", [])
        yield Dose(path, "10,000 items", [example(bare.of_type)] * 10_000)
        yield Dose(path, "null within", [None])
        path = (*path, 0)
    named = get_named_type(bare)
    if isinstance(named, GraphQLInputObjectType):
        for field_name, field in named.fields.items():
            yield from doses(field_name, field.type, path)
        return
    values = {"unknown": "NOPE"} if isinstance(named, GraphQLEnumType) else BY_TYPE[named.name]
    if name in COMMON:
        values = {COMMON[name]: values[COMMON[name]]}
    for label, value in values.items():
        yield Dose(path, label, value)


def example(kind: Any) -> Any:
    """A value that the type allows, whatever it may mean."""
    bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(bare, GraphQLList):
        return [example(bare.of_type)]
    if isinstance(bare, GraphQLInputObjectType):
        needed = {n: f for n, f in bare.fields.items() if isinstance(f.type, GraphQLNonNull)}
        return {n: example(f.type) for n, f in needed.items()}
    if isinstance(bare, GraphQLEnumType):
        return next(iter(bare.values))
    plain = {
        "Int": 1,
        "Float": 1.5,
        "Boolean": True,
        "Date": "2030-01-01",
        "DateTime": "2030-01-01T00:00:00Z",
    }
    return plain.get(bare.name, OF_OTHER_TYPE if bare.name == "ID" else "text")


def poisoned(variables: Any, kind: Any, path: Path, value: Any) -> Any:
    """A copy of the variables with the value at the path; what is missing on the way is made."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(step, int):
        items = list(variables or [example(bare.of_type)])
        items[step] = poisoned(items[step], bare.of_type, rest, value)
        return items
    fields = bare.fields if isinstance(bare, GraphQLInputObjectType) else {}
    held = dict(variables if isinstance(variables, dict) else example(bare))
    held[step] = poisoned(held.get(step), fields[step].type, rest, value)
    return held


def document(name: str, field: GraphQLField) -> str:
    """A query of a root field with every argument as a variable of its own name."""
    declared = ", ".join(f"${n}: {a.type}" for n, a in field.args.items())
    given = ", ".join(f"{n}: ${n}" for n in field.args)
    kind = get_named_type(field.type)
    selected = "__typename"
    if isinstance(kind, GraphQLObjectType) and kind.name.endswith("Connection"):
        selected = "totalCount nodes { __typename }"
    return f"query ({declared}) {{ {name}({given}) {{ {selected} }} }}"
