"""Assignments: a member, a seat of a request, a time. The rules of the day of a service."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL

from sanbao.core.rows import Entry, Row
from sanbao.dispatch.states import AssignmentState, DeclineReason, SwapState
from sanbao.members.models import Member
from sanbao.menu.models import Seat
from sanbao.requests.models import ServiceRequest


class Assignment(Row):
    """An offer to a member to hold a seat of a request at a time, and what became of it.

    `open_key` is set while the offer or the promise stands: a member holds a request once, by the
    database's own word. `run` is the weekly run that proposed it, none for an offer made by hand.
    `check_in_metres`: how far from the place he checked in; the position itself is not kept.
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
    checked_in_at = fields.DatetimeField(null=True)
    checked_out_at = fields.DatetimeField(null=True)
    check_in_metres = fields.IntField(null=True)

    class Meta:
        table = "assignment"
        indexes = (
            ("member_id", "state"),
            ("request_id", "state"),
            ("state", "answer_by"),
            ("member_id", "starts_at"),
        )


class ServiceRule(Row):
    """How the day of a service goes in a unit and below it. The rule of the nearest unit holds.

    Checking in is possible from `check_in_before_minutes` before the start until `check_in_after_minutes` after it
    (None: until the end), within `check_in_metres` of the place (None: the place is not asked). A service that nobody
    closed is closed `close_after_minutes` after its end. Hours count at most `overrun_minutes` beyond the end and
    `day_minutes` a local day. A swap ends `swap_until_minutes` before the start and needs staff's consent where
    `swap_needs_consent` says so.
    """

    unit: Any = fields.OneToOneField("sanbao.Unit", "service_rule", on_delete=CASCADE)
    unit_id: UUID | None
    check_in_before_minutes = fields.IntField(default=120)
    check_in_after_minutes = fields.IntField(null=True)
    check_in_metres = fields.IntField(null=True)
    close_after_minutes = fields.IntField(default=720)
    overrun_minutes = fields.IntField(default=30)
    day_minutes = fields.IntField(default=480)
    swap_until_minutes = fields.IntField(default=60, db_default=60)
    swap_needs_consent = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "service_rule"


class Swap(Row):
    """A member asks others to take a service that he has accepted: one colleague, or all who could (the pool).

    `open_key` is set while it stands: an assignment has one such, by the word of the database. `taken` is the
    assignment of who took it.
    """

    assignment: fields.ForeignKeyRelation[Assignment] = fields.ForeignKeyField(
        "sanbao.Assignment", "swaps", on_delete=RESTRICT, db_index=True
    )
    assignment_id: UUID
    colleague: fields.ForeignKeyNullableRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "swaps_asked", null=True, on_delete=SET_NULL
    )
    colleague_id: UUID | None
    state = fields.CharEnumField(SwapState, max_length=20, default=SwapState.OPEN)
    open_key = fields.CharField(max_length=40, null=True, unique=True)
    note = fields.CharField(max_length=400, default="")
    expires_at = fields.DatetimeField()
    taker: fields.ForeignKeyNullableRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "swaps_taken", null=True, on_delete=SET_NULL
    )
    taker_id: UUID | None
    taken: fields.ForeignKeyNullableRelation[Assignment] = fields.ForeignKeyField(
        "sanbao.Assignment", "swaps_made", null=True, on_delete=SET_NULL
    )
    taken_id: UUID | None

    class Meta:
        table = "swap"
        indexes = (("state", "expires_at"),)


class SwapCandidate(Entry):
    """A member who could take the place when the swap was proposed, and so may see it. `cost` in points of the plan:
    way, load, less continuity and wishes."""

    swap: fields.ForeignKeyRelation[Swap] = fields.ForeignKeyField(
        "sanbao.Swap", "candidates", on_delete=CASCADE
    )
    swap_id: UUID
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "swap_candidacies", on_delete=CASCADE, db_index=True
    )
    member_id: UUID
    cost = fields.BigIntField(default=0)
    travel_minutes = fields.IntField(default=0)

    class Meta:
        table = "swap_candidate"
        unique_together = (("swap", "member"),)
