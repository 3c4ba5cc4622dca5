"""The kinds of unit and which may stand below which.

The Party grid chain is community committee, grid branch, building group, centre household
(村(社区)党委(总支) — 网格党支部 — 楼栋(院落)党小组 — 党员中心户).
"""

from __future__ import annotations

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is. STREET is 街道, and the town or township that stands in its place."""

    CITY = "CITY"
    DISTRICT = "DISTRICT"
    STREET = "STREET"
    COMMUNITY = "COMMUNITY"
    GRID = "GRID"
    BUILDING_GROUP = "BUILDING_GROUP"
    CENTRE_HOUSEHOLD = "CENTRE_HOUSEHOLD"
    WORK_UNIT = "WORK_UNIT"
    DEPARTMENT = "DEPARTMENT"
    PARTNER = "PARTNER"


_K = UnitKind
_AREAS = frozenset({_K.CITY, _K.DISTRICT, _K.STREET, _K.COMMUNITY})

PARENT_KINDS: dict[UnitKind, frozenset[UnitKind]] = {
    _K.CITY: frozenset(),
    _K.DISTRICT: frozenset({_K.CITY}),
    _K.STREET: frozenset({_K.DISTRICT, _K.CITY}),
    _K.COMMUNITY: frozenset({_K.STREET, _K.DISTRICT}),
    _K.GRID: frozenset({_K.COMMUNITY}),
    _K.BUILDING_GROUP: frozenset({_K.GRID, _K.COMMUNITY}),
    _K.CENTRE_HOUSEHOLD: frozenset({_K.BUILDING_GROUP, _K.GRID, _K.COMMUNITY}),
    _K.WORK_UNIT: _AREAS | {_K.WORK_UNIT, _K.DEPARTMENT},
    _K.DEPARTMENT: _AREAS | {_K.DEPARTMENT},
    _K.PARTNER: _AREAS,
}

CHILD_KINDS: dict[UnitKind, frozenset[UnitKind]] = {
    above: frozenset(kind for kind, parents in PARENT_KINDS.items() if above in parents) for above in UnitKind
}

MAY_BE_ROOT = frozenset({_K.CITY, _K.DISTRICT, _K.STREET, _K.COMMUNITY})
"""An installation may begin at any of these: a street alone is a whole installation."""


def in_order(kinds: frozenset[UnitKind]) -> tuple[UnitKind, ...]:
    """The kinds from the city down."""
    return tuple(kind for kind in UnitKind if kind in kinds)
