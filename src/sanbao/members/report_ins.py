"""The life of a report-in (报到): submitted, received with a receipt, reaffirmed, moved, withdrawn.

A member's own deeds may be done for him by whoever holds `member:manage` on his unit.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from sanbao.access import moves
from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs, numbers
from sanbao.core.db import ROWS_A_STATEMENT, locked, unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, NotFound
from sanbao.members import policies, report_schemes
from sanbao.members.models import Member, ReportIn, ReportScheme
from sanbao.members.states import REPORT_IN, STANDING, MemberState, ReportInAction, ReportInState
from sanbao.organisations import scope
from sanbao.organisations import service as organisations
from sanbao.organisations.models import Unit, UnitAncestry

_UNDER_WAY = (ReportInState.SUBMITTED, ReportInState.RETURNED)
_BY_NEW_TARGET = (ReportInAction.COMPLETE_TRANSFER, ReportInAction.REFUSE_TRANSFER)


def visible(actor: Actor) -> QuerySet[ReportIn]:
    """May the actor see the report-in? The member his own; others by `member:read` on the member's unit, the
    target, or the unit to which a transfer is asked."""
    if actor.holds_everything:
        return ReportIn.all()
    seen = Q(member_id=actor.member_id) if actor.member_id else Q(id__in=[])
    for field in ("target_id", "transfer_target_id", "member__unit_id"):
        seen |= scope.units_in_scope(actor, Permission.MEMBER_READ, field)
    return ReportIn.filter(seen)


async def get(actor: Actor, id: UUID) -> ReportIn:
    """One report-in; raises NotFound."""
    row = await visible(actor).get_or_none(id=id)
    if row is None:
        raise NotFound("ReportIn", id)
    return row


def is_overdue(today: date) -> Q:
    """A filter: report-ins whose day of reaffirmation has passed, whether lapsed yet or not."""
    return Q(state__in=[ReportInState.ACTIVE, ReportInState.LAPSED], reaffirm_due_on__lt=today)


async def submit(actor: Actor, member_id: UUID, target_id: UUID) -> ReportIn:
    """Report a member to a unit under the scheme that is valid where he lives. Raises Conflict where a
    report-in for that kind of unit stands, or waits for an answer or a correction."""
    member = await policies.get_member(actor, member_id)
    await policies.require_keeper(actor, member)
    if member.state is MemberState.LEFT:
        raise Conflict("report-in-member-left", name=member.name)
    scheme = await report_schemes.valid_or_default(member.unit_id)
    target = await _target(actor, member, target_id, scheme.target_kinds)
    await locked(Member, member_id)
    if await ReportIn.exists(member_id=member_id, target_kind=target.kind, state__in=list(STANDING)):
        raise Conflict("report-in-stands", kind=target.kind.value)
    if await ReportIn.exists(member_id=member_id, target_kind=target.kind, state__in=_UNDER_WAY):
        raise Conflict("report-in-under-way", kind=target.kind.value)
    row = await ReportIn.create(member=member, scheme=scheme, target=target, target_kind=target.kind)
    await moves.begin(REPORT_IN, row, actor)
    return row


async def resubmit(
    actor: Actor, id: UUID, *, target_id: UUID | None = None, expected_version: int | None = None
) -> ReportIn:
    """Send a returned report-in again, to another unit of the same kind where one is given."""
    row = await _checked(actor, id, ReportInAction.RESUBMIT, expected_version)
    if target_id is not None:
        member = await Member.get(id=row.member_id)
        row.target_id = (await _target(actor, member, target_id, [row.target_kind])).id
    await _advance(row, ReportInAction.RESUBMIT, actor, target_id=row.target_id)
    return row


async def accept(actor: Actor, id: UUID, *, expected_version: int | None = None) -> ReportIn:
    """Receive a report-in and issue its receipt. Raises Conflict where another of its kind stands."""
    row = await _checked(actor, id, ReportInAction.ACCEPT, expected_version)
    scheme = await ReportScheme.get(id=row.scheme_id)
    return await _stand(actor, row, ReportInAction.ACCEPT, scheme, with_receipt=True)


async def send_back(actor: Actor, id: UUID, reason: str, *, expected_version: int | None = None) -> ReportIn:
    """Return a report-in to the member, who reads the reason."""
    return await _with_reason(actor, id, ReportInAction.RETURN, reason, expected_version)


async def reaffirm(actor: Actor, id: UUID, *, expected_version: int | None = None) -> ReportIn:
    """Say that a report-in still holds. A lapsed one stands again, unless another took its place."""
    row = await _checked(actor, id, ReportInAction.REAFFIRM, expected_version)
    scheme = await ReportScheme.get(id=row.scheme_id)
    return await _stand(actor, row, ReportInAction.REAFFIRM, scheme, with_receipt=False)


async def request_transfer(
    actor: Actor, id: UUID, target_id: UUID, reason: str = "", *, expected_version: int | None = None
) -> ReportIn:
    """Ask to be moved to another unit of the same kind; the old report-in counts until that one agrees."""
    reason = inputs.text("reason", reason, most=400, required=False)
    row = await _checked(actor, id, ReportInAction.REQUEST_TRANSFER, expected_version)
    target = await _target(actor, await Member.get(id=row.member_id), target_id, [row.target_kind])
    if target.id == row.target_id:
        raise InvalidInput("target", "report-in-same-target", name=target.name)
    await _advance(row, ReportInAction.REQUEST_TRANSFER, actor, reason=reason, transfer_target_id=target.id)
    return row


async def complete_transfer(actor: Actor, id: UUID, *, expected_version: int | None = None) -> ReportIn:
    """Receive a member who asked to be moved here: the new report-in, with a receipt of its own."""
    old = await _checked(actor, id, ReportInAction.COMPLETE_TRANSFER, expected_version)
    target = await Unit.get_or_none(id=old.transfer_target_id) if old.transfer_target_id else None
    if target is None or not target.active:
        raise Conflict("report-in-target-gone")
    scheme = await ReportScheme.get(id=old.scheme_id)
    async with unit_of_work():
        await _advance(old, ReportInAction.COMPLETE_TRANSFER, actor, active_key=None)
        row = await ReportIn.create(
            member_id=old.member_id,
            scheme=scheme,
            target=target,
            target_kind=target.kind,
            state=ReportInState.ACTIVE,
            active_key=_key(old),
            receipt_number=await numbers.next_number(numbers.of_this_year("R")),
            receipt_at=clock.now(),
            reaffirm_due_on=_due_on(scheme),
            supersedes=old,
        )
        await moves.begin(REPORT_IN, row, actor)
    return row


async def refuse_transfer(
    actor: Actor, id: UUID, reason: str, *, expected_version: int | None = None
) -> ReportIn:
    """Refuse to receive a member who asked to be moved here; he stays where he is and reads the reason."""
    return await _with_reason(
        actor, id, ReportInAction.REFUSE_TRANSFER, reason, expected_version, transfer_target_id=None
    )


async def request_withdrawal(
    actor: Actor, id: UUID, reason: str, *, expected_version: int | None = None
) -> ReportIn:
    """Ask to end a report-in; it counts until the unit agrees."""
    return await _with_reason(actor, id, ReportInAction.REQUEST_WITHDRAWAL, reason, expected_version)


async def approve_withdrawal(actor: Actor, id: UUID, *, expected_version: int | None = None) -> ReportIn:
    """End a report-in as the member asked."""
    row = await _checked(actor, id, ReportInAction.APPROVE_WITHDRAWAL, expected_version)
    await _advance(row, ReportInAction.APPROVE_WITHDRAWAL, actor, active_key=None)
    return row


async def refuse_withdrawal(
    actor: Actor, id: UUID, reason: str, *, expected_version: int | None = None
) -> ReportIn:
    """Keep a report-in although the member asked to end it; he reads the reason."""
    return await _with_reason(actor, id, ReportInAction.REFUSE_WITHDRAWAL, reason, expected_version)


async def lapse_overdue(now: datetime) -> int:
    """Let every report-in lapse whose day of reaffirmation has passed; how many did. For a timer.

    A few thousand are one unit of work; one that is reaffirmed meanwhile stays.
    """
    today, lapsed = now.astimezone(clock.LOCAL).date(), 0
    overdue = ReportIn.filter(is_overdue(today), state=ReportInState.ACTIVE).order_by("id")
    while True:
        async with unit_of_work():
            rows = await overdue.limit(ROWS_A_STATEMENT).select_for_update()
            if not rows:
                return lapsed
            await moves.advance_many(REPORT_IN, rows, ReportInAction.LAPSE, SYSTEM, active_key=None)
        lapsed += len(rows)


async def _checked(actor: Actor, id: UUID, action: ReportInAction, expected_version: int | None) -> ReportIn:
    """The row, locked, once it is sure that the actor may take this step from where it stands."""
    await get(actor, id)
    row = await locked(ReportIn, id, expected_version=expected_version)
    permission = REPORT_IN.transition(row.state, action).permission
    if permission is None:
        await policies.require_keeper(actor, await Member.get(id=row.member_id))
    else:
        unit_id = row.transfer_target_id if action in _BY_NEW_TARGET else None
        await scope.require(actor, Permission(permission), unit_id or row.target_id)
    return row


async def _target(actor: Actor, member: Member, target_id: UUID, kinds: list[str]) -> Unit:
    """The unit to report to: active, of one of the kinds, and, unless a coordinator acts, in the same tree
    as the member's own unit."""
    try:
        target = await organisations.get(actor, target_id)
    except NotFound:
        raise InvalidInput("target", "unknown-id", noun="Unit") from None
    if target.kind not in kinds:
        raise InvalidInput("target", "report-in-kind", kind=target.kind.value, kinds=", ".join(kinds))
    if not target.active:
        raise InvalidInput("target", "report-in-target-retired", name=target.name)
    if not await scope.holds(actor, Permission.MEMBER_MANAGE, member.unit_id):
        above = await UnitAncestry.filter(unit_id=member.unit_id).values_list("ancestor_id", flat=True)
        if not await UnitAncestry.exists(unit_id=target_id, ancestor_id__in=above):
            raise InvalidInput("target", "report-in-elsewhere", name=target.name)
    return target


