"""From degrees to the solver's metres.

Projection: equirectangular about a centre (x = N cos φ₀ (λ − λ₀), y = M (φ − φ₀), with WGS-84's radii of
curvature N and M at the centre's latitude φ₀), rounded to whole metres. Within 30 km of the centre at the
latitude of Wuxi a distance is wrong by less than 0.4 %; north and south of a larger region east-west distances
are out by about 1.1 % for each degree of latitude from the centre.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from uuid import UUID

from tortoise.expressions import Q, Subquery

from sanbao.organisations.models import Unit, UnitAncestry

Degrees = tuple[float, float]
Metres = tuple[int, int]

_SEMI_MAJOR_METRES = 6_378_137.0
_ECCENTRICITY_SQUARED = 0.00669437999014


@dataclass(frozen=True, slots=True)
class Projection:
    """Metres a degree, east and north, about a centre (longitude, latitude)."""

    centre: Degrees
    east: float
    north: float

    @classmethod
    def about(cls, centre: Degrees) -> Projection:
        """The projection about a centre."""
        latitude = radians(centre[1])
        curve = 1 - _ECCENTRICITY_SQUARED * sin(latitude) ** 2
        east = _SEMI_MAJOR_METRES / sqrt(curve) * cos(latitude)
        north = _SEMI_MAJOR_METRES * (1 - _ECCENTRICITY_SQUARED) / curve**1.5
        return cls(centre, radians(east), radians(north))

    def metres(self, place: Degrees) -> Metres:
        """Whole metres east and north of the centre."""
        return (
            round((place[0] - self.centre[0]) * self.east),
            round((place[1] - self.centre[1]) * self.north),
        )

    def degrees(self, metres: Metres) -> Degrees:
        """The way back, to the six places that a metre needs."""
        return (
            round(self.centre[0] + metres[0] / self.east, 6),
            round(self.centre[1] + metres[1] / self.north, 6),
        )


def middle(places: Iterable[Degrees]) -> Degrees:
    """The mean of some places; (0, 0) of none."""
    found = list(places)
    if not found:
        return 0.0, 0.0
    return sum(p[0] for p in found) / len(found), sum(p[1] for p in found) / len(found)


@dataclass(frozen=True, slots=True)
class UnitPlaces:
    """Where the units of a subtree are: each its own place, or that of the nearest unit above that has one."""

    of: Mapping[UUID, Degrees]
    centre: Degrees


async def read_unit_places(unit_id: UUID, others: Collection[UUID] = ()) -> UnitPlaces:
    """The places of a unit's subtree and of other units, in one statement.

    The centre is the unit's own place (or the nearest above it), else the mean of those below it.
    """
    below = UnitAncestry.filter(ancestor_id=unit_id).values("unit_id")
    above = UnitAncestry.filter(unit_id__in=[unit_id, *others]).values("ancestor_id")
    rows = await Unit.filter(Q(id__in=Subquery(below)) | Q(id__in=Subquery(above))).values_list(
        "id", "parent_id", "longitude", "latitude"
    )
    parents = {id: parent for id, parent, _, _ in rows}
    own = {id: (east, north) for id, _, east, north in rows if east is not None and north is not None}
    found: dict[UUID, Degrees] = {}
    inside: list[UUID] = []
    for id in parents:
        line = [id]
        while (parent := parents.get(line[-1])) is not None:
            line.append(parent)
        if unit_id in line:
            inside.append(id)
        nearest = next((above_id for above_id in line if above_id in own), None)
        if nearest is not None:
            found[id] = own[nearest]
    return UnitPlaces(found, found.get(unit_id) or middle(own[id] for id in sorted(inside) if id in own))
