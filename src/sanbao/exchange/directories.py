"""The units and skills that the rows of a table name, held in memory for one import."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sanbao.core.errors import InvalidInput
from sanbao.exchange.cells import near
from sanbao.members.models import Skill
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit

_MOST_GUESSES = 100


class Nearest:
    """Suggests names like an unknown one; stops guessing after a hundred, a table may hold 200,000."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = list(known)
        self._made: dict[str, str] = {}

    def to(self, name: str) -> str:
        """The nearest names, or a dash."""
        if name not in self._made:
            if len(self._made) >= _MOST_GUESSES:
                return "—"
            self._made[name] = near(name, self._known)
        return self._made[name]


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """What an import needs of a unit."""

    id: UUID
    code: str | None
    name: str
    kind: UnitKind
    parent_id: UUID | None
    longitude: float | None
    latitude: float | None
    active: bool


class Units:
    """All units; `within` are those that this import may touch, None for all."""

    def __init__(self, units: Iterable[KnownUnit], tops: frozenset[UUID] | None) -> None:
        self.by_id = {unit.id: unit for unit in units}
        self.by_code = {unit.code: unit for unit in self.by_id.values() if unit.code}
        self._by_name: dict[str, list[KnownUnit]] = defaultdict(list)
        for unit in self.by_id.values():
            self._by_name[unit.name].append(unit)
        self._tops = tops
        self._nearest = Nearest([*self._by_name, *self.by_code])
        self._found: dict[str, KnownUnit] = {}

    @classmethod
    async def load(cls, tops: frozenset[UUID] | None) -> Units:
        """Read the whole tree in one statement."""
        rows = await Unit.all().values_list(
            "id", "code", "name", "kind", "parent_id", "longitude", "latitude", "active"
        )
        return cls([KnownUnit(*row) for row in rows], tops)

    def line(self, unit: KnownUnit) -> list[KnownUnit]:
        """The unit and those above it, from below."""
        found = [unit]
        while found[-1].parent_id is not None:
            found.append(self.by_id[found[-1].parent_id])
        return found

    def is_within(self, unit: KnownUnit) -> bool:
        """May this import touch the unit?"""
        return self._tops is None or any(above.id in self._tops for above in self.line(unit))

    def find(self, text: str, field: str = "unit") -> KnownUnit:
        """A unit in use by code, name, or path of names from above (东湖区/第一社区); raises InvalidInput on
        `field`."""
        if text not in self._found:
            self._found[text] = self._search(text, field)
        return self._found[text]

    def _search(self, text: str, field: str) -> KnownUnit:
        unit = self.by_code.get(text)
        if unit is None:
            *above, name = [part.strip() for part in re.split(r"[/>｜|\\]", text) if part.strip()] or [""]
            fitting = [u for u in self._by_name.get(name, []) if self._has_above(u, above)]
            allowed = [u for u in fitting if self.is_within(u)]
            if len(allowed) > 1:
                raise InvalidInput(field, "import-unit-ambiguous", value=text, paths=self._paths(allowed))
            if not fitting:
                raise InvalidInput(field, "import-unit-unknown", value=text, near=self._nearest.to(name))
            unit = (allowed or fitting)[0]
        if not self.is_within(unit):
            raise InvalidInput(field, "import-unit-outside", value=text)
        if not unit.active:
            raise InvalidInput(field, "import-unit-retired", value=text)
        return unit

    def _has_above(self, unit: KnownUnit, names: list[str]) -> bool:
        above = iter([each.name for each in reversed(self.line(unit)[1:])])
        return all(name in above for name in names)

    def _paths(self, units: list[KnownUnit]) -> str:
        return "；".join("/".join(each.name for each in reversed(self.line(unit))) for unit in units[:3])


class Skills:
    """All skills, by code and by either name."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self.names: dict[UUID, str] = {}
        self._ids: dict[str, UUID] = {}
        for skill in skills:
            self.names[skill.id] = skill.name
            for word in (skill.code, skill.name, skill.name_en):
                if word:
                    self._ids.setdefault(word.lower(), skill.id)
        self._nearest = Nearest(self.names.values())

    @classmethod
    async def load(cls) -> Skills:
        """Read all skills in one statement."""
        return cls(await Skill.all())

    def find(self, name: str, field: str) -> UUID:
        """A skill's id; raises InvalidInput on `field` with the names like it."""
        id = self._ids.get(name.lower())
        if id is None:
            raise InvalidInput(field, "import-skill-unknown", value=name, near=self._nearest.to(name))
        return id
