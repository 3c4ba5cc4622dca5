"""A small GraphQL API, served with the built GraphiQL page, as Sanbao serves them: one origin, a strict policy."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.types import Info

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
DEMO_LOGIN = {"login": "wang", "password": "demo-only", "label": "王协调员 Coordinator Wang"}


@strawberry.type
class Query:
    @strawberry.field
    def greeting(self, name: str) -> str:
        return f"你好，{name}"

    @strawberry.field
    def bearer(self, info: Info) -> str | None:
        authorization: str | None = info.context["request"].headers.get("authorization")
        return authorization


@strawberry.input
class SessionCreateInput:
    login: str
    password: str


@strawberry.type
class SessionCreateSuccess:
    token: str


@strawberry.interface
class UserError:
    message: str


@strawberry.type
class CredentialsError(UserError):
    pass


SessionCreateResult = Annotated[
    SessionCreateSuccess | CredentialsError, strawberry.union(name="SessionCreateResult")
]


@strawberry.type
class Mutation:
    @strawberry.mutation
    def session_create(self, input: SessionCreateInput) -> SessionCreateResult:
        if (input.login, input.password) == (DEMO_LOGIN["login"], DEMO_LOGIN["password"]):
            return SessionCreateSuccess(token="token-of-wang")
        return CredentialsError(message="登录名或密码不对。")


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def bearer_thrice(self, info: Info) -> AsyncIterator[str]:
        parameters: Mapping[str, Any] = info.context["connection_params"] or {}
        for number in (1, 2, 3):
            yield f"{number} {parameters.get('authorization')}"


class PolicyHeader:
    """Puts the content security policy on every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"content-security-policy", CONTENT_SECURITY_POLICY.encode()))
            await send(message)

        await self.app(scope, receive, send_with_policy)


def stub_app(pages: Path, *, demo: bool) -> Starlette:
    """The API at /graphql, the page at /graphiql/ and, in the demo, its logins."""
    api = GraphQL[None, None](
        strawberry.Schema(Query, Mutation, Subscription, types=[CredentialsError]),
        graphql_ide=None,
    )
    demo_logins = Route("/graphiql/demo.json", lambda _: JSONResponse({"logins": [DEMO_LOGIN]}))
    return Starlette(
        routes=[
            Route("/graphql", api),
            WebSocketRoute("/graphql", api),
            *([demo_logins] if demo else []),
            Mount("/graphiql", StaticFiles(directory=pages / "graphiql", html=True)),
        ],
        middleware=[Middleware(PolicyHeader)],
    )


@dataclass(frozen=True, slots=True)
class ServedApp:
    origin: str
    server: uvicorn.Server
    thread: threading.Thread

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()


@contextmanager
def served(app: Starlette) -> Iterator[ServedApp]:
    """The app on a free port of this machine, in a thread, until the block ends or it is stopped."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        place = ServedApp(f"http://127.0.0.1:{listener.getsockname()[1]}", server, thread)
        try:
            yield place
        finally:
            place.stop()
