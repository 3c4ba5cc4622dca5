import pytest

from sanbao.exchange.columns import ImportKind
from sanbao.exchange.menu import SeatSaid, parse_seats
from sanbao.members.kinds import Tag
from sanbao.menu.models import MenuItem, Risk, Seat
from tests.exchange.factories import counts, csv, faults, make_skills, make_tree, run

HEADINGS = "单位,编码,名称,类别,时长,岗位,风险,风险提示,权重,季节"
ESCORT = "S1,escort,陪同就医,健康医疗,180,陪护×1; 急救×1-3@2[已培训],中,注意防跌,3,"
HAIRCUT = "第一社区,haircut,上门理发,帮困助残,60,理发,,,,3-11"


@pytest.fixture
async def tree(db):
    await make_tree()
    await make_skills("急救", "陪护", "理发")


async def test_a_menu_is_imported_with_its_seats_once(tree):
    first = await run(ImportKind.MENU, csv(HEADINGS, ESCORT, HAIRCUT))
    again = await run(ImportKind.MENU, csv(HEADINGS, ESCORT, HAIRCUT))

    assert counts(first) == (2, 0, 0, 0), faults(first)
    assert counts(again) == (0, 0, 2, 0)
    escort, haircut = await MenuItem.get(code="escort"), await MenuItem.get(code="haircut")
    assert (escort.duration_minutes, escort.risk, escort.weight) == (180, Risk.MEDIUM, 3)
    assert (haircut.season_from_month, haircut.season_to_month, haircut.weight) == (3, 11, 1)
    seats = (
        await Seat.filter(menu_item=escort)
        .order_by("position")
        .values_list("skill__name", "required", "wanted", "level", "tags")
    )
    assert seats == [("陪护", 1, 0, 1, []), ("急救", 1, 2, 2, ["trained"])]


async def test_the_english_texts_come_in_by_columns_of_their_own_and_stay_where_the_file_lacks_them(tree):
    english = csv(
        f"{HEADINGS},英文说明,English risk notice,英文条件",
        f"{ESCORT},To the clinic and back,Guard against falls,A relative comes along",
    )

    first = await run(ImportKind.MENU, english)
    again = await run(ImportKind.MENU, csv(HEADINGS, ESCORT))

    assert (counts(first), counts(again)) == ((1, 0, 0, 0), (0, 0, 1, 0)), faults(first)
    escort = await MenuItem.get(code="escort")
    assert (escort.description_en, escort.risk_notice_en, escort.conditions_en) == (
        "To the clinic and back",
        "Guard against falls",
        "A relative comes along",
    )


async def test_changed_seats_replace_the_old_ones(tree):
    await run(ImportKind.MENU, csv(HEADINGS, ESCORT, HAIRCUT))

    report = await run(ImportKind.MENU, csv(HEADINGS, ESCORT, HAIRCUT.replace("理发,,,", "理发×2,,,")))

    assert counts(report) == (0, 1, 1, 0)
    assert await Seat.filter(menu_item__code="haircut").values_list("required", flat=True) == [2]
    assert (await MenuItem.get(code="haircut")).version == 2


async def test_the_rules_of_the_menu_hold_for_its_rows(tree):
    report = await run(
        ImportKind.MENU,
        csv(
            HEADINGS,
            "S1,a,甲,健康医疗,180,陪护,高,,,",
            "S1,b,乙,健康医疗,4,陪护,,,,",
            "S1,c,丙,健康医疗,60,陪护×0,,,,",
            "S1,d,丁,健康医疗,60,陪护×1-9999,,,,",
            "S1,e,戊,健康医疗,60,陪护×三,,,,",
            "S1,f,己,健康医疗,60,烹饪,,,,13-1",
        ),
    )

    assert faults(report) == [
        (2, "风险提示", "", "menu-risk-notice"),
        (3, "时长", "4", "out-of-range"),
        (4, "岗位", "陪护×0", "seat-without-places"),
        (5, "岗位", "陪护×1-9999", "out-of-range"),
        (6, "岗位", "陪护×三", "import-seat-malformed"),
        (7, "季节", "13-1", "import-season-malformed"),
    ]
    assert await MenuItem.all().count() == 0


def test_seats_are_read_with_people_level_and_tags():
    assert parse_seats("陪护×2;急救 x 1-3@2[已投保、adult]; 理发") == (
        SeatSaid("陪护", 2, 0, 1, ()),
        SeatSaid("急救", 1, 2, 2, (Tag.INSURED, Tag.ADULT)),
        SeatSaid("理发", 1, 0, 1, ()),
    )
