"""Where people live: city, district, streets of up to fourteen communities, grids, building groups, homes."""

from __future__ import annotations

from itertools import product
from random import Random

from sanbao.core import positions
from sanbao.demo.chance import dice
from sanbao.demo.texts import Estate, Places
from sanbao.demo.world import GridSpec, HomeSpec, Place, UnitSpec
from sanbao.organisations.kinds import UnitKind

COMMUNITIES_OF_THE_DOCUMENT = 12
GRIDS_OF_THE_DOCUMENT = 54
"""The street that the founding document tells of has 54 grids; that they lie in twelve communities is ours."""

_MOST_A_STREET = 14
_BETWEEN_COMMUNITIES_METRES = 880
_BETWEEN_STREETS_METRES = 3_900
_OUTLYING_METRES = {11: (1_300, 250)}
"""Communities that lie apart (by index), and how far: few people can reach them."""

_NUMERALS = "一二三四五六七八九十"


def shifted(place: Place, east_metres: float, north_metres: float) -> Place:
    """A place some metres away, to six decimals."""
    longitude, latitude = positions.shifted(place, east_metres, north_metres)
    return round(longitude, 6), round(latitude, 6)


class Town:
    """The unit tree with its places, and an endless supply of homes."""

    def __init__(self, seed: int, communities: int, places: Places) -> None:
        self._roll, self._places = dice(seed, "town"), places
        self._by_key: dict[str, UnitSpec] = {}
        self.grids: list[GridSpec] = []
        self._add("city", UnitKind.CITY, places.city, None, places.origin)
        self._add("district", UnitKind.DISTRICT, places.district, "city", places.origin)
        streets = -(-communities // _MOST_A_STREET)
        self._per_street = -(-communities // streets)
        for street in range(streets):
            self._add_street(street)
        for index in range(communities):
            self._add_community(index)
        for index, work in enumerate(places.work_unit):
            self._add(f"work-unit-{index}", work.kind, work.name, "street-0", None)

    def _add(self, key: str, kind: UnitKind, name: str, parent: str | None, place: Place | None) -> None:
        self._by_key[key] = UnitSpec(key, kind, name, parent, place)

    @property
    def units(self) -> tuple[UnitSpec, ...]:
        """All units, parents first."""
        return tuple(self._by_key.values())

    def _add_street(self, index: int) -> None:
        named = self._places.streets
        name = named[index] if index < len(named) else f"新城第{index - len(named) + 1}街道"
        east, north = index % 3 - (1 if index else 0), -(index // 3)
        place = shifted(self._places.origin, east * _BETWEEN_STREETS_METRES, north * _BETWEEN_STREETS_METRES)
        self._add(f"street-{index}", UnitKind.STREET, name, "district", place)

    def _community_name(self, index: int) -> str:
        own = self._places.communities
        if index < len(own):
            return own[index]
        pairs = [a + b for b, a in product(self._places.community_second, self._places.community_first)]
        turn, at = divmod(index - len(own), len(pairs))
        return pairs[at] + (f"{turn + 1}" if turn else "")

    def _add_community(self, index: int) -> None:
        street, at = divmod(index, self._per_street)
        middle = self._unit_place(f"street-{street}")
        column, row = at % 4 - 1.5, at // 4 - 1
        east, north = _OUTLYING_METRES.get(index, (0, 0))
        place = shifted(
            middle,
            column * _BETWEEN_COMMUNITIES_METRES + east + self._roll.gauss(0, 110),
            row * _BETWEEN_COMMUNITIES_METRES + north + self._roll.gauss(0, 110),
        )
        name, key = self._community_name(index), f"community-{index}"
        self._add(key, UnitKind.COMMUNITY, f"{name}社区", f"street-{street}", place)
        estates = self._roll.sample(self._places.estates, 3)
        grids = 5 - index % 2
        for grid in range(grids):
            self._add_grid(index, grid, name, estates[grid * 3 // grids], place)

    def _add_grid(self, community: int, index: int, name: str, estate: Estate, middle: Place) -> None:
        key = f"grid-{community}-{index}"
        place = shifted(middle, self._roll.gauss(0, 230), self._roll.gauss(0, 230))
        self._add(key, UnitKind.GRID, f"{name}第{_NUMERALS[index]}网格", f"community-{community}", place)
        first = 1 + index * 6
        groups = []
        for at in range(2):
            group, low = f"{key}-group-{at}", first + at * 3
            groups.append(group)
            self._add(
                group, UnitKind.BUILDING_GROUP, f"{estate.name}{low}—{low + 2}栋党小组", key,
                shifted(place, self._roll.gauss(0, 60), self._roll.gauss(0, 60)),
            )  # fmt: skip
        street_key = f"street-{community // self._per_street}"
        street = self._by_key[street_key].name
        # The second group of every other grid has a centre household too: about eleven members to each.
        centres = tuple(f"{group}-centre" for group in groups[: 1 + index % 2])
        self.grids.append(
            GridSpec(
                key=key,
                community=community,
                street=street_key,
                address=f"{street}{name}社区{estate.name}",
                estate=estate.name,
                storeys=estate.storeys,
                lifts=estate.lifts,
                first_building=first,
                place=place,
                community_address=f"{street}{name}社区党群服务中心",
                community_place=middle,
                groups=tuple(groups),
                centres=centres,
            )
        )

    def _unit_place(self, key: str) -> Place:
        place = self._by_key[key].place
        assert place is not None
        return place

    def name_centres(self, heads: dict[str, str]) -> None:
        """Add the centre households, named after those who keep them (head's name by centre key)."""
        for centre, head in heads.items():
            group = centre.removesuffix("-centre")
            self._add(centre, UnitKind.CENTRE_HOUSEHOLD, f"{head}党员中心户", group, self._unit_place(group))


def make_home(roll: Random, grid: GridSpec) -> HomeSpec:
    """A flat in one of the grid's six buildings."""
    at = roll.randrange(6)
    building, entrance = grid.first_building + at, roll.randint(1, 4)
    floor = roll.randint(1, grid.storeys)
    door = f"{floor}0{roll.randint(1, 4)}"
    corner = shifted(grid.place, (at % 3 - 1) * 55, (at // 3) * 70 - 35)
    return HomeSpec(
        address=f"{grid.address}{building}栋{entrance}单元{door}室",
        place=shifted(corner, roll.uniform(-15, 15), roll.uniform(-15, 15)),
        building=building,
        has_stairs_only=not grid.lifts and floor >= 3,
        group=grid.groups[at // 3],
    )
