"""Positions as files give them: WGS-84, or GCJ-02 as Chinese maps use it; always kept as WGS-84."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import eviltransform

from sanbao.core import inputs
from sanbao.exchange import cells
from sanbao.exchange.columns import Column

SYSTEMS = {
    "WGS84": "WGS84",
    "WGS-84": "WGS84",
    "GPS": "WGS84",
    "GCJ02": "GCJ02",
    "GCJ-02": "GCJ02",
    "高德": "GCJ02",
}


def columns(*, sensitive: bool) -> tuple[Column, ...]:
    """Longitude, latitude and the system they are in; a person's are sensitive, a unit's are not."""
    return (
        Column(
            "longitude", "经度", "longitude", cells.degrees(180), sensitive=sensitive, aliases=("lng", "lon")
        ),
        Column("latitude", "纬度", "latitude", cells.degrees(90), sensitive=sensitive, aliases=("lat",)),
        Column(
            "coordinate_system",
            "坐标系",
            "coordinate system",
            cells.choice(SYSTEMS),
            choices=("WGS84", "GCJ02"),
        ),
    )


def position(values: Mapping[str, Any]) -> tuple[float, float] | None:
    """(longitude, latitude) in WGS-84 degrees, 6 decimals (0.1 m); raises InvalidInput for a half one."""
    found = inputs.position("longitude", values.get("longitude"), values.get("latitude"))
    if found is None:
        return None
    longitude, latitude = found
    if values.get("coordinate_system") == "GCJ02":
        longitude, latitude = _from_gcj02(longitude, latitude)
    return round(longitude, 6), round(latitude, 6)


@lru_cache(maxsize=65536)
def _from_gcj02(longitude: float, latitude: float) -> tuple[float, float]:
    north, east = eviltransform.gcj2wgs_exact(latitude, longitude)
    return east, north
