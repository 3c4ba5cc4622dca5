"""Members through the API, as each kind of person."""

from datetime import timedelta

from sanbao.access.models import SensitiveRead
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.members.kinds import MemberKind
from sanbao.members.models import Absence, Availability, Member, MemberSkill
from sanbao.members.states import MemberState
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


async def test_a_member_says_what_he_can_and_when_he_is_free(stranger: Client):
    home = await make_unit(UnitKind.COMMUNITY)
    member, account = await make_member_with_account(home)
    nurse = await make_skill("nurse", certificate_required=True)
    himself = await stranger.signed_in_as(account)
    _, other = await make_member_with_account(home, "other")
    colleague = await stranger.signed_in_as(other)
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, home))
    skill = """mutation ($input: MemberSkillSetInput!) { memberSkillSet(input: $input) {
      ... on MemberSkillSetSuccess { member { skills { level expiresOn certificateNumber skill { code } } } }
      ... on UserError { __typename code path } } }"""
    times = """mutation ($input: MemberAvailabilitySetInput!) { memberAvailabilitySet(input: $input) {
      ... on MemberAvailabilitySetSuccess { member { availability { weekday startMinute endMinute } version
        freeIn(week: "2099-W01") { startMinute endMinute } } }
      ... on UserError { __typename code path } } }"""
    away = """mutation ($input: MemberAbsenceAddInput!) { memberAbsenceAdd(input: $input) {
      ... on MemberAbsenceAddSuccess { absence { id startsAt reason } member {
        absences { endsAt } freeIn(week: "2099-W01") { startMinute endMinute } } }
      ... on UserError { __typename code path } } }"""
    monday = {"member": gid(member), "times": [{"weekday": 0, "startMinute": 540, "endMinute": 720}]}

    without_paper = await himself.ask(skill, input={"member": gid(member), "skill": gid(nurse)})
    given = await himself.ask(
        skill,
        input={
            "member": gid(member),
            "skill": gid(nurse),
            "level": 2,
            "certificateNumber": "N-1",
            "expiresOn": "2099-12-31",
        },
    )
    free = await coordinator.ask(times, input={**monday, "expectedVersion": member.version + 1})
    overlapping = await himself.ask(
        times, input={**monday, "times": monday["times"] * 2, "expectedVersion": member.version + 2}
    )
    absent = await himself.ask(
        away,
        input={
            "member": gid(member),
            "startsAt": "2098-12-29T10:00:00+08:00",
            "endsAt": "2098-12-29T10:30:00+08:00",
            "reason": "doctor",
        },
    )
    naive = await himself.ask(
        away,
        input={"member": gid(member), "startsAt": "2098-12-29T10:00:00", "endsAt": "2098-12-29T11:00:00"},
    )
    hidden = await colleague.ask(times, input={**monday, "times": []})

    assert without_paper["memberSkillSet"]["path"] == ["certificateNumber"]
    assert given["memberSkillSet"]["member"]["skills"] == [
        {"level": 2, "expiresOn": "2099-12-31", "certificateNumber": "N-1", "skill": {"code": "nurse"}}
    ]
    assert free["memberAvailabilitySet"]["member"] == {
        "availability": [{"weekday": 0, "startMinute": 540, "endMinute": 720}],
        "version": member.version + 2,
        "freeIn": [{"startMinute": 540, "endMinute": 720}],
    }
    assert overlapping["memberAvailabilitySet"] == {
        "__typename": "InvalidInputError",
        "code": "TIMES_OVERLAP",
        "path": ["times", "1"],
    }
    absence = absent["memberAbsenceAdd"]
    assert absence["absence"]["startsAt"] == "2098-12-29T02:00:00+00:00"
    assert absence["absence"]["reason"] == "doctor"
    assert absence["member"]["freeIn"] == [
        {"startMinute": 540, "endMinute": 600},
        {"startMinute": 630, "endMinute": 720},
    ]
    assert naive["memberAbsenceAdd"]["code"] == "MOMENT_NAIVE"
    assert hidden["memberAvailabilitySet"]["__typename"] == "NotFoundError"
    assert await Availability.filter(member_id=member.id).count() == 1

    gone = await himself.ask(
        "mutation ($input: MemberAbsenceRemoveInput!) { memberAbsenceRemove(input: $input) { "
        "... on MemberAbsenceRemoveSuccess { member { absences { id } } } } }",
        input={"id": absence["absence"]["id"]},
    )
    removed = await himself.ask(
        "mutation ($input: MemberSkillRemoveInput!) { memberSkillRemove(input: $input) { "
        "... on MemberSkillRemoveSuccess { member { skills { level } } } } }",
        input={"member": gid(member), "skill": gid(nurse)},
    )
    assert gone["memberAbsenceRemove"]["member"]["absences"] == []
    assert removed["memberSkillRemove"]["member"]["skills"] == []
    assert await Absence.all().count() == 0


