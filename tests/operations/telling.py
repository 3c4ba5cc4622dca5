"""The people of a story, who know nothing but the documents of schema/operations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson

from tests.operations import documents
from tests.people import Client

PASSWORD = "a good long password"


@dataclass
class Person:
    """Somebody who sends documents; a stranger until he signs in."""

    http: httpx.AsyncClient
    token: str | None = None

    async def send(self, operation: str, /, **variables: Any) -> dict[str, Any]:
        """The whole answer to an operation."""
        return await Client(self.http, self.token).send(documents.text(operation), **variables)

    async def read(self, operation: str, /, **variables: Any) -> dict[str, Any]:
        """The data of a query."""
        answer = await self.send(operation, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def do(self, operation: str, /, **said: Any) -> dict[str, Any]:
        """What a mutation answers when it succeeds."""
        answer = await self.told(operation, **said)
        assert "message" not in answer, answer
        return answer

    async def told(self, operation: str, /, **said: Any) -> dict[str, Any]:
        """What a mutation answers, a refusal too."""
        data = await self.read(operation, input=said)
        [answer] = data.values()
        found: dict[str, Any] = answer
        return found

    async def refused(self, operation: str, /, **said: Any) -> str:
        """The code with which a mutation is refused."""
        code: str = (await self.told(operation, **said))["code"]
        return code

    async def turned_away(self, operation: str, /, **variables: Any) -> str:
        """The code of a top-level error."""
        answer = await self.send(operation, **variables)
        code: str = answer["errors"][0]["extensions"]["code"]
        return code

    async def watch(self, run: str) -> list[dict[str, Any]]:
        """Every step of a run until it is done, over server-sent events."""
        headers = {"authorization": f"Bearer {self.token}", "accept": "text/event-stream"}
        body = {"query": documents.text("RunProgress"), "variables": {"id": run}}
        answer = await self.http.post("/graphql", json=body, headers=headers, timeout=120)
        texts = [
            line.removeprefix("data:").strip()
            for line in answer.text.splitlines()
            if line.startswith("data:")
        ]
        return [orjson.loads(text)["data"]["runProgress"] for text in texts if text]

    async def signed_in(self, login: str, password: str = PASSWORD) -> Person:
        """The same connection, acting for an account."""
        answer = await self.do("SignIn", login=login, password=password)
        return Person(self.http, answer["token"])


@dataclass
class Town:
    """Ids by name, and people by name."""

    people: dict[str, Person] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.ids[name]
