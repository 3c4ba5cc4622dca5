"""Policies, runs with their documents and events, proposals, locks, the ledger of overrides, timers."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL

from sanbao.access.models import Account
from sanbao.core.rows import Entry, Row
from sanbao.members.models import Member
from sanbao.organisations.models import Unit
from sanbao.planning.states import RunState
from sanbao.requests.models import ServiceRequest


class Policy(Row):
    """Named weights and limits of a run. A change makes a new row with the next `revision`, runs keep theirs.

    Values are points of the plan's score (`docs/solver.md`), `travel_cost` is for each minute from home.
    """

    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "policies", on_delete=RESTRICT
    )
    unit_id: UUID
    name = fields.CharField(max_length=80)
    revision = fields.IntField(default=1)
    request_value = fields.IntField(default=10_000)
    travel_cost = fields.IntField(default=20)
    fairness_cost = fields.IntField(default=30)
    change_cost_proposed = fields.IntField(default=50)
    change_cost_offered = fields.IntField(default=300)
    change_cost_accepted = fields.IntField(default=3_000)
    continuity_bonus = fields.IntField(default=400)
    intention_bonus = fields.IntField(default=100)
    waiting_weight = fields.IntField(default=1)
    start_step_minutes = fields.IntField(default=30)
    metres_per_minute = fields.IntField(default=200)
    detour_percent = fields.IntField(default=130)
    time_limit_seconds = fields.IntField(default=60)
    answer_hours = fields.IntField(default=24)
    active = fields.BooleanField(default=True)

    class Meta:
        table = "policy"
        unique_together = (("unit", "name", "revision"),)


class AssignmentRun(Row):
    """One weekly run over a unit's subtree. `total`, `bound` and `gap_ppm` (parts per million) are the best
    known while it runs and the result when it is done. `heartbeat_at` is the solving process's sign of life."""

    number = fields.CharField(max_length=24, unique=True)
    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField("sanbao.Unit", "runs", on_delete=RESTRICT)
    unit_id: UUID
    week = fields.CharField(max_length=8)
    policy: fields.ForeignKeyRelation[Policy] = fields.ForeignKeyField(
        "sanbao.Policy", "runs", on_delete=RESTRICT
    )
    policy_id: UUID
    state = fields.CharEnumField(RunState, max_length=16, default=RunState.DRAFT)
    started_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "runs", null=True, on_delete=SET_NULL
    )
    started_by_id: UUID | None
    based_on: fields.ForeignKeyNullableRelation[AssignmentRun] = fields.ForeignKeyField(
        "sanbao.AssignmentRun", "successors", null=True, on_delete=SET_NULL
    )
    based_on_id: UUID | None
    seed = fields.IntField(default=0)
    attempt = fields.IntField(default=0)
    solver_version = fields.CharField(max_length=24, default="")
    solving_process = fields.CharField(max_length=80, default="")
    heartbeat_at = fields.DatetimeField(null=True)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    published_at = fields.DatetimeField(null=True)
    stage = fields.CharField(max_length=40, default="")
    total = fields.BigIntField(null=True)
    bound = fields.BigIntField(null=True)
    gap_ppm = fields.IntField(null=True)
    baseline_total = fields.BigIntField(null=True)
    requests_in_scope = fields.IntField(default=0)
    requests_served = fields.IntField(default=0)
    members_in_scope = fields.IntField(default=0)
    failure = fields.CharField(max_length=400, default="")

    class Meta:
        table = "assignment_run"
        indexes = (("unit_id", "week"), ("state", "heartbeat_at"), ("week", "state"))


class DocumentKind(StrEnum):
    """Which document of a run."""

    PROBLEM = "PROBLEM"
    PLAN = "PLAN"


class RunDocument(Row):
    """A run's frozen problem, or its plan, as the solver's JSON document, compressed with zlib and sealed."""

    run: fields.ForeignKeyRelation[AssignmentRun] = fields.ForeignKeyField(
        "sanbao.AssignmentRun", "documents", on_delete=CASCADE
    )
    run_id: UUID
    kind = fields.CharEnumField(DocumentKind, max_length=12)
    body = fields.BinaryField()
    sha256 = fields.CharField(max_length=64)

    class Meta:
        table = "run_document"
        unique_together = (("run", "kind"),)


class RunEvent(Entry):
    """A step of a run's progress, numbered within the run: what its subscribers see, and resume after."""

    run: fields.ForeignKeyRelation[AssignmentRun] = fields.ForeignKeyField(
        "sanbao.AssignmentRun", "events", on_delete=CASCADE
    )
    run_id: UUID
    sequence = fields.IntField()
    state = fields.CharEnumField(RunState, max_length=16)
    stage = fields.CharField(max_length=40, default="")
    total = fields.BigIntField(null=True)
    bound = fields.BigIntField(null=True)
    gap_ppm = fields.IntField(null=True)
    elapsed_milliseconds = fields.IntField(default=0)

    class Meta:
        table = "run_event"
        unique_together = (("run", "sequence"),)


