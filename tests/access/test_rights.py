"""Nobody raises his own rights."""

from __future__ import annotations

from sanbao.access.models import SensitiveRead
from sanbao.access.roles import Role
from sanbao.members.models import Resident
from tests.factories import gid, make_unit
from tests.members.factories import make_resident
from tests.people import Client, make_account

LINK = """mutation ($input: ResidentLinkAccountInput!) { residentLinkAccount(input: $input) {
  __typename ... on ResidentLinkAccountSuccess { resident { address } } } }"""


async def test_a_grid_worker_cannot_become_a_resident_to_read_what_only_the_resident_may(stranger: Client):
    street = await make_unit()
    resident = await make_resident(street)
    told = {}
    for role in (Role.GRID_WORKER, Role.COORDINATOR):
        person = await stranger.signed_in_as(await make_account(role.value.lower(), role, street))
        answer = await person.ask(LINK, input={"id": gid(resident), "account": gid(person.account)})
        told[role] = answer["residentLinkAccount"]["__typename"]
        assert (await Resident.get(id=resident.id)).account_id == (
            person.account.id if person.account and role is Role.COORDINATOR else None
        )

    assert told == {
        Role.GRID_WORKER: "PermissionDeniedError",
        Role.COORDINATOR: "ResidentLinkAccountSuccess",
    }
    assert await SensitiveRead.filter(account__login="grid_worker").count() == 0


async def test_a_grid_worker_connects_a_resident_with_that_residents_account(stranger: Client):
    street = await make_unit()
    resident, account = await make_resident(street), await make_account("han")
    worker = await stranger.signed_in_as(await make_account("worker", Role.GRID_WORKER, street))

    answer = await worker.ask(LINK, input={"id": gid(resident), "account": gid(account)})

    assert answer["residentLinkAccount"] == {
        "__typename": "ResidentLinkAccountSuccess",
        "resident": {"address": None},
    }
    assert (await Resident.get(id=resident.id)).account_id == account.id
