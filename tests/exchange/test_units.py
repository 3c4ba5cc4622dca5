import eviltransform
import pytest

from sanbao.access.actor import SYSTEM, Actor, Grant
from sanbao.access.models import AuditEntry
from sanbao.access.roles import Role
from sanbao.core.errors import PermissionDenied
from sanbao.exchange import service
from sanbao.exchange.columns import ImportKind
from sanbao.exchange.mapping import PlaceMissing
from sanbao.organisations import service as organisations
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit, UnitAncestry
from tests.exchange.factories import TREE, counts, csv, faults, make_tree, run


async def test_children_may_stand_before_their_parents_and_the_second_import_writes_nothing(db):
    first = await run(ImportKind.UNITS, TREE)
    before = await Unit.all().order_by("code").values()
    second = await run(ImportKind.UNITS, TREE)

    assert counts(first) == (4, 0, 0, 0)
    assert counts(second) == (0, 0, 4, 0)
    assert await Unit.all().order_by("code").values() == before
    street, community = await Unit.get(code="S1"), await Unit.get(code="S1C1")
    assert community.parent_id == street.id
    assert set(await UnitAncestry.filter(unit_id=community.id).values_list("ancestor_id", "distance")) == {
        (community.id, 0),
        (street.id, 1),
    }
    (line,) = await AuditEntry.all()
    assert (line.deed, line.noun, line.facts) == (
        "import",
        "Unit",
        {"rows": 4, "created": 4, "changed": 0, "unchanged": 0, "refused": 0},
    )


async def test_a_changed_row_changes_just_that(db):
    await make_tree()

    report = await run(ImportKind.UNITS, TREE.replace("第二社区", "新二社区"))

    assert counts(report) == (0, 1, 3, 0)
    assert sorted(await Unit.all().values_list("code", "name", "version")) == [
        ("S1", "东亭街道", 1),
        ("S1C1", "第一社区", 1),
        ("S1C2", "新二社区", 2),
        ("W1", "区医院", 1),
    ]


async def test_another_parent_moves_the_unit_with_all_below_it(db):
    await make_tree()
    await run(ImportKind.UNITS, csv("编码,名称,类别,上级编码", "G1,一网格,网格,S1C1"))

    report = await run(ImportKind.UNITS, csv("编码,名称,类别,上级编码", "G1,一网格,网格,S1C2"))

    assert counts(report) == (0, 1, 0, 0)
    grid, second = await Unit.get(code="G1"), await Unit.get(code="S1C2")
    assert grid.parent_id == second.id
    assert await UnitAncestry.filter(unit_id=grid.id, ancestor_id=second.id, distance=1).exists()


async def test_what_a_move_breaks_is_told_of_its_row_in_a_dry_run_too(db):
    await make_tree()
    head = "编码,名称,类别,上级编码"
    await run(ImportKind.UNITS, csv(head, "D1,一科,部门,S1", "D2,二科,部门,D1", "G1,一网格,网格,S1C1"))
    second = await Unit.get(code="S1C2")
    await organisations.retire(SYSTEM, second.id)
    before = await Unit.all().order_by("id").values_list("code", "parent_id", "version")
    table = csv(
        head,
        "D1,一科,部门,D2",
        "G1,一网格,网格,S1C2",
        "S1C2,第二社区,社区,S1",
        "G2,二网格,网格,S1C2",
    )

    told = [faults(await run(ImportKind.UNITS, table, dry_run=trial)) for trial in (True, False)]

    assert told[0] == told[1] == [
        (2, "上级编码", "D2", "unit-cycle"),
        (3, "上级编码", "S1C2", "import-unit-retired"),
        (5, "上级编码", "S1C2", "import-unit-retired"),
    ]  # fmt: skip
    assert await Unit.all().order_by("id").values_list("code", "parent_id", "version") == before


