"""Households and the people who ask: old people alone or in couples, families, and the grid's stewards."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sanbao.demo.chance import dice, pick
from sanbao.demo.names import NameBook
from sanbao.demo.people import Telephones
from sanbao.demo.texts import Texts, Who
from sanbao.demo.town import make_home
from sanbao.demo.world import GridSpec, HomeSpec, HouseholdSpec, LinkSpec, MemberSpec, ResidentSpec
from sanbao.members.kinds import MemberKind

_LINKS_A_MEMBER = 3


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who lives in a grid, by the part they play in a request."""

    elder: list[ResidentSpec]
    parent: list[ResidentSpec]
    child: list[ResidentSpec]
    steward: list[ResidentSpec]

    def who(self, who: Who) -> list[ResidentSpec]:
        """Those of a part."""
        found: list[ResidentSpec] = getattr(self, who)
        return found


class Households:
    """Makes the households of a grid, one grid after the other."""

    def __init__(self, seed: int, year: int, texts: Texts, telephones: Telephones) -> None:
        self._roll, self._year, self._telephones = dice(seed, "households"), year, telephones
        self._names = NameBook(texts.names, dice(seed, "resident names"))
        self.households: list[HouseholdSpec] = []
        self.residents: list[ResidentSpec] = []

    def settle(self, grid: GridSpec, count: int) -> Neighbours:
        """`count` households of a grid, at least one of each kind."""
        neighbours = Neighbours([], [], [], [])
        kinds = ["steward", "alone", "family"]
        kinds += [pick(self._roll, {"alone": 38, "couple": 20, "family": 42}) for _ in range(count - 3)]
        for kind in kinds:
            home = make_home(self._roll, grid)
            if kind == "family":
                self._family(grid, home, neighbours)
            elif kind == "steward":
                key = self._household(grid, home, self._names.surname() + "家（居民小组长）")
                name = self._names.person(self._year - self._roll.randint(50, 68), self._roll.random() < 0.6)
                neighbours.steward.append(self._resident(grid, key, name, home, has_account=True))
            else:
                self._elders(grid, home, neighbours, couple=kind == "couple")
        return neighbours

    def _household(self, grid: GridSpec, home: HomeSpec, called: str) -> str:
        key = f"household-{len(self.households) + 1}"
        self.households.append(HouseholdSpec(key, grid.key, f"{home.building}栋{called}", home))
        return key

    def _resident(
        self,
        grid: GridSpec,
        household: str | None,
        name: str,
        home: HomeSpec,
        *,
        asks: str | None = None,
        has_account: bool = False,
        has_telephone: bool = True,
    ) -> ResidentSpec:
        resident = ResidentSpec(
            key=f"resident-{len(self.residents) + 1}",
            unit=grid.key,
            household=household,
            name=name,
            telephone=self._telephones.next() if has_telephone else None,
            home=home,
            asks=asks,
            has_account=has_account,
        )
        self.residents.append(resident)
        return resident

    def _elders(self, grid: GridSpec, home: HomeSpec, neighbours: Neighbours, *, couple: bool) -> None:
        surname, roll = self._names.surname(), self._roll
        woman = couple or roll.random() < 0.66
        key = self._household(grid, home, surname + ("奶奶家" if woman else "爷爷家"))
        child = None
        if roll.random() < 0.4:
            born = self._year - roll.randint(38, 55)
            name = self._names.person(born, roll.random() < 0.55, surname)
            child = self._resident(grid, None, name, home, has_account=True).key
        for is_woman in (True, False) if couple else (woman,):
            born = self._year - roll.randint(68, 91)
            family = surname if is_woman == woman else self._names.surname()
            name = self._names.person(born, is_woman, family)
            person = self._resident(
                grid, key, name, home, asks=child, has_account=roll.random() < 0.2,
                has_telephone=roll.random() < 0.85,
            )  # fmt: skip
            neighbours.elder.append(person)

    def _family(self, grid: GridSpec, home: HomeSpec, neighbours: Neighbours) -> None:
        surname, roll = self._names.surname(), self._roll
        key = self._household(grid, home, surname + "家")
        woman = roll.random() < 0.6
        born = self._year - roll.randint(29, 46)
        parent = self._resident(
            grid, key, self._names.person(born, woman, None if woman else surname), home, has_account=True
        )
        neighbours.parent.append(parent)
        child_name = self._names.person(self._year - roll.randint(6, 14), roll.random() < 0.5, surname)
        neighbours.child.append(
            self._resident(grid, key, child_name, home, asks=parent.key, has_telephone=False)
        )


def link(
    roll: Random, grid: GridSpec, households: list[HouseholdSpec], members: list[MemberSpec]
) -> list[LinkSpec]:
    """1+10+N: every household of the grid is looked after by a Party member of one of its centre households."""
    party = [m for m in members if m.kind is MemberKind.IN_SERVICE_PARTY_MEMBER] or members
    found: list[LinkSpec] = []
    for i, household in enumerate(households):
        member = party[i // _LINKS_A_MEMBER % len(party)]
        centre = grid.centres[i % len(grid.centres)]
        found.append(LinkSpec(centre, member.key, household.key))
        if roll.random() < 0.15:
            second = roll.choice(members)
            if second is not member:
                found.append(LinkSpec(centre, second.key, household.key))
    return found
