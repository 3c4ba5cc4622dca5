"""Text that no database holds, ids of nothing, weeks without days: a refusal, never a fault."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import UUID

import pytest

from sanbao.access.models import RoleGrant
from sanbao.access.roles import Role
from sanbao.core.clock import Week
from sanbao.core.errors import InvalidInput
from sanbao.core.ids import to_global_id
from sanbao.organisations.models import Unit
from tests.factories import gid, make_unit
from tests.people import Client, make_account

MAKE = """mutation ($input: UnitCreateInput!) { unitCreate(input: $input) {
  __typename ... on UserError { code path } } }"""
GRANT = (
    """mutation ($input: RoleInput!) { roleGrant(input: $input) { __typename ... on UserError { code } } }"""
)
REVOKE = (
    """mutation ($input: RoleInput!) { roleRevoke(input: $input) { __typename ... on UserError { code } } }"""
)


async def an_administrator_of_all(stranger: Client) -> Client:
    account = await make_account("root")
    account.administers_all = True
    await account.save()
    return await stranger.signed_in_as(account)


@pytest.mark.parametrize("key", [None, "1"])
async def test_half_a_surrogate_pair_is_no_text_and_is_refused_at_the_door(stranger: Client, key: str | None):
    boss = await an_administrator_of_all(stranger)
    body = {"query": MAKE, "variables": {"input": {"kind": "CITY", "name": "a\ud800", "idempotencyKey": key}}}

    answer = await boss.http.post(
        "/graphql",
        content=json.dumps(body),
        headers={"authorization": f"Bearer {boss.token}", "content-type": "application/json"},
    )

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")
    assert await Unit.all().count() == 0


@pytest.mark.parametrize(
    "document",
    [
        "query ($text: String) { units(filter: {nameContains: $text}) { nodes { id } } }",
        "query ($text: String) { units(filter: {code: $text}) { nodes { id } } }",
        "query ($text: String) { menuItems(filter: {nameContains: $text}) { nodes { id } } }",
        "query ($text: String) { skills(nameContains: $text) { nodes { id } } }",
    ],
)
async def test_a_filter_with_a_control_character_is_refused(stranger: Client, document: str):
    boss = await an_administrator_of_all(stranger)

    answer = await boss.send(document, text="a\x00b")

    assert answer["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}


async def test_a_role_on_a_unit_that_is_not_there_is_refused(stranger: Client):
    boss = await an_administrator_of_all(stranger)
    nowhere = to_global_id("Unit", UUID(int=5))

    for document, field in ((GRANT, "roleGrant"), (REVOKE, "roleRevoke")):
        answer = await boss.ask(
            document, input={"account": gid(boss.account), "role": "COORDINATOR", "unit": nowhere}
        )
        assert answer[field] == {"__typename": "NotFoundError", "code": "NOT_FOUND"}

    assert await RoleGrant.all().count() == 0


@pytest.mark.parametrize("text", ["0001-W01", "1900-W52", "2200-W01", "9999-W52", "2026-W54", "x" * 1000])
def test_a_week_that_nobody_plans_for_is_refused(text: str):
    with pytest.raises(InvalidInput) as refused:
        Week.parse(text)

    assert refused.value.message_key == "week-format"
    assert len(str(refused.value.facts["value"])) <= 20


@pytest.mark.parametrize("same", ["code", "name"])
async def test_units_of_one_code_or_name_made_at_once_are_made_once(stranger: Client, same: str):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))

    async def make(n: int) -> dict[str, Any]:
        said = {"name": f"X {n}", "code": f"C {n}", same: "320213"}
        return await boss.ask(MAKE, input={"kind": "COMMUNITY", "parent": gid(street), **said})

    told = await asyncio.gather(*(make(n) for n in range(8)))

    refusal = {"code": "ConflictError", "name": "NameTakenError"}[same]
    assert sorted(answer["unitCreate"]["__typename"] for answer in told) == sorted(
        [*[refusal] * 7, "UnitCreateSuccess"]
    )
    assert await Unit.filter(**{same: "320213"}).count() == 1