class Proposal(Row):
    """What a run says of one request: served at a time, or not and why (a reason code of the solver)."""

    run: fields.ForeignKeyRelation[AssignmentRun] = fields.ForeignKeyField(
        "sanbao.AssignmentRun", "proposals", on_delete=CASCADE
    )
    run_id: UUID
    request: fields.ForeignKeyRelation[ServiceRequest] = fields.ForeignKeyField(
        "sanbao.ServiceRequest", "proposals", on_delete=CASCADE, db_index=True
    )
    request_id: UUID
    served = fields.BooleanField()
    starts_at = fields.DatetimeField(null=True)
    reason = fields.CharField(max_length=40, default="")

    class Meta:
        table = "proposal"
        unique_together = (("run", "request"),)
        indexes = (("run_id", "served", "reason"),)


class ProposedSeat(Row):
    """A member whom a proposal puts in a seat (`seat_index` counts the menu item's seats from 0)."""

    proposal: fields.ForeignKeyRelation[Proposal] = fields.ForeignKeyField(
        "sanbao.Proposal", "seats", on_delete=CASCADE
    )
    proposal_id: UUID
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "proposed_seats", on_delete=CASCADE, db_index=True
    )
    member_id: UUID
    seat_index = fields.IntField()
    travel_minutes = fields.IntField()

    class Meta:
        table = "proposed_seat"
        unique_together = (("proposal", "member"),)


class LockKind(StrEnum):
    """What a coordinator fixes for a run and its successors: PAIR a member in a request's team, TIME its
    start, PAIR_AND_TIME both, FORBID a member for a request, SERVE that a request is served at all."""

    PAIR = "PAIR"
    TIME = "TIME"
    PAIR_AND_TIME = "PAIR_AND_TIME"
    FORBID = "FORBID"
    SERVE = "SERVE"


class Lock(Row):
    """A decision of a coordinator that the solver has to keep when the run is solved again."""

    run: fields.ForeignKeyRelation[AssignmentRun] = fields.ForeignKeyField(
        "sanbao.AssignmentRun", "locks", on_delete=CASCADE
    )
    run_id: UUID
    kind = fields.CharEnumField(LockKind, max_length=16)
    request: fields.ForeignKeyRelation[ServiceRequest] = fields.ForeignKeyField(
        "sanbao.ServiceRequest", "locks", on_delete=CASCADE
    )
    request_id: UUID
    member: fields.ForeignKeyNullableRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "locks", null=True, on_delete=CASCADE
    )
    member_id: UUID | None
    starts_at = fields.DatetimeField(null=True)
    reason = fields.CharField(max_length=400, default="")
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "locks", null=True, on_delete=SET_NULL
    )
    account_id: UUID | None

    class Meta:
        table = "lock"
        indexes = (("run_id", "request_id"),)


class Override(Entry):
    """A line of the ledger: a placement by hand, who made it, why, and what it cost in points."""

    run: fields.ForeignKeyRelation[AssignmentRun] = fields.ForeignKeyField(
        "sanbao.AssignmentRun", "overrides", on_delete=CASCADE, db_index=True
    )
    run_id: UUID
    request: fields.ForeignKeyRelation[ServiceRequest] = fields.ForeignKeyField(
        "sanbao.ServiceRequest", "overrides", on_delete=CASCADE
    )
    request_id: UUID
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "overrides", null=True, on_delete=SET_NULL
    )
    account_id: UUID | None
    before: dict[str, object] = fields.JSONField()
    after: dict[str, object] = fields.JSONField()
    price = fields.BigIntField()
    reason = fields.CharField(max_length=400)

    class Meta:
        table = "override"


class WeeklyTimer(Row):
    """Start a run for the following week by itself: every `weekday` (0 Monday) at `minute` of the local day."""

    unit: Any = fields.OneToOneField("sanbao.Unit", "weekly_timer", on_delete=CASCADE)
    unit_id: UUID
    policy: fields.ForeignKeyNullableRelation[Policy] = fields.ForeignKeyField(
        "sanbao.Policy", "timers", null=True, on_delete=SET_NULL
    )
    policy_id: UUID | None
    weekday = fields.IntField()
    minute = fields.IntField()
    enabled = fields.BooleanField(default=True)
    last_week = fields.CharField(max_length=8, default="")

    class Meta:
        table = "weekly_timer"
