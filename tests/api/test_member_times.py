"""What a member can do and when he is free, through the API."""

from sanbao.access.roles import Role
from sanbao.members.models import Absence, Availability
from sanbao.organisations.kinds import UnitKind
from tests.factories import gid, make_unit
from tests.members.factories import make_member_with_account, make_skill
from tests.people import Client, make_account


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
