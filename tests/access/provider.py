"""A real OpenID Connect provider (NanoIDP) in a process of its own, and somebody who signs in through it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

import httpx
import orjson

from sanbao.app import create_app
from sanbao.core.settings import Settings

OURS = "http://127.0.0.1:8000"
"""Where people find Sanbao by its defaults; the provider sends nobody anywhere else."""
PASSWORD = "their own secret"
PEOPLE = ("wang", "liu", "13800000001", "x13800000001")
RETURN = "/signin/provider/return"


def run_provider(folder: Path, ours: str = OURS, people: Sequence[str] = PEOPLE) -> Iterator[str]:
    """The issuer's address, for as long as it is wanted. Its keys and its log are in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    issuer = f"http://127.0.0.1:{port}"
    back = {"redirect_uris": [ours + RETURN]}
    clients = [
        {"client_id": "sanbao", "client_secret": "between us", **back},
        {"client_id": "sanbao-public", "token_endpoint_auth_method": "none", **back},
    ]
    said = {
        "settings": {
            "server": {"host": "127.0.0.1", "port": port},
            "oauth": {"issuer": issuer, "audience": "sanbao", "clients": clients},
            "jwt": {"keys_dir": str(folder / "keys")},
        },
        "users": {"users": {name: {"password": PASSWORD, "email": f"{name}@example.org"} for name in people}},
    }
    for name, content in said.items():  # JSON is YAML
        (folder / f"{name}.yaml").write_bytes(orjson.dumps({"config_version": 1, **content}))
    command = [sys.executable, "-m", "nanoidp", "--config", str(folder), "--profile", "dev"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            while process.poll() is None and not _answers(issuer):
                sleep(0.05)
            assert process.poll() is None, (folder / "log").read_text()
            yield issuer
        finally:
            process.terminate()
            process.wait()


def _answers(issuer: str) -> bool:
    try:
        return httpx.get(f"{issuer}/.well-known/openid-configuration").status_code == 200
    except httpx.TransportError:
        return False


def of(settings: Settings, issuer: str, **said: Any) -> Settings:
    """The settings with the provider in them."""
    known = {"oidc_issuer": issuer, "oidc_client_id": "sanbao", "oidc_client_secret": "between us"}
    return Settings.model_validate(
        {**settings.model_dump(), **known, "oidc_scopes": "openid profile email", **said}
    )


@dataclass
class Browser:
    """Somebody's browser: one set of cookies for Sanbao."""

    http: httpx.AsyncClient

    @classmethod
    def on(cls, settings: Settings) -> Browser:
        """A fresh one."""
        transport = httpx.ASGITransport(create_app(settings))
        return cls(httpx.AsyncClient(transport=transport, base_url=OURS, headers={"accept-language": "en"}))

    async def begin(self, query: str = "") -> str:
        """Press the button: the address at the provider."""
        answer = await self.http.get(f"/signin/provider{query}")
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def come_back(self, address: str) -> httpx.Response:
        """Follow the provider's redirect."""
        assert address.startswith(OURS + RETURN)
        return await self.http.get(address)

    async def sign_in(self, login: str, query: str = "") -> httpx.Response:
        """All of it: what Sanbao answers in the end."""
        return await self.come_back(await at_provider(await self.begin(query), login))

    async def viewer(self) -> Any:
        """Who a page of ours is told one is."""
        headers = {"x-sanbao-page": "1", "origin": OURS}
        answer = await self.http.post("/graphql", json={"query": "{ viewer { login } }"}, headers=headers)
        return answer.json()["data"]["viewer"]


async def at_provider(address: str, login: str, password: str = PASSWORD) -> str:
    """Type login and password at the provider: where it sends the browser then."""
    async with httpx.AsyncClient() as http:
        page = await http.get(address)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        form = {**hidden, "username": login, "password": password}
        answer = await http.post(address.partition("?")[0], data=form)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]
