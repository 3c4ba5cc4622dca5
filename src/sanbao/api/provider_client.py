"""Our side of OpenID Connect: authorization code with PKCE, state and nonce, by Authlib.

What must be remembered from the first step to the second is given out, to be kept in the browser that began.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx2
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth
from joserfc.errors import JoseError
from starlette.requests import Request

from sanbao.core.errors import InvalidInput, Unavailable
from sanbao.core.settings import Settings
from sanbao.members.identities import Comer

log = structlog.get_logger()

_SECONDS = 10
_PLAIN = re.compile(r"[a-z_]{1,40}")
_VERIFIED = {"email": "email_verified", "phone_number": "phone_number_verified"}
"""Claims that people type in themselves at most providers, and what says that the provider has checked them."""


class ProviderClient:
    """Talks to the provider of the settings, which must name one."""

    def __init__(self, settings: Settings) -> None:
        assert settings.oidc_issuer is not None, "asked before"
        self._settings = settings
        self._issuer = settings.oidc_issuer
        secret = settings.oidc_client_secret
        self._client: Any = OAuth().register(
            "provider",
            client_id=settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            server_metadata_url=f"{self._issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": settings.oidc_scopes,
                "code_challenge_method": "S256",
                "timeout": _SECONDS,
            },
        )

    async def begin(
        self, request: Request, return_address: str, *, anew: bool = False
    ) -> tuple[str, dict[str, Any]]:
        """Where to send the browser, and what to remember until it comes back; `anew` has the person sign in
        there once more, whoever is signed in already. Raises Unavailable."""
        request.scope["session"] = {}
        more = {"prompt": "login"} if anew else {}
        try:
            await self._discover()
            answer = await self._client.authorize_redirect(request, return_address, **more)
        except (httpx2.HTTPError, ValueError, RuntimeError) as cause:
            raise self._unavailable(cause) from cause
        return answer.headers["location"], request.session

    async def finish(self, request: Request, remembered: dict[str, Any]) -> Comer:
        """Who has come back with a code, proved by a token that the provider has signed for this very sign-in.

        Raises InvalidInput, which says what to do: it was begun elsewhere, refused by the person or the provider,
        or the token proves nothing. Raises Unavailable.
        """
        request.scope["session"] = remembered
        state = request.query_params.get("state")
        if not await self._client.framework.get_state_data(remembered, state):
            raise InvalidInput("state", "provider-not-begun")
        try:
            issuer = await self._discover()
            # Authlib by itself takes a token for somebody else if its `azp` names us.
            wanted = {"iss": {"value": issuer}, "aud": {"value": self._settings.oidc_client_id}}
            token = await self._client.authorize_access_token(request, claims_options=wanted)
            claims = token.get("userinfo")
            if claims is None or not isinstance(claims.get("sub"), str):
                raise ValueError("the provider sent no ID token")
            named, display_name = await self._named(token, claims)
        except httpx2.HTTPError as cause:
            raise self._unavailable(cause) from cause
        except (AuthlibBaseError, JoseError, ValueError, LookupError, TypeError, RuntimeError) as cause:
            said = str(getattr(cause, "error", ""))
            reason = said if _PLAIN.fullmatch(said) else "invalid_token"
            log.warning("provider_refused", reason=reason, cause=str(cause))
            key = "provider-denied" if reason == "access_denied" else "provider-refused"
            raise InvalidInput("code", key, fault=reason) from cause
        return Comer(self._issuer, claims["sub"], named, display_name)

    async def end_session(self, back_to: str) -> str | None:
        """Where a browser signs out at the provider, to come back from there; None where the provider publishes no
        such place, or cannot be asked."""
        try:
            await self._discover()
        except (httpx2.HTTPError, ValueError, RuntimeError, Unavailable) as cause:
            log.warning("provider_unavailable", cause=repr(cause))
            return None
        place = (await self._client.load_server_metadata()).get("end_session_endpoint")
        if not place:
            return None
        query = urlencode({"client_id": self._settings.oidc_client_id, "post_logout_redirect_uri": back_to})
        return f"{place}{'&' if '?' in place else '?'}{query}"

    async def _discover(self) -> str:
        """Read what the provider says of itself, once; gives its issuer, letter by letter."""
        metadata = await self._client.load_server_metadata()
        if metadata.get("issuer", "").rstrip("/") != self._issuer.rstrip("/"):
            self._client.server_metadata.clear()
            raise Unavailable("provider-other-issuer", issuer=metadata.get("issuer", ""))
        known = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        # Those with a shared secret and `none` prove nothing that the provider's published keys could tell.
        signed = [name for name in known if name != "none" and not name.startswith("HS")]
        metadata["id_token_signing_alg_values_supported"] = signed or ["RS256"]
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if self._client.client_secret and "client_secret_basic" not in ways:
            self._client.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105
        return str(metadata["issuer"])

    async def _named(self, token: dict[str, Any], claims: dict[str, Any]) -> tuple[str | None, str]:
        """What the claim of the settings says, if the provider has checked it, and the person's name. They may
        stand in the ID token or be asked for."""
        wanted = self._settings.oidc_link_claim
        named = vouched_for(claims, wanted) if wanted else None
        asked: Mapping[str, Any] = {}
        if (wanted and named is None) or "name" not in claims:
            metadata = await self._client.load_server_metadata()
            if "userinfo_endpoint" in metadata:
                asked = await self._client.userinfo(token=token)
                if asked.get("sub") != claims["sub"]:
                    raise ValueError("the provider told of somebody else")
        if wanted and named is None:
            named = vouched_for(asked, wanted)
        return named, str(claims.get("name") or asked.get("name") or "")

    def _unavailable(self, cause: Exception) -> Unavailable:
        log.warning("provider_unavailable", cause=repr(cause))
        return Unavailable("provider-unavailable")


def vouched_for(claims: Mapping[str, Any], name: str) -> str | None:
    """What a claim says; None where it is no text, or where the provider does not say beside it that it has
    checked it."""
    value = claims.get(name)
    checked = name not in _VERIFIED or claims.get(_VERIFIED[name]) is True
    return value if isinstance(value, str) and checked else None
