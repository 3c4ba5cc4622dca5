"""What is not shown cannot be worked out from what is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sanbao.access.actor import SYSTEM
from sanbao.access.models import SensitiveRead
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.members import life
from sanbao.members.states import MemberAction
from tests.factories import gid, make_unit
from tests.members.factories import make_member, make_member_with_account
from tests.people import Client, make_account

TAGS = "query ($id: ID!, $on: Date) { node(id: $id) { ... on Member { tags(on: $on) } } }"
HISTORY = "query ($id: ID!) { node(id: $id) { ... on Member { history { action reason } } } }"


@pytest.mark.parametrize("today", [date(2026, 11, 25), date(2028, 2, 29)])
@pytest.mark.parametrize(
    ("grown", "young"),
    [
        ((date(2006, 2, 28), date(2024, 2, 28)), (date(2011, 8, 21), date(2029, 8, 21))),
        ((date(2008, 2, 29), date(2026, 3, 1)), (date(2012, 2, 29), date(2030, 3, 1))),
    ],
    ids=["any day", "29 February"],
)
async def test_a_birthday_cannot_be_found_by_asking_for_tags_on_many_days(
    stranger: Client,
    monkeypatch: pytest.MonkeyPatch,
    today: date,
    grown: tuple[date, date],
    young: tuple[date, date],
):
    monkeypatch.setattr(clock, "today", lambda: today)
    street = await make_unit()
    members, days = {}, list[date | None]()
    for name, (born, adult_from) in {"grown": grown, "young": young}.items():
        members[name] = await make_member(street, birth_date=born)
        days += [adult_from - timedelta(days=1), adult_from]
    days += [today, None, today + timedelta(days=3_000)]
    told = {}
    for role in (Role.COORDINATOR, Role.INSPECTOR, Role.GRID_WORKER):
        person = await stranger.signed_in_as(await make_account(role.value.lower(), role, street))
        for name, member in members.items():
            answers = [
                (await person.ask(TAGS, id=gid(member), on=day and day.isoformat()))["node"]["tags"]
                for day in days
            ]
            told[role, name] = "".join("A" if answer == ["ADULT"] else "-" for answer in answers)

    assert told == {
        (Role.COORDINATOR, "grown"): "-AAAAAA",
        (Role.COORDINATOR, "young"): "---A--A",
        (Role.INSPECTOR, "grown"): "--AAAAA",
        (Role.INSPECTOR, "young"): "-------",
        (Role.GRID_WORKER, "grown"): "--AAAAA",
        (Role.GRID_WORKER, "young"): "-------",
    }


async def test_why_a_member_paused_is_for_himself_and_who_reads_sensitive_fields(stranger: Client):
    street = await make_unit()
    member, account = await make_member_with_account(street)
    await life.step(SYSTEM, member.id, MemberAction.PAUSE, reason="In hospital")
    people = {"member": await stranger.signed_in_as(account)}
    for role in (Role.COORDINATOR, Role.INSPECTOR, Role.GRID_WORKER):
        login = role.value.lower()
        people[login] = await stranger.signed_in_as(await make_account(login, role, street))

    told = {
        login: (await person.ask(HISTORY, id=gid(member)))["node"]["history"][-1]
        for login, person in people.items()
    }

    assert told == {
        "member": {"action": "PAUSE", "reason": "In hospital"},
        "coordinator": {"action": "PAUSE", "reason": "In hospital"},
        "inspector": {"action": "PAUSE", "reason": ""},
        "grid_worker": {"action": "PAUSE", "reason": ""},
    }
    noted = (
        await SensitiveRead.filter(row_id=member.id)
        .order_by("id")
        .values_list("account__login", "field_names")
    )
    assert list(noted) == [("member", "reason"), ("coordinator", "reason")]
