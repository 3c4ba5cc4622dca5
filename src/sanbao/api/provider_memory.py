"""What a browser keeps between the two steps of a sign-in at the provider: sealed in a cookie that no script can read,
so that nobody can finish in a browser what was begun in another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
from starlette.requests import HTTPConnection
from starlette.responses import Response

from sanbao.api import browser_sessions
from sanbao.core import clock, sealing
from sanbao.core.errors import InvalidInput, Unavailable
from sanbao.core.settings import Settings

_MINUTES = 15
_BEGUN = "provider"
_CAME = "through-provider"


def keep(connection: HTTPConnection, answer: Response, settings: Settings, begun: dict[str, Any]) -> None:
    """Let the browser keep what was begun."""
    until = (clock.now() + timedelta(minutes=_MINUTES)).timestamp()
    sealed = sealing.installed().seal(orjson.dumps({**begun, "until": until}).decode())
    _set(connection, answer, settings, _BEGUN, sealed, _MINUTES * 60)


def kept(connection: HTTPConnection, settings: Settings) -> dict[str, Any]:
    """What this browser began; raises InvalidInput where it began nothing, or too long ago."""
    try:
        sealed = connection.cookies[browser_sessions.cookie_name(connection, settings, _BEGUN)]
        found: dict[str, Any] = orjson.loads(sealing.installed().unseal(sealed))
        if clock.now().timestamp() < found["until"]:
            return found
    except (KeyError, ValueError, Unavailable):
        pass
    raise InvalidInput("state", "provider-not-begun")


def forget(connection: HTTPConnection, answer: Response, settings: Settings) -> None:
    """It is finished, or failed: it cannot be finished again."""
    _set(connection, answer, settings, _BEGUN, "", 0)


def note_came(connection: HTTPConnection, answer: Response, settings: Settings) -> None:
    """The session of this browser came from the provider, where it is signed in too, then."""
    _set(connection, answer, settings, _CAME, "1", settings.token_hours * 3600)


def has_come(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether this browser came through the provider and has not been led there again to sign out."""
    return browser_sessions.cookie_name(connection, settings, _CAME) in connection.cookies


def forget_came(connection: HTTPConnection, answer: Response, settings: Settings) -> None:
    """It is led to the provider to sign out."""
    _set(connection, answer, settings, _CAME, "", 0)


def _set(
    connection: HTTPConnection, answer: Response, settings: Settings, what: str, value: str, seconds: int
) -> None:
    answer.headers["cache-control"] = "no-store"
    answer.set_cookie(
        browser_sessions.cookie_name(connection, settings, what),
        value,
        max_age=seconds,
        secure=browser_sessions.is_secure(connection, settings),
        httponly=True,
        samesite="lax",
    )
