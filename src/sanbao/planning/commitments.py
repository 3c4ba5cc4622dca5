"""What members hold already: promises within the week's requests, services elsewhere, the load of recent weeks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q, Subquery

from sanbao.core.clock import Week
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import FIRM, HOLDING, AssignmentState, DeclineReason
from sanbao.members.models import HouseholdLink
from sanbao.members.states import MemberState
from sanbao.organisations import scope
from sanbao.planning.bulk import read_rows
from sanbao.planning.demand import in_week
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import OPEN

RECENT_WEEKS = 4
_CONTINUITY_DAYS = 365
_FOR_GOOD = (DeclineReason.TOO_FAR, DeclineReason.NOT_MY_SKILL, DeclineReason.OTHER)


@dataclass(frozen=True, slots=True)
class Promise:
    """A place of a request that a member was offered, or has accepted (`firm`)."""

    member_id: UUID
    request_id: UUID
    seat_id: UUID
    starts_at: datetime
    firm: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A service that takes a member's time in the week and is not the run's to plan."""

    starts_at: datetime
    ends_at: datetime
    unit_id: UUID
    position: str | None


@dataclass(slots=True)
class Commitments:
    """Everything of this file's title, by member."""

    promises: list[Promise] = field(default_factory=list)
    held: dict[UUID, list[Held]] = field(default_factory=dict)
    recent: Counter[UUID] = field(default_factory=Counter)
    declined: set[tuple[UUID, UUID]] = field(default_factory=set)
    links: set[tuple[UUID, UUID]] = field(default_factory=set)
    served_before: set[tuple[UUID, UUID]] = field(default_factory=set)

    @property
    def firm_members(self) -> set[UUID]:
        """Who has accepted a place of the week's requests."""
        return {promise.member_id for promise in self.promises if promise.firm}


async def read_commitments(unit_id: UUID, week: Week, planned: Collection[UUID]) -> Commitments:
    """What stands against the plan of a subtree's week; `planned` are the row ids of its requests."""
    found = Commitments()
    below = scope.subtree([unit_id])
    await _read_promises(found, Q(request__unit_id__in=below), week, planned)
    members = Q(member__unit_id__in=below, member__state=MemberState.ACTIVE)
    found.held |= await _read_held(members, week, planned)
    if found.firm_members:
        found.held |= await _read_held(Q(member_id__in=list(found.firm_members)), week, planned)
    recent = await Assignment.filter(
        members,
        state__in=FIRM,
        starts_at__gte=week.starts_at - timedelta(weeks=RECENT_WEEKS),
        starts_at__lt=week.starts_at,
    ).values_list("member_id", flat=True)
    found.recent = Counter(recent)  # type: ignore[arg-type]
    await _read_declined(found, Q(request__unit_id__in=below), week)
    households = ServiceRequest.filter(in_week(week), unit_id__in=below).values("beneficiary__household_id")
    found.links = set(
        await read_rows(
            HouseholdLink.filter(ended_at=None, household_id__in=Subquery(households)).values_list(
                "member_id", "household_id"
            )
        )
    )
    found.served_before = set(
        await read_rows(
            Assignment.filter(
                request__unit_id__in=below,
                state=AssignmentState.COMPLETED,
                starts_at__gte=week.starts_at - timedelta(days=_CONTINUITY_DAYS),
                starts_at__lt=week.starts_at,
            ).values_list("member_id", "request__beneficiary_id")
        )
    )
    return found


async def _read_promises(found: Commitments, of_unit: Q, week: Week, planned: Collection[UUID]) -> None:
    for member_id, request_id, seat_id, starts_at, state in await Assignment.filter(
        of_unit, state__in=HOLDING, starts_at__gte=week.starts_at, starts_at__lt=week.ends_at
    ).values_list("member_id", "request_id", "seat_id", "starts_at", "state"):
        if request_id in planned:
            firm = state != AssignmentState.OFFERED
            found.promises.append(Promise(member_id, request_id, seat_id, starts_at, firm))


async def _read_held(members: Q, week: Week, planned: Collection[UUID]) -> dict[UUID, list[Held]]:
    held: dict[UUID, list[Held]] = defaultdict(list)
    columns = ("member_id", "request_id", "starts_at", "ends_at", "request__unit_id", "request__position")
    for member_id, request_id, starts_at, ends_at, unit_id, position in await Assignment.filter(
        members,
        state__in=(*HOLDING, AssignmentState.COMPLETED),
        starts_at__lt=week.ends_at,
        ends_at__gt=week.starts_at,
    ).values_list(*columns):
        if request_id not in planned:
            held[member_id].append(Held(starts_at, ends_at, unit_id, position))
    return dict(held)


async def _read_declined(found: Commitments, of_unit: Q, week: Week) -> None:
    """A refusal for a lasting reason stands for good, any other for the week in which it was given."""
    for member_id, request_id, reason, starts_at in await Assignment.filter(
        of_unit, state=AssignmentState.DECLINED, request__state__in=OPEN
    ).values_list("member_id", "request_id", "decline_reason", "starts_at"):
        if reason in _FOR_GOOD or week.starts_at <= starts_at < week.ends_at:
            found.declined.add((member_id, request_id))
