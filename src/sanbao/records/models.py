"""Service records: what one assignment gave, and every line by which that came about."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL

from sanbao.core.rows import Entry, Row
from sanbao.members.models import Member
from sanbao.organisations.models import Unit


class RecordSource(StrEnum):
    """Who said when the service ended: the member, staff, or nobody (it was closed by itself)."""

    MEMBER = "MEMBER"
    STAFF = "STAFF"
    SYSTEM = "SYSTEM"


class HoursCap(StrEnum):
    """What kept minutes from counting: the agreed time with its overrun, or the most of a day."""

    AGREED_TIME = "AGREED_TIME"
    DAY = "DAY"


class ServiceRecord(Row):
    """What a member served by one assignment, in whole minutes without the way, 0 once it was found that he did not
    come. `unit` is the unit of the request, `served_on` the local day of the start."""

    assignment: Any = fields.OneToOneField("sanbao.Assignment", "service_record", on_delete=RESTRICT)
    assignment_id: UUID
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "service_records", on_delete=RESTRICT
    )
    member_id: UUID
    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "service_records", on_delete=RESTRICT
    )
    unit_id: UUID
    served_on = fields.DateField()
    planned_minutes = fields.IntField()
    minutes = fields.IntField()
    source = fields.CharEnumField(RecordSource, max_length=8)
    cap = fields.CharEnumField(HoursCap, max_length=12, null=True)

    class Meta:
        table = "service_record"
        indexes = (("member_id", "served_on"), ("unit_id", "served_on"))


class RecordLine(Entry):
    """One line of a service record: the minutes before and after, the times they came from, who and why."""

    record: fields.ForeignKeyRelation[ServiceRecord] = fields.ForeignKeyField(
        "sanbao.ServiceRecord", "lines", on_delete=CASCADE, db_index=True
    )
    record_id: UUID
    minutes_before = fields.IntField()
    minutes = fields.IntField()
    came_at = fields.DatetimeField(null=True)
    left_at = fields.DatetimeField(null=True)
    source = fields.CharEnumField(RecordSource, max_length=8)
    reason = fields.CharField(max_length=400, default="")
    account: Any = fields.ForeignKeyField("sanbao.Account", "record_lines", null=True, on_delete=SET_NULL)
    account_id: UUID | None

    class Meta:
        table = "record_line"
