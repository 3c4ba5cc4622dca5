"""Signing in under attack: guesses at once, logins of any size and make, what is kept of secrets."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from argon2 import PasswordHasher, Type

from sanbao.access import models, sessions, throttle
from sanbao.access.models import IdempotentAnswer, Token, TokenPurpose
from sanbao.access.roles import Role
from sanbao.core import sealing
from sanbao.core.errors import InvalidInput
from tests.factories import make_unit
from tests.people import PASSWORD, Client, give_password, make_account

SIGN_IN = """mutation ($input: SessionCreateInput!) { sessionCreate(input: $input) {
  __typename ... on SessionCreateSuccess { token account { login } } ... on UserError { code } } }"""
CHANGE = """mutation ($input: AccountChangePasswordInput!) { accountChangePassword(input: $input) {
  __typename ... on UserError { code path } } }"""


@pytest.fixture(autouse=True)
def without_earlier_attempts() -> None:
    """Attempts are counted in the process."""
    throttle._failures.clear()


def test_a_password_is_kept_at_the_cost_that_rfc_9106_advises_where_memory_is_scarce(
    costly_hasher: PasswordHasher,
):
    cost = (costly_hasher.type, costly_hasher.time_cost, costly_hasher.memory_cost, costly_hasher.parallelism)

    assert cost == (Type.ID, 3, 65_536, 4)


async def sign_in(client: Client, login: str, password: str = "wrong", **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (
        await client.ask(SIGN_IN, input={"login": login, "password": password, **more})
    )["sessionCreate"]
    return answer


async def test_guesses_at_the_same_time_are_counted_like_guesses_one_after_the_other(stranger: Client):
    await give_password(await make_account("boss"))

    told = await asyncio.gather(*(sign_in(stranger, "boss") for _ in range(15)))

    assert sorted(answer["code"] for answer in told) == ["SIGN_IN_FAILED"] * 5 + ["TOO_MANY_ATTEMPTS"] * 10
    assert (await sign_in(stranger, "boss", PASSWORD))["code"] == "TOO_MANY_ATTEMPTS"


async def test_a_sign_in_that_succeeds_forgets_the_failures_before_it(stranger: Client):
    await give_password(await make_account("boss"))
    for _ in range(4):
        await sign_in(stranger, "boss")

    assert (await sign_in(stranger, " BOSS ", PASSWORD))["account"] == {"login": "boss"}

    assert [(await sign_in(stranger, "boss"))["code"] for _ in range(2)] == ["SIGN_IN_FAILED"] * 2


@pytest.mark.parametrize("login", ["", "a\x00b", "\ud800", "x" * 1_000_000, "没有这个人"])
async def test_what_can_be_no_login_fails_like_a_wrong_password_and_is_not_remembered(db: object, login: str):
    with pytest.raises(InvalidInput) as refused:
        await sessions.sign_in(login, "\ud800", hours=1, caller=throttle.Caller("", 5))

    assert refused.value.message_key == "sign-in-failed"
    assert throttle._failures == {}


async def test_a_token_is_never_kept_with_an_idempotency_key(stranger: Client):
    account = await make_account("boss")
    await give_password(account)
    signed_in = await stranger.signed_in_as(account)

    tokens = [(await sign_in(signed_in, "boss", PASSWORD, idempotencyKey="1"))["token"] for _ in range(2)]

    assert len(set(tokens)) == 2
    assert await IdempotentAnswer.all().count() == 0
    assert await Token.filter(digest__in=[sessions.digest(token) for token in tokens]).count() == 2


async def test_what_is_kept_of_an_input_cannot_be_guessed_without_the_key_of_the_installation(
    stranger: Client, monkeypatch: pytest.MonkeyPatch
):
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, await make_unit()))
    document = "mutation ($i: AccountCreateInput!) { accountCreate(input: $i) { __typename } }"

    digests = []
    for number, key in enumerate((b"a" * 32, b"b" * 32)):
        monkeypatch.setattr(sealing, "_keyring", sealing.Keyring([key]))
        said = {"login": "clerk", "displayName": "Clerk", "password": PASSWORD, "idempotencyKey": str(number)}
        await boss.ask(document, i=said)
        digests.append((await IdempotentAnswer.get(key=str(number))).input_digest)
        await models.Account.filter(login="clerk").delete()

    assert digests[0] != digests[1]


async def test_a_stolen_session_cannot_be_used_to_guess_the_password(stranger: Client):
    account = await make_account("boss")
    await give_password(account)
    thief = await stranger.signed_in_as(account)

    said = {"currentPassword": "wrong", "newPassword": "another password"}
    told = [await thief.ask(CHANGE, input=said) for _ in range(6)]

    codes = [answer["accountChangePassword"]["code"] for answer in told]
    assert codes == ["SIGN_IN_FAILED"] * 5 + ["TOO_MANY_ATTEMPTS"]


async def test_a_new_password_ends_every_other_session_and_keeps_this_one(stranger: Client):
    account = await make_account("boss")
    await give_password(account)
    here, elsewhere = [await stranger.signed_in_as(account) for _ in range(2)]
    calendar = await sessions.issue(account.id, TokenPurpose.CALENDAR)

    said = {"currentPassword": PASSWORD, "newPassword": "another password"}
    answer = await here.ask(CHANGE, input=said)

    assert answer["accountChangePassword"]["__typename"] == "AccountChangePasswordSuccess"
    viewers = [(await client.ask("{ viewer { login } }"))["viewer"] for client in (here, elsewhere)]
    assert viewers == [{"login": "boss"}, None]
    assert await sessions.account_of(calendar, TokenPurpose.CALENDAR) is not None
