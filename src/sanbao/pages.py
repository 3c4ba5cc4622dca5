"""The pages that were built into `sanbao/web/`, with headers that let them ask nobody but us."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sanbao.core.settings import Settings
from sanbao.demo import DemoLogin

_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
_NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>Sanbao</title>"
    "<p>页面还没有构建：请运行 <code>make web</code>。<p>The pages are not built yet: run <code>make web</code>."
)


class SafeHeaders:
    """ASGI middleware: every answer says what the browser may load, and that types are not to be guessed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                added = [(k.encode(), v.encode()) for k, v in _HEADERS.items() if k.encode() not in given]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await self._app(scope, receive, with_headers)


def graphiql_routes(settings: Settings, demo_logins: Sequence[DemoLogin]) -> list[BaseRoute]:
    """GraphiQL from our own files; a page that says how to build them where they are missing."""
    if not settings.graphiql:
        return []
    folder = Path(str(files("sanbao") / "web" / "graphiql"))

    async def demo(_: Request) -> Response:
        shown = [{"login": d.login, "password": d.password, "label": d.label} for d in demo_logins]
        return JSONResponse({"logins": shown if settings.demo else []})

    async def not_built(_: Request) -> Response:
        return HTMLResponse(_NOT_BUILT, 503)

    page: BaseRoute = Route("/graphiql/", not_built)
    if (folder / "index.html").is_file():
        page = Mount("/graphiql", StaticFiles(directory=folder, html=True))
    return [Route("/graphiql/demo.json", demo), page]
