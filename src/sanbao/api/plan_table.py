"""A run's plan to download as a table."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sanbao.access import sessions
from sanbao.access.audit import record
from sanbao.api.excel_answers import workbook_for
from sanbao.api.view import token_of
from sanbao.core import ids
from sanbao.core.errors import Conflict, InvalidInput, NotFound, NotSignedIn
from sanbao.core.settings import Settings
from sanbao.exchange import plans


async def plan_table(settings: Settings, request: Request) -> Response:
    """`GET /runs/{id}/plan.xlsx`, with a bearer token or from our own pages: 404 for what is not there or not the
    reader's to see. Taking it is noted."""
    actor = await sessions.actor_for(token_of(request, settings))
    try:
        run_id = ids.row_id(request.path_params["id"], "AssignmentRun")
        run, body = await plans.table(actor, run_id)
    except (NotFound, NotSignedIn, InvalidInput, Conflict):
        return PlainTextResponse("Not found\n", 404)
    await record(actor, "PlanTable", "AssignmentRun", run.id)
    return workbook_for(body, f"{run.number}-方案.xlsx")
