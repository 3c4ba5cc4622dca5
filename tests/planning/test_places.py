from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.core.settings import Settings
from sanbao.organisations.kinds import UnitKind
from sanbao.planning.places import Projection, read_unit_places
from tests.factories import make_unit


def test_a_degree_measures_what_the_ellipsoid_says():
    # Metres a degree at 31.5 N by the usual series: 95 023 along the parallel, 110 877 along the meridian.
    wuxi = Projection.about((120.3, 31.5))
    assert wuxi.metres((121.3, 31.5)) == (pytest.approx(95_023, abs=60), 0)
    assert wuxi.metres((120.3, 32.5)) == (0, pytest.approx(110_877, abs=60))


@given(st.floats(-0.3, 0.3), st.floats(-0.27, 0.27), st.floats(-0.3, 0.3), st.floats(-0.27, 0.27))
def test_within_30_km_a_distance_is_right_to_four_in_a_thousand(x1: float, y1: float, x2: float, y2: float):
    far, near = (
        Projection.about((120.3, 31.5)),
        Projection.about((120.3 + (x1 + x2) / 2, 31.5 + (y1 + y2) / 2)),
    )
    a, b = (120.3 + x1, 31.5 + y1), (120.3 + x2, 31.5 + y2)

    def metres(projection: Projection) -> float:
        (e1, n1), (e2, n2) = projection.metres(a), projection.metres(b)
        return hypot(e1 - e2, n1 - n2)

    assert metres(far) == pytest.approx(metres(near), rel=0.004, abs=4)


async def test_a_unit_without_a_place_stands_where_the_nearest_above_it_does(db: Settings):
    street = await make_unit()
    east = await make_unit(UnitKind.COMMUNITY, street, longitude=120.4, latitude=31.6)
    west = await make_unit(UnitKind.COMMUNITY, street, longitude=120.2, latitude=31.4)
    grid = await make_unit(UnitKind.GRID, east)
    outside = await make_unit(longitude=100.0, latitude=20.0)

    found = await read_unit_places(street.id, {outside.id})

    assert found.of == {
        east.id: (120.4, 31.6),
        west.id: (120.2, 31.4),
        grid.id: (120.4, 31.6),
        outside.id: (100.0, 20.0),
    }
    assert found.centre == pytest.approx((120.3, 31.5))
