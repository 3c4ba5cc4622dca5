"""All that was read for a snapshot, with every member and request put on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import sanbao_solver as solver
from sanbao.core.clock import Week
from sanbao.planning.commitments import Commitments
from sanbao.planning.demand import Asked, Item
from sanbao.planning.models import Lock, Policy
from sanbao.planning.places import Metres
from sanbao.planning.supply import Offered


@dataclass(frozen=True)
class Material:
    """What a problem is made of. `supply` and `demand` hold only who and what has a place, in order of number;
    `homes` and `sites` are those places by row id."""

    week: Week
    policy: Policy
    items: Mapping[UUID, Item]
    demand: Sequence[Asked]
    supply: Sequence[Offered]
    homes: Mapping[UUID, Metres]
    sites: Mapping[UUID, Metres]
    commitments: Commitments
    locks: Sequence[Lock]
    base: solver.Plan | None

    @cached_property
    def travel(self) -> solver.Travel:
        """How long a way takes under the policy."""
        return solver.Travel(
            metres_per_minute=self.policy.metres_per_minute, detour_percent=self.policy.detour_percent
        )

    @cached_property
    def members(self) -> Mapping[UUID, Offered]:
        """The members of the document by row id."""
        return {member.id: member for member in self.supply}

    @cached_property
    def requests(self) -> Mapping[UUID, Asked]:
        """The requests of the document by row id."""
        return {asked.id: asked for asked in self.demand}

    def weight(self, asked: Asked) -> int:
        """What a request weighs with the weeks that it has waited."""
        return asked.weight + self.policy.waiting_weight * asked.weeks_waited
