"""What the columns of each kind of table are, and finding them under the headings of a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sanbao.exchange.cells import Read
from sanbao.exchange.sheet import Cell


class ImportKind(StrEnum):
    """What a table is about."""

    UNITS = "UNITS"
    MEMBERS = "MEMBERS"
    MENU = "MENU"
    REQUESTS = "REQUESTS"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in mapping files, its headings, how its cells are read.

    What is expected in it stands in the catalogue, see `expectation`. `examples` fill the template's rows.
    """

    key: str
    heading: str
    heading_en: str
    read: Read
    required: bool = False
    sensitive: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ("", "")

    def expectation(self, kind: ImportKind) -> str:
        """The catalogue key of what is expected in the column."""
        return f"column-{kind.value.lower()}-{self.key.replace('_', '-')}"

    def names(self) -> list[str]:
        """Everything that the column may be called, normalised."""
        return [
            normalised(name)
            for name in (self.heading, self.heading_en, self.key, self.key.replace("_", " "), *self.aliases)
        ]


def normalised(heading: str) -> str:
    """A heading without spaces, asterisks, remarks in brackets and differences of width or case."""
    heading = unicodedata.normalize("NFKC", heading).lower()
    heading = re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", heading)
    return re.sub(r"[\s*_:\u200b\ufeff-]", "", heading)


def recognised(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[dict[str, int], list[str]]:
    """Column key → index for the headings of a row, and the headings that mean nothing here."""
    names = {name: column.key for column in columns for name in column.names()}
    found: dict[str, int] = {}
    unknown: list[str] = []
    for index, cell in enumerate(cells):
        heading = str(cell)
        key = names.get(normalised(heading))
        if key is not None and key not in found:
            found[key] = index
        elif heading.strip():
            unknown.append(heading.strip())
    return found, unknown


def by_key(columns: Sequence[Column]) -> Mapping[str, Column]:
    """The columns by their keys."""
    return {column.key: column for column in columns}
