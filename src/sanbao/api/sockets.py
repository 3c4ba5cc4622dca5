"""A websocket lives long, and people lose roles, sessions and accounts meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.websockets import WebSocket
from strawberry.extensions import SchemaExtension

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
