"""Requests, their windows and ratings, and series that make a request every so often.

Sealed at rest: address, position, the note, the words of a rating.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.fields import CASCADE, RESTRICT, SET_NULL

from sanbao.core.rows import Row
from sanbao.core.sealing import SealedTextField
from sanbao.members.models import Resident
from sanbao.menu.models import MenuItem
from sanbao.organisations.models import Unit
from sanbao.requests.states import RequestState


class RequestSeries(Row):
    """A standing request. `rule` is an RFC 5545 RRULE over local dates from `starts_on`, and each date has the
    windows `windows`, pairs of minutes of the local day. Exceptions are ISO dates left out."""

    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "series", on_delete=RESTRICT, db_index=True
    )
    unit_id: UUID
    menu_item: fields.ForeignKeyRelation[MenuItem] = fields.ForeignKeyField(
        "sanbao.MenuItem", "series", on_delete=RESTRICT
    )
    menu_item_id: UUID
    requester: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "sanbao.Resident", "series_asked", on_delete=RESTRICT
    )
    requester_id: UUID
    beneficiary: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "sanbao.Resident", "series_received", on_delete=RESTRICT
    )
    beneficiary_id: UUID
    ordered_by: Any = fields.ForeignKeyField(
        "sanbao.Account", "series_ordered", null=True, on_delete=SET_NULL
    )
    ordered_by_id: UUID | None
    rule = fields.CharField(max_length=200)
    starts_on = fields.DateField()
    windows: list[list[int]] = fields.JSONField()
    exceptions: list[str] = fields.JSONField(default=list)
    address = SealedTextField(null=True)
    position = SealedTextField(null=True)
    note = SealedTextField(null=True)
    active = fields.BooleanField(default=True)

    class Meta:
        table = "request_series"


class ServiceRequest(Row):
    """An order from the menu. `requester` asks, `beneficiary` receives, `ordered_by` typed it in. `reopens`: the
    request whose service has to be done anew, `times_reopened` how many such lie before it in a row.

    `weight` (at least 1) is what serving it is worth, `weeks_waited` counts runs that passed it over.
    `served_from` is the agreed start once it was offered.
    """

    number = fields.CharField(max_length=24, unique=True)
    unit: fields.ForeignKeyRelation[Unit] = fields.ForeignKeyField(
        "sanbao.Unit", "requests", on_delete=RESTRICT
    )
    unit_id: UUID
    menu_item: fields.ForeignKeyRelation[MenuItem] = fields.ForeignKeyField(
        "sanbao.MenuItem", "requests", on_delete=RESTRICT
    )
    menu_item_id: UUID
    requester: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "sanbao.Resident", "requests_asked", on_delete=RESTRICT
    )
    requester_id: UUID
    beneficiary: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "sanbao.Resident", "requests_received", on_delete=RESTRICT
    )
    beneficiary_id: UUID
    ordered_by: Any = fields.ForeignKeyField(
        "sanbao.Account", "requests_ordered", null=True, on_delete=SET_NULL
    )
    ordered_by_id: UUID | None
    series: fields.ForeignKeyNullableRelation[RequestSeries] = fields.ForeignKeyField(
        "sanbao.RequestSeries", "requests", null=True, on_delete=SET_NULL
    )
    series_id: UUID | None
    series_date = fields.DateField(null=True)
    reopens: Any = fields.OneToOneField("sanbao.ServiceRequest", "reopened_as", null=True, on_delete=SET_NULL)
    reopens_id: UUID | None
    times_reopened = fields.IntField(default=0, db_default=0)
    state = fields.CharEnumField(RequestState, max_length=16, default=RequestState.SUBMITTED)
    weight = fields.IntField(default=1)
    urgent = fields.BooleanField(default=False)
    weeks_waited = fields.IntField(default=0)
    address = SealedTextField(null=True)
    position = SealedTextField(null=True)
    note = SealedTextField(null=True)
    reason = fields.CharField(max_length=400, default="")
    submitted_at = fields.DatetimeField()
    verified_at = fields.DatetimeField(null=True)
    served_from = fields.DatetimeField(null=True)
    external_system = fields.CharField(max_length=40, null=True)
    external_id = fields.CharField(max_length=80, null=True)

    class Meta:
        table = "service_request"
        unique_together = (("external_system", "external_id"), ("series", "series_date"))
        indexes = (("unit_id", "state"), ("requester_id", "state"), ("beneficiary_id", "state"))


class RequestWindow(Row):
    """A time within which the whole service may lie, half-open."""

    request: fields.ForeignKeyRelation[ServiceRequest] = fields.ForeignKeyField(
        "sanbao.ServiceRequest", "windows", on_delete=CASCADE
    )
    request_id: UUID
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()

    class Meta:
        table = "request_window"
        indexes = (("request_id", "starts_at"), ("starts_at", "ends_at"))


class RatingTag(StrEnum):
    """What was good or bad about a service."""

    PUNCTUAL = "PUNCTUAL"
    FRIENDLY = "FRIENDLY"
    SKILLED = "SKILLED"
    THOROUGH = "THOROUGH"
    LATE = "LATE"
    UNFRIENDLY = "UNFRIENDLY"
    CARELESS = "CARELESS"
    NOT_SOLVED = "NOT_SOLVED"


class Rating(Row):
    """What who asked for a service thinks of it: `score` 1 to 5, tags, words. One for a request."""

    request: fields.OneToOneRelation[ServiceRequest] = fields.OneToOneField(
        "sanbao.ServiceRequest", "rating", on_delete=CASCADE
    )
    request_id: UUID
    account: Any = fields.ForeignKeyField("sanbao.Account", "ratings", null=True, on_delete=SET_NULL)
    account_id: UUID | None
    score = fields.IntField()
    tags: list[str] = fields.JSONField(default=list)
    words = SealedTextField(null=True)

    class Meta:
        table = "rating"
