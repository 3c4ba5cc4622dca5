"""Importing a table: read, check every row, compare with what is there, write; or say what would be written.

A bad row stops the whole import unless good rows are to be kept. Importing the same file again changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from tortoise.exceptions import IntegrityError

from sanbao.access import audit
from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock
from sanbao.core.bulk import collector_paused
from sanbao.core.db import unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, PermissionDenied, SanbaoError
from sanbao.exchange.columns import Column, ImportKind, by_key
from sanbao.exchange.directories import Skills, Units
from sanbao.exchange.importer import Importer, Options, ParsedRow, Progress, Situation
from sanbao.exchange.mapping import FileMapping, parse_mapping
from sanbao.exchange.members import MemberImporter
from sanbao.exchange.menu import MenuImporter
from sanbao.exchange.report import Problems, Report
from sanbao.exchange.requests import RequestImporter
from sanbao.exchange.sheet import read_sheet
from sanbao.exchange.table import RawRow, Table, lay_out
from sanbao.exchange.units import UnitImporter
from sanbao.organisations import scope
from sanbao.organisations import service as organisations

IMPORTERS: dict[ImportKind, type[Importer]] = {
    importer.kind: importer for importer in (UnitImporter, MemberImporter, MenuImporter, RequestImporter)
}
COLUMNS: dict[ImportKind, tuple[Column, ...]] = {kind: each.columns for kind, each in IMPORTERS.items()}
_ROWS_A_TURN = 200


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


async def run(
    actor: Actor,
    kind: ImportKind,
    data: bytes,
    *,
    mapping: bytes | str | None = None,
    options: Options = Options(),  # noqa: B008
    progress: Progress = silent,
) -> Report:
    """Import a file's bytes. Needs `exchange:import` on the unit of the options, or else on some unit; rows
    outside are refused one by one.

    Raises InvalidInput for a file or mapping that cannot be used at all, Conflict when somebody imported the
    same at the same time; faults of rows stand in the report. All in one unit of work.
    """
    columns = COLUMNS[kind]
    how = parse_mapping(mapping, columns) if mapping else FileMapping()
    options = replace(options, place_missing=options.place_missing or how.place_missing)
    tops = await _allowed(actor, options)
    table = await asyncio.to_thread(_read, data, kind, how, options)
    try:
        async with unit_of_work():
            with collector_paused():
                return await _import(actor, kind, table, how, options, tops, progress)
    except IntegrityError:
        raise Conflict("import-raced") from None


async def _allowed(actor: Actor, options: Options) -> frozenset[UUID] | None:
    """The tops of what the import may touch; None: everything."""
    if options.unit_id is not None:
        unit = await organisations.get(actor, options.unit_id)
        await scope.require(actor, Permission.EXCHANGE_IMPORT, unit.id)
        return frozenset({unit.id})
    if actor.holds_everything:
        return None
    actor.require_signed_in()
    tops = actor.units_with(Permission.EXCHANGE_IMPORT)
    if not tops:
        raise PermissionDenied(Permission.EXCHANGE_IMPORT.value)
    return frozenset(tops)


def _read(data: bytes, kind: ImportKind, how: FileMapping, options: Options) -> Table:
    sheet = read_sheet(data, name=options.sheet or how.sheet, delimiter=how.delimiter)
    return lay_out(sheet, kind, COLUMNS[kind], how, ("unit",) if options.unit_id else ())


async def _import(
    actor: Actor,
    kind: ImportKind,
    table: Table,
    how: FileMapping,
    options: Options,
    tops: frozenset[UUID] | None,
    progress: Progress,
) -> Report:
    report = Report(kind, table.sheet, options.dry_run, rows=len(table.rows))
    report.ignored_headings = list(table.ignored)
    problems = Problems(report, by_key(COLUMNS[kind]), table.headings)
    if kind is ImportKind.UNITS:
        await organisations.hold_tree()
    situation = Situation(
        actor, options, how.reading(), await Units.load(tops), await Skills.load(), clock.now()
    )
    importer = IMPORTERS[kind](situation, problems)
    await importer.prepare()
    rows = await _parsed(importer, table.rows, problems, progress)
    await importer.compare(rows)
    report.created, report.changed = len(importer.created), len(importer.changed)
    report.errors.sort(key=lambda error: error.row)
    report.unchanged, report.refused = importer.unchanged, len(problems.rows)
    if options.dry_run or (report.refused and not options.keep_good_rows):
        return report
    report.written = True
    if importer.created or importer.changed:
        await importer.write(progress)
        await audit.record(actor, "import", importer.noun, None, **report.counts())
    return report


async def _parsed(
    importer: Importer, raw_rows: Sequence[RawRow], problems: Problems, progress: Progress
) -> list[ParsedRow]:
    """The rows whose cells can be read, that keep the rules and that the file names once."""
    readers = {column.key: column for column in importer.columns}
    required = [column for column in importer.columns if column.required]
    if importer.situation.options.unit_id is not None:
        required = [column for column in required if column.key != "unit"]
    first: dict[str, int] = {}
    found: list[ParsedRow] = []
    for done, raw in enumerate(raw_rows):
        if done % _ROWS_A_TURN == 0:
            progress("reading", done, len(raw_rows))
            await asyncio.sleep(0)  # the server answers others meanwhile
        row = _row(importer, raw, readers, required, problems)
        key = importer.key(row.values)
        if key is not None and first.setdefault(key, raw.number) != raw.number:
            column = next(c.key for c in required if c.key in ("external_id", "code"))
            error = InvalidInput(column, "import-twice-in-file", row=first[key])
            problems.add(raw.number, column, error, raw.cells.get(column, ""))
        if raw.number not in problems.rows:
            try:
                importer.check(row)
            except SanbaoError as error:
                importer.refuse(row, error)
            else:
                found.append(row)
    progress("reading", len(raw_rows), len(raw_rows))
    return found


def _row(
    importer: Importer,
    raw: RawRow,
    readers: dict[str, Column],
    required: Sequence[Column],
    problems: Problems,
) -> ParsedRow:
    """Read every cell of a row, so that all its faults are told at once."""
    values = {}
    for key, cell in raw.cells.items():
        if key in raw.broken:
            continue
        try:
            values[key] = readers[key].read(cell, importer.situation.reading)
        except SanbaoError as error:
            problems.add(raw.number, key, error, cell)
    for key, reason in raw.broken.items():
        problems.add(raw.number, key, InvalidInput(key, reason), raw.cells.get(key, ""))
    for column in required:
        if column.key not in raw.cells and column.key not in raw.broken:
            problems.add(raw.number, column.key, InvalidInput(column.key, "required"))
    return ParsedRow(raw, values)
