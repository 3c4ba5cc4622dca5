"""Report schemes, and how far a member has come under his, in the API."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import strawberry
from tortoise.expressions import Q

from sanbao.access.roles import Permission
from sanbao.api import sight, units
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.core import ids, paging
from sanbao.members import models
from sanbao.members import report_schemes as service
from sanbao.members.models import Member
from sanbao.organisations import kinds, scope
from sanbao.organisations.models import Unit


@node(
    models.ReportScheme,
    service.visible,
    description="Which reports make a complete report-in (三报到), for a unit and everything below it that has no "
    "scheme nearer. No source that we know defines the three, so they are data: where nobody has made a scheme, "
    "the first report-in makes the default, which is community, grid and centre household, reaffirmed every 6 "
    "months. 报到方案。",
)
class ReportScheme(VersionedNode):
    name: str = strawberry.field(description="Its name, at most 80 characters.")
    reaffirm_months: int = strawberry.field(
        description="After how many months a report-in must be reaffirmed, 1 to 60."
    )
    active: bool = strawberry.field(
        description="Whether new report-ins are made under it; a unit has one such."
    )

    @strawberry.field(
        description="The kinds of unit to report to, one report each: their number is the n of “m of n”."
    )
    def target_kinds(self, root: strawberry.Parent[models.ReportScheme]) -> list[units.UnitKind]:
        return [kinds.UnitKind(kind) for kind in root.target_kinds]

    @strawberry.field(description="The unit at the top of where it is valid.")
    async def unit(self, root: strawberry.Parent[models.ReportScheme], info: Info) -> units.Unit:
        return await info.context.loaders.row(Unit, root.unit_id)


@strawberry.type(description="How far a member has come: “2 of 3”. 报到进度。")
class ReportProgress:
    scheme: ReportScheme | None = strawberry.field(
        description="The scheme that is valid for him; null while the default is, which nobody has made yet."
    )
    reported: int = strawberry.field(description="For how many of the scheme's kinds a report-in stands.")
    needed: int = strawberry.field(description="How many kinds the scheme has.")
    missing: list[units.UnitKind] = strawberry.field(description="The kinds of unit still to report to.")


async def report_progress(root: strawberry.Parent[Member], info: Info) -> ReportProgress | None:
    """The resolver of `Member.reportProgress`: for the member himself and who holds `member:read` on his
    unit, else null. A few statements for all members of an answer."""
    own = info.context.actor.member_id == root.id
    if not own and not await sight.holds(info, Permission.MEMBER_READ, root.unit_id):
        return None

    async def load(ids: Sequence[UUID]) -> Sequence[service.Progress]:
        return await service.progress(ids)

    found = await info.context.loaders.batched(service.Progress, load, root.id)
    return ReportProgress(
        scheme=found.scheme,
        reported=len(found.reported),
        needed=len(found.reported) + len(found.missing),
        missing=list(found.missing),
    )


@strawberry.input(description="Which report schemes. All conditions hold together. 报到方案筛选。")
class ReportSchemeFilter:
    below: strawberry.ID | None = strawberry.field(default=None, description="Of this unit or one below it.")
    active: bool | None = strawberry.field(default=True, description="In use; null for both.")

    def condition(self) -> Q:
        found = Q()
        if self.below is not None:
            found &= Q(unit_id__in=scope.subtree([ids.row_id(self.below, "Unit", "filter.below")]))
        if self.active is not None:
            found &= Q(active=self.active)
        return found


@strawberry.type
class ReportSchemeQueries:
    @query(
        needs="self", description="Report schemes, in the order they were made. 报到方案列表。", paged=True
    )
    async def report_schemes(
        self, info: Info, page: paging.PageRequest, filter: ReportSchemeFilter | None = None
    ) -> Connection[ReportScheme]:
        condition = (filter or ReportSchemeFilter()).condition()
        return await paging.page(service.visible(info.context.actor).filter(condition), (), page)


@strawberry.input
class _SchemeSaid:
    name: str = strawberry.field(default=service.DEFAULT_NAME, description="Its name, at most 80 characters.")
    target_kinds: list[units.UnitKind] = strawberry.field(
        default_factory=lambda: list(service.DEFAULT_KINDS),
        description="The kinds of unit to report to, at least one; repetitions count once.",
    )
    reaffirm_months: int = strawberry.field(
        default=service.DEFAULT_REAFFIRM_MONTHS,
        description="After how many months a report-in must be reaffirmed, 1 to 60.",
    )
    active: bool = strawberry.field(default=True, description="Whether new report-ins are made under it.")

    def draft(self) -> service.SchemeDraft:
        return service.SchemeDraft(
            name=self.name,
            target_kinds=self.target_kinds,
            reaffirm_months=self.reaffirm_months,
            active=self.active,
        )


@strawberry.input(description="A new report scheme; what is left out is as in the default. 新建报到方案。")
class ReportSchemeCreateInput(_SchemeSaid, MutationInput):
    unit: strawberry.ID = strawberry.field(description="The unit at the top of where it is valid.")


@strawberry.input(
    description="Everything that is said of a report scheme, anew. Report-ins made under it stay. 修改报到方案。"
)
class ReportSchemeChangeInput(_SchemeSaid, VersionedInput):
    id: strawberry.ID = strawberry.field(description="The scheme.")


@strawberry.type(description="The report scheme was made.")
class ReportSchemeCreateSuccess:
    report_scheme: ReportScheme = strawberry.field(description="The new scheme.")


@strawberry.type(description="The report scheme was changed.")
class ReportSchemeChangeSuccess:
    report_scheme: ReportScheme = strawberry.field(description="The scheme as it is now.")


@strawberry.type
class ReportSchemeMutations:
    @mutation(needs=Permission.REPORT_IN_DECIDE, description="Make a report scheme. 新建报到方案。")
    async def report_scheme_create(info: Info, input: ReportSchemeCreateInput) -> ReportSchemeCreateSuccess:
        scheme = await service.create(
            info.context.actor, ids.row_id(input.unit, "Unit", "unit"), input.draft()
        )
        return ReportSchemeCreateSuccess(report_scheme=scheme)

    @mutation(needs=Permission.REPORT_IN_DECIDE, description="Change a report scheme. 修改报到方案。")
    async def report_scheme_change(info: Info, input: ReportSchemeChangeInput) -> ReportSchemeChangeSuccess:
        scheme = await service.change(
            info.context.actor,
            ids.row_id(input.id, "ReportScheme"),
            input.draft(),
            expected_version=input.expected_version,
        )
        return ReportSchemeChangeSuccess(report_scheme=scheme)
