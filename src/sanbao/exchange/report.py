"""What an import did, or would do: counts, and every row at fault with what is wrong and the remedy."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sanbao.core.catalogue import sentence, sentences
from sanbao.core.errors import SanbaoError
from sanbao.exchange.cells import plain
from sanbao.exchange.columns import Column, ImportKind
from sanbao.exchange.sheet import Cell

MOST_ERRORS = 1_000
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class RowError:
    """One fault: where, the value (shortened, sensitive ones masked), and the keys of its sentences."""

    sheet: str
    row: int
    column: str
    value: str
    code: str
    facts: Mapping[str, Any]
    expectation: str

    def message(self, locale: str) -> str:
        """What is wrong."""
        return sentence(self.code, self.facts, locale)

    def remedy(self, locale: str) -> str:
        """What would be right: the fault's own remedy, or else what the column expects."""
        own = f"{self.code}-remedy"
        if own in sentences():
            return sentence(own, self.facts, locale)
        return sentence(self.expectation, {}, locale) if self.expectation else ""


@dataclass(slots=True)
class Report:
    """Counts of an import. `written` says whether they happened; otherwise they would have.

    `errors` holds the first 1,000, `error_count` counts all; `refused` counts rows.
    """

    kind: ImportKind
    sheet: str = ""
    dry_run: bool = False
    written: bool = False
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    error_count: int = 0
    errors: list[RowError] = field(default_factory=list)
    ignored_headings: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """The counts, for the journal."""
        names = ("rows", "created", "changed", "unchanged", "refused")
        return {name: getattr(self, name) for name in names}

    def errors_csv(self, locale: str) -> str:
        """The errors as a table for a spreadsheet; no cell of it can run as a formula."""
        out = io.StringIO()
        write = csv.writer(out)
        write.writerow(
            ("工作表", "行", "列", "值", "问题", "怎么改")
            if locale == "zh"
            else ("sheet", "row", "column", "value", "problem", "remedy")
        )
        for e in self.errors:
            cells = (e.sheet, e.row, e.column, e.value, e.message(locale), e.remedy(locale))
            write.writerow([harmless(str(cell)) for cell in cells])
        return out.getvalue()


def harmless(cell: str) -> str:
    """Text that no spreadsheet takes for a formula: it gets an apostrophe in front."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


class Problems:
    """Collects the faults of one table."""

    def __init__(self, report: Report, columns: Mapping[str, Column], headings: Mapping[str, str]) -> None:
        self._report, self._columns, self._headings = report, columns, headings
        self.rows: set[int] = set()

    def add(self, row: int, key: str, error: SanbaoError, cell: Cell = "") -> None:
        """Note a fault of a row; `key` is the column's, or empty for the whole row."""
        self.rows.add(row)
        report = self._report
        report.error_count += 1
        if len(report.errors) >= MOST_ERRORS:
            return
        column = self._columns.get(key)
        value = shortened(plain(cell))
        facts = dict(error.facts)
        if column and column.sensitive:
            value = masked(value)
            facts = {name: masked(fact) if name == "value" else fact for name, fact in facts.items()}
        source = self._headings.get(key, "")
        heading = source if source and "{" not in source else column.heading if column else ""
        expectation = column.expectation(report.kind) if column else ""
        report.errors.append(
            RowError(report.sheet, row, heading, value, error.message_key, facts, expectation)
        )


def shortened(value: str) -> str:
    """At most 40 characters of a value."""
    return value if len(value) <= _MOST_SHOWN else value[: _MOST_SHOWN - 1] + "…"


def masked(value: object) -> str:
    """A sensitive value as a hint: its first character."""
    found = str(value)
    return f"{found[:1]}***" if found else ""
