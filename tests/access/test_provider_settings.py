"""What the settings say of an OpenID Connect provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sanbao.access.models import Token
from sanbao.core.settings import Settings
from tests.access.provider import Browser, of, run_provider
from tests.people import Client, make_account

WAYS = "{ signInWays { provider { name address } } }"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from run_provider(tmp_path_factory.mktemp("provider"))


async def test_settings_that_do_not_fit_the_provider_are_named(db: Settings, issuer: str):
    await make_account("wang")
    wrong = Browser.on(of(db, issuer, oidc_client_secret="guessed", oidc_link_claim="sub"))
    refused = await wrong.sign_in("wang")
    assert (refused.status_code, "SANBAO_OIDC_" in refused.text) == (400, True)

    for other, said in (
        (issuer.replace("127.0.0.1", "localhost"), "calls itself"),
        ("http://127.0.0.1:1", "does not answer"),
    ):
        refused = await Browser.on(of(db, other)).http.get("/signin/provider")
        assert (refused.status_code, said in refused.text) == (502, True)
    assert await Token.all().count() == 0


async def test_the_sign_in_page_learns_of_the_provider_from_the_api(db: Settings, issuer: str):
    for settings, expected in (
        (db.model_copy(update={"oidc_issuer": None}), None),
        (of(db, issuer), {"name": "127.0.0.1", "address": "/signin/provider"}),
        (of(db, issuer, oidc_name="市民通"), {"name": "市民通", "address": "/signin/provider"}),
    ):
        answer = await Client(Browser.on(settings).http).ask(WAYS)
        assert answer == {"signInWays": {"provider": expected}}


@pytest.mark.parametrize(
    "said",
    [
        {"oidc_issuer": "http://id.example.org"},
        {"oidc_client_id": None},
        {"oidc_scopes": "profile"},
    ],
)
async def test_settings_that_could_not_work_are_refused_at_the_start(said: dict[str, Any]):
    whole = {"oidc_issuer": "https://id.example.org", "oidc_client_id": "sanbao"}
    assert Settings(**whole).oidc_issuer == "https://id.example.org"

    with pytest.raises(ValueError, match="oidc_"):
        Settings(**{**whole, **said})
