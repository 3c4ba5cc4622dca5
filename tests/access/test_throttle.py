"""Whoever guesses passwords waits, longer each time; nobody else does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import time_machine
from pydantic import ValidationError

from sanbao.access import throttle
from sanbao.access.throttle import Caller
from sanbao.app import create_app
from sanbao.core.errors import InvalidInput
from sanbao.core.settings import Settings
from tests.people import PASSWORD, Client, give_password, make_account

SIGN_IN = """mutation ($input: SessionCreateInput!) { sessionCreate(input: $input) {
  __typename ... on UserError { code path message } } }"""


@pytest.fixture(autouse=True)
def without_earlier_attempts() -> None:
    """Attempts are counted in the process."""
    throttle._failures.clear()


@pytest.fixture
def traveller() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-25T00:00:00+00:00", tick=False) as moved:
        yield moved


@asynccontextmanager
async def client_at(settings: Settings, address: str) -> AsyncIterator[Client]:
    """Somebody whose connection comes from an address."""
    transport = httpx.ASGITransport(create_app(settings), client=(address, 40_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        yield Client(http)


async def told(client: Client, password: str = "wrong", forwarded: str | None = None) -> Any:
    headers = {"accept-language": "en"} | ({"x-forwarded-for": forwarded} if forwarded else {})
    body = {"query": SIGN_IN, "variables": {"input": {"login": "boss", "password": password}}}
    answer = (await client.http.post("/graphql", json=body, headers=headers)).json()["data"]["sessionCreate"]
    return answer.get("code", answer["__typename"])


def waits(caller: Caller, traveller: time_machine.Traveller, tries: int) -> list[int]:
    """How long each further failure makes wait."""
    found = []
    for _ in range(tries):
        throttle.begin("boss", caller, field="password")
        try:
            throttle.begin("boss", caller, field="password")
        except InvalidInput as refused:
            found.append(refused.facts["seconds"])
            traveller.shift(refused.facts["seconds"])
    return found


def test_each_failure_beyond_the_free_ones_doubles_the_wait_up_to_a_quarter_of_an_hour(
    traveller: time_machine.Traveller,
):
    caller = Caller("192.0.2.1", 1)

    assert waits(caller, traveller, 12) == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_a_try_while_waiting_is_not_counted_and_an_hour_of_rest_forgets(traveller: time_machine.Traveller):
    caller = Caller("192.0.2.1", 1)
    waits(caller, traveller, 6)
    throttle.begin("boss", caller, field="password")
    for _ in range(100):
        with pytest.raises(InvalidInput) as refused:
            throttle.begin("boss", caller, field="password")
    assert refused.value.facts == {"seconds": 64}

    traveller.shift(3_600)

    assert waits(caller, traveller, 2) == [1, 2]


def test_neighbours_in_one_ipv6_network_are_one_and_other_networks_others(traveller: time_machine.Traveller):
    throttle.begin("boss", Caller("2001:db8:1:2::1", 1), field="password")
    throttle.begin("boss", Caller("::ffff:192.0.2.1", 1), field="password")

    for same in ("2001:db8:1:2:ffff::9", "192.0.2.1"):
        with pytest.raises(InvalidInput):
            throttle.begin("boss", Caller(same, 1), field="password")
    for other in ("2001:db8:1:3::1", "192.0.2.2", "", "no address"):
        throttle.begin("boss", Caller(other, 1), field="password")


async def test_whoever_guesses_cannot_shut_the_owner_out(db: Settings):
    await give_password(await make_account("boss"))
    async with client_at(db, "192.0.2.66") as attacker, client_at(db, "192.0.2.1") as owner:
        guesses = [await told(attacker) for _ in range(7)]

        assert guesses == ["SIGN_IN_FAILED"] * 5 + ["TOO_MANY_ATTEMPTS"] * 2
        assert await told(attacker, PASSWORD) == "TOO_MANY_ATTEMPTS"
        assert await told(owner, PASSWORD) == "SessionCreateSuccess"


async def test_a_header_that_anybody_can_write_opens_no_further_guesses(db: Settings):
    await give_password(await make_account("boss"))
    async with client_at(db, "192.0.2.66") as attacker:
        guesses = [await told(attacker, forwarded=f"198.51.100.{n}") for n in range(6)]

    assert guesses == ["SIGN_IN_FAILED"] * 5 + ["TOO_MANY_ATTEMPTS"]


async def test_behind_a_trusted_proxy_the_address_that_it_saw_counts(db: Settings):
    await give_password(await make_account("boss"))
    behind = db.model_copy(update={"trusted_proxies": "10.0.0.0/8, 192.0.2.8"})
    async with client_at(behind, "10.1.2.3") as proxy:
        guesses = [await told(proxy, forwarded=f"203.0.113.{n}, 198.51.100.7, 192.0.2.8") for n in range(6)]

        assert guesses == ["SIGN_IN_FAILED"] * 5 + ["TOO_MANY_ATTEMPTS"]
        assert await told(proxy, PASSWORD, forwarded="198.51.100.8") == "SessionCreateSuccess"
    async with client_at(behind, "198.51.100.9") as other:
        assert [await told(other, forwarded=f"203.0.113.{n}") for n in range(6)][-1] == "TOO_MANY_ATTEMPTS"


@pytest.mark.parametrize("proxies", ["*", "proxy.example", "10.0.0.1/8"])
def test_proxies_are_addresses_and_never_everybody(proxies: str):
    with pytest.raises(ValidationError):
        Settings(trusted_proxies=proxies)
