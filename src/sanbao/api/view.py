"""The endpoint: GraphQL over HTTP in both media types, graphql-transport-ws, SSE, uploads.

With `Accept: application/graphql-response+json` the status follows the GraphQL-over-HTTP draft: 400 for a
document that cannot be read or validated, 401 and 403 for refusals at the door, else 200. With
`application/json` the status is 200 whenever the body is GraphQL.
"""

from __future__ import annotations

from typing import Any

import orjson
from cross_web import HTTPException
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL

from sanbao.access import sessions
from sanbao.api import browser_sessions, trusted
from sanbao.api.context import Context
from sanbao.api.errors import give_code
from sanbao.api.sockets import TextFrames
from sanbao.core.settings import Settings

_RESPONSE_JSON = "application/graphql-response+json"
_STATUS = {
    "GRAPHQL_PARSE_FAILED": 400,
    "GRAPHQL_VALIDATION_FAILED": 400,
    "BAD_REQUEST": 400,
    "LIMIT_EXCEEDED": 400,
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
}


def bearer(header: str | None) -> str | None:
    """The token of an Authorization header."""
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def token_of(connection: HTTPConnection, settings: Settings) -> str | None:
    """The bearer token of a request, else the one in the cookie of our own pages."""
    given = bearer(connection.headers.get("authorization"))
    return given or browser_sessions.token_in_cookie(connection, settings)


class Endpoint(GraphQL):
    """`/graphql`."""

    websocket_adapter_class = TextFrames

    def __init__(self, schema: Schema, settings: Settings) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            multipart_uploads_enabled=True,
            max_subscriptions_per_connection=20,
            allowed_origins=(browser_sessions.own_origin(settings),),
        )
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await self.run(request)
        except ClientDisconnect:
            return  # Nobody is left to answer: a page was closed while it asked.
        except HTTPException as refusal:
            response = JSONResponse(
                {"errors": [{"message": refusal.reason, "extensions": {"code": "BAD_REQUEST"}}]},
                refusal.status_code,
            )
        finally:
            await request.close()  # Uploaded files, also of a mutation that was refused unread.
        await response(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        """Who is asking."""
        token = token_of(request, self._settings)
        return Context(
            settings=self._settings,
            request=request,
            response=response if isinstance(response, Response) else None,
            actor=await sessions.actor_for(token),
            token=token,
        )

    async def on_ws_connect(self, context: Context) -> Any:
        """Browsers cannot send headers with a websocket: a bearer token comes as `connectionParams.authorization`."""
        given = (context.connection_params or {}).get("authorization")
        if isinstance(given, str):
            context.token = bearer(given) or given
            context.actor = await sessions.actor_for(context.token)
            if not context.actor.is_signed_in:
                raise ConnectionRejectionError({"code": "UNAUTHENTICATED"})
        return await super().on_ws_connect(context)

    async def parse_http_body(self, request: Any) -> Any:
        """The operation in a request body; a body of any other shape is answered with 400."""
        try:
            data = await super().parse_http_body(request)
            if isinstance(data, list):
                raise HTTPException(400, "Batches are not supported: send one operation a request.")
            if data.query is None:
                body = (
                    request.query_params
                    if request.method == "GET"
                    else orjson.loads(await request.get_body())
                )
                data.query = trusted.named_document(self._settings, body)
        except (AttributeError, TypeError, ValueError, LookupError, RecursionError):
            raise HTTPException(400, "The request body is no GraphQL operation in JSON.") from None
        if not isinstance(data.operation_name, (str, type(None))):
            raise HTTPException(400, "`operationName` must be a string or null.")
        return data

    async def process_result(self, request: Request, result: Any) -> Any:
        """Errors raised outside every extension get their code here."""
        locale = Context(settings=self._settings, request=request).locale
        for error in getattr(result, "errors", None) or ():
            give_code(error, locale)
        return await super().process_result(request, result)

    def decode_json(self, data: str | bytes) -> object:
        """JSON, strictly: half a surrogate pair is no text, which no database and no answer could hold."""
        return orjson.loads(data)

    def encode_json(self, data: object) -> bytes:
        """JSON, quickly."""
        return orjson.dumps(data, default=str)

    def create_response(self, response_data: Any, sub_response: Response) -> Response:
        """Status and media type as the client asked."""
        response = super().create_response(response_data, sub_response)
        if sub_response.headers.get("x-media-type") == _RESPONSE_JSON:
            response.headers["content-type"] = f"{_RESPONSE_JSON}; charset=utf-8"
            del response.headers["x-media-type"]
            if isinstance(response_data, dict) and response_data.get("data") is None:
                codes = [e.get("extensions", {}).get("code") for e in response_data.get("errors") or []]
                response.status_code = next((_STATUS[c] for c in codes if c in _STATUS), 200)
        return response

    async def get_sub_response(self, request: Request) -> Response:
        """Remember which media type the client accepts."""
        response = await super().get_sub_response(request)
        if _RESPONSE_JSON in request.headers.get("accept", ""):
            response.headers["x-media-type"] = _RESPONSE_JSON
        return response
