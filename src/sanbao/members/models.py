"""Members with their skills and times, residents, households, report-ins.

Sealed at rest: Party membership (`kind`), telephone, address, position, birth date, certificate numbers.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL

from sanbao.core.rows import Row
from sanbao.core.sealing import SealedTextField
from sanbao.members.states import MemberState, ReportInState
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit


class Skill(Row):
    """Something a member may be able to do, with its Chinese and English names."""

    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=80)
    name_en = fields.CharField(max_length=80, default="")
    certificate_required = fields.BooleanField(default=False)

    class Meta:
        table = "skill"


class Member(Row):
    """Somebody who serves. `unit` is where he lives and serves, `work_unit` where he works.

    `position` is "longitude,latitude" in WGS-84 degrees.
    """

    number = fields.CharField(max_length=24, unique=True)
    kind = SealedTextField()
    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "members", on_delete=RESTRICT
    )
    unit_id: UUID
    work_unit: fields.ForeignKeyNullableRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "employees", null=True, on_delete=SET_NULL, db_index=True
    )
    work_unit_id: UUID | None
    account: Any = fields.OneToOneField("sanbao.Account", "member", null=True, on_delete=SET_NULL)
    account_id: UUID | None
    name = fields.CharField(max_length=80)
    telephone = SealedTextField(null=True)
    telephone_fingerprint = fields.CharField(max_length=64, null=True, db_index=True)
    address = SealedTextField(null=True)
    position = SealedTextField(null=True)
    birth_date = SealedTextField(null=True)
    insured_until = fields.DateField(null=True)
    trained_on = fields.DateField(null=True)
    max_services_per_week = fields.IntField(default=2)
    max_minutes_per_week = fields.IntField(default=240)
    reach_metres = fields.IntField(default=2000)
    intentions: list[str] = fields.JSONField(default=list)
    state = fields.CharEnumField(MemberState, max_length=16, default=MemberState.PENDING)
    external_system = fields.CharField(max_length=40, null=True)
    external_id = fields.CharField(max_length=80, null=True)

    class Meta:
        table = "member"
        unique_together = (("external_system", "external_id"),)
        indexes = (("unit_id", "state"),)


class MemberSkill(Row):
    """A skill of a member: level 1 to 3, certificate, last day on which it counts."""

    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "skills", on_delete=CASCADE
    )
    member_id: UUID
    skill: fields.ForeignKeyRelation[Skill] = fields.ForeignKeyField(
        "sanbao.Skill", "holders", on_delete=RESTRICT
    )
    skill_id: UUID
    level = fields.IntField(default=1)
    certificate_number = SealedTextField(null=True)
    expires_on = fields.DateField(null=True)

    class Meta:
        table = "member_skill"
        unique_together = (("member", "skill"),)


class Availability(Row):
    """A weekly time when a member is free: weekday 0 (Monday) to 6, minutes of the local day, half-open."""

    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "availabilities", on_delete=CASCADE
    )
    member_id: UUID
    weekday = fields.IntField()
    start_minute = fields.IntField()
    end_minute = fields.IntField()
    valid_from = fields.DateField(null=True)
    valid_until = fields.DateField(null=True)

    class Meta:
        table = "availability"
        indexes = (("member_id", "weekday"),)


class Absence(Row):
    """A time when a member is away, half-open, whatever the weekly availability says."""

    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "absences", on_delete=CASCADE
    )
    member_id: UUID
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    reason = fields.CharField(max_length=200, default="")

    class Meta:
        table = "absence"
        indexes = (("member_id", "ends_at"),)


class Household(Row):
    """A home in a unit. `label` is how the grid worker knows it, without a street address."""

    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "households", on_delete=RESTRICT
    )
    unit_id: UUID
    label = fields.CharField(max_length=120)
    address = SealedTextField(null=True)
    position = SealedTextField(null=True)
    external_id = fields.CharField(max_length=80, null=True, unique=True)

    class Meta:
        table = "household"
        indexes = (("unit_id", "label"),)


class Resident(Row):
    """Somebody who asks for a service or receives one."""

    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "residents", on_delete=RESTRICT, db_index=True
    )
    unit_id: UUID
    household: fields.ForeignKeyNullableRelation[Household] = fields.ForeignKeyField(
        "sanbao.Household", "residents", null=True, on_delete=SET_NULL, db_index=True
    )
    household_id: UUID | None
    account: Any = fields.OneToOneField("sanbao.Account", "resident", null=True, on_delete=SET_NULL)
    account_id: UUID | None
    name = fields.CharField(max_length=80)
    telephone = SealedTextField(null=True)
    telephone_fingerprint = fields.CharField(max_length=64, null=True, db_index=True)
    address = SealedTextField(null=True)
    position = SealedTextField(null=True)
    external_id = fields.CharField(max_length=80, null=True, unique=True)

    class Meta:
        table = "resident"


class HouseholdLink(Row):
    """1+10+N: a member of a centre household who looks after a household (党员联户).

    `may_request` lets the member order for the household. `ended_at` closes a link, links are kept.
    """

    centre: fields.ForeignKeyNullableRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "household_links", null=True, on_delete=SET_NULL
    )
    centre_id: UUID | None
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "household_links", on_delete=CASCADE
    )
    member_id: UUID
    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "sanbao.Household", "links", on_delete=CASCADE
    )
    household_id: UUID
    may_request = fields.BooleanField(default=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "household_link"
        indexes = (("household_id", "ended_at"), ("member_id", "ended_at"))


class ReportScheme(Row):
    """Which reports make a complete report-in ("n of 3"), valid for a unit's subtree."""

    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "report_schemes", on_delete=RESTRICT, db_index=True
    )
    unit_id: UUID
    name = fields.CharField(max_length=80)
    target_kinds: list[str] = fields.JSONField()
    reaffirm_months = fields.IntField(default=6)
    active = fields.BooleanField(default=True)

    class Meta:
        table = "report_scheme"


class ReportIn(Row):
    """A member's report to a unit under a scheme (报到). `active_key` is set only while it stands: at most
    one standing report-in of a member for a kind of target, by the database's own word."""

    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "sanbao.Member", "report_ins", on_delete=CASCADE
    )
    member_id: UUID
    scheme: fields.ForeignKeyRelation[ReportScheme] = fields.ForeignKeyField(
        "sanbao.ReportScheme", "report_ins", on_delete=RESTRICT
    )
    scheme_id: UUID
    target: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "report_ins", on_delete=RESTRICT
    )
    target_id: UUID
    target_kind = fields.CharEnumField(UnitKind, max_length=20)
    state = fields.CharEnumField(ReportInState, max_length=24, default=ReportInState.SUBMITTED)
    active_key = fields.CharField(max_length=80, null=True, unique=True)
    receipt_number = fields.CharField(max_length=40, null=True, unique=True)
    receipt_at = fields.DatetimeField(null=True)
    reaffirm_due_on = fields.DateField(null=True)
    reason = fields.CharField(max_length=400, default="")
    transfer_target: fields.ForeignKeyNullableRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "incoming_transfers", null=True, on_delete=SET_NULL
    )
    transfer_target_id: UUID | None
    supersedes: fields.ForeignKeyNullableRelation[ReportIn] = fields.ForeignKeyField(
        "sanbao.ReportIn", "superseded_by", null=True, on_delete=SET_NULL
    )
    supersedes_id: UUID | None

    class Meta:
        table = "report_in"
        indexes = (("target_id", "state"), ("member_id", "state"))
