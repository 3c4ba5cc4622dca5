"""Signing in and out through the OpenID Connect provider of the settings, in the browser.

`GET /signin/provider` leads to the provider, which sends the browser back to `/signin/provider/return`; there ends as well
what `identityLinkOwn` began. `GET /signin/provider/end` leads who came that way and has signed out here to sign out there.
"""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sanbao.access import sessions
from sanbao.api import browser_sessions, provider_memory
from sanbao.api.context import Context
from sanbao.api.provider_client import ProviderClient
from sanbao.core.catalogue import sentence
from sanbao.core.errors import Conflict, InvalidInput, SanbaoError, Unavailable
from sanbao.core.settings import Settings
from sanbao.members import identities
from sanbao.members.identities import Beginning

ADDRESS = "/signin/provider"
END = f"{ADDRESS}/end"
RETURN = f"{ADDRESS}/return"
_AFTER_LINKING = "/account/"
_LONGEST_NEXT = 500
_STATUS = {InvalidInput: 400, Conflict: 403, Unavailable: 502}
_PAGE = (
    "<!doctype html><html lang={lang}><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>{title}</title><style>body{{font:1.1rem/1.6 sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem}}"
    "</style><h1>{title}</h1><p role=alert>{said}</p><p><a href='{to}'>{back}</a></p></html>"
)


def routes(settings: Settings) -> list[Route]:
    """The steps; none where the settings name no provider."""
    if settings.oidc_issuer is None:
        return []
    steps = _Steps(settings)
    return [Route(ADDRESS, steps.begin), Route(RETURN, steps.finish), Route(END, steps.end)]


class _Steps:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = ProviderClient(settings)

    async def begin(self, request: Request) -> Response:
        """Lead to the provider; `?next=` is the page to come back to."""
        try:
            to, remembered = await self._client.begin(request, self._settings.address + RETURN)
        except SanbaoError as error:
            return self._told(request, error)
        answer = RedirectResponse(to, 303)
        back_to = request.query_params.get("next", "")[:_LONGEST_NEXT]
        provider_memory.keep(request, answer, self._settings, {"remembered": remembered, "next": back_to})
        return answer

    async def finish(self, request: Request) -> Response:
        """Sign in who has come back, exactly as with a password, or link him to the account from which he began;
        or say what to do."""
        linking = False
        try:
            kept = provider_memory.kept(request, self._settings)
            linking = "link" in kept
            comer = await self._client.finish(request, kept["remembered"])
            if linking:
                token = browser_sessions.token_of(request, self._settings)
                await identities.link_own(comer, Beginning(**kept["link"]), token)
                answer: Response = RedirectResponse(f"{_AFTER_LINKING}?linked=1", 303)
            else:
                answer = await self._signed_in(request, comer, kept["next"])
        except SanbaoError as error:
            answer = self._told(request, error, linking=linking)
        provider_memory.forget(request, answer, self._settings)
        return answer

    async def _signed_in(self, request: Request, comer: identities.Comer, back_to: str) -> Response:
        account = await identities.account_for(
            comer, link_to=self._settings.oidc_link_to, create=self._settings.oidc_create_accounts
        )
        token = await sessions.begin(
            account.id,
            hours=self._settings.token_hours,
            user_agent=request.headers.get("user-agent", ""),
        )
        query = f"?{urlencode({'next': back_to})}" if back_to else ""
        answer = RedirectResponse(f"/signin/{query}", 303)
        browser_sessions.give(request, answer, self._settings, token)
        provider_memory.note_came(request, answer, self._settings)
        return answer

    async def end(self, request: Request) -> Response:
        """Lead on to the provider's own signing out, where it has one; only who came from there, and only once."""
        settings = self._settings
        to = None
        if provider_memory.has_come(request, settings):
            to = await self._client.end_session(settings.address + "/signin/")
        answer = RedirectResponse(to or "/signin/", 303)
        provider_memory.forget_came(request, answer, settings)
        return answer

    def _told(self, request: Request, error: SanbaoError, *, linking: bool = False) -> Response:
        locale = Context(settings=self._settings, request=request).locale
        facts = {**error.facts, "address": self._settings.address}
        page = _PAGE.format(
            lang=locale,
            title=escape(sentence("provider-title-link" if linking else "provider-title", {}, locale)),
            said=escape(sentence(error.message_key, facts, locale)),
            to=_AFTER_LINKING if linking else "/signin/",
            back=escape(sentence("provider-back-link" if linking else "provider-back", {}, locale)),
        )
        status = next(code for kind, code in _STATUS.items() if isinstance(error, kind))
        return HTMLResponse(page, status)