async def test_every_fault_is_told_and_nothing_is_written(db):
    report = await run(
        ImportKind.UNITS,
        csv(
            "编码*, 名 称 ,类别（必填）,上级编码,经度,纬度",
            "C,某市,市,,,",
            "D,某区,区县,C,200,31",
            "E,,村庄,C,,",
            "G,一网格,网格,C,,",
            "X,甲,社区,Y,,",
            "Y,乙,街道,X,,",
            "S,某街道,街道,D,120,",
            "C,又一市,市,,,",
            "Q,无上级,社区,NIX,,",
        ),
    )

    assert not report.written
    assert (report.rows, report.error_count, report.refused) == (9, 9, 8)
    assert faults(report) == [
        (3, "经度", "200", "import-not-degrees"),
        (4, "类别（必填）", "村庄", "import-not-choice"),
        (4, "名 称", "", "required"),
        (5, "上级编码", "C", "unit-parent-kind"),
        (6, "上级编码", "Y", "unit-cycle"),
        (7, "上级编码", "X", "unit-cycle"),
        (8, "经度", "120", "position-half"),
        (9, "编码*", "C", "import-twice-in-file"),
        (10, "上级编码", "NIX", "import-unit-unknown"),
    ]
    assert await Unit.all().count() == 0


async def test_good_rows_are_kept_when_asked_but_not_below_a_refused_parent(db):
    table = csv(
        "编码,名称,类别,上级编码", "S,甲街道,街道,", "T,乙街道,街,", "T1,乙社区,社区,T", "S1,甲社区,社区,S"
    )

    trial = await run(ImportKind.UNITS, table, keep_good_rows=True, dry_run=True)
    assert await Unit.all().count() == 0
    report = await run(ImportKind.UNITS, table, keep_good_rows=True)

    assert counts(trial) == counts(report) == (2, 0, 0, 2)
    assert (trial.written, report.written) == (False, True)
    assert sorted(await Unit.all().values_list("code", flat=True)) == ["S", "S1"]


async def test_gcj02_becomes_wgs84_exactly(db):
    await run(
        ImportKind.UNITS,
        csv(
            "编码,名称,类别,经度,纬度,坐标系",
            "A,甲,市,120.31191,31.491169,GCJ02",
            "B,乙,市,120.31191,31.491169,",
        ),
    )

    there, back = await Unit.get(code="A"), await Unit.get(code="B")
    assert (there.longitude, there.latitude) == (120.307308, 31.493066)
    again = eviltransform.wgs2gcj(there.latitude, there.longitude)
    assert again == pytest.approx((31.491169, 120.31191), abs=2e-6)
    assert (back.longitude, back.latitude) == (120.31191, 31.491169)


async def test_missing_places_are_estimated_near_the_parent_and_stay_the_same(db):
    table = csv("编码,名称,类别,上级编码,经度,纬度", "S,甲街道,街道,,120.3,31.5", "S1,甲社区,社区,S,,")

    await run(ImportKind.UNITS, table, place_missing=PlaceMissing(radius_metres=500))
    again = await run(ImportKind.UNITS, table, place_missing=PlaceMissing(radius_metres=500))

    community = await Unit.get(code="S1")
    assert community.position_is_estimated
    assert not (await Unit.get(code="S")).position_is_estimated
    assert 0 < abs(community.longitude - 120.3) + abs(community.latitude - 31.5) < 0.012
    assert counts(again) == (0, 0, 2, 0)


async def test_a_coordinator_imports_below_his_unit_only(db):
    await make_tree()
    await run(ImportKind.UNITS, csv("编码,名称,类别", "S2,别的街道,街道"))
    street = await Unit.get(code="S1")
    coordinator = Actor(account_id=None, grants=(Grant(Role.COORDINATOR, street.id),))
    table = csv(
        "编码,名称,类别,上级编码", "S1C3,第三社区,社区,S1", "S2C1,别的社区,社区,S2", "S3,新街道,街道,"
    )

    with pytest.raises(Exception) as refused:
        await service.run(Actor(), ImportKind.UNITS, table)
    assert type(refused.value).__name__ == "NotSignedIn"
    inspector = Actor(account_id=street.id, grants=(Grant(Role.INSPECTOR, street.id),))
    with pytest.raises(PermissionDenied):
        await service.run(inspector, ImportKind.UNITS, table)
    coordinator = Actor(account_id=street.id, grants=(Grant(Role.COORDINATOR, street.id),))
    report = await service.run(coordinator, ImportKind.UNITS, table)

    assert faults(report) == [
        (3, "上级编码", "S2", "import-unit-outside"),
        (4, "上级编码", "", "import-root-needs-administrator"),
    ]
    assert await Unit.filter(kind=UnitKind.COMMUNITY).count() == 2


