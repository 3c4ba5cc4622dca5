"""What a resolver is given: who acts, the settings, loaders that live as long as one request."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import strawberry
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from sanbao.access import sessions
from sanbao.access.actor import STRANGER, Actor
from sanbao.access.audit import ReadJournal
from sanbao.access.throttle import Caller
from sanbao.api.loading import Loaders
from sanbao.core.settings import Settings


@dataclass(slots=True)
class Context:
    """One request's, or one websocket's, surroundings."""

    settings: Settings
    request: Request | WebSocket | None = None
    response: Response | None = None
    actor: Actor = STRANGER
    token: str | None = None
    loaders: Loaders = field(default_factory=Loaders)
    reads: ReadJournal = field(default_factory=ReadJournal)
    connection_params: dict[str, Any] | None = None
    cost: int = 0

    async def anew(self) -> Context:
        """The same surroundings, with who acts and all that was loaded read again."""
        actor = await sessions.actor_for(self.token)
        return replace(self, actor=actor, loaders=Loaders(), reads=ReadJournal())

    @property
    def caller(self) -> Caller:
        """Where the request comes from, to slow down who guesses passwords."""
        client = self.request.client if self.request else None
        return Caller(client.host if client else "", self.settings.sign_in_free_failures)

    @property
    def user_agent(self) -> str:
        """What the browser or program calls itself."""
        return self.request.headers.get("user-agent", "") if self.request else ""

    @property
    def locale(self) -> str:
        """The language of messages: the request's Accept-Language where it names one of ours, else the account's."""
        asked = self.request.headers.get("accept-language", "") if self.request else ""
        primary = asked.split(",")[0].split("-")[0].strip().lower()
        return primary if primary in ("zh", "en") else self.actor.locale


Info: TypeAlias = strawberry.Info[Context, None]
