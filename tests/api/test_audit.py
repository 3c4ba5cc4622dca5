from sanbao.access.models import AuditEntry
from sanbao.access.roles import Role
from sanbao.organisations.kinds import UnitKind
from tests.factories import gid, make_unit
from tests.people import Client, make_account

ENTRIES = """query ($subject: ID) { auditEntries(subject: $subject) {
  totalCount nodes { deed noun subjectId account { login } } } }"""


async def test_every_mutation_leaves_one_line_and_an_inspector_of_the_root_reads_it(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    inspector = await stranger.signed_in_as(await make_account("inspector", Role.INSPECTOR, street))
    made = await boss.ask(
        "mutation ($input: UnitCreateInput!) { unitCreate(input: $input) { ... on UnitCreateSuccess { unit { id } } } }",
        input={"kind": "COMMUNITY", "name": "First", "parent": gid(street)},
    )

    read = await inspector.ask(ENTRIES, subject=made["unitCreate"]["unit"]["id"])

    assert read["auditEntries"] == {
        "totalCount": 1,
        "nodes": [
            {
                "deed": "UnitCreate",
                "noun": "Unit",
                "subjectId": made["unitCreate"]["unit"]["id"],
                "account": {"login": "boss"},
            }
        ],
    }
    assert await AuditEntry.all().count() == 1


async def test_a_refused_mutation_leaves_no_line(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))

    await boss.ask(
        "mutation ($input: UnitCreateInput!) { unitCreate(input: $input) { ... on UserError { code } } }",
        input={"kind": "GRID", "name": "Grid", "parent": gid(street)},
    )

    assert await AuditEntry.all().count() == 0


async def test_the_journal_is_closed_to_who_holds_only_a_part_of_the_tree(stranger: Client):
    street = await make_unit()
    community = await make_unit(UnitKind.COMMUNITY, street)
    inspector = await stranger.signed_in_as(await make_account("inspector", Role.INSPECTOR, community))

    answer = await inspector.send(ENTRIES)

    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