async def test_members_are_found_by_place_state_skill_time_name_and_work_unit(stranger: Client):
    street = await make_unit()
    lake, hill = [await make_unit(UnitKind.COMMUNITY, street, name=n) for n in ("Lake", "Hill")]
    office = await make_unit(UnitKind.WORK_UNIT, street)
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, street))
    nurse = await make_skill("nurse")
    anna = await make_member(lake, name="Anna", work_unit_id=office.id)
    bert = await make_member(hill, name="Bert")
    await make_member(hill, name="Cora", verified=False)
    yesterday = clock.today() - timedelta(days=1)
    await MemberSkill.create(member=anna, skill=nurse, level=2)
    await MemberSkill.create(member=bert, skill=nurse, level=3, expires_on=yesterday)
    await Availability.create(member=anna, weekday=2, start_minute=540, end_minute=720)
    await Availability.create(member=bert, weekday=2, start_minute=0, end_minute=1440, valid_until=yesterday)

    async def found(**filter: object) -> list[str]:
        answer = await coordinator.ask(
            "query ($f: MemberFilter) { members(filter: $f, order: NAME) { nodes { name } } }", f=filter
        )
        return [row["name"] for row in answer["members"]["nodes"]]

    assert await found() == ["Anna", "Bert", "Cora"]
    assert await found(below=gid(hill)) == ["Bert", "Cora"]
    assert await found(states=["PENDING"]) == ["Cora"]
    assert await found(skill={"skill": gid(nurse)}) == ["Anna"]
    assert await found(skill={"skill": gid(nurse), "level": 3}) == []
    assert await found(freeAt={"weekday": 2, "startMinute": 600, "endMinute": 720}) == ["Anna"]
    assert await found(freeAt={"weekday": 2, "startMinute": 600, "endMinute": 721}) == []
    assert await found(nameContains="er") == ["Bert"]
    assert await found(number=anna.number.lower()) == ["Anna"]
    assert await found(workUnit=gid(street)) == ["Anna"]
    assert await found(reportInStates=["ACTIVE"]) == []
    assert await found(below=gid(hill), states=["ACTIVE"]) == ["Bert"]

    pages = []
    after = None
    for _ in range(3):
        page = await coordinator.ask(
            "query ($after: String) { members(order: NEWEST, first: 1, after: $after) { "
            "nodes { name } pageInfo { endCursor } } }",
            after=after,
        )
        pages.append(page["members"]["nodes"][0]["name"])
        after = page["members"]["pageInfo"]["endCursor"]
    assert pages == ["Cora", "Bert", "Anna"]


async def test_a_page_of_members_costs_as_many_statements_for_100_rows_as_for_10(
    stranger: Client, statements
):
    street = await make_unit()
    communities = [await make_unit(UnitKind.COMMUNITY, street) for _ in range(3)]
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, street))
    skill = await make_skill()
    for i in range(100):
        member = await make_member(communities[i % 3], name=f"Member {i}")
        await MemberSkill.create(member=member, skill=skill, certificate_number="N")
        await Availability.create(member=member, weekday=0, start_minute=0, end_minute=60)
    document = """query ($first: Int) { members(first: $first) { totalCount nodes {
      number kind telephone address birthDate position { longitude } unit { name } workUnit { name } tags
      skills { level certificateNumber skill { name } } availability { weekday } absences { reason }
      freeIn(week: "2026-W48") { startMinute } history { action } } } }"""

    counts = []
    for first in (10, 100):
        with statements.counting() as sent:
            answer = await coordinator.ask(document, first=first)
        assert len(answer["members"]["nodes"]) == first
        counts.append(len(sent))

    assert counts[0] == counts[1]


async def test_a_work_unit_officer_gets_numbers_of_his_unit_and_no_names(stranger: Client):
    street = await make_unit()
    home = await make_unit(UnitKind.COMMUNITY, street)
    bureau = await make_unit(UnitKind.WORK_UNIT, street, name="Bureau")
    section = await make_unit(UnitKind.WORK_UNIT, bureau)
    other = await make_unit(UnitKind.WORK_UNIT, street)
    officer = await stranger.signed_in_as(await make_account("officer", Role.WORK_UNIT_OFFICER, bureau))
    await make_member(home, work_unit_id=bureau.id)
    await make_member(home, work_unit_id=section.id, verified=False)
    await Member.filter(id=(await make_member(home, work_unit_id=section.id)).id).update(
        state=MemberState.LEFT
    )
    await make_member(home, work_unit_id=other.id)
    document = (
        "query ($unit: ID!) { workUnitReport(unit: $unit) "
        "{ unit { name } members reportedIn byState { state count } } }"
    )

    report = await officer.ask(document, unit=gid(bureau))
    refused = await officer.send(document, unit=gid(other))
    no_names = await officer.ask("{ members { totalCount } }")

    assert report["workUnitReport"] == {
        "unit": {"name": "Bureau"},
        "members": 2,
        "reportedIn": 0,
        "byState": [
            {"state": "PENDING", "count": 1},
            {"state": "ACTIVE", "count": 1},
            {"state": "PAUSED", "count": 0},
            {"state": "LEFT", "count": 1},
        ],
    }
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert no_names["members"]["totalCount"] == 0
