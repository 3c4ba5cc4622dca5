"""Assignments: a member, a seat of a request, a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.fields import RESTRICT, SET_NULL

from sanbao.core.rows import Row
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.members.models import Member
from sanbao.menu.models import Seat
from sanbao.requests.models import ServiceRequest


class Assignment(Row):
    """An offer to a member to hold a seat of a request at a time, and what became of it.

    `open_key` is set while the offer or the promise stands: a member holds a request once, by the
    database's own word. `run` is the weekly run that proposed it, none for an offer made by hand.
    """

    request: fields.ForeignKeyRelation[ServiceRequest] = fields.ForeignKeyField(
        "sanbao.ServiceRequest", "assignments", on_delete=RESTRICT
    )
    request_id: UUID
    seat: fields.ForeignKeyRelation[Seat] = fields.ForeignKeyField(
        "sanbao.Seat", "assignments", on_delete=RESTRICT
    )
    seat_id: UUID
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "assignments", on_delete=RESTRICT
    )
    member_id: UUID
    run: Any = fields.ForeignKeyField(
        "sanbao.AssignmentRun", "assignments", null=True, on_delete=SET_NULL, db_index=True
    )
    run_id: UUID | None
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    travel_minutes = fields.IntField(default=0)
    state = fields.CharEnumField(AssignmentState, max_length=16, default=AssignmentState.OFFERED)
    open_key = fields.CharField(max_length=80, null=True, unique=True)
    answer_by = fields.DatetimeField()
    answered_at = fields.DatetimeField(null=True)
    decline_reason = fields.CharEnumField(DeclineReason, max_length=16, null=True)
    note = fields.CharField(max_length=400, default="")

    class Meta:
        table = "assignment"
        indexes = (
            ("member_id", "state"),
            ("request_id", "state"),
            ("state", "answer_by"),
            ("member_id", "starts_at"),
        )
