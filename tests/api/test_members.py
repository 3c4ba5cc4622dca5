"""Members through the API, as each kind of person."""

from sanbao.access.models import SensitiveRead
from sanbao.access.roles import Role
from sanbao.members.kinds import MemberKind
from sanbao.members.models import Member, MemberSkill
from sanbao.organisations.kinds import UnitKind
from tests.factories import gid, make_unit
from tests.members.factories import make_member, make_member_with_account, make_skill
from tests.people import Client, make_account

REGISTER = """
mutation ($input: MemberRegisterInput!) { memberRegister(input: $input) {
  ... on MemberRegisterSuccess { member { id number name state kind telephone birthDate tags
    position { longitude latitude } intentions maxServicesPerWeek reachMetres unit { name }
    workUnit { name } history { action toState by } } }
  ... on UserError { __typename code path }
} }
"""
CHANGE = """
mutation ($input: MemberChangeInput!) { memberChange(input: $input) {
  ... on MemberChangeSuccess { member { name telephone address reachMetres unit { name } version } }
  ... on UserError { __typename code path }
} }
"""
SENSITIVE = """
query ($id: ID!) { node(id: $id) { ... on Member {
  number name kind telephone address birthDate position { longitude } skills { certificateNumber }
} } }
"""


def step(name: str) -> str:
    head = name[0].upper() + name[1:]
    return (
        f"mutation ($input: MemberStepInput!) {{ {name}(input: $input) {{ "
        f"... on {head}Success {{ member {{ state version }} }} ... on UserError {{ __typename code }} }} }}"
    )


async def test_a_coordinator_registers_a_member_and_verifies_him(stranger: Client):
    community = await make_unit(UnitKind.COMMUNITY, name="Lake")
    office = await make_unit(UnitKind.WORK_UNIT, community, name="Bureau")
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, community))
    wanted = {
        "kind": "IN_SERVICE_PARTY_MEMBER",
        "unit": gid(community),
        "workUnit": gid(office),
        "name": " Li Lei ",
        "telephone": "138-0000-0000",
        "position": {"longitude": 115.9, "latitude": 28.7},
        "birthDate": "1990-05-01",
        "intentions": ["HEALTH", "LEGAL_AID"],
        "externalSystem": "nvs",
        "externalId": "7",
    }

    made = (await coordinator.ask(REGISTER, input=wanted))["memberRegister"]["member"]
    again = await coordinator.ask(REGISTER, input=wanted)
    ready = await coordinator.ask(
        REGISTER, input={"kind": "VOLUNTEER", "unit": gid(community), "name": "Two", "verified": True}
    )
    verified = await coordinator.ask(step("memberVerify"), input={"id": made["id"], "expectedVersion": 1})
    twice = await coordinator.ask(step("memberVerify"), input={"id": made["id"]})

    assert made.pop("id")
    assert made == {
        "number": "M-000001",
        "name": "Li Lei",
        "state": "PENDING",
        "kind": "IN_SERVICE_PARTY_MEMBER",
        "telephone": "138-0000-0000",
        "birthDate": "1990-05-01",
        "tags": ["ADULT"],
        "position": {"longitude": 115.9, "latitude": 28.7},
        "intentions": ["HEALTH", "LEGAL_AID"],
        "maxServicesPerWeek": 2,
        "reachMetres": 2000,
        "unit": {"name": "Lake"},
        "workUnit": {"name": "Bureau"},
        "history": [{"action": "CREATE", "toState": "PENDING", "by": "Coordinator"}],
    }
    assert again["memberRegister"]["code"] == "ALREADY_EXISTS"
    assert ready["memberRegister"]["member"]["number"] == "M-000002"
    assert ready["memberRegister"]["member"]["state"] == "ACTIVE"
    assert verified["memberVerify"]["member"] == {"state": "ACTIVE", "version": 2}
    assert twice["memberVerify"]["code"] == "INVALID_TRANSITION"
    assert await Member.all().count() == 2


async def test_what_breaks_a_rule_is_refused_by_field_and_nobody_is_registered(stranger: Client):
    home = await make_unit(UnitKind.COMMUNITY)
    work = await make_unit(UnitKind.WORK_UNIT, home)
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, home))
    base = {"kind": "VOLUNTEER", "unit": gid(home), "name": "Li Lei"}
    cases: list[tuple[dict[str, object], str, str]] = [
        ({"unit": gid(work)}, "unit", "MEMBER_UNIT_KIND"),
        ({"workUnit": gid(home)}, "workUnit", "WORK_UNIT_KIND"),
        ({"name": ""}, "name", "REQUIRED"),
        ({"telephone": "none"}, "telephone", "TELEPHONE_FORMAT"),
        ({"maxServicesPerWeek": None}, "maxServicesPerWeek", "REQUIRED"),
        ({"maxMinutesPerWeek": 20_000}, "maxMinutesPerWeek", "OUT_OF_RANGE"),
        ({"position": {"longitude": 200, "latitude": 0}}, "position", "POSITION_RANGE"),
        ({"externalId": "7"}, "externalSystem", "EXTERNAL_ID_HALF"),
    ]

    for said, field, code in cases:
        refused = (await coordinator.ask(REGISTER, input={**base, **said}))["memberRegister"]
        assert refused == {"__typename": "InvalidInputError", "code": code, "path": [field]}

    assert await Member.all().count() == 0


