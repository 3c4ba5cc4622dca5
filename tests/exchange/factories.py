"""Tables for tests."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

from sanbao.access.actor import SYSTEM
from sanbao.core.errors import InvalidInput
from sanbao.exchange import service
from sanbao.exchange.columns import ImportKind
from sanbao.exchange.importer import Options
from sanbao.exchange.report import Report
from sanbao.members.models import Skill

TREE = """编码,名称,类别,上级编码
S1C1,第一社区,社区,S1
S1,东亭街道,街道,
S1C2,第二社区,社区,S1
W1,区医院,工作单位,S1
"""


def csv(*lines: str) -> bytes:
    """Lines of a CSV file."""
    return "\n".join(lines).encode()


def xlsx(rows: Iterable[Sequence[Any]], name: str = "名册") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def run(kind: ImportKind, data: bytes | str, mapping: str | None = None, **options: Any) -> Report:
    """Import as the system."""
    data = data.encode() if isinstance(data, str) else data
    return await service.run(SYSTEM, kind, data, mapping=mapping, options=Options(**options))


async def make_tree() -> None:
    """A street with two communities and a work unit, by import."""
    report = await run(ImportKind.UNITS, TREE)
    assert report.created == 4


async def make_skills(*names: str) -> None:
    """Skills of these names."""
    for at, name in enumerate(names):
        await Skill.create(code=f"skill-{at}", name=name)


def counts(report: Report) -> tuple[int, int, int, int]:
    """(created, changed, unchanged, refused)."""
    return report.created, report.changed, report.unchanged, report.refused


def faults(report: Report) -> list[tuple[int, str, str, str]]:
    """(row, column, value, code) of each fault."""
    return [(e.row, e.column, e.value, e.code) for e in report.errors]


def refusal(error: InvalidInput) -> tuple[str, ...]:
    """The input and the reason."""
    return (*error.path, error.message_key)
