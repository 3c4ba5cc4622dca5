"""Every sentence that a person reads, by key, in Chinese and English.

The sentences stand in `<topic>.toml` files of this folder as `key = { zh = "…", en = "…" }`; `{name}` is
filled with a fact. A fact that has words of its own (`words.toml`: `state.QUEUED`, `noun.Unit`…) is shown in
these words, `parent_kind` in those of `kind`, the state of a noun in that noun's (`RequestState.QUEUED`); a tuple of facts (`parent_kinds`) as a list. A fact that the
sentence does not name is ignored, a missing one shows as `…`. English sentences count in the plural; of one it is
told in the singular.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LOCALES = ("zh", "en")
_ONE = re.compile(
    r"(?<![\d.,])1 (condition|day|hour|level|member|metre|minute|place|request|row|seat|service|week)s\b"
)


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """All sentences: key → locale → text. A key that stands twice is a fault of the catalogue."""
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for key, texts in tomllib.loads(file.read_text("utf-8")).items():
                if key in found:
                    raise ValueError(f"{key} stands twice in the catalogue")
                found[key] = texts
    return found


def sentence(key: str, facts: Mapping[str, object], locale: str = "zh") -> str:
    """The sentence for a key with its facts filled in; the key itself where the catalogue has none."""
    texts = sentences().get(key)
    if texts is None:
        return key
    noun = str(facts.get("noun", ""))
    shown = {name: _in_words(name, fact, locale, noun) for name, fact in facts.items()}
    said = texts.get(locale, texts["zh"]).format_map(_Facts(shown))
    return _ONE.sub(r"1 \1", said) if locale == "en" else said


def families() -> Mapping[str, tuple[str, ...]]:
    """The closed sets that have words of their own here: name (`RequestState`) → codes, in the catalogue's order."""
    found: dict[str, list[str]] = {}
    for key in sentences():
        name, dot, code = key.partition(".")
        if dot and name[0].isupper():
            found.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def word(name: str, code: str, locale: str = "zh") -> str:
    """The word for a code of a closed set; the code itself where the catalogue has none."""
    last = re.findall(r"[A-Z][a-z]*", name)[-1].lower()
    texts = sentences().get(f"{name}.{code}") or sentences().get(f"{last}.{code}")
    return code if texts is None else texts.get(locale, texts["zh"])


def _in_words(name: str, fact: object, locale: str, noun: str = "") -> object:
    if isinstance(fact, tuple):
        words = [str(_in_words(name.removesuffix("s"), each, locale)) for each in fact]
        return ("、" if locale == "zh" else ", ").join(words) or sentence("nothing", {}, locale)
    keys = (f"{words}.{fact}" for words in (*_of_noun(noun, name), name, name.rpartition("_")[2]))
    texts = next((found for key in keys if (found := sentences().get(key))), None)
    return fact if texts is None else texts.get(locale, texts["zh"])


def _of_noun(noun: str, name: str) -> list[str]:
    """The sets that a noun can have for a fact: `ServiceRequestState` and `RequestState` for a `ServiceRequest`."""
    parts = re.findall(r"[A-Z][a-z]*", noun)
    return ["".join(parts[i:]) + name.title() for i in range(len(parts))]
