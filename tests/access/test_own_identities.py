"""Linking one's own account to a real provider, taking the link away, and signing out there too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from sanbao.access.models import Account, AuditEntry, Identity, Token
from sanbao.core.settings import Settings
from tests.access.forging import forging
from tests.access.provider import OURS, Browser, at_provider, of, run_provider
from tests.factories import gid
from tests.people import PASSWORD, give_password
from tests.people import make_account as make_an_account

PAGE = {"x-sanbao-page": "1", "origin": OURS}
SIGN_IN = """mutation ($input: SessionCreateInput!) { sessionCreate(input: $input) {
  ... on SessionCreateSuccess { token } ... on UserError { code } } }"""
SIGN_OUT = """mutation { sessionEnd(input: {}) { ... on SessionEndSuccess { providerAddress } } }"""
LINK = """mutation ($input: IdentityLinkOwnInput!) { identityLinkOwn(input: $input) {
  ... on IdentityLinkOwnSuccess { address } ... on UserError { code path } } }"""
UNLINK = """mutation ($input: IdentityUnlinkOwnInput!) { identityUnlinkOwn(input: $input) {
  ... on IdentityUnlinkOwnSuccess { account { login identities { subject } } } ... on UserError { code path } } }"""


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from run_provider(tmp_path_factory.mktemp("provider"))


async def make_account(login: str) -> Account:
    """An account that signs in by password."""
    account = await make_an_account(login)
    await give_password(account)
    return account


async def said(browser: Browser, document: str, headers: dict[str, str] = PAGE, **input: Any) -> Any:
    """What a page of ours is answered."""
    sent = {"query": document, "variables": {"input": input}}
    answer = (await browser.http.post("/graphql", json=sent, headers=headers)).json()
    assert "errors" not in answer, answer
    return next(iter(answer["data"].values()))


async def signed_in(settings: Settings, login: str) -> Browser:
    browser = Browser.on(settings)
    assert await said(browser, SIGN_IN, login=login, password=PASSWORD, inCookie=True) == {"token": ""}
    return browser


async def linked() -> list[tuple[str, str]]:
    return await Identity.all().order_by("subject").values_list("account__login", "subject")


async def test_somebody_links_his_own_account_and_signs_in_by_the_provider_from_then_on(
    db: Settings, issuer: str
):
    wang = await make_account("wang.street")
    settings = of(db, issuer)
    browser = await signed_in(settings, "wang.street")

    begun = await said(browser, LINK, currentPassword=PASSWORD)
    query = parse_qs(urlsplit(begun["address"]).query)
    assert begun["address"].startswith(issuer)
    assert (query["prompt"], query["code_challenge_method"]) == (["login"], ["S256"])
    assert len(query["state"][0]) > 20
    assert len(query["nonce"][0]) > 15
    answer = await browser.come_back(await at_provider(begun["address"], "wang"))

    assert (answer.status_code, answer.headers["location"]) == (303, "/account/?linked=1")
    assert await linked() == [("wang.street", "wang")]
    assert await browser.viewer() == {"login": "wang.street"}, "the session stays"
    assert await AuditEntry.filter(account=wang, deed="AccountIdentityLink").count() == 1
    another = Browser.on(settings)
    assert (await another.sign_in("wang")).status_code == 303
    assert await another.viewer() == {"login": "wang.street"}

    assert await said(browser, LINK, currentPassword=PASSWORD) == {"code": "IDENTITY_LINKED", "path": []}

    identity = await Identity.get()
    wrong = await said(browser, UNLINK, id=gid(identity), currentPassword="not this")
    assert wrong == {"code": "SIGN_IN_FAILED", "path": ["currentPassword"]}
    assert await linked() == [("wang.street", "wang")]
    gone = await said(browser, UNLINK, id=gid(identity), currentPassword=PASSWORD)
    assert gone == {"account": {"login": "wang.street", "identities": []}}
    assert await linked() == []
    assert await browser.viewer() == {"login": "wang.street"}
    assert await another.viewer() is None, "every other session has ended"


async def test_linking_begins_with_the_password_on_a_page_of_ours(db: Settings, issuer: str):
    await make_account("wang.street")
    browser = await signed_in(of(db, issuer), "wang.street")
    wrong = await said(browser, LINK, currentPassword="not this")
    assert wrong == {"code": "SIGN_IN_FAILED", "path": ["currentPassword"]}
    assert "sanbao-provider" not in browser.http.cookies

    program = Browser.on(of(db, issuer))
    token = (await said(program, SIGN_IN, headers={}, login="wang.street", password=PASSWORD))["token"]
    bearer = {"authorization": f"Bearer {token}"}
    refused = await said(program, LINK, headers=bearer, currentPassword=PASSWORD)
    assert refused == {"code": "IDENTITY_NEEDS_PAGE", "path": ["currentPassword"]}
    assert "sanbao-provider" not in program.http.cookies


@pytest.mark.parametrize("meanwhile", ["signed out", "another account", "another browser"])
async def test_linking_ends_only_in_the_session_in_which_it_began(db: Settings, issuer: str, meanwhile: str):
    """Else somebody could have his own person linked to whoever is led to the provider's redirect."""
    for login in ("wang.street", "liu.street"):
        await make_account(login)
    settings = of(db, issuer)
    browser = await signed_in(settings, "wang.street")
    back = await at_provider((await said(browser, LINK, currentPassword=PASSWORD))["address"], "wang")

    match meanwhile:
        case "signed out":
            await said(browser, SIGN_OUT)
        case "another account":
            await said(browser, SIGN_IN, login="liu.street", password=PASSWORD, inCookie=True)
        case _:
            browser = await signed_in(settings, "wang.street")
    answer = await browser.come_back(back)

    status = 400 if meanwhile == "another browser" else 403
    assert (answer.status_code, "Your account is not linked yet" in answer.text) == (status, status == 403)
    assert await linked() == []


