"""A websocket lives long, and people lose roles, sessions and accounts meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from starlette.websockets import WebSocket, WebSocketDisconnect
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.extensions import SchemaExtension
from strawberry.http.exceptions import WebSocketDisconnected

from sanbao.api.context import Context


class EachOperationAnew(SchemaExtension):
    """Gives every operation of a websocket surroundings of its own: who acts is read again from the token, and
    no row or right that an earlier operation loaded is shown again."""

    async def on_operation(self) -> AsyncIterator[None]:
        """Before parsing."""
        context = self.execution_context.context
        if isinstance(context, Context) and isinstance(context.request, WebSocket):
            self.execution_context.context = await context.anew()
        yield


class TextFrames(ASGIWebSocketAdapter):
    """Messages as text, which graphql-transport-ws asks for: browsers cannot read JSON in a binary frame."""

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send one message; raises WebSocketDisconnected where nobody listens any more."""
        try:
            await self.ws.send_text(self.view.encode_json_string(message))
        except WebSocketDisconnect as gone:
            raise WebSocketDisconnected from gone
