"""Answers that are a workbook for Excel."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_for(body: bytes, name: str) -> Response:
    """A workbook for its reader alone, to save under `name`: no cache keeps it."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "cache-control": "private, no-store",
    }
    return Response(body, media_type=XLSX, headers=headers)
