"""Built files whose names change with their content: kept by browsers for good, sent as they were compressed."""

from __future__ import annotations

from collections.abc import Mapping
from mimetypes import guess_type

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_FOR_GOOD = "public, max-age=31536000, immutable"
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""Content coding → ending of the file that was laid beside; the smaller first."""


class Assets(StaticFiles):
    """The folder of hashed assets."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, in the best coding that the browser takes."""
        coding = self._coding(path, Headers(scope=scope))
        response = await super().get_response(path + _ENCODINGS.get(coding, ""), scope)
        if response.status_code in (200, 304):
            response.headers["cache-control"] = _FOR_GOOD
            response.headers["vary"] = "Accept-Encoding"
        if coding and response.status_code == 200:
            response.headers["content-encoding"] = coding
            response.headers["content-type"] = self._type_of(path)
        return response

    def _coding(self, path: str, headers: Mapping[str, str]) -> str:
        parts = (
            part.partition(";") for part in headers.get("accept-encoding", "").replace(" ", "").split(",")
        )
        accepted = {name for name, _, weight in parts if weight not in ("q=0", "q=0.0", "q=0.00", "q=0.000")}
        for coding, ending in _ENCODINGS.items():
            if coding in accepted and self.lookup_path(path + ending)[1]:
                return coding
        return ""

    def _type_of(self, path: str) -> str:
        kind = guess_type(path)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
