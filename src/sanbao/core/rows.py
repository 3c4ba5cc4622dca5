"""What every table has."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from sanbao.core import clock, ids


class Row(Model):
    """A row with a time-ordered id, its time of making and a version that counts its changes."""

    id = fields.UUIDField(primary_key=True, default=ids.new_id)
    created_at = fields.DatetimeField(default=clock.now)
    version = fields.IntField(default=1)

    class Meta:
        abstract = True


class Entry(Model):
    """A row that is written once and never changed: a line of a journal."""

    id = fields.UUIDField(primary_key=True, default=ids.new_id)
    created_at = fields.DatetimeField(default=clock.now)

    class Meta:
        abstract = True
