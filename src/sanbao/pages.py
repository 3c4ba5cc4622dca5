"""The pages that were built into `sanbao/web/`, with headers that let them ask nobody but us."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sanbao.assets import Assets
from sanbao.core.settings import Settings
from sanbao.demo import DemoLogin

PAGES = ("console", "member", "resident", "account", "signin")
"""Folder of `src/web/` and first part of the address alike."""


def _headers(settings: Settings) -> dict[str, str]:
    """What a browser may load: our own files, and map tiles of the operator's choice. Vant's icons are a font inside
    its style sheet, hence `data:`."""
    ours = " ".join(filter(None, ("'self'", settings.map_tiles_origin)))
    policy = (
        f"default-src 'none'; script-src 'self'; worker-src 'self'; connect-src {ours}; font-src 'self' data:; "
        f"img-src {ours} data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }


_NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>Sanbao</title>"
    "<p>页面还没有构建：请运行 <code>make web</code>。<p>The pages are not built yet: run <code>make web</code>."
)


class SafeHeaders:
    """ASGI middleware: every answer says what the browser may load, and that types are not to be guessed."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = [(k.encode(), v.encode()) for k, v in _headers(settings).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                added = [(k, v) for k, v in self._headers if k not in given]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await self._app(scope, receive, with_headers)


def routes(settings: Settings, demo_logins: Sequence[DemoLogin]) -> list[BaseRoute]:
    """Every page from our own files; a page that says how to build them where they are missing."""
    shown = [
        {"login": d.login, "password": d.password, "label": d.label, "labelEn": d.label_en}
        for d in (demo_logins if settings.demo else ())
    ]

    async def demo(_: Request) -> Response:
        return JSONResponse({"logins": shown})

    folder = Path(str(files("sanbao") / "web"))
    found: list[BaseRoute] = [Route("/", _home), Route("/signin/demo.json", demo)]
    for page in PAGES:
        found += [
            Route(f"/{page}", _with_slash),
            Route(f"/{page}/{{rest:path}}", _view(folder / "pages" / page)),
        ]
    found.append(Mount("/assets", Assets(directory=folder / "pages" / "assets", check_dir=False)))
    if settings.graphiql:
        found += [Route("/graphiql/demo.json", demo), _graphiql(folder / "graphiql")]
    return found


async def _home(_: Request) -> Response:
    return RedirectResponse("/signin/")


async def _with_slash(request: Request) -> Response:
    return RedirectResponse(f"{request.url.path}/")


def _view(folder: Path) -> Callable[[Request], Awaitable[Response]]:
    """A page whose own script reads the address: whatever follows the page's name, it is the same file."""

    async def view(_: Request) -> Response:
        file = folder / "index.html"
        if not file.is_file():
            return HTMLResponse(_NOT_BUILT, 503)
        return FileResponse(file, headers={"cache-control": "no-cache"})

    return view


def _graphiql(folder: Path) -> BaseRoute:
    if (folder / "index.html").is_file():
        return Mount("/graphiql", StaticFiles(directory=folder, html=True))
    return Route("/graphiql/", _view(folder))