async def test_a_foreign_file_is_read_through_a_mapping(db):
    mapping = """
    headings = ["id", "label", "level", "above"]
    [columns]
    code = "id"
    name = "{label} ({id})"
    kind = "level"
    parent_code = "above"
    [values.kind]
    town = "STREET"
    village = "COMMUNITY"
    [values.parent_code]
    "0" = ""
    [skip]
    level = ["province"]
    """
    report = await run(ImportKind.UNITS, csv("9,P,province,", "1,A,town,0", "2,B,village,1"), mapping)

    assert counts(report) == (2, 0, 0, 0)
    assert await Unit.all().order_by("code").values_list("name", "kind") == [
        ("A (1)", UnitKind.STREET),
        ("B (2)", UnitKind.COMMUNITY),
    ]


async def test_a_second_unit_of_the_same_name_below_one_parent_is_refused_with_the_remedy(db):
    await make_tree()
    await Unit.filter(code="W1").update(code=None)
    table = csv(
        "编码,名称,类别,上级编码",
        "S1C9,第一社区,社区,S1",
        "S1C3,第三社区,社区,S1",
        "S1C4,第三社区,社区,S1",
        "S1C2,第一社区,社区,",
        "W2,区医院,工作单位,S1",
        "G1,一网格,网格,S1C1",
        "G2,一网格,网格,S1C2",
        "G3,一网格,网格,S1C9",
    )
    before = await Unit.all().order_by("id").values()

    report = await run(ImportKind.UNITS, table)

    assert faults(report) == [
        (2, "名称", "第一社区", "import-unit-name-taken"),
        (4, "名称", "第三社区", "import-unit-name-taken"),
        (5, "名称", "第一社区", "import-unit-name-taken"),
        (6, "名称", "区医院", "import-unit-name-taken"),
        (8, "上级编码", "S1C2", "import-parent-refused"),
        (9, "上级编码", "S1C9", "import-parent-refused"),
    ]
    assert report.errors[0].message("en") == (
        "There is a unit '第一社区' below the same parent already, with the code S1C1."
    )
    assert report.errors[0].remedy("en") == (
        "If it is the same unit, give its code (or first give it one); if it is another, give another name."
    )
    assert report.errors[3].message("zh") == "同一上级下面已有单位“区医院”，编码 —。"
    assert await Unit.all().order_by("id").values() == before


async def test_a_name_given_up_in_an_earlier_row_or_by_a_retired_unit_is_free(db):
    await make_tree()
    await run(ImportKind.UNITS, csv("编码,名称,类别,上级编码", "G1,一网格,网格,S1C1", "G2,二网格,网格,S1C2"))
    await Unit.filter(code="W1").update(active=False)
    table = csv(
        "编码,名称,类别,上级编码",
        "G1,旧网格,网格,S1C1",
        "G2,一网格,网格,S1C1",
        "G3,二网格,网格,S1C2",
        "W2,区医院,工作单位,S1",
    )

    first, again = await run(ImportKind.UNITS, table), await run(ImportKind.UNITS, table)

    assert (counts(first), counts(again)) == ((2, 2, 0, 0), (0, 0, 4, 0))
    below = await Unit.filter(kind=UnitKind.GRID).order_by("code").values_list("code", "name", "parent__code")
    assert below == [("G1", "旧网格", "S1C1"), ("G2", "一网格", "S1C1"), ("G3", "二网格", "S1C2")]
