"""Request bodies have an end: what is larger than the settings allow is refused before it is read."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sanbao.core.catalogue import sentence


class _TooLarge(Exception):
    pass


class BodyLimit:
    """ASGI middleware: 413 for a body beyond `most_bytes`, by its announced or its real length."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        read, began = 0, False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most_bytes:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            if announced.isdigit() and int(announced) > self._most_bytes:
                raise _TooLarge
            await self._app(scope, counted, noted)
        except _TooLarge:
            if began:
                raise
            message = sentence("body-too-large", {"most": self._most_bytes})
            body = {"errors": [{"message": message, "extensions": {"code": "BODY_TOO_LARGE"}}]}
            await JSONResponse(body, 413)(scope, receive, send)
