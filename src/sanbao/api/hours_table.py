"""A unit's hours to download as a table."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sanbao.access import sessions
from sanbao.access.audit import record
from sanbao.api.excel_answers import workbook_for
from sanbao.api.view import token_of
from sanbao.core import clock, ids
from sanbao.core.catalogue import sentence
from sanbao.core.errors import InvalidInput, NotFound, NotSignedIn
from sanbao.core.settings import Settings
from sanbao.exchange import hours


async def hours_table(settings: Settings, request: Request) -> Response:
    """`GET /hours/{unit}.xlsx?from=2026-01-01&until=2026-12-31` (local days, both included; this year where left out),
    with a bearer token or from our own pages: 404 for what is not the reader's to see, 400 for days that are none.
    Taking it is noted."""
    actor = await sessions.actor_for(token_of(request, settings))
    today = clock.today()
    try:
        first = date.fromisoformat(request.query_params.get("from", f"{today.year}-01-01"))
        last = date.fromisoformat(request.query_params.get("until", str(today)))
        unit_id = ids.row_id(request.path_params["unit"], "Unit", "unit")
        unit, body = await hours.table(actor, unit_id, first, last)
    except ValueError:
        return PlainTextResponse("Days are written 2026-11-25\n", 400)
    except InvalidInput as refusal:
        return PlainTextResponse(sentence(refusal.message_key, refusal.facts, actor.locale) + "\n", 400)
    except (NotFound, NotSignedIn):
        return PlainTextResponse("Not found\n", 404)
    await record(actor, "HoursTable", "Unit", unit.id, first=str(first), last=str(last))
    return workbook_for(body, f"{unit.name}-服务时长-{first}-{last}.xlsx")
