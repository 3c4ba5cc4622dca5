"""Menu items with their pictures and seats."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL

from sanbao.core.rows import Row
from sanbao.members.kinds import ServiceCategory
from sanbao.members.models import Skill
from sanbao.organisations.models import Unit


class Risk(StrEnum):
    """How dangerous a service is. HIGH seats always demand an insured adult."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


class SeatRole(StrEnum):
    """The part of the four-party linkage (四社联动) that a seat plays."""

    COORDINATOR = "COORDINATOR"
    LEAD = "LEAD"
    SUPPORT = "SUPPORT"
    VOLUNTEER = "VOLUNTEER"


class Picture(Row):
    """A picture of a menu item, a WebP of `width` × `height` pixels. Another picture is another row. `data` is null
    where pictures are kept in a folder."""

    width = fields.IntField()
    height = fields.IntField()
    alt = fields.CharField(max_length=200)
    alt_en = fields.CharField(max_length=200, default="")
    data = fields.BinaryField(null=True)

    class Meta:
        table = "picture"


class MenuItem(Row):
    """A service that can be ordered in `unit` and below it. Seasons are months, 1 to 12, both included. `icon` is one
    of our own drawings, shown while there is no picture."""

    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "menu_items", on_delete=RESTRICT
    )
    unit_id: UUID
    code = fields.CharField(max_length=40)
    name = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120, default="")
    category = fields.CharEnumField(ServiceCategory, max_length=32)
    description = fields.TextField(default="")
    description_en = fields.TextField(default="", db_default="")
    duration_minutes = fields.IntField()
    weight = fields.IntField(default=1)
    risk = fields.CharEnumField(Risk, max_length=8, default=Risk.LOW)
    risk_notice = fields.TextField(default="")
    risk_notice_en = fields.TextField(default="", db_default="")
    conditions = fields.TextField(default="")
    conditions_en = fields.TextField(default="", db_default="")
    season_from_month = fields.IntField(null=True)
    season_to_month = fields.IntField(null=True)
    active = fields.BooleanField(default=True)
    icon = fields.CharField(max_length=40, null=True)
    picture: fields.ForeignKeyNullableRelation[Picture] = fields.ForeignKeyField(
        "sanbao.Picture", "menu_items", null=True, on_delete=SET_NULL
    )
    picture_id: UUID | None

    class Meta:
        table = "menu_item"
        unique_together = (("unit", "code"),)


class Seat(Row):
    """Places of one kind in the team of a menu item: `required` people, and up to `wanted` more,
    each worth `wanted_value` points of the plan's score."""

    menu_item: fields.ForeignKeyRelation[MenuItem] = fields.ForeignKeyField(
        "sanbao.MenuItem", "seats", on_delete=CASCADE
    )
    menu_item_id: UUID
    position = fields.IntField()
    role = fields.CharEnumField(SeatRole, max_length=16, default=SeatRole.VOLUNTEER)
    skill: fields.ForeignKeyRelation[Skill] = fields.ForeignKeyField(
        "sanbao.Skill", "seats", on_delete=RESTRICT
    )
    skill_id: UUID
    level = fields.IntField(default=1)
    tags: list[str] = fields.JSONField(default=list)
    required = fields.IntField(default=1)
    wanted = fields.IntField(default=0)
    wanted_value = fields.IntField(default=0)

    class Meta:
        table = "seat"
        unique_together = (("menu_item", "position"),)
