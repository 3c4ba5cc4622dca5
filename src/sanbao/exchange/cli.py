"""`sanbao import KIND FILE` and `sanbao import template KIND`. docs/import.md tells of each option."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from typer.core import TyperGroup

from sanbao.access.actor import SYSTEM
from sanbao.core import db
from sanbao.core.catalogue import sentence
from sanbao.core.errors import InvalidInput
from sanbao.core.settings import Settings
from sanbao.exchange import service
from sanbao.exchange.columns import ImportKind
from sanbao.exchange.directories import Units
from sanbao.exchange.importer import Options
from sanbao.exchange.mapping import PlaceMissing
from sanbao.exchange.report import Report
from sanbao.exchange.template import template

_SHOWN_ERRORS = 20
_QUIET_SECONDS = 2.0
_LOCALES = ("zh", "en")
console = Console()


class _RunByDefault(TyperGroup):
    """What is no other command is the kind of a table: `import members FILE` means `import run members FILE`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command and its arguments."""
        return super().resolve_command(ctx, args if args[0] in self.commands else ["run", *args])


app = typer.Typer(
    cls=_RunByDefault,
    no_args_is_help=True,
    help="Import units, members, menu items or requests: sanbao import KIND FILE. 导入。",
)
Kind = Annotated[str, typer.Argument(help="units, members, menu or requests.")]


@app.command("run")
def run_command(
    kind: Kind,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=".xlsx or .csv.")],
    mapping: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="TOML or JSON: how a foreign file fits our columns."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
    keep_good_rows: Annotated[
        bool, typer.Option("--keep-good-rows", help="Write the good rows although others are refused.")
    ] = False,
    unit: Annotated[
        str | None,
        typer.Option(help="Code or name: confines the import to this unit; stands where a row names none."),
    ] = None,
    verified: Annotated[
        bool, typer.Option("--verified", help="Members and requests come in verified.")
    ] = False,
    sheet: Annotated[str | None, typer.Option(help="The sheet's name; else the first one.")] = None,
    place_missing: Annotated[
        bool, typer.Option("--place-missing", help="Estimate a place for units that have none.")
    ] = False,
    fences: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Folder of district outlines, fence_XXXXXX.json."),
    ] = None,
    errors: Annotated[Path | None, typer.Option(help="Write the faults to this CSV file.")] = None,
) -> None:
    """Import a table. Exit status 1 when any row was refused."""
    report = asyncio.run(
        import_command(
            Settings(),
            kind,
            file,
            mapping=mapping,
            unit=unit,
            options=Options(
                dry_run=dry_run,
                keep_good_rows=keep_good_rows,
                verified=verified,
                sheet=sheet,
                place_missing=PlaceMissing() if place_missing else None,
                fences=fences,
            ),
        )
    )
    show(report)
    if errors is not None:
        errors.write_text(report.errors_csv("zh"), "utf-8-sig")
    if report.refused:
        raise typer.Exit(1)


@app.command("template")
def template_command(
    kind: Kind,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write it.")] = None,
) -> None:
    """Write an empty table to fill in, with headings, lists and explanations."""
    found = parse_kind(kind)
    path = output or Path(f"sanbao-{found.value.lower()}.xlsx")
    path.write_bytes(template(found))
    for locale in _LOCALES:
        console.print(sentence("import-template-written", {"path": path}, locale), highlight=False)


async def import_command(
    settings: Settings,
    kind: str,
    file: Path,
    *,
    mapping: Path | None = None,
    unit: str | None = None,
    options: Options = Options(),  # noqa: B008
) -> Report:
    """Import a file as the system, with a progress bar once it takes longer than two seconds."""
    found = parse_kind(kind)
    await db.migrate(settings)
    async with db.opened(settings):
        if unit is not None:
            options = replace(options, unit_id=(await Units.load(None)).find(unit).id)
        with Watched() as watched:
            return await service.run(
                SYSTEM,
                found,
                await asyncio.to_thread(file.read_bytes),
                mapping=await asyncio.to_thread(mapping.read_bytes) if mapping else None,
                options=options,
                progress=watched,
            )


def parse_kind(text: str) -> ImportKind:
    """A kind by its name; raises InvalidInput."""
    try:
        return ImportKind(text.upper())
    except ValueError:
        kinds = ", ".join(kind.value.lower() for kind in ImportKind)
        raise InvalidInput("kind", "import-kind-unknown", value=text, kinds=kinds) from None


def show(report: Report) -> None:
    """The counts, and the first faults with their remedies."""
    for error in report.errors[:_SHOWN_ERRORS]:
        for locale in _LOCALES:
            where = [sentence("import-row", {"row": error.row}, locale), error.column, error.value]
            console.print(
                " · ".join(part for part in where if part)
                + f": {error.message(locale)} {error.remedy(locale)}",
                style="red" if locale == "zh" else "dim",
                markup=False,
                highlight=False,
            )
    rest = report.error_count - min(len(report.errors), _SHOWN_ERRORS)
    end = "import-was-written" if report.written else "import-was-trial"
    if not report.written and not report.dry_run:
        end = "import-was-refused"
    for locale in _LOCALES:
        if rest:
            console.print(sentence("import-more-errors", {"count": rest}, locale), highlight=False)
        if report.ignored_headings:
            facts = {"headings": "、".join(report.ignored_headings[:12])}
            console.print(sentence("import-ignored-headings", facts, locale), markup=False, highlight=False)
        console.print(f"{sentence('import-summary', report.counts(), locale)} {sentence(end, {}, locale)}")


class Watched:
    """Progress on a terminal: nothing for the first two seconds, then a bar for each stage."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Hear of progress."""
        if self._bars is None:
            if time.monotonic() - self._began < _QUIET_SECONDS:
                return
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.completed}/{task.total}"),
            )
            self._bars = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
            self._bars.start()
        if stage not in self._tasks:
            words = " ".join(sentence(f"import-stage-{stage}", {}, locale) for locale in _LOCALES)
            self._tasks[stage] = self._bars.add_task(words, total=total)
        self._bars.update(self._tasks[stage], completed=done, total=total)
