"""Positions as sealed columns keep them: "longitude,latitude" in WGS-84 degrees, to about 0.1 m."""

from __future__ import annotations


def written(longitude: float, latitude: float) -> str:
    """The text of a position."""
    return f"{longitude:.6f},{latitude:.6f}"


def read(text: str) -> tuple[float, float]:
    """(longitude, latitude) of a text that `written` made."""
    longitude, latitude = text.split(",")
    return float(longitude), float(latitude)
