"""Accounts, their tokens and roles; the journals of who did and who read what."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.fields import CASCADE, OnDelete

from sanbao.access.roles import Role
from sanbao.core.rows import Entry, Row

LOGIN = re.compile(r"[a-z0-9._@-]{3,80}")
"""What an account's login looks like."""


class TokenPurpose(StrEnum):
    """What a token opens."""

    SESSION = "SESSION"
    CALENDAR = "CALENDAR"
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105  (a name, no password)


class Account(Row):
    """Somebody who can sign in. `login` is kept in lower case. `active`: not closed. `unit`: the unit that keeps
    the account. `administers_all`: every permission everywhere, for the first administrator of an installation,
    made on the command line."""

    login = fields.CharField(max_length=80, unique=True)
    display_name = fields.CharField(max_length=80)
    password_hash = fields.CharField(max_length=255)
    locale = fields.CharField(max_length=8, default="zh")
    active = fields.BooleanField(default=True)
    administers_all = fields.BooleanField(default=False)
    unit: Any = fields.ForeignKeyField("sanbao.Unit", "accounts", null=True, on_delete=OnDelete.SET_NULL)
    unit_id: UUID | None

    class Meta:
        table = "account"
        indexes = (("unit_id",),)


class Token(Row):
    """A secret that stands for an account. Only its SHA-256 digest is kept.

    Of a session: `last_used_at`, to five minutes, and `user_agent`, what the browser or program calls itself."""

    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "tokens", on_delete=CASCADE, db_index=True
    )
    account_id: UUID
    purpose = fields.CharEnumField(TokenPurpose, max_length=16)
    digest = fields.CharField(max_length=64, unique=True)
    expires_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    last_used_at = fields.DatetimeField(null=True)
    user_agent = fields.CharField(max_length=300, default="", db_default="")

    class Meta:
        table = "token"


class Identity(Row):
    """Who an account is for an OpenID Connect provider: `subject` never changes there and is unique in `issuer`."""

    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "identities", on_delete=CASCADE, db_index=True
    )
    account_id: UUID
    issuer = fields.CharField(max_length=200)
    subject = fields.CharField(max_length=255)

    class Meta:
        table = "identity"
        unique_together = (("issuer", "subject"),)


class RoleGrant(Row):
    """A role of an account on a unit and everything below it."""

    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "grants", on_delete=CASCADE
    )
    account_id: UUID
    role = fields.CharEnumField(Role, max_length=24)
    unit: Any = fields.ForeignKeyField("sanbao.Unit", "grants", on_delete=CASCADE, db_index=True)
    unit_id: UUID

    class Meta:
        table = "role_grant"
        unique_together = (("account", "role", "unit"),)


class AuditEntry(Entry):
    """One change: who did what to which row. `facts` never hold sensitive values."""

    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "audit_entries", null=True, on_delete=OnDelete.SET_NULL
    )
    account_id: UUID | None
    deed = fields.CharField(max_length=64)
    noun = fields.CharField(max_length=40)
    row_id = fields.UUIDField(null=True)
    facts: dict[str, object] = fields.JSONField(default=dict)

    class Meta:
        table = "audit_entry"
        indexes = (("noun", "row_id"),)


class SensitiveRead(Entry):
    """One reading of sensitive fields: who saw which fields of which row."""

    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "sensitive_reads", null=True, on_delete=OnDelete.SET_NULL
    )
    account_id: UUID | None
    noun = fields.CharField(max_length=40)
    row_id = fields.UUIDField()
    field_names = fields.CharField(max_length=200)

    class Meta:
        table = "sensitive_read"
        indexes = (("noun", "row_id"),)


class StateMove(Entry):
    """One step of a state machine: from where, by what, to where, who and why."""

    noun = fields.CharField(max_length=40)
    row_id = fields.UUIDField()
    from_state = fields.CharField(max_length=24, null=True)
    action = fields.CharField(max_length=32)
    to_state = fields.CharField(max_length=24)
    reason = fields.TextField(default="")
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "moves", null=True, on_delete=OnDelete.SET_NULL
    )
    account_id: UUID | None

    class Meta:
        table = "state_move"
        indexes = (("noun", "row_id"),)


class IdempotentAnswer(Entry):
    """The answer to a mutation that carried an idempotency key, kept a day for repetitions of it."""

    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "sanbao.Account", "answers", on_delete=CASCADE
    )
    account_id: UUID
    key = fields.CharField(max_length=80)
    input_digest = fields.CharField(max_length=64)
    answer: dict[str, object] | None = fields.JSONField(null=True)

    class Meta:
        table = "idempotent_answer"
        unique_together = (("account", "key"),)
