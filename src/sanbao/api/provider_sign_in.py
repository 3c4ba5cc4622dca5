"""Signing in through the OpenID Connect provider of the settings, in the browser.

`GET /signin/provider` leads to the provider, which sends the browser back to `/signin/provider/return`. What the second
step needs of the first lies sealed in a cookie, so that nobody can finish in a browser what was begun in another.
"""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sanbao.access import sessions
from sanbao.api import browser_sessions
from sanbao.api.context import Context
from sanbao.api.provider_client import ProviderClient
from sanbao.core import clock, sealing
from sanbao.core.catalogue import sentence
from sanbao.core.errors import Conflict, InvalidInput, SanbaoError, Unavailable
from sanbao.core.settings import Settings
from sanbao.members import identities

ADDRESS = "/signin/provider"
_RETURN = f"{ADDRESS}/return"
_MINUTES = 15
_LONGEST_NEXT = 500
_STATUS = {InvalidInput: 400, Conflict: 403, Unavailable: 502}
_PAGE = (
    "<!doctype html><html lang={lang}><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>{title}</title><style>body{{font:1.1rem/1.6 sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}}"
    "</style><h1>{title}</h1><p role=alert>{said}</p><p><a href='/signin/'>{back}</a></p></html>"
)


def routes(settings: Settings) -> list[Route]:
    """The two steps; none where the settings name no provider."""
    if settings.oidc_issuer is None:
        return []
    steps = _Steps(settings)
    return [Route(ADDRESS, steps.begin), Route(_RETURN, steps.finish)]


class _Steps:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = ProviderClient(settings)

    async def begin(self, request: Request) -> Response:
        """Lead to the provider; `?next=` is the page to come back to."""
        try:
            to, remembered = await self._client.begin(request, self._settings.address + _RETURN)
        except SanbaoError as error:
            return self._told(request, error)
        answer = RedirectResponse(to, 303)
        until = (clock.now() + timedelta(minutes=_MINUTES)).timestamp()
        back_to = request.query_params.get("next", "")[:_LONGEST_NEXT]
        kept = {"remembered": remembered, "next": back_to, "until": until}
        self._set_cookie(request, answer, sealing.installed().seal(orjson.dumps(kept).decode()))
        return answer

    async def finish(self, request: Request) -> Response:
        """Sign in who has come back, exactly as with a password; or say what to do."""
        try:
            kept = self._kept(request)
            comer = await self._client.finish(request, kept["remembered"])
            account = await identities.account_for(
                comer, link_to=self._settings.oidc_link_to, create=self._settings.oidc_create_accounts
            )
            token = await sessions.begin(
                account.id,
                hours=self._settings.token_hours,
                user_agent=request.headers.get("user-agent", ""),
            )
        except SanbaoError as error:
            answer = self._told(request, error)
        else:
            query = f"?{urlencode({'next': kept['next']})}" if kept["next"] else ""
            answer = RedirectResponse(f"/signin/{query}", 303)
            browser_sessions.give(request, answer, self._settings, token)
        self._set_cookie(request, answer, "", minutes=0)
        return answer

    def _kept(self, request: Request) -> dict[str, Any]:
        try:
            sealed = request.cookies[self._cookie(request)]
            kept: dict[str, Any] = orjson.loads(sealing.installed().unseal(sealed))
            if clock.now().timestamp() < kept["until"]:
                return kept
        except (KeyError, ValueError, Unavailable):
            pass
        raise InvalidInput("state", "provider-not-begun")

    def _cookie(self, request: Request) -> str:
        return browser_sessions.cookie_name(request, self._settings, "provider")

    def _set_cookie(self, request: Request, answer: Response, value: str, minutes: int = _MINUTES) -> None:
        answer.headers["cache-control"] = "no-store"
        answer.set_cookie(
            self._cookie(request),
            value,
            max_age=minutes * 60,
            secure=browser_sessions.is_secure(request, self._settings),
            httponly=True,
            samesite="lax",
        )

    def _told(self, request: Request, error: SanbaoError) -> Response:
        locale = Context(settings=self._settings, request=request).locale
        facts = {**error.facts, "address": self._settings.address}
        page = _PAGE.format(
            lang=locale,
            title=escape(sentence("provider-title", {}, locale)),
            said=escape(sentence(error.message_key, facts, locale)),
            back=escape(sentence("provider-back", {}, locale)),
        )
        status = next(code for kind, code in _STATUS.items() if isinstance(error, kind))
        return HTMLResponse(page, status)
