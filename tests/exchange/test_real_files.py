"""Real files, where they lie beside the checkout: see docs/import.md for the same by hand."""

import csv
import io
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from sanbao.exchange.columns import ImportKind
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit, UnitAncestry
from tests.exchange.factories import counts, make_skills, run

MAPPINGS = Path(__file__).parent / "mappings"
NEW_YORK = "编码,名称,类别,上级编码\nNYC,New York,市,\n" + "".join(
    f"{name},{name},区县,NYC\n" for name in ("MANHATTAN", "BROOKLYN", "QUEENS", "BRONX", "STATEN ISLAND")
)


def mapping(name: str) -> str:
    return (MAPPINGS / f"{name}.toml").read_text()


def reasons(report) -> Counter[str]:
    return Counter(error.code for error in report.errors)


@pytest.mark.parametrize(
    ("division", "districts", "streets", "communities", "surveyed"),
    [("3202", 7, 89, 1251, 356), ("3601", 10, 136, 2016, 311)],
)
async def test_a_city_comes_in_whole_with_estimated_places_inside_its_districts(
    db, shared, division, districts, streets, communities, surveyed
):
    folder = shared / "data" / "cn_admin"
    table = b"".join(file.read_bytes() for file in sorted(folder.glob(f"adcode_{division}*.csv")))

    first = await run(ImportKind.UNITS, table, mapping("cn_admin"), fences=folder)
    again = await run(ImportKind.UNITS, table, mapping("cn_admin"), fences=folder)

    total = 1 + districts + streets + communities
    assert counts(first) == (total, 0, 0, 0)
    assert counts(again) == (0, 0, total, 0)
    kinds = Counter(await Unit.all().values_list("kind", flat=True))
    assert kinds == {
        UnitKind.CITY: 1,
        UnitKind.DISTRICT: districts,
        UnitKind.STREET: streets,
        UnitKind.COMMUNITY: communities,
    }
    assert not await Unit.filter(longitude=None).exists()
    assert await Unit.filter(kind=UnitKind.COMMUNITY, position_is_estimated=False).count() == surveyed
    city = await Unit.get(kind=UnitKind.CITY)
    assert await UnitAncestry.filter(ancestor=city).count() == total


async def test_volunteer_postings_become_menu_items_that_want_their_headcount(db, shared):
    await run(ImportKind.UNITS, NEW_YORK)
    await make_skills("志愿")
    postings = (
        shared / "data" / "nyc_volunteer" / "dataset" / "nyc-service-volunteer-opportunities.csv"
    ).read_bytes()

    menu = await run(ImportKind.MENU, postings, mapping("nyc_volunteer_menu"), keep_good_rows=True)
    with time_machine.travel(datetime(2011, 6, 1, tzinfo=UTC), tick=False):
        requests = await run(
            ImportKind.REQUESTS, postings, mapping("nyc_volunteer_requests"), keep_good_rows=True
        )
        again = await run(
            ImportKind.REQUESTS, postings, mapping("nyc_volunteer_requests"), keep_good_rows=True
        )

    assert counts(menu) == (656, 0, 0, 9)
    assert reasons(menu) == {"out-of-range": 9}
    assert counts(requests) == (29, 0, 0, 636)
    assert counts(again) == (0, 0, 29, 636)
    assert reasons(requests) == {
        "import-submitted-in-future": 318,
        "window-past": 280,
        "window-far": 29,
        "import-menu-unknown": 9,
    }


async def test_hotline_tickets_become_requests_and_the_dirty_one_is_told(db, shared):
    await run(ImportKind.UNITS, NEW_YORK)
    await make_skills("志愿")
    tickets = (shared / "data" / "nyc_311" / "311_service_requests.csv").read_bytes()
    types = sorted({row["complaint_type"] for row in csv.DictReader(io.StringIO(tickets.decode()))})
    menu = "单位,编码,名称,类别,时长,岗位\n" + "".join(
        f'NYC,T{at},"{name}",其他,60,志愿\n' for at, name in enumerate(types)
    )
    assert (await run(ImportKind.MENU, menu)).created == 46

    with time_machine.travel(datetime(2024, 5, 27, 7, tzinfo=UTC), tick=False):
        first = await run(ImportKind.REQUESTS, tickets, mapping("nyc_311"), keep_good_rows=True)
        again = await run(ImportKind.REQUESTS, tickets, mapping("nyc_311"), keep_good_rows=True)

    assert counts(first) == (999, 0, 0, 1)
    assert counts(again) == (0, 0, 999, 1)
    (error,) = first.errors
    assert (error.row, error.column, error.value, error.code) == (
        909,
        "borough",
        "Unspecified",
        "import-unit-unknown",
    )