async def test_each_person_sees_of_a_member_what_is_his_to_see_and_readings_are_noted(stranger: Client):
    street = await make_unit()
    community, other = (
        await make_unit(UnitKind.COMMUNITY, street),
        await make_unit(UnitKind.COMMUNITY, street),
    )
    member, himself = await make_member_with_account(community, kind=MemberKind.IN_SERVICE_PARTY_MEMBER)
    await MemberSkill.create(member=member, skill=await make_skill(), certificate_number="N-1")
    _, colleague_account = await make_member_with_account(community, "colleague")
    accounts = {
        "administrator": await make_account("administrator", Role.ADMINISTRATOR, street),
        "coordinator": await make_account("coordinator", Role.COORDINATOR, street),
        "grid worker": await make_account("grid", Role.GRID_WORKER, community),
        "inspector": await make_account("inspector", Role.INSPECTOR, street),
        "himself": himself,
        "foreign coordinator": await make_account("foreign", Role.COORDINATOR, other),
        "colleague": colleague_account,
        "officer": await make_account("officer", Role.WORK_UNIT_OFFICER, street),
        "nobody": await make_account("nobody"),
    }
    row = {"number": member.number, "name": "Li Lei", "birthDate": None}
    everything = {
        **row,
        "kind": "IN_SERVICE_PARTY_MEMBER",
        "telephone": "13800000000",
        "address": "1 Lake Road",
        "position": {"longitude": 115.9},
        "skills": [{"certificateNumber": "N-1"}],
    }
    nothing = {
        **row,
        "kind": None,
        "telephone": None,
        "address": None,
        "position": None,
        "skills": [{"certificateNumber": None}],
    }
    expected = {
        "administrator": everything,
        "coordinator": everything,
        "himself": everything,
        "grid worker": {**nothing, "telephone": "13800000000"},
        "inspector": nothing,
    }
    lists = {
        "administrator": 2,
        "coordinator": 2,
        "grid worker": 2,
        "inspector": 2,
        "himself": 1,
        "colleague": 1,
    }
    for name, account in accounts.items():
        client = await stranger.signed_in_as(account)
        seen = await client.ask(SENSITIVE, id=gid(member))
        listed = await client.ask("{ members { totalCount } }")
        reads = await SensitiveRead.filter(account_id=account.id).values_list("noun", "field_names")

        assert seen["node"] == expected.get(name), name
        assert listed["members"]["totalCount"] == lists.get(name, 0), name
        if seen["node"] == everything:
            assert sorted(reads) == [
                ("Member", "address,kind,position,telephone"),
                ("MemberSkill", "certificate_number"),
            ]
        else:
            assert reads == ([("Member", "telephone")] if name == "grid worker" else [])
    assert (await stranger.send("{ members { totalCount } }"))["errors"][0]["extensions"]["code"] == (
        "UNAUTHENTICATED"
    )


async def test_a_member_changes_what_is_his_own_and_only_a_coordinator_the_rest(stranger: Client):
    street = await make_unit()
    home, other = (
        await make_unit(UnitKind.COMMUNITY, street),
        await make_unit(UnitKind.COMMUNITY, name="Other"),
    )
    member, account = await make_member_with_account(home)
    himself = await stranger.signed_in_as(account)
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, home))
    inspector = await stranger.signed_in_as(await make_account("inspector", Role.INSPECTOR, home))
    version = member.version

    own = await himself.ask(
        CHANGE, input={"id": gid(member), "telephone": None, "reachMetres": 500, "expectedVersion": version}
    )
    for client, said, kind in (
        (himself, {"name": "Another"}, "PermissionDeniedError"),
        (himself, {"insuredUntil": "2030-01-01"}, "PermissionDeniedError"),
        (inspector, {"reachMetres": 1}, "PermissionDeniedError"),
        (coordinator, {"unit": gid(other)}, "PermissionDeniedError"),
        (coordinator, {"name": "X", "expectedVersion": version}, "StaleVersionError"),
        (coordinator, {"unit": None}, "InvalidInputError"),
    ):
        refused = await client.ask(CHANGE, input={"id": gid(member), **said})
        assert refused["memberChange"]["__typename"] == kind, said
    renamed = await coordinator.ask(CHANGE, input={"id": gid(member), "name": "Li Lei Junior"})

    assert own["memberChange"]["member"] == {
        "name": "Li Lei",
        "telephone": None,
        "address": "1 Lake Road",
        "reachMetres": 500,
        "unit": {"name": "Community"},
        "version": version + 1,
    }
    assert renamed["memberChange"]["member"]["name"] == "Li Lei Junior"
    assert renamed["memberChange"]["member"]["version"] == version + 2


async def test_an_account_stands_for_one_member_who_then_finds_himself(stranger: Client):
    home = await make_unit(UnitKind.COMMUNITY)
    first, second = await make_member(home), await make_member(home, name="Second")
    account = await make_account("person")
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, home))
    person = await stranger.signed_in_as(account)
    link = """mutation ($input: MemberLinkAccountInput!) { memberLinkAccount(input: $input) {
      ... on MemberLinkAccountSuccess { member { hasAccount } } ... on UserError { code path } } }"""

    before = await person.ask("{ viewer { member { name } resident { name } } }")
    linked = await coordinator.ask(link, input={"id": gid(first), "account": gid(account)})
    taken = await coordinator.ask(link, input={"id": gid(second), "account": gid(account)})
    after = await person.ask("{ viewer { member { name } resident { name } } }")
    parted = await coordinator.ask(link, input={"id": gid(first), "account": None})

    assert before["viewer"] == {"member": None, "resident": None}
    assert linked["memberLinkAccount"] == {"member": {"hasAccount": True}}
    assert taken["memberLinkAccount"] == {"code": "ACCOUNT_TAKEN", "path": ["account"]}
    assert after["viewer"] == {"member": {"name": "Li Lei"}, "resident": None}
    assert parted["memberLinkAccount"] == {"member": {"hasAccount": False}}
    assert (await Member.get(id=second.id)).account_id is None
