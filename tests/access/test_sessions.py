"""Where somebody is signed in, and ending that: by himself, or by who administers the account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from sanbao.access import service, sessions
from sanbao.access.models import Account, AuditEntry, Token, TokenPurpose
from sanbao.access.roles import ROLE_PERMISSIONS, Permission, Role
from sanbao.core import clock
from sanbao.core.settings import Settings
from tests.access.test_browser_sessions import PAGE, SIGN_OUT, browser, post, signed_in, viewer
from tests.factories import gid, make_unit
from tests.people import Client, make_account

LIST = "{ sessions { totalCount nodes { id device current lastUsedAt expiresAt } } }"
END = """mutation ($input: SessionEndInput!) { sessionEnd(input: $input) {
  ... on SessionEndSuccess { ended } ... on UserError { code } } }"""
END_ALL = """mutation ($input: AccountEndSessionsInput!) { accountEndSessions(input: $input) {
  ... on AccountEndSessionsSuccess { ended account { login } } ... on UserError { code } } }"""
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)


async def who(client: Client) -> Any:
    return (await client.ask("{ viewer { login } }"))["viewer"]


async def test_somebody_sees_each_of_his_sessions_with_device_and_last_use_and_nobody_elses(
    stranger: Client,
):
    account = await make_account("wang")
    here = await stranger.signed_in_as(account)
    await sessions.begin(account.id, hours=1, user_agent=EDGE)
    await sessions.begin(account.id, hours=1, user_agent="\x00" + "x" * 1_000)
    await sessions.begin((await make_account("li")).id, hours=1, user_agent=EDGE)
    await sessions.issue(account.id, TokenPurpose.CALENDAR)
    ended = await stranger.signed_in_as(account)
    await sessions.revoke(ended.token or "")
    await Token.create(
        account_id=account.id, purpose=TokenPurpose.SESSION, digest="expired", expires_at=clock.now()
    )

    found = (await here.ask(LIST))["sessions"]

    assert found["totalCount"] == 3
    assert [(s["device"], s["current"]) for s in found["nodes"]] == [
        ("an unknown device or program", False),
        ("Edge on Windows", False),
        ("an unknown device or program", True),
    ]
    assert "errors" in await stranger.send(LIST)


async def test_the_last_use_is_kept_to_five_minutes(stranger: Client):
    account = await make_account("wang")
    with time_machine.travel("2026-11-25T00:00:00+00:00", tick=False) as moved:
        client = await stranger.signed_in_as(account)
        moved.shift(timedelta(minutes=4, seconds=59))
        await who(client)
        [session] = (await client.ask(LIST))["sessions"]["nodes"]
        assert session["lastUsedAt"] == "2026-11-25T00:00:00+00:00"
        moved.shift(timedelta(seconds=1))
        await who(client)
        [session] = (await client.ask(LIST))["sessions"]["nodes"]
        assert session["lastUsedAt"] == "2026-11-25T00:05:00+00:00"


async def test_one_session_is_ended_and_the_others_stay(stranger: Client):
    account = await make_account("wang")
    here, lost = [await stranger.signed_in_as(account) for _ in range(2)]
    other = await stranger.signed_in_as(await make_account("li"))
    id = gid(await Token.get(digest=sessions.digest(lost.token or "")))

    assert (await other.ask(END, input={"id": id}))["sessionEnd"] == {"code": "NOT_FOUND"}
    assert await who(lost) == {"login": "wang"}

    assert (await here.ask(END, input={"id": id}))["sessionEnd"] == {"ended": True}
    assert [await who(client) for client in (here, lost)] == [{"login": "wang"}, None]
    assert (await here.ask(END, input={"id": id}))["sessionEnd"] == {"code": "NOT_FOUND"}


async def test_all_others_end_and_the_one_that_asks_stays(stranger: Client):
    account = await make_account("wang")
    clients = [await stranger.signed_in_as(account) for _ in range(3)]
    other = await stranger.signed_in_as(await make_account("li"))
    calendar = await sessions.issue(account.id, TokenPurpose.CALENDAR)

    assert (await clients[1].ask(END, input={"others": True}))["sessionEnd"] == {"ended": True}

    assert [await who(client) for client in clients] == [None, {"login": "wang"}, None]
    assert await who(other) == {"login": "li"}
    assert await sessions.account_of(calendar, TokenPurpose.CALENDAR) == account


@pytest.mark.parametrize(
    "said", [{"others": True, "everywhere": True}, {"others": True, "id": "VG9rZW46"}, {"id": "nonsense"}]
)
async def test_an_end_that_is_not_clear_ends_nothing(stranger: Client, said: dict[str, Any]):
    client = await stranger.signed_in_as(await make_account("wang"))

    assert "code" in (await client.ask(END, input=said))["sessionEnd"]
    assert await Token.filter(revoked_at=None).count() == 1


async def test_a_browser_keeps_its_cookie_unless_its_own_session_ends(db: Settings):
    async with browser(db) as http:
        await signed_in(http, PAGE)
        account = await Account.get()
        mine = await Token.get()
        await sessions.begin(account.id, hours=1, user_agent="")

        await post(http, END, PAGE, input={"others": True})
        assert await viewer(http, PAGE) == {"login": "boss"}

        await post(http, END, PAGE, input={"id": gid(mine)})
        assert "sanbao-session" not in http.cookies
        refused = await post(http, SIGN_OUT, PAGE)
        assert refused.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_an_administrator_signs_somebody_out_everywhere(stranger: Client):
    street = await make_unit()
    wang = await make_account("wang", Role.GRID_WORKER, street)
    boss_account = await make_account("boss", Role.ADMINISTRATOR, street)
    boss = await stranger.signed_in_as(boss_account)
    lost = [await stranger.signed_in_as(wang) for _ in range(2)]
    calendar = await sessions.issue(wang.id, TokenPurpose.CALENDAR)

    answer = await boss.ask(END_ALL, input={"id": gid(wang)})

    assert answer["accountEndSessions"] == {"ended": 2, "account": {"login": "wang"}}
    assert [await who(client) for client in (*lost, boss)] == [None, None, {"login": "boss"}]
    assert await sessions.account_of(calendar, TokenPurpose.CALENDAR) == wang
    assert await AuditEntry.filter(account=boss_account).values_list("deed", "row_id") == [
        ("AccountEndSessions", wang.id)
    ]
    again = await boss.ask(END_ALL, input={"id": gid(wang)})
    assert again["accountEndSessions"]["ended"] == 0


@pytest.mark.parametrize("role", sorted(Role))
async def test_nobody_else_signs_others_out(stranger: Client, role: Role):
    street, city = await make_unit(), await make_unit()
    wang = await make_account("wang", Role.GRID_WORKER, street)
    client = await stranger.signed_in_as(wang)
    other_place = await stranger.signed_in_as(await make_account("far", role, city))
    asking = [other_place]
    if Permission.ACCOUNT_MANAGE not in ROLE_PERMISSIONS[role]:
        asking.append(await stranger.signed_in_as(await make_account("near", role, street)))

    for asker in (*asking, client):
        answer = await asker.ask(END_ALL, input={"id": gid(wang)})
        code = "ACCOUNT_OWN" if asker is client else "NOT_FOUND"
        assert answer["accountEndSessions"] == {"code": code}
    assert await who(client) == {"login": "wang"}


async def test_who_administers_a_part_of_somebodys_units_does_not_sign_him_out(stranger: Client):
    street, city = await make_unit(), await make_unit()
    wang = await make_account("wang", Role.ADMINISTRATOR, street)
    await service.grant(wang, Role.ADMINISTRATOR, city.id)
    client = await stranger.signed_in_as(wang)
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))

    answer = await boss.ask(END_ALL, input={"id": gid(wang)})

    assert answer["accountEndSessions"] == {"code": "PERMISSION_DENIED"}
    assert await who(client) == {"login": "wang"}
