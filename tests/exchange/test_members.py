from datetime import date

import pytest

from sanbao.access.models import StateMove
from sanbao.core.errors import InvalidInput
from sanbao.exchange.columns import ImportKind
from sanbao.exchange.rosters import parse_skills
from sanbao.members import contacts
from sanbao.members.models import Availability, Member, MemberSkill
from sanbao.members.states import MemberState
from sanbao.organisations.models import Unit
from tests.exchange.factories import counts, csv, faults, make_skills, make_tree, run, xlsx

HEADINGS = [
    "外部编号", "姓名", "类别", "居住单位", "工作单位", "电话", "住址", "经度", "纬度", "坐标系", "出生日期", "技能",
    "可服务时间", "每周最多次数", "每周最多分钟", "最远距离", "保险到期", "培训日期", "服务意向",
]  # fmt: skip
WANG = [
    "V1", "王秀英", "志愿者", "第一社区", None, 13800000001, "12栋", 120.31191, 31.491169, "GCJ02", date(1985, 6, 1),
    "急救:2; 陪护", "工作日晚上", 3, "３００", 1500.0, date(2027, 12, 31), "2026年1月5日", "健康医疗、文化体育",
]  # fmt: skip
LI = ["V2", "李建国", "在职党员", "东亭街道/第二社区", "区医院", "138-0000-0002", *[None] * 13]


@pytest.fixture
async def tree(db):
    await make_tree()
    await make_skills("急救", "陪护", "理发")


async def test_a_roster_is_imported_with_all_that_stands_in_it(tree):
    report = await run(ImportKind.MEMBERS, xlsx([HEADINGS, WANG, LI]))

    assert counts(report) == (2, 0, 0, 0), faults(report)
    wang = await Member.get(external_id="V1")
    community = await Unit.get(code="S1C1")
    assert (wang.number, wang.name, wang.kind, wang.unit_id) == (
        "M-000001",
        "王秀英",
        "VOLUNTEER",
        community.id,
    )
    assert (wang.telephone, wang.address, wang.birth_date) == ("13800000001", "12栋", "1985-06-01")
    assert wang.telephone_fingerprint == contacts.fingerprint("138-0000-0001")
    assert wang.position == "120.307308,31.493066"
    assert (wang.max_services_per_week, wang.max_minutes_per_week, wang.reach_metres) == (3, 300, 1500)
    assert (wang.insured_until, wang.trained_on) == (date(2027, 12, 31), date(2026, 1, 5))
    assert wang.intentions == ["HEALTH", "CULTURE_AND_SPORT"]
    assert (wang.state, wang.external_system) == (MemberState.PENDING, "roster")
    skills = await MemberSkill.filter(member=wang).order_by("level").values_list("skill__name", "level")
    assert skills == [("陪护", 1), ("急救", 2)]
    times = await Availability.filter(member=wang).order_by("weekday").values_list("weekday", "start_minute")
    assert times == [(day, 1080) for day in range(5)]
    li = await Member.get(external_id="V2")
    assert (li.kind, li.max_services_per_week, li.reach_metres) == ("IN_SERVICE_PARTY_MEMBER", 2, 2000)
    assert li.work_unit_id == (await Unit.get(code="W1")).id
    assert (
        await StateMove.all().values_list("noun", "action", "to_state")
        == [("Member", "CREATE", "PENDING")] * 2
    )


async def test_the_same_roster_again_writes_nothing_and_a_changed_row_just_its_change(tree):
    await run(ImportKind.MEMBERS, xlsx([HEADINGS, WANG, LI]))
    before = await Member.all().order_by("number").values()
    times = set(await Availability.all().values_list("id", flat=True))

    again = await run(ImportKind.MEMBERS, xlsx([HEADINGS, WANG, LI]))
    assert counts(again) == (0, 0, 2, 0)
    assert await Member.all().order_by("number").values() == before

    other = ["V1", "王秀英", "急救:3; 理发", "周六上午"]
    changed = await run(
        ImportKind.MEMBERS,
        xlsx([["外部编号", "姓名", "技能", "可服务时间", "居住单位"], [*other, "第一社区"]]),
    )
    assert counts(changed) == (0, 1, 0, 0)
    wang = await Member.get(external_id="V1")
    assert (wang.telephone, wang.version) == ("13800000001", 2)
    skills = (
        await MemberSkill.filter(member=wang).order_by("level").values_list("skill__name", "level", "version")
    )
    assert skills == [("理发", 1, 1), ("急救", 3, 2)]
    (time,) = await Availability.filter(member=wang).values_list("weekday", "start_minute", "end_minute")
    assert time == (5, 480, 720)
    assert not times & set(await Availability.all().values_list("id", flat=True))


