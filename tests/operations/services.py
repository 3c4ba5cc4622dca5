"""Services for the stage: assignments, what was served, swaps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.dispatch.models import Assignment, Swap, SwapCandidate
from sanbao.dispatch.offers import open_key
from sanbao.dispatch.states import HOLDING, AssignmentState, SwapState
from sanbao.members.models import Member
from sanbao.menu.models import MenuItem, Seat
from sanbao.organisations.models import Unit
from sanbao.records.models import RecordLine, RecordSource, ServiceRecord
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.planning.factories import make_request

FAR = Week.containing(clock.now() + timedelta(weeks=5))
NINE = 9 * 60
A_DAY = 24 * 60


async def assign(
    request: ServiceRequest, member: Member, state: AssignmentState, seat: Seat | None = None, **said: Any
) -> Assignment:
    """An assignment on a request's first seat."""
    seat = seat or await Seat.filter(menu_item_id=request.menu_item_id).first()
    starts_at = said.pop("starts_at", request.served_from)
    return await Assignment.create(
        request=request,
        seat=seat,
        member=member,
        state=state,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        answer_by=starts_at,
        open_key=open_key(member.id, request.id) if state in HOLDING else None,
        **said,
    )


async def served(stage: Any, unit: Unit, item: MenuItem, member: Member, n: int) -> None:
    """A service of an earlier month, with its record, of the member and one of `me`."""
    starts_at = (clock.now() - timedelta(days=30 + n)).replace(second=0, microsecond=0)
    request = await make_request(
        unit, item=item, resident=stage.resident, state=RequestState.DONE, served_from=starts_at
    )
    for who in (member, stage.me):
        row = await assign(request, who, AssignmentState.COMPLETED)
        record = await ServiceRecord.create(
            assignment=row, member=who, unit=unit, served_on=starts_at.date(), planned_minutes=60, minutes=50,
            source=RecordSource.STAFF,
        )  # fmt: skip
        account = stage.people["coordinator"].account
        await RecordLine.create(record=record, minutes_before=0, minutes=50, source="STAFF", account=account)


async def swaps(stage: Any) -> None:
    """Swaps at the step before each deed, and a service of mine that can be swapped."""
    rows, me, second = stage.rows, stage.me, stage.second
    rows["swappable"] = await _promise(stage, stage.community, stage.one_seat, me, NINE)
    theirs = await _promise(stage, stage.community, stage.one_seat, second, A_DAY + NINE)
    rows["swap_for_me"] = await _swap(theirs, me, colleague=me)
    mine = await _promise(stage, stage.community, stage.one_seat, me, 2 * A_DAY + NINE)
    rows["swap_mine"] = await _swap(mine, second)
    waiting = await _promise(stage, stage.community, stage.one_seat, second, 3 * A_DAY + NINE)
    rows["swap_waiting"] = await _swap(waiting, me, state=SwapState.AWAITING_CONSENT, taker=me)


async def asked_of_me(stage: Any, unit: Unit, item: MenuItem, giver: Member, n: int) -> None:
    """A swap of the member's that I could take."""
    await _swap(await _promise(stage, unit, item, giver, 4 * A_DAY + NINE + 2 * n), stage.me)


async def _promise(stage: Any, unit: Unit, item: MenuItem, member: Member, minute: int) -> Assignment:
    starts_at: datetime = FAR.moment(minute)
    request = await make_request(
        unit, item=item, week=FAR, windows=[(minute, minute + 60)], resident=stage.resident,
        state=RequestState.CONFIRMED, served_from=starts_at,
    )  # fmt: skip
    return await assign(request, member, AssignmentState.ACCEPTED)


async def _swap(promise: Assignment, candidate: Member, **said: Any) -> Swap:
    swap = await Swap.create(
        assignment=promise, note="Ill", expires_at=promise.starts_at - timedelta(hours=1),
        open_key=promise.id.hex, **said,
    )  # fmt: skip
    await SwapCandidate.create(swap=swap, member=candidate, cost=40, travel_minutes=2)
    return swap
