"""Inputs of changes: what is left out stays as it is, null clears where a thing may be empty."""

from __future__ import annotations

from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

import strawberry

from sanbao.core import ids
from sanbao.core.errors import InvalidInput

Said = TypeVar("Said")


def said(input: Any, kind: type[Said], **nouns: str) -> Said:
    """Those keys of the TypedDict `kind` that the input names.

    A key of `nouns`, such as `unit_id="Unit"`, is the row id behind the input's global id `unit`. Positions
    become (longitude, latitude). Raises InvalidInput for a null in a key that cannot be empty.
    """
    found: dict[str, Any] = {}
    for key, hint in get_type_hints(kind).items():
        name = key.removesuffix("_id") if key in nouns else key
        value = getattr(input, name, strawberry.UNSET)
        if value is strawberry.UNSET:
            continue
        if value is None and NoneType not in get_args(hint):
            raise InvalidInput(name, "required")
        if value is not None and key in nouns:
            value = ids.row_id(value, nouns[key], name)
        found[key] = value.pair() if hasattr(value, "pair") else value
    return found