async def test_verified_members_come_in_active_with_their_history(tree):
    await run(ImportKind.MEMBERS, xlsx([HEADINGS, WANG]))

    report = await run(ImportKind.MEMBERS, xlsx([HEADINGS, WANG, LI]), verified=True)

    assert counts(report) == (1, 1, 0, 0)
    assert await Member.all().values_list("state", flat=True) == [MemberState.ACTIVE] * 2
    assert await StateMove.filter(action="VERIFY", from_state="PENDING", to_state="ACTIVE").count() == 2


async def test_what_spreadsheets_do_to_data_is_told_row_by_row(tree):
    rows = [
        ["外部编号", "姓名", "居住单位", "电话", "出生日期", "技能", "可服务时间", "每周最多次数", "类别"],
        ["1.38E+10", "甲", "第一社区"],
        ["V2", "乙", "第一社区", "1.38E+10"],
        ["V3", "丙", "第一社区", None, 45000],
        ["V4", "丁", "第一社区", None, "2026-02-30"],
        ["V5", "戊", "第一社区", None, None, "急就"],
        ["V6", "己", "第一社区", None, None, "急救:5"],
        ["V7", "庚", "第一社区", None, None, None, "有空就来"],
        ["V8", "辛", "第一社区", None, None, None, None, "约3次"],
        ["V9", "壬", "第一社区", None, None, None, None, 99],
        ["V10", "癸", "第一社区", None, None, None, None, None, "党員"],
        ["V11", None, "第九社区"],
        [1e18, "子", "区医院"],
        ["V12", "丑", "区医院"],
        ["V2", "寅", "第一社区"],
    ]
    report = await run(ImportKind.MEMBERS, xlsx(rows))

    assert faults(report) == [
        (2, "外部编号", "1.38E+10", "import-number-scientific"),
        (3, "电话", "1***", "import-number-scientific"),
        (4, "出生日期", "4***", "import-excel-serial"),
        (5, "出生日期", "2***", "import-not-day"),
        (6, "技能", "急就", "import-skill-unknown"),
        (7, "技能", "急救:5", "import-skill-malformed"),
        (8, "可服务时间", "有空就来", "times-unreadable"),
        (9, "每周最多次数", "约3次", "import-not-whole"),
        (10, "每周最多次数", "99", "out-of-range"),
        (11, "类别", "党***", "import-not-choice"),
        (12, "姓名", "", "required"),
        (13, "外部编号", "1e+18", "import-number-inexact"),
        (14, "居住单位", "区医院", "member-unit-kind"),
        (15, "外部编号", "V2", "import-twice-in-file"),
    ]
    assert await Member.all().count() == 0
    remedies = {error.row: error.remedy("zh") for error in report.errors}
    assert remedies[3] == "把这一列设为“文本”格式，重新输入完整的号码，例如 13800000001。"
    assert "相近的有：急救" in remedies[6]
    assert remedies[10] == "每周最多服务几次，0 到 21；新成员留空为 2。"
    assert all(
        error.message(locale) and error.remedy(locale) for error in report.errors for locale in ("zh", "en")
    )


async def test_rows_without_a_unit_belong_to_the_one_of_the_import(tree):
    street = await Unit.get(code="S1")

    report = await run(ImportKind.MEMBERS, csv("外部编号,姓名", "V1,甲"), unit_id=street.id)

    assert counts(report) == (1, 0, 0, 0)
    assert (await Member.get(external_id="V1")).unit_id == street.id


async def test_a_name_that_two_units_bear_needs_a_path(tree):
    await run(ImportKind.UNITS, csv("编码,名称,类别,上级编码", "S2,西街,街道,", "S2C1,第一社区,社区,S2"))

    report = await run(
        ImportKind.MEMBERS,
        csv("外部编号,姓名,居住单位", "V1,甲,第一社区", "V2,乙,西街/第一社区"),
        keep_good_rows=True,
    )

    assert faults(report) == [(2, "居住单位", "第一社区", "import-unit-ambiguous")]
    assert "西街/第一社区" in report.errors[0].remedy("zh")
    assert (await Member.get(external_id="V2")).unit_id == (await Unit.get(code="S2C1")).id


async def test_the_number_of_statements_does_not_grow_with_the_rows(tree, statements):
    def roster(count: int) -> bytes:
        lines = [f"R{count}-{n},成员{n},第一社区,急救:2;陪护,每天" for n in range(count)]
        return csv("外部编号,姓名,居住单位,技能,可服务时间", *lines)

    await run(ImportKind.MEMBERS, roster(1))  # makes the series of numbers
    counted = []
    for count in (10, 100):
        with statements.counting() as seen:
            await run(ImportKind.MEMBERS, roster(count))
        counted.append(len(seen))
    assert counted[0] == counted[1]


def test_skills_are_read_with_level_certificate_and_last_day():
    assert parse_skills("急救:2:A-17:2027-12-31; 陪护") == (
        ("急救", 2, "A-17", date(2027, 12, 31)),
        ("陪护", 1, None, None),
    )
    with pytest.raises(InvalidInput):
        parse_skills("急救:2;急救:3")
