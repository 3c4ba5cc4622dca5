"""What the importers of the four kinds have in common: rows in, rows compared, rows written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from tortoise.models import Model

from sanbao.access.actor import Actor
from sanbao.core.bulk import Values, insert_values
from sanbao.core.errors import SanbaoError
from sanbao.exchange.cells import Reading
from sanbao.exchange.columns import Column, ImportKind
from sanbao.exchange.directories import KnownUnit, Skills, Units
from sanbao.exchange.mapping import PlaceMissing
from sanbao.exchange.report import Problems
from sanbao.exchange.table import RawRow

Progress = Callable[[str, int, int], None]
"""(stage, done, total); called from the import's own task."""

_KEYS_A_STATEMENT = 5_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to import. `unit_id` confines the import to a unit's subtree and stands where a row names none."""

    unit_id: UUID | None = None
    dry_run: bool = False
    keep_good_rows: bool = False
    verified: bool = False
    sheet: str | None = None
    place_missing: PlaceMissing | None = None
    fences: Path | None = None


@dataclass(slots=True)
class ParsedRow:
    """A row whose cells could all be read: values by column key. Importers keep what they find beside it."""

    raw: RawRow
    values: dict[str, Any]
    found: dict[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """As Excel shows it."""
        return self.raw.number


@dataclass(frozen=True, slots=True)
class Situation:
    """All that an importer knows of its surroundings."""

    actor: Actor
    options: Options
    reading: Reading
    units: Units
    skills: Skills
    now: datetime

    def unit_of(self, values: dict[str, Any]) -> KnownUnit | None:
        """The unit that a row names, or else the one of the options; raises InvalidInput."""
        named = values.get("unit")
        if named is not None:
            return self.units.find(named)
        return self.units.by_id[self.options.unit_id] if self.options.unit_id else None


class Importer(ABC):
    """One kind of table. `compare` sorts the rows into created, changed and unchanged; `write` writes them."""

    kind: ClassVar[ImportKind]
    noun: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]

    def __init__(self, situation: Situation, problems: Problems) -> None:
        self.situation, self.problems = situation, problems
        self.created: list[ParsedRow] = []
        self.changed: list[ParsedRow] = []
        self.unchanged = 0

    async def prepare(self) -> None:  # noqa: B027 - most kinds need nothing more
        """Read what `check` needs of the database beside units and skills."""

    @abstractmethod
    def key(self, values: dict[str, Any]) -> str | None:
        """What tells a row from the others of the file; None when it has not got it."""

    @abstractmethod
    def check(self, row: ParsedRow) -> None:
        """The rules that need no database; raises InvalidInput whose path begins with a column key."""

    @abstractmethod
    async def compare(self, rows: Sequence[ParsedRow]) -> None:
        """Find what exists already and sort the rows."""

    @abstractmethod
    async def write(self, progress: Progress) -> None:
        """Write created and changed rows, in the caller's unit of work."""

    def refuse(self, row: ParsedRow, error: SanbaoError, key: str = "") -> None:
        """Note a fault found while comparing."""
        named = error.path[0] if error.path else ""
        column = named if any(column.key == named for column in self.columns) else key
        self.problems.add(row.number, column, error, row.raw.cells.get(column, ""))


def chunks(items: Sequence[T], size: int = _KEYS_A_STATEMENT) -> Iterator[Sequence[T]]:
    """Slices of a size that both databases take as parameters."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


async def insert_steadily(
    model: type[Model], rows: Iterable[Values], count: int, progress: Progress, stage: str
) -> None:
    """Insert rows as they are made, so that memory does not grow with the file."""
    await insert_values(model, rows, lambda done: progress(stage, done, count))
