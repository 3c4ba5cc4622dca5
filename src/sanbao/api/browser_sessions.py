"""Sessions of browsers: the token lies in a cookie that no script can read, and counts only from our own pages.

Another site can make a browser send its cookie, but neither our header (a browser asks us first, and we never
allow it) nor an Origin that is ours. A request without them is a stranger's, cookie or not.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response
from strawberry.http.websocket_origin import is_same_origin

from sanbao.api.context import Context
from sanbao.core.settings import Settings

PAGE_HEADER = "x-sanbao-page"


def token_in_cookie(connection: HTTPConnection, settings: Settings) -> str | None:
    """The token of a request or websocket from our own pages."""
    return token_of(connection, settings) if is_own_page(connection, settings) else None


def token_of(connection: HTTPConnection, settings: Settings) -> str | None:
    """The token of this browser, whoever made it send the request: never enough by itself."""
    return connection.cookies.get(_name(connection, settings))


def is_own_page(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether our own pages sent this. Browsers send Origin with every POST and websocket, and no header of ours
    with a websocket."""
    origin = connection.headers.get("origin")
    own = origin is not None and (
        origin == own_origin(settings) or is_same_origin(origin, connection.headers.get("host"))
    )
    if connection.scope["type"] == "websocket":
        return own
    return PAGE_HEADER in connection.headers and (own or origin is None)


def own_origin(settings: Settings) -> str:
    """Scheme, host and port of the address that people use: what their browsers send as Origin."""
    scheme, host, *_ = urlsplit(settings.address)
    return f"{scheme}://{host}"


def may_keep(context: Context) -> bool:
    """Whether this request may be given a cookie: it came from our own pages, and its answer has headers."""
    request = context.request
    return context.response is not None and request is not None and is_own_page(request, context.settings)


def keep(context: Context, token: str) -> None:
    """Hand the token to the browser whose page asked."""
    assert context.response is not None and context.request is not None, "asked before: may_keep"
    give(context.request, context.response, context.settings, token)


def give(connection: HTTPConnection, response: Response, settings: Settings, token: str) -> None:
    """Put the token into the browser's cookie, for as long as it is good."""
    response.set_cookie(
        _name(connection, settings),
        token,
        max_age=settings.token_hours * 3600,
        secure=is_secure(connection, settings),
        httponly=True,
        samesite="lax",
    )


def forget(context: Context) -> None:
    """Take the cookie back, where there is one."""
    request, response = context.request, context.response
    if request is None or response is None or _name(request, context.settings) not in request.cookies:
        return
    response.delete_cookie(
        _name(request, context.settings),
        secure=is_secure(request, context.settings),
        httponly=True,
        samesite="lax",
    )


def is_secure(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether people use https, which a reverse proxy may end before us."""
    return connection.url.scheme in ("https", "wss") or settings.address.startswith("https:")


def cookie_name(connection: HTTPConnection, settings: Settings, what: str) -> str:
    """Browsers take the prefix to mean: set by this host, over https, for all of it, by nobody else."""
    return f"__Host-sanbao-{what}" if is_secure(connection, settings) else f"sanbao-{what}"


def _name(connection: HTTPConnection, settings: Settings) -> str:
    return cookie_name(connection, settings, "session")
