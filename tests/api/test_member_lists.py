"""Finding and counting members through the API."""

from datetime import timedelta

from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.members.models import Availability, Member, MemberSkill
from sanbao.members.states import MemberState
from sanbao.organisations.kinds import UnitKind
from tests.factories import gid, make_unit
from tests.members.factories import make_member, make_skill
from tests.people import Client, make_account


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
      freeIn(week: "2026-W48") { startMinute } history { action } reportIns { state } } } }"""

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
