"""A provider's word counts only where its signature, its addressee and its time are right."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest
from joserfc.jwk import RSAKey

from sanbao.access.models import Account, Identity, Token
from sanbao.core import clock
from sanbao.core.settings import Settings
from tests.access.forging import Forger, forging
from tests.access.provider import Browser, of
from tests.people import make_account


@pytest.fixture
async def forger() -> AsyncIterator[Forger]:
    async with forging() as found:
        yield found


async def sign_in(browser: Browser, forger: Forger) -> httpx.Response:
    return await browser.come_back(forger.begun(await browser.begin()))


def browser_of(db: Settings, forger: Forger, claim: str = "sub") -> Browser:
    return Browser.on(of(db, forger.issuer, oidc_link_claim=claim))


async def check_refused(answer: httpx.Response, reason: str) -> None:
    found = re.search(r"gave no valid proof \((.*)\)", answer.text)
    assert (answer.status_code, found and found[1]) == (400, reason)
    assert "sanbao-session" not in "".join(answer.headers.get_list("set-cookie"))
    assert await Token.all().count() == 0
    assert await Identity.all().count() == 0


async def test_what_is_rightly_signed_signs_in(db: Settings, forger: Forger):
    await make_account("wang")
    browser = browser_of(db, forger)

    assert (await sign_in(browser, forger)).status_code == 303
    assert await browser.viewer() == {"login": "wang"}


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iss": "https://elsewhere.example"}, "invalid_claim"),
        ({"iss": None}, "missing_claim"),
        ({"aud": "somebody-else"}, "invalid_claim"),
        ({"aud": "somebody-else", "azp": "sanbao"}, "invalid_claim"),
        ({"aud": ["somebody-else", "another"], "azp": "sanbao"}, "invalid_claim"),
        ({"aud": ["sanbao", "somebody-else"], "azp": "somebody-else"}, "invalid_claim"),
        ({"aud": None}, "missing_claim"),
        ({"nonce": "of another sign-in"}, "invalid_claim"),
        ({"nonce": None}, "missing_claim"),
        ({"exp": 1_000_000_000}, "expired_token"),
        ({"exp": None}, "missing_claim"),
        ({"iat": None}, "missing_claim"),
        ({"sub": None}, "missing_claim"),
        ({"sub": 7}, "invalid_claim"),
        ({"at_hash": "c29tZXRoaW5nIGVsc2U"}, "invalid_claim"),
    ],
    ids=str,
)
async def test_a_claim_that_is_wrong_or_missing_refuses_all(
    db: Settings, forger: Forger, claims: dict[str, Any], reason: str
):
    await make_account("wang")
    forger.claims = claims

    await check_refused(await sign_in(browser_of(db, forger, "name"), forger), reason)


async def test_a_token_from_the_future_is_refused(db: Settings, forger: Forger):
    later = int(clock.now().timestamp()) + 3600
    forger.claims = {"iat": later, "exp": later + 60}

    await check_refused(await sign_in(browser_of(db, forger), forger), "invalid_claim")


async def test_a_signature_by_another_key_is_refused(db: Settings, forger: Forger):
    await make_account("wang")
    forger.signing = RSAKey.generate_key(2048, {"kid": "first"})

    await check_refused(await sign_in(browser_of(db, forger), forger), "bad_signature")


@pytest.mark.parametrize("secret", [None, "the client's secret", "the published key"])
async def test_no_signature_and_one_by_what_others_know_too_are_refused(
    db: Settings, forger: Forger, monkeypatch: pytest.MonkeyPatch, secret: str | None
):
    await make_account("wang")
    body = forger.id_token

    def by_hand() -> str:
        head = orjson.dumps({"alg": "HS256" if secret else "none", "kid": "first"})
        said = f"{_base64(head)}.{body().split('.')[1]}"
        key = forger.published.as_pem(private=False) if secret == "the published key" else b"between us"
        signature = hmac.digest(key, said.encode(), "sha256") if secret else b""
        return f"{said}.{_base64(signature)}"

    monkeypatch.setattr(forger, "id_token", by_hand)

    await check_refused(await sign_in(browser_of(db, forger), forger), "unsupported_algorithm")


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


async def test_a_provider_that_has_changed_its_key_is_asked_for_the_new_one(db: Settings, forger: Forger):
    await make_account("wang")
    browser = browser_of(db, forger)
    assert (await sign_in(browser, forger)).status_code == 303
    assert forger.key_sets_asked == 1

    forger.published = RSAKey.generate_key(2048, {"kid": "second"})

    assert (await sign_in(browser, forger)).status_code == 303
    assert forger.key_sets_asked == 2


@pytest.mark.parametrize(
    ("claim", "claims", "told"),
    [
        ("email", {"email": "wang@x.cn"}, {}),
        ("email", {"email": "wang@x.cn", "email_verified": False}, {}),
        ("email", {"email": "wang@x.cn", "email_verified": "true"}, {}),
        # One place names him, the other says that somebody's address has been checked.
        ("email", {"email": "wang@x.cn"}, {"sub": "wang", "email": "mine@x.cn", "email_verified": True}),
        ("email", {"email_verified": True}, {"sub": "wang", "email": "wang@x.cn"}),
        ("phone_number", {"phone_number": "wang@x.cn"}, {}),
        # In lower case the Kelvin sign is the letter k.
        ("preferred_username", {"preferred_username": "\u212aevin"}, {}),
    ],
)
async def test_who_only_says_that_he_is_somebody_gets_nobodys_account(
    db: Settings, forger: Forger, claim: str, claims: dict[str, Any], told: dict[str, Any]
):
    for login in ("wang@x.cn", "kevin"):
        await make_account(login)
    forger.claims, forger.told = claims, told

    refused = await sign_in(browser_of(db, forger, claim), forger)

    assert (refused.status_code, "no account here is linked to you" in refused.text) == (403, True)
    assert await Identity.all().count() == 0
    assert await Token.all().count() == 0


async def test_a_checked_address_at_the_userinfo_endpoint_counts(db: Settings, forger: Forger):
    await make_account("wang@x.cn")
    forger.told = {"sub": "wang", "email": "wang@x.cn", "email_verified": True}
    browser = browser_of(db, forger, "email")

    assert (await sign_in(browser, forger)).status_code == 303
    assert await browser.viewer() == {"login": "wang@x.cn"}


async def test_a_userinfo_endpoint_that_tells_of_somebody_else_proves_nothing(db: Settings, forger: Forger):
    await make_account("li@x.cn")
    forger.told = {"sub": "li", "email": "li@x.cn", "email_verified": True}

    await check_refused(await sign_in(browser_of(db, forger, "email"), forger), "invalid_token")


async def test_an_account_that_administers_all_is_never_found_by_a_claim(db: Settings, forger: Forger):
    boss = await make_account("wang")
    await Account.filter(id=boss.id).update(administers_all=True)

    refused = await sign_in(browser_of(db, forger), forger)

    assert (refused.status_code, "administers everything is not linked" in refused.text) == (403, True)
    assert await Identity.all().count() == 0
    assert await Token.all().count() == 0
