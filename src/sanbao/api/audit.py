"""The journals in the API: who changed what, and who read which sensitive fields."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry.scalars import JSON
from tortoise.expressions import Q

from sanbao.access import models
from sanbao.access.actor import Actor
from sanbao.access.models import Account as AccountRow
from sanbao.access.roles import Permission
from sanbao.api.accounts import Account
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.node import NODES
from sanbao.api.query import query
from sanbao.core import ids, paging
from sanbao.core.errors import PermissionDenied
from sanbao.organisations import scope
from sanbao.organisations.models import Unit


@strawberry.type(description="One change: who did what to which thing. 操作记录。")
class AuditEntry:
    created_at: datetime = strawberry.field(description="When, UTC.")
    deed: str = strawberry.field(description="The mutation or command, such as `RequestVerify`.")
    noun: str = strawberry.field(description="The type of the thing.")
    facts: JSON = strawberry.field(description="More about it; never sensitive values.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        """Rows of the journal."""
        return isinstance(row, models.AuditEntry)

    @strawberry.field(description="The thing's global id, where there is one.")
    def subject_id(self, root: strawberry.Parent[models.AuditEntry]) -> strawberry.ID | None:
        return strawberry.ID(ids.to_global_id(root.noun, root.row_id)) if root.row_id else None

    @strawberry.field(description="Who did it; null for the system.")
    async def account(self, root: strawberry.Parent[models.AuditEntry], info: Info) -> Account | None:
        return await info.context.loaders.optional_row(AccountRow, root.account_id)


@strawberry.type(description="One reading of sensitive fields. 敏感信息查阅记录。")
class SensitiveRead:
    created_at: datetime = strawberry.field(description="When, UTC.")
    noun: str = strawberry.field(description="The type of the thing.")

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        """Rows of the journal."""
        return isinstance(row, models.SensitiveRead)

    @strawberry.field(description="The thing's global id.")
    def subject_id(self, root: strawberry.Parent[models.SensitiveRead]) -> strawberry.ID:
        return strawberry.ID(ids.to_global_id(root.noun, root.row_id))

    @strawberry.field(description="The fields that were shown.")
    def fields(self, root: strawberry.Parent[models.SensitiveRead]) -> list[str]:
        return root.field_names.split(",")

    @strawberry.field(description="Who read them.")
    async def account(self, root: strawberry.Parent[models.SensitiveRead], info: Info) -> Account | None:
        return await info.context.loaders.optional_row(AccountRow, root.account_id)


About = Annotated[strawberry.ID | None, strawberry.argument(description="Only what concerns this thing.")]


async def _require_everywhere(actor: Actor) -> None:
    """The journals know no units: reading them takes `audit:read` on every root of the tree."""
    if actor.holds_everything:
        return
    roots = await Unit.filter(parent_id=None)
    if not roots:
        raise PermissionDenied(Permission.AUDIT_READ)
    for root in roots:
        await scope.require(actor, Permission.AUDIT_READ, root.id)


def _about(subject: strawberry.ID | None) -> Q:
    if subject is None:
        return Q()
    noun, row_id = ids.from_global_id(subject)
    return Q(noun=noun if noun in NODES else "", row_id=row_id)


@strawberry.type
class AuditQueries:
    @query(needs=Permission.AUDIT_READ, description="What was changed, newest first. 操作记录。", paged=True)
    async def audit_entries(
        self, info: Info, page: paging.PageRequest, subject: About = None
    ) -> Connection[AuditEntry]:
        await _require_everywhere(info.context.actor)
        return await paging.page(models.AuditEntry.filter(_about(subject)), ("-created_at",), page)

    @query(
        needs=Permission.AUDIT_READ,
        description="Who read what of sensitive fields, newest first. 查阅记录。",
        paged=True,
    )
    async def sensitive_reads(
        self, info: Info, page: paging.PageRequest, subject: About = None
    ) -> Connection[SensitiveRead]:
        await _require_everywhere(info.context.actor)
        return await paging.page(models.SensitiveRead.filter(_about(subject)), ("-created_at",), page)
