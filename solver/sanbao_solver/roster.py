"""The members of a week, found by skill and place without asking each of them.

Distances are compared in exact integers: `floor(hypot) <= reach` is `dx² + dy² < (reach + 1)²`.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sanbao_solver.problem import Member, Place

Positions = NDArray[np.int64]


class Roster:
    """Members by skill, with their homes and reach as arrays. Built once in time linear in the members."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = tuple(members)
        self._east = np.array([m.place[0] for m in self.members], dtype=np.int64)
        self._north = np.array([m.place[1] for m in self.members], dtype=np.int64)
        self._beyond = (np.array([m.reach for m in self.members], dtype=np.int64) + 1) ** 2
        holders: dict[str, list[int]] = defaultdict(list)
        for position, member in enumerate(self.members):
            for skill in member.skills:
                holders[skill].append(position)
        self._holders = {skill: np.array(at, dtype=np.int64) for skill, at in holders.items()}
        self._all = np.arange(len(self.members), dtype=np.int64)

    def holders(self, skill: str | None) -> list[Member]:
        """Everybody with the skill at any level; everybody at all for None. In the order of the problem."""
        return self._members(self._asked(skill))

    def within_reach(self, place: Place, skill: str | None) -> list[Member]:
        """Those of `holders` whose reach holds the place."""
        asked = self._asked(skill)
        return self._members(asked[self._square(place, asked) < self._beyond[asked]])

    def out_of_reach(self, place: Place, skill: str | None, most: int) -> list[Member]:
        """Those of `holders` who live too far away, at most so many: who misses by least comes first."""
        asked = self._asked(skill)
        square = self._square(place, asked)
        far = square >= self._beyond[asked]
        asked, missing = asked[far], np.sqrt(square[far]) - np.sqrt(self._beyond[asked[far]])
        return self._members(asked[np.argsort(missing, kind="stable")[:most]])

    def _asked(self, skill: str | None) -> Positions:
        return self._all if skill is None else self._holders.get(skill, self._all[:0])

    def _square(self, place: Place, asked: Positions) -> Positions:
        east, north = self._east[asked] - place[0], self._north[asked] - place[1]
        square: Positions = east * east + north * north
        return square

    def _members(self, positions: Positions) -> list[Member]:
        return [self.members[at] for at in positions.tolist()]
