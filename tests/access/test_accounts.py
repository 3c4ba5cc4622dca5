"""Accounts closed, reopened and given new passwords, each by who may; the list of accounts by scope."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from sanbao.access import passwords, sessions, throttle
from sanbao.access.models import Account, AuditEntry, RoleGrant, Token, TokenPurpose
from sanbao.access.roles import Permission, Role
from sanbao.core import clock
from sanbao.members.models import Member, Resident
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit
from tests.factories import gid, make_unit
from tests.members.factories import make_member, make_resident
from tests.people import PASSWORD, Client, give_password, make_account

REFUSAL = "... on UserError { __typename code path message }"


def deed(name: str, wanted: str) -> str:
    kind = name[0].upper() + name[1:]
    return (
        f"mutation ($input: {kind}Input!) {{ {name}(input: $input) "
        f"{{ ... on {kind}Success {{ __typename {wanted} }} {REFUSAL} }} }}"
    )


CLOSE = deed("accountClose", "account { login active version }")
REOPEN = deed("accountReopen", "account { login active version }")
RESET = deed("accountResetPassword", "secret expiresInHours account { login }")
REDEEM = deed("accountRedeemReset", "account { login }")
MOVE = deed("accountMove", "account { login version unit { name } }")
CREATE = deed("accountCreate", "account { login unit { name } administersAll }")
SIGN_IN = deed("sessionCreate", "token")
NEW = "a new long password"


@pytest.fixture(autouse=True)
def without_earlier_attempts() -> None:
    """Attempts are counted in the process."""
    throttle._failures.clear()


async def told(client: Client, document: str, **said: Any) -> dict[str, Any]:
    [answer] = (await client.ask(document, input=said)).values()
    found: dict[str, Any] = answer
    return found


async def logins(client: Client) -> set[str]:
    nodes = (await client.ask("{ accounts { nodes { login } } }"))["accounts"]["nodes"]
    return {node["login"] for node in nodes}


async def administrator_of_all(stranger: Client) -> Client:
    root = await make_account("root")
    await Account.filter(id=root.id).update(administers_all=True)
    return await stranger.signed_in_as(root)


async def test_a_closed_account_is_out_at_once_and_its_people_stay(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    wang = await make_account("wang", Role.GRID_WORKER, street)
    await give_password(wang)
    member, resident = await make_member(street, account=wang), await make_resident(street, account=wang)
    here = await stranger.signed_in_as(wang)
    calendar = await sessions.issue(wang.id, TokenPurpose.CALENDAR)
    secret = await sessions.issue(wang.id, TokenPurpose.PASSWORD_RESET, hours=1)

    closed = await told(boss, CLOSE, id=gid(wang), expectedVersion=1)

    assert closed["account"] == {"login": "wang", "active": False, "version": 2}
    assert await here.ask("{ viewer { login } }") == {"viewer": None}
    assert (await stranger.http.get(f"/calendar/{calendar}.ics")).status_code == 404
    assert (await told(stranger, REDEEM, secret=secret, newPassword=NEW))["code"] == "RESET_SECRET"
    assert (await told(stranger, SIGN_IN, login="wang", password=PASSWORD))["code"] == "SIGN_IN_FAILED"
    assert await Token.filter(account=wang, revoked_at=None).count() == 0
    assert (await Member.get(id=member.id)).account_id == wang.id
    assert (await Resident.get(id=resident.id)).account_id == wang.id
    assert await RoleGrant.filter(account=wang).count() == 1
    assert (await told(boss, CLOSE, id=gid(wang)))["code"] == "ACCOUNT_CLOSED"
    assert (await told(boss, RESET, id=gid(wang)))["code"] == "ACCOUNT_CLOSED"

    reopened = await told(boss, REOPEN, id=gid(wang))

    assert reopened["account"] == {"login": "wang", "active": True, "version": 3}
    assert (await told(boss, REOPEN, id=gid(wang)))["code"] == "ACCOUNT_OPEN"
    assert await here.ask("{ viewer { login } }") == {"viewer": None}
    assert (await told(stranger, SIGN_IN, login="wang", password=PASSWORD))["__typename"] == (
        "SessionCreateSuccess"
    )
    lines = AuditEntry.filter(noun="Account", row_id=wang.id, account_id=boss.account.id)  # type: ignore[union-attr]
    assert await lines.order_by("created_at").values_list("deed", flat=True) == [
        "AccountClose",
        "AccountReopen",
    ]


async def test_a_reset_secret_sets_a_password_once_and_ends_every_older_token(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    wang = await make_account("wang", Role.GRID_WORKER, street)
    await give_password(wang)
    here = await stranger.signed_in_as(wang)
    calendar = await sessions.issue(wang.id, TokenPurpose.CALENDAR)

    first = (await told(boss, RESET, id=gid(wang)))["secret"]
    made = await told(boss, RESET, id=gid(wang), idempotencyKey="k")
    again = await told(boss, RESET, id=gid(wang), idempotencyKey="k")
    secret = made["secret"]

    assert made == {**made, "expiresInHours": 24, "account": {"login": "wang"}}
    assert again == {**made, "secret": None}
    assert await here.ask("{ viewer { login } }") == {"viewer": {"login": "wang"}}
    for wrong in (first, calendar, "", "\u0000"):
        refused = await told(stranger, REDEEM, secret=wrong, newPassword=NEW)
        assert (refused["code"], refused["path"]) == ("RESET_SECRET", ["secret"])
    short = await told(stranger, REDEEM, secret=secret, newPassword="short")
    assert (short["code"], short["path"]) == ("PASSWORD_SHORT", ["newPassword"])
    assert await passwords.matches(PASSWORD, (await Account.get(id=wang.id)).password_hash)

    redeemed = await told(stranger, REDEEM, secret=secret, newPassword=NEW)

    assert redeemed == {"__typename": "AccountRedeemResetSuccess", "account": {"login": "wang"}}
    assert await here.ask("{ viewer { login } }") == {"viewer": None}
    assert await Token.filter(account=wang, revoked_at=None).count() == 0
    assert (await told(stranger, REDEEM, secret=secret, newPassword="x" * 9))["code"] == "RESET_SECRET"
    assert (await told(stranger, SIGN_IN, login="wang", password=PASSWORD))["code"] == "SIGN_IN_FAILED"
    assert "token" in await told(stranger, SIGN_IN, login="wang", password=NEW)
    deeds = await AuditEntry.filter(row_id=wang.id).order_by("created_at").values_list("deed", "account_id")
    assert deeds[:3] == [
        ("AccountResetPassword", boss.account.id),  # type: ignore[union-attr]
        ("AccountResetPassword", boss.account.id),  # type: ignore[union-attr]
        ("AccountRedeemReset", None),
    ]


async def test_a_reset_secret_expires_and_a_changed_password_ends_it(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    wang = await make_account("wang", Role.GRID_WORKER, street)
    await give_password(wang)
    secret = (await told(boss, RESET, id=gid(wang)))["secret"]

    with time_machine.travel(clock.now() + timedelta(hours=24), tick=False):
        late = await told(stranger, REDEEM, secret=secret, newPassword=NEW)
    changed = await told(
        await stranger.signed_in_as(wang),
        deed("accountChangePassword", "account { login }"),
        currentPassword=PASSWORD,
        newPassword="my own new password",
    )
    after = await told(stranger, REDEEM, secret=secret, newPassword=NEW)

    assert changed["__typename"] == "AccountChangePasswordSuccess"
    assert (late["code"], after["code"]) == ("RESET_SECRET", "RESET_SECRET")
    assert await passwords.matches("my own new password", (await Account.get(id=wang.id)).password_hash)


async def test_an_administrator_sees_the_accounts_of_his_units_and_others_only_their_own(stranger: Client):
    street, elsewhere = await make_unit(), await make_unit()
    community = await make_unit(UnitKind.COMMUNITY, street)
    root = await administrator_of_all(stranger)
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    worker = await stranger.signed_in_as(await make_account("worker", Role.GRID_WORKER, community))
    await make_member(community, account=await make_account("member"))
    await make_resident(community, account=await make_account("resident"))
    other = await make_account("other", Role.COORDINATOR, elsewhere)
    await make_member(elsewhere, account=await make_account("far-member"))
    await told(root, CREATE, login="kept", displayName="K", password=PASSWORD, unit=gid(community))
    await make_account("nobody")

    assert await logins(boss) == {"boss", "worker", "member", "resident", "kept"}
    assert await logins(worker) == {"worker"}
    assert len(await logins(root)) == await Account.all().count() == 9
    assert await boss.ask("query ($id: ID!) { node(id: $id) { id } }", id=gid(other)) == {"node": None}


async def test_accounts_are_found_by_login_or_name_open_or_closed(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    for login, name in (("wang-5", "王芳"), ("li-7", "李王华"), ("zhao-1", "赵敏")):
        await told(boss, CREATE, login=login, displayName=name, password=PASSWORD)
    await Account.filter(login="li-7").update(active=False)
    listed = "query ($filter: AccountFilter) { accounts(filter: $filter) { nodes { login } } }"

    async def found(**wanted: Any) -> set[str]:
        return {a["login"] for a in (await boss.ask(listed, filter=wanted))["accounts"]["nodes"]}

    assert await found(text="王") == {"wang-5", "li-7"}
    assert await found(text="ZHAO") == {"zhao-1"}
    assert await found(text="王", active=True) == {"wang-5"}
    assert await found(active=False) == {"li-7"}
    assert await found(text="%") == set()


async def test_a_role_tells_what_it_may_do(stranger: Client):
    street = await make_unit()
    officer = await stranger.signed_in_as(await make_account("officer", Role.WORK_UNIT_OFFICER, street))
    worker = await stranger.signed_in_as(await make_account("worker", Role.GRID_WORKER, street))
    asked = "{ viewer { grants { role permissions } } }"

    assert (await officer.ask(asked))["viewer"]["grants"] == [
        {"role": "WORK_UNIT_OFFICER", "permissions": ["work-unit:read-report"]}
    ]
    [grant] = (await worker.ask(asked))["viewer"]["grants"]
    assert "request:verify" in grant["permissions"] and "request:manage" not in grant["permissions"]


async def test_who_manages_a_part_of_somebodys_units_cannot_act_in_his_name(stranger: Client):
    city = await make_unit(UnitKind.CITY)
    district = await make_unit(UnitKind.DISTRICT, city)
    street, elsewhere = [await make_unit(UnitKind.STREET, district) for _ in range(2)]
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, street))
    above = await make_account("above", Role.ADMINISTRATOR, city)
    await RoleGrant.create(account=above, role=Role.INSPECTOR, unit=street)
    commuter = await make_account("commuter", Role.GRID_WORKER, street)
    await make_member(elsewhere, account=commuter)
    root = await make_account("root", Role.INSPECTOR, street)
    await Account.filter(id=root.id).update(administers_all=True)
    far, nobody = await make_account("far", Role.GRID_WORKER, elsewhere), await make_account("nobody")
    worker = await make_account("worker", Role.GRID_WORKER, street)

    for document in (CLOSE, REOPEN, RESET):
        for account in (above, commuter, root):
            refused = await told(boss, document, id=gid(account))
            assert (refused["code"], refused["message"]) == (
                "PERMISSION_DENIED",
                "The account belongs to units beyond your scope, or to none: ask an administrator of a unit "
                "above all of them.",
            )
        for account in (far, nobody):
            assert (await told(boss, document, id=gid(account)))["code"] == "NOT_FOUND"
        assert (await told(boss, document, id=gid(boss.account)))["code"] == "ACCOUNT_OWN"
        assert (await told(coordinator, document, id=gid(worker)))["code"] == "NOT_FOUND"
        answer = await stranger.send(document, input={"id": gid(worker)})
        assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"

    assert await Account.filter(active=False).count() == 0
    assert await Token.filter(purpose=TokenPurpose.PASSWORD_RESET).count() == 0
    city_boss = await stranger.signed_in_as(await make_account("city", Role.ADMINISTRATOR, city))
    assert (await told(city_boss, CLOSE, id=gid(commuter)))["account"]["active"] is False


async def test_a_new_account_is_kept_by_the_administrators_unit_or_the_one_he_names(stranger: Client):
    street, other = await make_unit(name="East"), await make_unit(name="West")
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    said = {"displayName": "X", "password": PASSWORD}

    alone = await told(boss, CREATE, login="one", **said)
    outside = await told(boss, CREATE, login="two", unit=gid(other), **said)
    await RoleGrant.create(account=boss.account, role=Role.ADMINISTRATOR, unit=other)
    unsaid = await told(boss, CREATE, login="two", **said)
    named = await told(boss, CREATE, login="two", unit=gid(other), **said)
    free = await told(await administrator_of_all(stranger), CREATE, login="three", **said)

    assert alone["account"] == {"login": "one", "unit": {"name": "East"}, "administersAll": False}
    assert outside["code"] == "PERMISSION_DENIED"
    assert (unsaid["code"], unsaid["path"]) == ("ACCOUNT_UNIT", ["unit"])
    assert named["account"]["unit"] == {"name": "West"}
    assert free["account"]["unit"] is None


async def test_another_unit_keeps_an_account_where_the_administrator_holds_both(stranger: Client):
    street, other = await make_unit(name="East"), await make_unit(name="West")
    community = await make_unit(UnitKind.COMMUNITY, street, name="First")
    closed = await make_unit(UnitKind.COMMUNITY, street, name="Closed")
    await Unit.filter(id=closed.id).update(active=False)
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    root = await administrator_of_all(stranger)
    account = await make_account("worker", Role.GRID_WORKER, street)
    far = await make_account("far", Role.GRID_WORKER, other)

    moved = await told(boss, MOVE, id=gid(account), unit=gid(community), expectedVersion=1)

    assert moved["account"] == {"login": "worker", "version": 2, "unit": {"name": "First"}}
    assert (await RoleGrant.get(account=account)).unit_id == street.id
    refusals = [
        await told(client, MOVE, **said)
        for client, said in (
            (boss, {"id": gid(account), "unit": gid(other)}),
            (boss, {"id": gid(account), "unit": None}),
            (boss, {"id": gid(account), "unit": gid(closed)}),
            (boss, {"id": gid(account), "unit": gid(street), "expectedVersion": 1}),
            (boss, {"id": gid(boss.account), "unit": gid(community)}),
            (boss, {"id": gid(far), "unit": gid(community)}),
            (root, {"id": gid(account), "unit": gid(account)}),
        )
    ]
    assert [(r["code"], r["path"]) for r in refusals] == [
        ("PERMISSION_DENIED", []),
        ("REQUIRED", ["unit"]),
        ("UNIT_NOT_ACTIVE", ["unit"]),
        ("STALE_VERSION", []),
        ("ACCOUNT_OWN", ["id"]),
        ("NOT_FOUND", []),
        ("ID_OF_OTHER_TYPE", ["unit"]),
    ]
    row = await Account.get(id=account.id)
    assert (row.unit_id, row.version) == (community.id, 2)
    assert (await told(root, MOVE, id=gid(account), unit=None))["account"]["unit"] is None
    assert await AuditEntry.filter(deed="AccountMove", row_id=account.id).count() == 2


async def test_an_account_that_administers_all_says_so_though_it_has_no_grant(stranger: Client):
    root = await administrator_of_all(stranger)
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, await make_unit()))
    asked = "{ viewer { administersAll grants { role permissions } } }"

    assert (await root.ask(asked))["viewer"] == {"administersAll": True, "grants": []}
    assert (await boss.ask(asked))["viewer"] == {
        "administersAll": False,
        "grants": [{"role": "ADMINISTRATOR", "permissions": sorted(Permission)}],
    }
    worker = await stranger.signed_in_as(
        await make_account("officer", Role.WORK_UNIT_OFFICER, await make_unit())
    )
    assert (await worker.ask(asked))["viewer"]["grants"] == [
        {"role": "WORK_UNIT_OFFICER", "permissions": ["work-unit:read-report"]}
    ]
