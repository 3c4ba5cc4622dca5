"""Inputs of changes: what is left out stays as it is, null clears where a thing may be empty."""

from __future__ import annotations

from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

import strawberry

from sanbao.core.errors import InvalidInput

Said = TypeVar("Said")


def said(input: Any, kind: type[Said]) -> Said:
    """Those keys of the TypedDict `kind` that the input names; raises InvalidInput for a null in a key that
    cannot be empty. Positions become (longitude, latitude)."""
    found: dict[str, Any] = {}
    for name, hint in get_type_hints(kind).items():
        value = getattr(input, name, strawberry.UNSET)
        if value is strawberry.UNSET:
            continue
        if value is None and NoneType not in get_args(hint):
            raise InvalidInput(name, "required")
        found[name] = value.pair() if hasattr(value, "pair") else value
    return found