async def _stand(
    actor: Actor, row: ReportIn, action: ReportInAction, scheme: ReportScheme, *, with_receipt: bool
) -> ReportIn:
    """Take a step into ACTIVE, which one report-in of a member and kind can hold."""
    try:
        async with unit_of_work():
            receipt: dict[str, Any] = (
                {
                    "receipt_number": await numbers.next_number(numbers.of_this_year("R")),
                    "receipt_at": clock.now(),
                }
                if with_receipt
                else {}
            )
            await _advance(
                row, action, actor, active_key=_key(row), reaffirm_due_on=_due_on(scheme), **receipt
            )
    except IntegrityError:
        raise Conflict("report-in-stands", kind=row.target_kind.value) from None
    return row


async def _with_reason(
    actor: Actor,
    id: UUID,
    action: ReportInAction,
    reason: str,
    expected_version: int | None,
    **changes: object,
) -> ReportIn:
    reason = inputs.text("reason", reason, most=400)
    row = await _checked(actor, id, action, expected_version)
    await _advance(row, action, actor, reason=reason, **changes)
    return row


async def _advance(
    row: ReportIn, action: ReportInAction, actor: Actor, *, reason: str = "", **changes: object
) -> None:
    """Take a step; the row keeps its reason, or loses the reason of an earlier step."""
    await moves.advance(REPORT_IN, row, action, actor, reason=reason, **changes)
    if row.reason != reason:
        row.reason = reason
        await row.save(update_fields=["reason"])


def _key(row: ReportIn) -> str:
    return f"{row.member_id.hex}:{row.target_kind.value}"


def _due_on(scheme: ReportScheme) -> date:
    return clock.today() + relativedelta(months=scheme.reaffirm_months)
