"""The catalogue of skills through the API."""

from sanbao.access.roles import Role
from sanbao.members.models import MemberSkill, Skill
from sanbao.menu.drafts import SeatDraft
from sanbao.organisations.kinds import UnitKind
from tests.factories import gid, make_unit
from tests.members.factories import make_member, make_skill
from tests.menu.factories import make_menu_item
from tests.people import Client, make_account

CREATE = """
mutation ($input: SkillCreateInput!) { skillCreate(input: $input) {
  ... on SkillCreateSuccess { skill { code name nameEn certificateRequired version } }
  ... on UserError { __typename code path }
} }
"""
CHANGE = """
mutation ($input: SkillChangeInput!) { skillChange(input: $input) {
  ... on SkillChangeSuccess { skill { code name nameEn certificateRequired version } }
  ... on UserError { __typename code path }
} }
"""


async def test_a_coordinator_keeps_the_catalogue_and_everybody_signed_in_reads_it(stranger: Client):
    street = await make_unit()
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, street))
    nobody = await stranger.signed_in_as(await make_account("nobody"))

    made = await coordinator.ask(
        CREATE, input={"code": "nurse", "name": "护理", "nameEn": "Nursing", "certificateRequired": True}
    )
    skill = await Skill.get(code="nurse")
    again = await coordinator.ask(CREATE, input={"code": "nurse", "name": "x"})
    odd = await coordinator.ask(CREATE, input={"code": "a b", "name": "x"})
    changed = await coordinator.ask(CHANGE, input={"id": gid(skill), "name": "护士", "expectedVersion": 1})
    emptied = await coordinator.ask(CHANGE, input={"id": gid(skill), "name": None})
    refused = await nobody.ask(CHANGE, input={"id": gid(skill), "name": "mine"})
    listed = await nobody.ask('{ skills(nameContains: "护") { totalCount nodes { id name } } }')
    unseen = await stranger.send("{ skills { totalCount } }")

    assert made["skillCreate"]["skill"] == {
        "code": "nurse",
        "name": "护理",
        "nameEn": "Nursing",
        "certificateRequired": True,
        "version": 1,
    }
    assert again["skillCreate"]["code"] == "ALREADY_EXISTS"
    assert (odd["skillCreate"]["code"], odd["skillCreate"]["path"]) == ("SKILL_CODE_FORMAT", ["code"])
    assert changed["skillChange"]["skill"] == {**made["skillCreate"]["skill"], "name": "护士", "version": 2}
    assert (emptied["skillChange"]["code"], emptied["skillChange"]["path"]) == ("REQUIRED", ["name"])
    assert refused["skillChange"]["__typename"] == "PermissionDeniedError"
    assert listed["skills"] == {"totalCount": 1, "nodes": [{"id": gid(skill), "name": "护士"}]}
    assert unseen["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert await Skill.all().count() == 1


async def test_a_filter_with_control_characters_is_refused_not_an_internal_error(stranger: Client):
    await make_skill()
    nobody = await stranger.signed_in_as(await make_account("nobody"))
    answer = await nobody.send(
        "query ($name: String) { skills(nameContains: $name) { totalCount } }", name="a\u0000"
    )
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_skill_has_names_of_its_own_whatever_the_case(stranger: Client):
    coordinator = await stranger.signed_in_as(
        await make_account("coordinator", Role.COORDINATOR, await make_unit())
    )
    await coordinator.ask(CREATE, input={"code": "nurse", "name": "护理", "nameEn": "Nursing"})
    await coordinator.ask(CREATE, input={"code": "tutor", "name": "辅导 A"})
    nurse, tutor = await Skill.get(code="nurse"), await Skill.get(code="tutor")
    taken = "... on NameTakenError { message existing { id } } ... on UserError"
    create, change = (document.replace("... on UserError", taken) for document in (CREATE, CHANGE))

    refused = [
        (await coordinator.ask(create, input={"code": "n2", "name": " 护理 "}))["skillCreate"],
        (await coordinator.ask(create, input={"code": "n2", "name": "新", "nameEn": "NURSING"}))[
            "skillCreate"
        ],
        (await coordinator.ask(change, input={"id": gid(tutor), "name": "护理"}))["skillChange"],
        (await coordinator.ask(create, input={"code": "n2", "name": "辅导 a"}))["skillCreate"],
    ]
    recased = await coordinator.ask(CHANGE, input={"id": gid(nurse), "name": "护理", "nameEn": "nursing"})

    assert [(each["code"], each["path"], each["existing"]) for each in refused] == [
        ("NAME_TAKEN", ["name"], {"id": gid(nurse)}),
        ("NAME_TAKEN", ["nameEn"], {"id": gid(nurse)}),
        ("NAME_TAKEN", ["name"], {"id": gid(nurse)}),
        ("NAME_TAKEN", ["name"], {"id": gid(tutor)}),
    ]
    assert refused[1]["message"] == (
        "There is a skill 'Nursing' here already (code nurse). Use that one, or give another name."
    )
    assert await Skill.all().order_by("code").values_list("name", "name_en", "version") == [
        ("护理", "nursing", 2),
        ("辅导 A", "", 1),
    ]
    assert recased["skillChange"]["skill"]["nameEn"] == "nursing"


async def test_what_others_use_is_changed_only_by_who_keeps_all_of_them(stranger: Client):
    city = await make_unit(UnitKind.CITY)
    ours, theirs = [await make_unit(UnitKind.STREET, await make_unit(UnitKind.DISTRICT, city)) for _ in "ab"]
    nurse, plumber = await make_skill("nurse"), await make_skill("plumber")
    nursing = await make_member(await make_unit(UnitKind.COMMUNITY, theirs))
    await MemberSkill.create(member=nursing, skill=nurse)
    await make_menu_item(theirs, seats=[SeatDraft(skill_id=plumber.id)])
    us, them, all_of_them = [
        await stranger.signed_in_as(await make_account(name, Role.COORDINATOR, unit))
        for name, unit in (("ours", ours), ("theirs", theirs), ("city", city))
    ]

    for skill in (nurse, plumber):
        refused = await us.ask(CHANGE, input={"id": gid(skill), "certificateRequired": True})
        assert refused["skillChange"]["__typename"] == "PermissionDeniedError"
        assert not (await Skill.get(id=skill.id)).certificate_required
        for name, client in (("again", them), ("anew", all_of_them)):
            done = await client.ask(CHANGE, input={"id": gid(skill), "name": f"{skill.code} {name}"})
            assert done["skillChange"]["skill"]["name"] == f"{skill.code} {name}"
