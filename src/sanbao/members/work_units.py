"""What a work unit learns of its members: counts, never names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core.errors import InvalidInput
from sanbao.members.models import Member, ReportIn
from sanbao.members.registration import WORK_UNIT_KINDS
from sanbao.members.states import STANDING, MemberState
from sanbao.organisations import scope
from sanbao.organisations import service as organisations


@dataclass(frozen=True, slots=True)
class WorkUnitReport:
    """Counts over a work unit and the units below it. `members` leaves out those who left; `reported_in` are
    those of them with a report-in that stands."""

    unit_id: UUID
    by_state: Mapping[MemberState, int]
    reported_in: int

    @property
    def members(self) -> int:
        """All who have not left."""
        return sum(self.by_state.values()) - self.by_state[MemberState.LEFT]


async def report(actor: Actor, unit_id: UUID) -> WorkUnitReport:
    """The report of a work unit. Needs `work-unit:read-report` on it."""
    unit = await organisations.get(actor, unit_id)
    await scope.require(actor, Permission.WORK_UNIT_READ_REPORT, unit_id)
    if unit.kind not in WORK_UNIT_KINDS:
        raise InvalidInput("unit", "work-unit-kind", kind=unit.kind.value)
    employees = Member.filter(work_unit_id__in=scope.subtree([unit_id]))
    counted = await employees.annotate(n=Count("id")).group_by("state").values_list("state", "n")
    found = {MemberState(state): n for state, n in counted}
    standing = Subquery(ReportIn.filter(state__in=STANDING).values("member_id"))
    return WorkUnitReport(
        unit_id=unit_id,
        by_state={state: found.get(state, 0) for state in MemberState},
        reported_in=await employees.filter(~Q(state=MemberState.LEFT), id__in=standing).count(),
    )
