"""The composition root: settings in, one ASGI application out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from sanbao import observability, pages
from sanbao.api import pictures, provider_sign_in
from sanbao.api.calendar import calendar
from sanbao.api.hours_table import hours_table
from sanbao.api.imports import import_template
from sanbao.api.plan_table import plan_table
from sanbao.api.run_progress import document
from sanbao.api.schema import build_schema
from sanbao.api.view import Endpoint
from sanbao.bodies import BodyLimit
from sanbao.core import db
from sanbao.core.settings import Settings
from sanbao.demo import DemoLogin
from sanbao.planning.embedded import embedded


async def _healthz(_: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _readyz(_: Request) -> Response:
    try:
        ready = await db.is_migrated()
    except Exception:
        ready = False
    return JSONResponse({"ready": ready}, 200 if ready else 503)


def create_app(settings: Settings, demo_logins: Sequence[DemoLogin] = ()) -> Starlette:
    """The whole service: API, health, metrics, pages. `demo_logins` are offered where people sign in."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with db.opened(settings), embedded(settings):
            yield

    endpoint = Endpoint(build_schema(), settings)
    proxies = settings.trusted_proxies
    return Starlette(
        lifespan=lifespan,
        middleware=[
            *([Middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)] if proxies else []),
            Middleware(observability.Observe),
            Middleware(pages.SafeHeaders, settings),
            Middleware(BodyLimit, most_bytes=settings.upload_max_bytes),
        ],
        routes=[
            Route("/graphql", endpoint),
            WebSocketRoute("/graphql", endpoint),
            Route("/calendar/{token}.ics", calendar),
            Route("/runs/{id}/plan.xlsx", partial(plan_table, settings)),
            Route("/runs/{id}/{kind:str}.json", partial(document, settings)),
            Route("/import/templates/{kind}.xlsx", import_template),
            *pictures.routes(settings),
            Route("/hours/{unit}.xlsx", partial(hours_table, settings)),
            Route("/healthz", _healthz),
            Route("/readyz", _readyz),
            Route("/metrics", observability.metrics),
            *provider_sign_in.routes(settings),  # before the pages, which take every address below /signin
            *pages.routes(settings, demo_logins),
        ],
    )
