"""Positions as sealed columns keep them: "longitude,latitude" in WGS-84 degrees, to about 0.1 m."""

from __future__ import annotations

from math import cos, hypot, radians

_METRES_A_DEGREE = 111_320


def written(longitude: float, latitude: float) -> str:
    """The text of a position."""
    return f"{longitude:.6f},{latitude:.6f}"


def shifted(place: tuple[float, float], east_metres: float, north_metres: float) -> tuple[float, float]:
    """(longitude, latitude) some metres away."""
    longitude, latitude = place
    return (
        longitude + east_metres / (_METRES_A_DEGREE * cos(radians(latitude))),
        latitude + north_metres / _METRES_A_DEGREE,
    )


def metres_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The straight distance of two (longitude, latitude) near one another; some metres in a kilometre may be wrong."""
    east = (a[0] - b[0]) * _METRES_A_DEGREE * cos(radians(a[1]))
    return hypot(east, (a[1] - b[1]) * _METRES_A_DEGREE)


def read(text: str) -> tuple[float, float]:
    """(longitude, latitude) of a text that `written` made."""
    longitude, latitude = text.split(",")
    return float(longitude), float(latitude)
