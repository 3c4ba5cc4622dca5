"""Signing in through a real OpenID Connect provider: whose account it is, and what cannot be forged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
import time_machine

from sanbao.access.models import Account, AuditEntry, Identity, RoleGrant, Token
from sanbao.access.roles import Role
from sanbao.api.provider_client import vouched_for
from sanbao.core import clock, sealing
from sanbao.core.settings import Settings
from sanbao.members.contacts import telephone_columns
from tests.access.provider import OURS, Browser, at_provider, of, run_provider
from tests.factories import gid, make_unit
from tests.members.factories import make_member, make_resident
from tests.people import Client, make_account

LINK = """mutation ($input: AccountIdentityLinkInput!) { accountIdentityLink(input: $input) {
  ... on AccountIdentityLinkSuccess { account { login identities { issuer subject } } } ... on UserError { code } } }"""
UNLINK = """mutation ($input: AccountIdentityUnlinkInput!) { accountIdentityUnlink(input: $input) {
  ... on AccountIdentityUnlinkSuccess { account { identities { subject } } } ... on UserError { code } } }"""


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from run_provider(tmp_path_factory.mktemp("provider"))


async def links() -> list[Any]:
    return await Identity.all().order_by("subject").values_list("account__login", "subject")


async def test_an_administrator_links_the_number_that_who_has_no_account_is_told(db: Settings, issuer: str):
    settings = of(db, issuer)
    street = await make_unit()
    wang = await make_account("wang.street", Role.GRID_WORKER, street)
    browser = Browser.on(settings)
    boss = await Client(browser.http).signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))

    refused = await browser.sign_in("wang")

    assert (refused.status_code, "no account here is linked to you" in refused.text) == (403, True)
    assert "administrator, who links your account: wang</p>" in refused.text
    assert await Account.all().count() == 2
    assert await Token.all().count() == 1, "the administrator's own"

    said = {"account": gid(wang), "subject": "wang"}
    answer = await boss.ask(LINK, input=said)
    assert answer["accountIdentityLink"] == {
        "account": {"login": "wang.street", "identities": [{"issuer": issuer, "subject": "wang"}]}
    }
    assert (await boss.ask(LINK, input=said))["accountIdentityLink"] == {"code": "ALREADY_EXISTS"}

    answer = await browser.sign_in("wang", "?next=/member/week")

    assert (answer.status_code, answer.headers["location"]) == (303, "/signin/?next=%2Fmember%2Fweek")
    given = next(text for text in answer.headers.get_list("set-cookie") if "sanbao-session" in text)
    cookie = SimpleCookie(given)["sanbao-session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
    assert cookie["max-age"] == str(12 * 3600)
    assert await browser.viewer() == {"login": "wang.street"}
    assert "sanbao-provider" not in browser.http.cookies
    deeds = await AuditEntry.filter(account=wang).values_list("deed", flat=True)
    assert deeds == ["SessionCreate"]

    identity = await Identity.get()
    answer = await boss.ask(UNLINK, input={"id": gid(identity)})

    assert answer["accountIdentityUnlink"] == {"account": {"identities": []}}
    assert await browser.viewer() is None
    assert (await browser.sign_in("wang")).status_code == 403


async def test_who_administers_another_street_links_nobody_here(db: Settings, issuer: str):
    browser = Browser.on(of(db, issuer))
    wang = await make_account("wang", Role.GRID_WORKER, await make_unit())
    other = await make_account("other", Role.ADMINISTRATOR, await make_unit())
    boss = await Client(browser.http).signed_in_as(other)

    for account, code in ((wang, "NOT_FOUND"), (other, "ACCOUNT_OWN")):
        answer = await boss.ask(LINK, input={"account": gid(account), "subject": "wang"})
        assert answer["accountIdentityLink"] == {"code": code}
    assert await Identity.all().count() == 0


@pytest.mark.parametrize(
    ("claim", "login"), [("preferred_username", "wang"), ("email", "wang@example.org"), ("sub", "wang")]
)
async def test_the_first_time_a_claim_finds_the_account_and_later_the_subject_does(
    db: Settings, issuer: str, claim: str, login: str
):
    wang = await make_account(login)
    browser = Browser.on(of(db, issuer, oidc_link_claim=claim))

    assert (await browser.sign_in("wang")).status_code == 303
    assert await browser.viewer() == {"login": login}
    assert await links() == [(login, "wang")]
    deeds = AuditEntry.filter(row_id=wang.id).order_by("created_at")
    assert await deeds.values_list("deed", flat=True) == ["AccountIdentityLink", "SessionCreate"]

    await Account.filter(id=wang.id).update(login="renamed")
    await make_account(login)
    again = Browser.on(of(db, issuer, oidc_link_claim=claim))
    assert (await again.sign_in("wang")).status_code == 303
    assert await again.viewer() == {"login": "renamed"}


async def test_a_telephone_finds_the_account_of_a_member_or_resident(db: Settings, issuer: str):
    street = await make_unit()
    telephone = telephone_columns("+86 138 0000 0001")
    wang = await make_account("wang")
    await make_member(street, account=wang, **telephone)
    await make_resident(street, account=wang, **telephone)
    settings = of(db, issuer, oidc_link_claim="preferred_username", oidc_link_to="telephone")
    browser = Browser.on(settings)

    assert (await browser.sign_in("13800000001")).status_code == 303
    assert await browser.viewer() == {"login": "wang"}

    await Identity.all().delete()
    for other in (await make_account("li"), None):
        neighbour = await make_resident(street, account=other, **telephone)
        refused = await Browser.on(settings).sign_in("13800000001")
        assert (refused.status_code, "Several people are registered" in refused.text) == (403, True)
        assert await links() == []
        await neighbour.delete()


@pytest.mark.parametrize("make", [make_member, make_resident])
async def test_a_member_or_resident_without_an_account_gets_one_where_the_settings_say_so(
    db: Settings, issuer: str, make: Any
):
    person = await make(await make_unit(), name="Wang Wei", **telephone_columns("13800000001"))
    settings = of(db, issuer, oidc_link_claim="preferred_username", oidc_link_to="telephone")
    refused = await Browser.on(settings).sign_in("13800000001")
    assert (refused.status_code, await Account.all().count()) == (403, 0)

    browser = Browser.on(settings.model_copy(update={"oidc_create_accounts": True}))
    assert (await browser.sign_in("13800000001")).status_code == 303

    account = await Account.get()
    assert account.display_name == "Wang Wei"
    assert (await type(person).get(id=person.id)).account_id == account.id
    assert await browser.viewer() == {"login": account.login}
    assert await RoleGrant.all().count() == 0


async def test_what_only_looks_like_a_telephone_is_nobodys(db: Settings, issuer: str):
    await make_member(await make_unit(), account=await make_account("li"), telephone="13800000001")
    settings = of(db, issuer, oidc_link_claim="preferred_username", oidc_link_to="telephone")

    assert (await Browser.on(settings).sign_in("x13800000001")).status_code == 403
    assert await links() == []


async def test_an_account_is_made_only_where_the_settings_say_so(db: Settings, issuer: str):
    settings = of(db, issuer, oidc_link_claim="preferred_username")
    assert (await Browser.on(settings).sign_in("wang")).status_code == 403
    assert await Account.all().count() == 0

    browser = Browser.on(settings.model_copy(update={"oidc_create_accounts": True}))
    assert (await browser.sign_in("wang")).status_code == 303

    assert await browser.viewer() == {"login": "wang"}
    assert await links() == [("wang", "wang")]
    assert await RoleGrant.all().count() == 0
    assert (await Account.get()).administers_all is False


async def test_an_account_that_is_somebody_elses_at_the_provider_stays_his(db: Settings, issuer: str):
    wang = await make_account("liu")
    await Identity.create(account=wang, issuer=issuer, subject="wang")
    browser = Browser.on(of(db, issuer, oidc_link_claim="preferred_username"))

    refused = await browser.sign_in("liu")

    assert (refused.status_code, "linked to somebody else" in refused.text) == (403, True)
    assert await links() == [("liu", "wang")]
    assert await browser.viewer() is None


@pytest.mark.parametrize(
    ("claims", "claim", "said"),
    [
        ({"email": "w@x.cn", "email_verified": True}, "email", "w@x.cn"),
        ({"email": "w@x.cn", "email_verified": "false"}, "email", None),
        ({"email": "w@x.cn"}, "email", None),
        (
            {"phone_number": "138", "phone_number_verified": False, "email_verified": True},
            "phone_number",
            None,
        ),
        ({"preferred_username": "wang"}, "preferred_username", "wang"),
        ({"employee": 7}, "employee", None),
        ({}, "employee", None),
    ],
)
async def test_an_address_or_telephone_counts_only_if_the_provider_has_checked_it(
    claims: dict[str, Any], claim: str, said: str | None
):
    assert vouched_for(claims, claim) == said


@pytest.mark.parametrize("linked", [True, False])
async def test_a_closed_account_stays_closed(db: Settings, issuer: str, linked: bool):
    wang = await make_account("wang")
    await Account.filter(id=wang.id).update(active=False)
    if linked:
        await Identity.create(account=wang, issuer=issuer, subject="wang")

    refused = await Browser.on(of(db, issuer, oidc_link_claim="preferred_username")).sign_in("wang")

    assert (refused.status_code, "Your account is closed" in refused.text) == (403, True)
    assert await Identity.all().count() == linked
    assert await Token.all().count() == 0
    assert await AuditEntry.all().count() == 0


async def test_the_button_asks_for_a_code_with_everything_that_protects_it(db: Settings, issuer: str):
    query = parse_qs(urlsplit(await Browser.on(of(db, issuer)).begin()).query)

    assert query["response_type"] == ["code"]
    assert query["redirect_uri"] == [f"{OURS}/signin/provider/return"]
    assert query["code_challenge_method"] == ["S256"]
    assert {len(query[name][0]) > 15 for name in ("state", "nonce", "code_challenge")} == {True}


async def test_a_public_client_signs_in_by_its_proof_alone(db: Settings, issuer: str):
    await make_account("wang")
    public = {"oidc_client_id": "sanbao-public", "oidc_client_secret": None}
    browser = Browser.on(of(db, issuer, oidc_link_claim="preferred_username", **public))

    assert (await browser.sign_in("wang")).status_code == 303
    assert await browser.viewer() == {"login": "wang"}


async def test_what_was_begun_in_one_browser_is_not_finished_in_another(db: Settings, issuer: str):
    await make_account("wang")
    settings = of(db, issuer, oidc_link_claim="preferred_username")
    thief, victim = Browser.on(settings), Browser.on(settings)
    stolen = await at_provider(await thief.begin(), "wang")

    without = await victim.come_back(stolen)
    await victim.begin()
    with_another = await victim.come_back(stolen)

    for refused in (without, with_another):
        assert (refused.status_code, "not begun in this browser" in refused.text) == (400, True)
        assert OURS in refused.text
    assert await Token.all().count() == 0


@pytest.mark.parametrize("part", ["nonce", "code_verifier"])
async def test_a_token_made_for_another_sign_in_proves_nothing(db: Settings, issuer: str, part: str):
    await make_account("wang")
    browser = Browser.on(of(db, issuer, oidc_link_claim="preferred_username"))
    back = await at_provider(await browser.begin(), "wang")
    kept = orjson.loads(sealing.installed().unseal(browser.http.cookies["sanbao-provider"].strip('"')))
    [state] = kept["remembered"].values()
    state["data"][part] = "another" * 8
    sealed = sealing.installed().seal(orjson.dumps(kept).decode())
    browser.http.cookies.clear()
    browser.http.cookies.set("sanbao-provider", sealed)

    refused = await browser.come_back(back)

    assert (refused.status_code, "gave no valid proof" in refused.text) == (400, True)
    assert await Token.all().count() == 0
    assert await Identity.all().count() == 0


async def test_a_sign_in_that_took_too_long_begins_anew(db: Settings, issuer: str):
    await make_account("wang")
    browser = Browser.on(of(db, issuer, oidc_link_claim="preferred_username"))
    back = await at_provider(await browser.begin(), "wang")
    sealed = browser.http.cookies["sanbao-provider"]

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        browser.http.cookies.set("sanbao-provider", sealed)
        refused = await browser.come_back(back)

    assert (refused.status_code, "15 minutes" in refused.text) == (400, True)
    assert await Token.all().count() == 0


async def test_a_return_is_good_once_even_for_who_kept_its_cookie(db: Settings, issuer: str):
    await make_account("wang")
    browser = Browser.on(of(db, issuer, oidc_link_claim="preferred_username"))
    back = await at_provider(await browser.begin(), "wang")
    sealed = browser.http.cookies["sanbao-provider"]
    assert (await browser.come_back(back)).status_code == 303

    again = await browser.come_back(back)
    browser.http.cookies.set("sanbao-provider", sealed)
    with_cookie = await browser.come_back(back)

    assert (again.status_code, "not begun in this browser" in again.text) == (400, True)
    assert (with_cookie.status_code, "gave no valid proof (invalid_grant)" in with_cookie.text) == (400, True)
    assert await Token.all().count() == 1


async def test_over_https_the_cookie_of_the_first_step_is_secure_and_bound_to_the_host(
    db: Settings, issuer: str
):
    settings = of(db, issuer).model_copy(update={"public_url": "https://sanbao.example.org"})

    answer = await Browser.on(settings).http.get("/signin/provider")

    cookie = SimpleCookie(answer.headers["set-cookie"])["__Host-sanbao-provider"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "lax")
    assert (cookie["path"], cookie["domain"], cookie["max-age"]) == ("/", "", "900")
    assert answer.headers["cache-control"] == "no-store"


async def test_a_page_that_says_why_not_loads_nothing_and_is_in_plain_chinese_first(
    db: Settings, issuer: str
):
    browser = Browser.on(of(db, issuer))
    back = await at_provider(await browser.begin(), "wang")

    refused = await browser.http.get(back, headers={"accept-language": "zh-CN,zh;q=0.9"})

    assert refused.status_code == 403
    assert "<html lang=zh>" in refused.text
    assert "请把这个编号告诉社区管理员，由他关联您的账号：wang</p>" in refused.text
    assert "default-src 'none'; script-src 'self'" in refused.headers["content-security-policy"]
    assert refused.headers["cache-control"] == "no-store"


async def test_who_breaks_off_at_the_provider_is_told_what_else_there_is(db: Settings, issuer: str):
    browser = Browser.on(of(db, issuer))
    state = parse_qs(urlsplit(await browser.begin()).query)["state"][0]

    refused = await browser.come_back(f"{OURS}/signin/provider/return?error=access_denied&state={state}")

    assert (refused.status_code, "or use login and password" in refused.text) == (400, True)
    assert "<a href='/signin/'>Back to the sign-in page</a>" in refused.text


@pytest.mark.parametrize("error", ["<script>alert(1)</script>", "Call 400-123 now", "x" * 5_000])
async def test_what_the_address_says_is_never_repeated(db: Settings, issuer: str, error: str):
    browser = Browser.on(of(db, issuer))
    state = parse_qs(urlsplit(await browser.begin()).query)["state"][0]

    refused = await browser.http.get("/signin/provider/return", params={"error": error, "state": state})

    assert (refused.status_code, "(invalid_token)" in refused.text) == (400, True)
    assert error[:20] not in refused.text


async def test_an_error_of_nobodys_sign_in_is_not_believed(db: Settings, issuer: str):
    browser = Browser.on(of(db, issuer))
    await browser.begin()

    refused = await browser.http.get("/signin/provider/return", params={"error": "access_denied"})

    assert (refused.status_code, "not begun in this browser" in refused.text) == (400, True)
