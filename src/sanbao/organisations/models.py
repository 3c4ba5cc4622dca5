"""Units and who stands below whom."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT

from sanbao.core.rows import Entry, Row
from sanbao.organisations.kinds import UnitKind


class Unit(Row):
    """A place in the tree. The position is WGS-84 degrees, `position_is_estimated` when it was not surveyed."""

    kind = fields.CharEnumField(UnitKind, max_length=20)
    name = fields.CharField(max_length=120)
    parent: fields.ForeignKeyNullableRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "children", null=True, on_delete=RESTRICT, db_index=True
    )
    parent_id: UUID | None
    code = fields.CharField(max_length=40, null=True, unique=True)
    longitude = fields.FloatField(null=True)
    latitude = fields.FloatField(null=True)
    position_is_estimated = fields.BooleanField(default=False)
    active = fields.BooleanField(default=True)

    class Meta:
        table = "unit"
        indexes = (("kind", "name"),)


class UnitAncestry(Entry):
    """One line for each unit and each unit above it, itself included: a subtree is one indexed lookup."""

    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "ancestry", on_delete=CASCADE
    )
    unit_id: UUID
    ancestor: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "subtree", on_delete=CASCADE
    )
    ancestor_id: UUID
    distance = fields.IntField()

    class Meta:
        table = "unit_ancestry"
        unique_together = (("ancestor", "unit"),)
        indexes = (("unit_id", "distance"),)
