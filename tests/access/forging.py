"""An OpenID Connect provider that signs whatever a test wants it to, right or wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sanbao.core import clock
from tests.access.provider import OURS

KEY = RSAKey.generate_key(2048, {"kid": "first"})


@dataclass
class Forger:
    """What it says. `claims` go over those that would be right, without those that are None; `told` is what its
    userinfo endpoint answers."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    published: RSAKey = field(default_factory=lambda: KEY)
    signing: RSAKey | None = None
    nonce: str = ""
    key_sets_asked: int = 0

    def begun(self, address: str) -> str:
        """Somebody was led here: where his browser goes back to."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce = query["nonce"]
        return f"{OURS}/signin/provider/return?code=code&state={query['state']}"

    def id_token(self) -> str:
        """The proof, as good or bad as it is told to be."""
        now = int(clock.now().timestamp())
        right = {
            "iss": self.issuer,
            "aud": "sanbao",
            "sub": "wang",
            "nonce": self.nonce,
            "iat": now,
            "exp": now + 60,
            "name": "Wang",
        }
        said = {name: value for name, value in {**right, **self.claims}.items() if value is not None}
        header = {"alg": "RS256", "kid": self.published.kid}
        return jwt.encode(header, said, self.signing or self.published)

    async def discovery(self, _: Request) -> Response:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        if self.told:
            names["userinfo_endpoint"] = "userinfo"
        ends = {name: f"{self.issuer}/{path}" for name, path in names.items()}
        known = ["RS256", "HS256", "none"]
        return JSONResponse({"issuer": self.issuer, "id_token_signing_alg_values_supported": known, **ends})

    async def token(self, _: Request) -> Response:
        return JSONResponse({"access_token": "access", "token_type": "Bearer", "id_token": self.id_token()})

    async def keys(self, _: Request) -> Response:
        self.key_sets_asked += 1
        return JSONResponse(KeySet([self.published]).as_dict(private=False))

    async def userinfo(self, _: Request) -> Response:
        return JSONResponse(self.told)


@asynccontextmanager
async def forging() -> AsyncIterator[Forger]:
    """The provider, served on a free port."""
    forger = Forger()
    routes = [
        Route("/.well-known/openid-configuration", forger.discovery),
        Route("/token", forger.token, methods=["POST"]),
        Route("/keys", forger.keys),
        Route("/userinfo", forger.userinfo),
    ]
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=routes), port=0, lifespan="off", log_level="warning")
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    forger.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield forger
    finally:
        server.should_exit = True
        await serving
