"""Imports in the API, and the templates to download."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import nullcontext
from typing import Annotated

import strawberry
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from strawberry.file_uploads import Upload

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.excel_answers import XLSX
from sanbao.api.mutation import GUARDS, MutationInput, guard_text, mutation
from sanbao.api.uploads import bytes_of
from sanbao.core import ids, inputs
from sanbao.core.catalogue import sentence
from sanbao.core.errors import InvalidInput
from sanbao.exchange import following, service
from sanbao.exchange.columns import ImportKind as Kind
from sanbao.exchange.importer import Options
from sanbao.exchange.report import Report
from sanbao.exchange.template import template

_NOT_UPLOADED = "import-not-uploaded"

ImportKind = strawberry.enum(
    Kind,
    name="ImportKind",
    description="What a table is about: units 单位, members 成员, menu items 服务菜单, requests 服务需求.",
)


@strawberry.type(description="One fault of one row. 导入错误。")
class ImportRowError:
    sheet: str = strawberry.field(description="The sheet; `csv` for a CSV file.")
    row: int = strawberry.field(description="The row's number as Excel shows it, from 1.")
    column: str = strawberry.field(description="The heading of the column; empty for the whole row.")
    value: str = strawberry.field(
        description="The cell, at most 40 characters; of a sensitive cell the first character only."
    )
    code: str = strawberry.field(description="Stable and machine-readable.")
    message: str = strawberry.field(description="What is wrong, in the reader's language.")
    remedy: str = strawberry.field(description="What would be right.")


@strawberry.type(description="The faults of a table. 导入错误列表。")
class ImportRowErrors:
    total_count: int = strawberry.field(description="How many faults there are in all.")
    nodes: list[ImportRowError] = strawberry.field(description="The first 1,000 of them, by row.")


@strawberry.type(description="What an import did; with `written` false, what it would have done. 导入报告。")
class ImportReport:
    dry_run: bool = strawberry.field(description="Whether this was a trial. 试导入。")
    written: bool = strawberry.field(
        description="Whether the counts happened; false after a trial or a refusal."
    )
    sheet: str = strawberry.field(description="The sheet that was read; `csv` for a CSV file.")
    rows: int = strawberry.field(description="Rows with anything in them, below the headings.")
    created: int = strawberry.field(description="Rows that make something new.")
    changed: int = strawberry.field(description="Rows that change something.")
    unchanged: int = strawberry.field(description="Rows that say what is there already.")
    refused: int = strawberry.field(description="Rows with faults.")
    ignored_headings: list[str] = strawberry.field(description="Headings that mean nothing here.")
    row_errors: ImportRowErrors = strawberry.field(description="Every fault, with its remedy.")
    errors_csv: str = strawberry.field(
        description="The listed faults as CSV for a spreadsheet; no cell of it runs as a formula."
    )


@strawberry.input(description="A table to import, as a file or as text. 导入。")
class ImportRunInput(MutationInput):
    kind: ImportKind = strawberry.field(description="What it is about.")
    file: Upload | None = strawberry.field(
        default=None,
        description="An .xlsx or .csv file (UTF-8 or GB18030), by the GraphQL multipart request convention.",
    )
    text: str | None = strawberry.field(default=None, description="CSV as text, in place of a file.")
    mapping: str | None = strawberry.field(
        default=None, description="How a foreign file's columns fit ours, TOML or JSON; docs/import.md."
    )
    mapping_file: Upload | None = strawberry.field(default=None, description="The mapping as a file.")
    sheet: str | None = strawberry.field(
        default=None, description="The sheet's name, at most 80 characters; the first where null."
    )
    unit: strawberry.ID | None = strawberry.field(
        default=None,
        description="Confines the import to this unit and all below it, and stands where a row names no unit.",
    )
    dry_run: bool = strawberry.field(default=False, description="Check everything, write nothing. 试导入。")
    keep_good_rows: bool = strawberry.field(
        default=False, description="Write the good rows although others are refused; else all or nothing."
    )
    verified: bool = strawberry.field(
        default=False,
        description="Members come in verified (ACTIVE), requests verified (QUEUED). 已核实。",
    )
    progress_key: str | None = strawberry.field(
        default=None,
        description="A key of your choice, at most 80 characters, under which `importProgress` tells how far the "
        "import has come.",
    )


@strawberry.type(description="The table was read and checked; the report says what was done.")
class ImportRunSuccess:
    report: ImportReport = strawberry.field(description="Counts and faults.")


@strawberry.type(description="How far an import has come. 导入进度。")
class ImportProgress:
    stage: str = strawberry.field(
        description="What is being done: `waiting` before the import begins, `reading` while rows are checked; the "
        "others write (`members`, `skills`, `requests`…)."
    )
    sentence: str = strawberry.field(description="The same in the reader's language.")
    done: int = strawberry.field(description="How many rows of that are done.")
    total: int = strawberry.field(description="Of how many.")


GUARDS["importProgress"] = "self"


@strawberry.type
class ImportSubscriptions:
    @strawberry.subscription(
        description="How far an import of one's own has come: where it stands at once (`waiting` before it begins, so "
        "subscribe first), then each time more is done; ends with the import. Where another process of the server runs "
        "the import, nothing follows: leave when it has answered. 导入进度订阅。 " + guard_text("self")
    )
    async def import_progress(
        self,
        info: Info,
        key: Annotated[str, strawberry.argument(description="The import's `progressKey`.")],
    ) -> AsyncIterator[ImportProgress]:
        context = info.context
        context.actor.require_signed_in()
        async for found in following.follow(context.actor, key):
            said = sentence(f"import-stage-{found.stage}", {}, context.locale)
            yield ImportProgress(stage=found.stage, sentence=said, done=found.done, total=found.total)


@strawberry.type
class ImportMutations:
    @mutation(
        needs=Permission.EXCHANGE_IMPORT,
        description="Import units, members, menu items or requests; importing the same again changes nothing. An empty "
        "table to fill in: `GET /import/templates/members.xlsx`, likewise units, menu and requests. 导入。",
        own_audit=True,
    )
    async def import_run(info: Info, input: ImportRunInput) -> ImportRunSuccess:
        if (input.file is None) == (input.text is None):
            raise InvalidInput("file", "import-file-or-text")
        mapping = (
            input.mapping if input.mapping_file is None else await bytes_of(input.mapping_file, _NOT_UPLOADED)
        )
        actor, key = info.context.actor, inputs.optional_text("progress_key", input.progress_key, most=80)
        with following.followed(actor, key) if key else nullcontext(service.silent) as progress:
            report = await service.run(
                actor,
                input.kind,
                input.text.encode() if input.text is not None else await bytes_of(input.file, _NOT_UPLOADED),
                mapping=mapping,
                options=Options(
                    unit_id=ids.row_id(input.unit, "Unit", "unit") if input.unit else None,
                    dry_run=input.dry_run,
                    keep_good_rows=input.keep_good_rows,
                    verified=input.verified,
                    sheet=inputs.optional_text("sheet", input.sheet, most=80),
                ),
                progress=progress,
            )
        return ImportRunSuccess(report=_shown(report, info.context.locale))


def _shown(report: Report, locale: str) -> ImportReport:
    errors = [
        ImportRowError(
            sheet=e.sheet,
            row=e.row,
            column=e.column,
            value=e.value,
            code=e.code.upper().replace("-", "_"),
            message=e.message(locale),
            remedy=e.remedy(locale),
        )
        for e in report.errors
    ]
    return ImportReport(
        dry_run=report.dry_run,
        written=report.written,
        sheet=report.sheet,
        **report.counts(),
        ignored_headings=report.ignored_headings,
        row_errors=ImportRowErrors(total_count=report.error_count, nodes=errors),
        errors_csv=report.errors_csv(locale),
    )


async def import_template(request: Request) -> Response:
    """`GET /import/templates/{kind}.xlsx`: an empty table to fill in. Public: it holds no data."""
    try:
        kind = Kind(request.path_params["kind"].upper())
    except ValueError:
        return PlainTextResponse("Not found\n", 404)
    headers = {"content-disposition": f'attachment; filename="sanbao-{kind.value.lower()}.xlsx"'}
    return Response(template(kind), media_type=XLSX, headers=headers)
