"""Why me, and what of my request: reasons for members and residents, from what is their own.

Both answer for many rows at once, in a number of statements that does not grow with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sanbao.core.clock import LOCAL
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import HouseholdLink, Member
from sanbao.planning import sentences
from sanbao.planning.models import Proposal, ProposedSeat
from sanbao.planning.sentences import Audience
from sanbao.planning.states import RunState
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import AGREED, RequestState


@dataclass(frozen=True, slots=True)
class OwnReason:
    """A code and the facts that may be told. `familiar`: the member knows the household or asked for this kind
    of service; `backfilled`: the place had fallen empty. Codes: `asked`, `backfill`; `arranged`, `waiting`, or
    the solver's reason. `state`: how the member's assignment stands; `confirmed`: everybody who comes has said
    yes."""

    code: str
    starts_at: str = ""
    travel_minutes: int = 0
    familiar: bool = False
    duration_minutes: int = 0
    state: AssignmentState = AssignmentState.OFFERED
    confirmed: bool = False

    def sentence(self, audience: Audience, locale: str) -> str:
        """The reason in words."""
        if audience is Audience.MEMBER:
            return sentences.for_member(
                self.starts_at,
                self.travel_minutes,
                familiar=self.familiar,
                backfilled=self.code == "backfill",
                locale=locale,
                state=self.state,
            )
        if self.code == "arranged":
            return sentences.arranged(self.starts_at, locale, confirmed=self.confirmed)
        if self.code == "waiting":
            return sentences.waiting(locale)
        return sentences.unserved(self.code, Audience.RESIDENT, locale, duration=self.duration_minutes)


async def of_assignments(rows: Sequence[Assignment], locale: str) -> list[OwnReason | None]:
    """Why each member was asked; None for an offer that no run made."""
    planned = [a for a in rows if a.run_id is not None]
    if not planned:
        return [None] * len(rows)
    members, requests = list({a.member_id for a in planned}), list({a.request_id for a in planned})
    proposed = set(
        await ProposedSeat.filter(
            proposal__request_id__in=requests, proposal__run_id__in=list({a.run_id for a in planned})
        ).values_list("proposal__run_id", "proposal__request_id", "member_id")
    )
    staffed = {(run_id, request_id) for run_id, request_id, _ in proposed}
    wishes = dict(await Member.filter(id__in=members).values_list("id", "intentions"))
    asked = {
        id: (beneficiary, household, category)
        for id, beneficiary, household, category in await ServiceRequest.filter(id__in=requests).values_list(
            "id", "beneficiary_id", "beneficiary__household_id", "menu_item__category"
        )
    }
    links = set(
        await HouseholdLink.filter(member_id__in=members, ended_at=None).values_list(
            "member_id", "household_id"
        )
    )
    served = set(
        await Assignment.filter(
            member_id__in=members,
            state=AssignmentState.COMPLETED,
            request__beneficiary_id__in=list({b for b, _, _ in asked.values()}),
        ).values_list("member_id", "request__beneficiary_id")
    )

    def reason(row: Assignment) -> OwnReason | None:
        if row.run_id is None:
            return None
        beneficiary, household, category = asked[row.request_id]
        place = (row.run_id, row.request_id)
        return OwnReason(
            code="asked" if (*place, row.member_id) in proposed or place not in staffed else "backfill",
            starts_at=sentences.moment_of(row.starts_at.astimezone(LOCAL), locale),
            travel_minutes=row.travel_minutes,
            familiar=(row.member_id, household) in links
            or (row.member_id, beneficiary) in served
            or category in wishes[row.member_id],
            state=row.state,
        )

    return [reason(row) for row in rows]


async def of_requests(rows: Sequence[ServiceRequest], locale: str) -> list[OwnReason | None]:
    """What became of each request in the last published run; None before any run had it, and once it is over."""
    last: dict[UUID, tuple[bool, str, int]] = {}
    for id, served, reason, duration in (
        await Proposal.filter(request_id__in=[r.id for r in rows], run__state=RunState.PUBLISHED)
        .order_by("run__published_at", "id")
        .values_list("request_id", "served", "reason", "request__menu_item__duration_minutes")
    ):
        last[id] = served, reason, duration

    def reason_of(row: ServiceRequest) -> OwnReason | None:
        if row.state in AGREED and row.served_from is not None:
            return OwnReason(
                code="arranged",
                starts_at=sentences.moment_of(row.served_from.astimezone(LOCAL), locale),
                confirmed=row.state is RequestState.CONFIRMED,
            )
        if row.state is not RequestState.QUEUED or row.id not in last:
            return None
        served, reason, duration = last[row.id]
        return OwnReason(code="waiting") if served else OwnReason(code=reason, duration_minutes=duration)

    return [reason_of(row) for row in rows]
