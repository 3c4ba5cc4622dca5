"""A place for units whose file gives none: near the unit above, inside the fence of their district.

Estimated places are marked so. They are the same at every import: the randomness comes from the unit's code.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sanbao.core import positions
from sanbao.core.errors import InvalidInput
from sanbao.exchange.importer import Options, ParsedRow
from sanbao.exchange.positions import position
from sanbao.organisations.kinds import UnitKind

_TRIES = 60
_PLACED = frozenset({UnitKind.DISTRICT, UnitKind.STREET, UnitKind.COMMUNITY, UnitKind.GRID})

Place = tuple[float, float]
"""(longitude, latitude), WGS-84 degrees."""


class Fence:
    """The outline of a district from a GeoJSON Polygon or MultiPolygon in GCJ-02."""

    def __init__(self, path: Path) -> None:
        try:
            shape = msgspec.json.decode(path.read_bytes())
            polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            self._rings = [
                np.array([_wgs84(*point[:2]) for point in ring]) for polygon in polygons for ring in polygon
            ]
        except (msgspec.DecodeError, OSError, KeyError, TypeError, ValueError):
            raise InvalidInput("fences", "import-fence-malformed", value=path.name) from None
        points: NDArray[np.float64] = np.concatenate(self._rings)
        self._low, self._high = points.min(axis=0), points.max(axis=0)

    def contains(self, place: Place) -> bool:
        """Does the place lie inside? By crossings of a ray (even-odd rule, so holes count)."""
        x, y = place
        crossings = 0
        for ring in self._rings:
            (x1, y1), (x2, y2) = ring.T, np.roll(ring, -1, axis=0).T
            spans = (y1 > y) != (y2 > y)
            with np.errstate(divide="ignore", invalid="ignore"):
                at = (x2 - x1) * (y - y1) / (y2 - y1) + x1
            crossings += int(np.count_nonzero(spans & (x < at)))
        return crossings % 2 == 1

    def anywhere(self, chance: random.Random) -> Place:
        """A random place inside."""
        for _ in range(1_000):
            place = (chance.uniform(self._low[0], self._high[0]), chance.uniform(self._low[1], self._high[1]))
            if self.contains(place):
                return place
        return float(self._rings[0][0][0]), float(self._rings[0][0][1])


def _wgs84(longitude: float, latitude: float) -> Place:
    place = position({"longitude": longitude, "latitude": latitude, "coordinate_system": "GCJ02"})
    assert place is not None
    return place


class Placing:
    """Gives new units without coordinates an estimated place, when the options ask for it."""

    def __init__(self, options: Options) -> None:
        self._how = options.place_missing
        self._folder = options.fences
        """Holds `fence_DISTRICT.json`, DISTRICT being the first six digits of a division code."""
        self._fences: dict[str, Fence | None] = {}

    def fill(self, rows: Sequence[ParsedRow], parent_place: Callable[[ParsedRow], Place | None]) -> None:
        """Rows in an order where parents come first; what is placed stands in each row's `found["said"]`."""
        if self._how is None:
            return
        children = _known_children(rows)
        placed: dict[str, Place] = {}
        for row in rows:
            said, code = row.found["said"], row.values["code"]
            if "longitude" in said:
                placed[code] = said["longitude"], said["latitude"]
                continue
            if row.values["kind"] not in _PLACED:
                continue
            centre = (
                _mean(children.get(code))
                or placed.get(row.values.get("parent_code") or "")
                or parent_place(row)
            )
            place = self._place(code, centre, spread=code not in children)
            if place is not None:
                placed[code] = place
                said |= {
                    "longitude": round(place[0], 6),
                    "latitude": round(place[1], 6),
                    "position_is_estimated": True,
                }

    def _place(self, code: str, centre: Place | None, *, spread: bool) -> Place | None:
        assert self._how is not None
        fence = self._fence(code)
        chance = random.Random(code)  # noqa: S311
        if centre is None:
            return fence.anywhere(chance) if fence else None
        if not spread and (fence is None or fence.contains(centre)):
            return centre
        for _ in range(_TRIES):
            place = _near(centre, self._how.radius_metres, chance)
            if fence is None or fence.contains(place):
                return place
        return fence.anywhere(chance) if fence else centre

    def _fence(self, code: str) -> Fence | None:
        """The fence of the district that a division code (its first six digits) names."""
        district = code[:6]
        if district not in self._fences:
            path = self._folder / f"fence_{district}.json" if self._folder else None
            self._fences[district] = Fence(path) if path and path.exists() else None
        return self._fences[district]


def _known_children(rows: Sequence[ParsedRow]) -> dict[str, list[Place]]:
    """The surveyed places directly below each code."""
    found: dict[str, list[Place]] = defaultdict(list)
    for row in rows:
        said: dict[str, Any] = row.found["said"]
        if "longitude" in said and row.values.get("parent_code"):
            found[row.values["parent_code"]].append((said["longitude"], said["latitude"]))
    return found


def _mean(places: Sequence[Place] | None) -> Place | None:
    if not places:
        return None
    return sum(p[0] for p in places) / len(places), sum(p[1] for p in places) / len(places)


def _near(centre: Place, radius_metres: int, chance: random.Random) -> Place:
    """Evenly over the disc."""
    distance = radius_metres * math.sqrt(chance.random())
    angle = chance.uniform(0, 2 * math.pi)
    return positions.shifted(centre, distance * math.cos(angle), distance * math.sin(angle))
