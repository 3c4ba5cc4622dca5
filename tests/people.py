"""People who use the API in tests: each with a client of his own."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import httpx

from sanbao.access import models, passwords, sessions
from sanbao.access.roles import Role
from sanbao.organisations.models import Unit

PASSWORD = "correct horse"


@dataclass(frozen=True)
class Client:
    """Sends documents as one person."""

    http: httpx.AsyncClient
    token: str | None = None
    account: models.Account | None = None

    async def send(self, document: str, **variables: Any) -> dict[str, Any]:
        """The whole answer, errors included."""
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        headers["accept-language"] = "en"
        response = await self.http.post(
            "/graphql", headers=headers, **body_of({"query": document, "variables": variables})
        )
        answer: dict[str, Any] = response.json()
        return answer

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data; fails the test on any top-level error."""
        answer = await self.send(document, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def signed_in_as(self, account: models.Account) -> Client:
        """The same client, acting for an account."""
        token = await sessions.issue(account.id, models.TokenPurpose.SESSION, hours=1)
        return replace(self, token=token, account=account)


def body_of(operation: dict[str, Any]) -> dict[str, Any]:
    """What httpx is given to send it: JSON; with bytes as `input.file`, the GraphQL multipart request convention."""
    said = operation["variables"].get("input")
    file = said.get("file") if isinstance(said, dict) else None
    if not isinstance(file, bytes):
        return {"json": operation}
    variables = {**operation["variables"], "input": {**said, "file": None}}
    return {
        "data": {
            "operations": json.dumps({**operation, "variables": variables}),
            "map": json.dumps({"0": ["variables.input.file"]}),
        },
        "files": {"0": ("file", file)},
    }


async def make_account(login: str, role: Role | None = None, unit: Unit | None = None) -> models.Account:
    """An account, with a role where one is given. Its password is `PASSWORD` where a test signs in by it."""
    account = await models.Account.create(login=login, display_name=login.title(), password_hash="!")
    if role and unit:
        await models.RoleGrant.create(account=account, role=role, unit=unit)
    return account


async def give_password(account: models.Account) -> None:
    """Let an account sign in with `PASSWORD`."""
    account.password_hash = await passwords.hashed(PASSWORD)
    await account.save()
