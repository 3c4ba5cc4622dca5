"""What Sanbao itself has to say about something it did: a key of the catalogue with its facts, as one short text.

It is kept as JSON, so that it can be said in the language of whoever reads it later.
"""

from __future__ import annotations

from typing import Any

import msgspec
import orjson

from sanbao.core.catalogue import sentence

_LONGEST = 400


class _Coded(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    facts: dict[str, str]


def coded(key: str, **facts: Any) -> str:
    """A catalogue key with its facts, at most 400 characters; long facts are cut."""
    text = _written(key, {name: str(value) for name, value in facts.items()})
    if len(text) > _LONGEST:
        longest = _LONGEST // 3 // max(1, len(facts))
        text = _written(key, {name: str(value)[:longest] for name, value in facts.items()})
    return text


def _written(key: str, facts: dict[str, str]) -> str:
    return orjson.dumps({"key": key, "facts": facts}).decode()


def code(text: str) -> str | None:
    """The key of a coded text; None for any other."""
    found = _read(text)
    return found.key if found else None


def said(text: str, locale: str) -> str:
    """A coded text in words; any other text as it is."""
    found = _read(text)
    return sentence(found.key, found.facts, locale) if found else text


def _read(text: str) -> _Coded | None:
    try:
        return msgspec.json.decode(text, type=_Coded)
    except msgspec.DecodeError:
        return None
