"""Easy logins for people in whom the outcome of the run can be seen, and a calendar address to try."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from tortoise.expressions import Q, Subquery

from sanbao.access import sessions
from sanbao.access.models import Account, Token, TokenPurpose
from sanbao.demo.texts import Part, texts
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import Member
from sanbao.organisations import scope
from sanbao.requests.models import RequestSeries, ServiceRequest
from sanbao.requests.states import RequestState

CALENDAR_TOKEN = "sanbao-demo-calendar"  # noqa: S105  (the demo's people have no secrets)
"""Opens the calendar of the member who has accepted. Every demo has the same."""

CALENDAR_LOGIN = "member2"

_ASSIGNMENTS = {
    "waiting": AssignmentState.OFFERED,
    "accepted": AssignmentState.ACCEPTED,
    "declined": AssignmentState.DECLINED,
}
_REQUESTS = {
    "confirmed": RequestState.CONFIRMED,
    "queued": RequestState.QUEUED,
    "needs-info": RequestState.NEEDS_INFO,
    "done": RequestState.DONE,
}


async def cast(run_id: UUID, community_id: UUID) -> None:
    """Give each part of `accounts.toml` to somebody, of the community where there is one."""
    taken: set[UUID] = set()
    for role in texts().accounts.cast:
        account_id = await _someone(role.part, run_id, community_id, taken)
        if account_id is None:
            continue
        taken.add(account_id)
        await Account.filter(id=account_id).update(login=role.login)
        if role.login == CALENDAR_LOGIN:
            digest = sessions.digest(CALENDAR_TOKEN)
            await Token.create(account_id=account_id, purpose=TokenPurpose.CALENDAR, digest=digest)


async def _someone(part: Part, run_id: UUID, community_id: UUID, taken: Collection[UUID]) -> UUID | None:
    """The account of somebody for a part, of the community where it has one."""
    accounts = (
        _with_assignments if part in _ASSIGNMENTS else _with_series if part == "standing" else _with_requests
    )
    for near in (Q(unit_id__in=scope.subtree([community_id])), Q()):
        found = next((id for id in await accounts(part, run_id, near) if id not in taken), None)
        if found is not None:
            return found
    return None


async def _with_assignments(part: Part, run_id: UUID, near: Q) -> list[UUID]:
    """Members with assignments of the run in a state, those with most first."""
    members = Member.filter(near, account_id__not_isnull=True).values("id")
    held = await Assignment.filter(
        run_id=run_id, state=_ASSIGNMENTS[part], member_id__in=Subquery(members)
    ).values_list("member__account_id", flat=True)
    counts = Counter(UUID(str(id)) for id in held)
    return sorted(counts, key=lambda id: (-counts[id], id))


async def _with_requests(part: Part, run_id: UUID, near: Q) -> list[UUID]:
    """Those who asked for a request in a state; a queued one is one that the run left out."""
    asked = ServiceRequest.filter(near, state=_REQUESTS[part], requester__account_id__not_isnull=True)
    if part == "queued":
        asked = asked.filter(proposals__run_id=run_id, proposals__served=False)
    found = await asked.order_by("number").values_list("requester__account_id", flat=True)
    return [UUID(str(id)) for id in found]


async def _with_series(_part: Part, _run_id: UUID, near: Q) -> list[UUID]:
    """Those who have something come every week or month."""
    asked = RequestSeries.filter(near, active=True, requester__account_id__not_isnull=True)
    found = await asked.order_by("id").values_list("requester__account_id", flat=True)
    return [UUID(str(id)) for id in found]