async def test_a_person_of_the_provider_is_nobody_twice(db: Settings, issuer: str):
    wang, liu = [await make_account(login) for login in ("wang.street", "liu.street")]
    await Identity.create(account=liu, issuer=issuer, subject="wang")
    browser = await signed_in(of(db, issuer), "wang.street")
    begun = await said(browser, LINK, currentPassword=PASSWORD)

    answer = await browser.come_back(await at_provider(begun["address"], "wang"))

    assert (answer.status_code, "linked there to another account here" in answer.text) == (403, True)
    assert await linked() == [("liu.street", "wang")]

    mine = await Identity.get()
    refused = await said(browser, UNLINK, id=gid(mine), currentPassword=PASSWORD)
    assert refused["code"] == "NOT_FOUND"
    assert await linked() == [("liu.street", "wang")]
    assert wang.id != liu.id


async def test_who_came_through_the_provider_signs_out_there_too(db: Settings, issuer: str):
    settings = of(db, issuer, oidc_link_claim="preferred_username")
    await make_account("wang")
    by_password = await signed_in(settings, "wang")
    assert await said(by_password, SIGN_OUT) == {"providerAddress": None}
    led = await by_password.http.get("/signin/provider/end")
    assert (led.status_code, led.headers["location"]) == (303, "/signin/")

    browser = Browser.on(settings)
    await browser.sign_in("wang")
    assert await said(browser, SIGN_OUT) == {"providerAddress": "/signin/provider/end"}
    assert await browser.viewer() is None

    led = await browser.http.get("/signin/provider/end")
    place, _, query = led.headers["location"].partition("?")
    assert (led.status_code, place) == (303, f"{issuer}/logout")
    back = {"client_id": ["sanbao"], "post_logout_redirect_uri": [f"{OURS}/signin/"]}
    assert parse_qs(query) == back
    async with httpx.AsyncClient() as http:
        there = await http.get(led.headers["location"])
    assert there.headers["location"] == f"{OURS}/signin/"
    again = await browser.http.get("/signin/provider/end")
    assert again.headers["location"] == "/signin/", "led there once"

    quiet = Browser.on(settings.model_copy(update={"oidc_end_session": False}))
    await quiet.sign_in("wang")
    assert await said(quiet, SIGN_OUT) == {"providerAddress": None}
    assert await Token.filter(revoked_at=None).count() == 0
    assert await Account.all().count() == 1


async def test_a_provider_that_publishes_no_way_out_leaves_one_at_the_sign_in_page(db: Settings):
    await make_account("wang")
    async with forging() as forger:
        browser = Browser.on(of(db, forger.issuer, oidc_link_claim="sub"))
        assert (await browser.come_back(forger.begun(await browser.begin()))).status_code == 303
        await said(browser, SIGN_OUT)
        led = await browser.http.get("/signin/provider/end")

    assert (led.status_code, led.headers["location"]) == (303, "/signin/")
