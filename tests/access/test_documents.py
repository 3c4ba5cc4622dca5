"""A run's documents hold homes to the metre: they are for who may read them one by one, and reading is noted."""

from __future__ import annotations

import pytest

from sanbao.access.models import AuditEntry, SensitiveRead
from sanbao.access.roles import Role
from sanbao.planning import freezing, worker
from tests.api.test_run_progress import a_queued_run
from tests.factories import gid
from tests.people import Client, make_account

READ = "query ($id: ID!) { node(id: $id) { ... on AssignmentRun { number problemDocument } } }"
OWNER = "somebody:1:x"
PAGE = {"x-sanbao-page": "1"}


async def test_the_problem_of_a_run_is_not_for_who_reads_no_sensitive_fields(stranger: Client):
    street, run = await a_queued_run()
    await worker.take(run.id, OWNER)
    assert await freezing.freeze(run.id, OWNER)
    path = f"/runs/{gid(run)}/problem.json"
    told = {}
    for role in (Role.COORDINATOR, Role.INSPECTOR, Role.GRID_WORKER):
        person = await stranger.signed_in_as(await make_account(role.value.lower(), role, street))
        node = (await person.ask(READ, id=gid(run)))["node"]
        answer = await person.http.get(path, headers={"authorization": f"Bearer {person.token}"})
        told[role] = (node and node["problemDocument"], answer.status_code)

    assert told == {
        Role.COORDINATOR: (f"http://127.0.0.1:8000{path}", 200),
        Role.INSPECTOR: (None, 404),
        Role.GRID_WORKER: (None, 404),
    }
    (noted,) = await SensitiveRead.all().prefetch_related("account")
    assert (noted.noun, noted.row_id, noted.field_names) == ("AssignmentRun", run.id, "problem_document")
    assert noted.account is not None and noted.account.login == "coordinator"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (PAGE, 200),
        ({**PAGE, "origin": "http://127.0.0.1:8000"}, 200),
        ({}, 404),
        ({"origin": "http://127.0.0.1:8000"}, 404),
        ({**PAGE, "origin": "http://elsewhere.example"}, 404),
    ],
    ids=["page", "page with its origin", "a mere link", "no header", "foreign origin"],
)
async def test_the_cookie_opens_documents_and_tables_to_our_own_pages_only(
    stranger: Client, headers: dict[str, str], status: int
):
    street, run = await a_queued_run()
    await worker.take(run.id, OWNER)
    assert await freezing.freeze(run.id, OWNER)
    person = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, street))
    sent = {**headers, "cookie": f"sanbao-session={person.token}"}
    answers = [
        (await stranger.http.get(path, headers=sent)).status_code
        for path in (f"/runs/{gid(run)}/problem.json", f"/hours/{gid(street)}.xlsx")
    ]

    assert answers == [status, status]
    assert await SensitiveRead.all().count() == (status == 200)
    assert await AuditEntry.filter(deed="HoursTable").count() == (status == 200)
