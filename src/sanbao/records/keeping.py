"""Writing service records: when a service is closed, and whenever what is known of it changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.functions import Sum

from sanbao.access.actor import Actor
from sanbao.core import clock
from sanbao.dispatch import policies, rules
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import Member
from sanbao.records.counting import Counted, counted
from sanbao.records.models import RecordLine, RecordSource, ServiceRecord
from sanbao.requests.models import ServiceRequest


async def write(actor: Actor, assignment: Assignment, *, reason: str = "") -> ServiceRecord | None:
    """Bring the record of an assignment to what is known of it now, with a line for the change; None for who never
    came. The caller holds the unit of work and the lock of the request; the member is locked after it, so that the
    most of a day holds for services closed at once."""
    record = await ServiceRecord.get_or_none(assignment_id=assignment.id)
    done = assignment.state is AssignmentState.COMPLETED
    if record is None and not done:
        return None
    await Member.filter(id=assignment.member_id).select_for_update(no_key=True).only("id")
    unit_id = await _unit_of(assignment)
    found = await _counted(assignment, unit_id) if done else Counted(0, None)
    source = _source(actor, assignment)
    before = record.minutes if record else 0
    if record is None:
        record = await ServiceRecord.create(
            assignment_id=assignment.id,
            member_id=assignment.member_id,
            unit_id=unit_id,
            served_on=assignment.starts_at.astimezone(clock.LOCAL).date(),
            planned_minutes=int((assignment.ends_at - assignment.starts_at).total_seconds() // 60),
            minutes=found.minutes,
            source=source,
            cap=found.cap,
        )
    else:
        changes = {"minutes": found.minutes, "source": source, "cap": found.cap}
        await record.update_from_dict({**changes, "version": record.version + 1}).save()
    await RecordLine.create(
        record_id=record.id,
        minutes_before=before,
        minutes=found.minutes,
        came_at=assignment.checked_in_at,
        left_at=assignment.checked_out_at,
        source=source,
        reason=reason,
        account_id=actor.account_id,
    )
    return record


async def _unit_of(assignment: Assignment) -> UUID:
    [unit_id] = await ServiceRequest.filter(id=assignment.request_id).values_list("unit_id", flat=True)
    return unit_id  # type: ignore[return-value]


async def _counted(assignment: Assignment, unit_id: UUID) -> Counted:
    rule = await rules.rule_for(unit_id)
    day = assignment.starts_at.astimezone(clock.LOCAL).date()
    others = ServiceRecord.filter(member_id=assignment.member_id, served_on=day).exclude(
        assignment_id=assignment.id
    )
    spent: Any = await others.annotate(spent=Sum("minutes")).values_list("spent", flat=True)
    return counted(
        assignment.checked_in_at or assignment.starts_at,
        assignment.checked_out_at or assignment.ends_at,
        starts_at=assignment.starts_at,
        ends_at=assignment.ends_at,
        overrun_minutes=rule.overrun_minutes,
        day_minutes_left=rule.day_minutes - (spent[0] or 0),
    )


def _source(actor: Actor, assignment: Assignment) -> RecordSource:
    if policies.is_own(actor, assignment):
        return RecordSource.MEMBER
    return RecordSource.SYSTEM if actor.is_system else RecordSource.STAFF
