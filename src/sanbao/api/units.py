"""Units in the API."""

from __future__ import annotations

import strawberry
from tortoise.expressions import Q

from sanbao.access.roles import Permission
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.name_taken import NAME_TAKEN
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.core import ids, inputs, paging
from sanbao.organisations import kinds, models, scope, service

UnitKind = strawberry.enum(
    kinds.UnitKind,
    name="UnitKind",
    description="The kinds of unit. STREET is 街道, and a town in its place. 单位类别。",
)


@strawberry.type(description="WGS-84 degrees. 位置。")
class Position:
    longitude: float = strawberry.field(description="Degrees east.")
    latitude: float = strawberry.field(description="Degrees north.")


@strawberry.input(description="WGS-84 degrees, both. 位置。")
class PositionInput:
    longitude: float = strawberry.field(description="Degrees east, -180 to 180.")
    latitude: float = strawberry.field(description="Degrees north, -90 to 90.")

    def pair(self) -> tuple[float, float]:
        return self.longitude, self.latitude


@node(
    models.Unit,
    service.visible,
    description="A unit of the tree: city to centre household, and work units beside it. 单位。",
)
class Unit(VersionedNode):
    kind: UnitKind = strawberry.field(description="What it is.")
    name: str = strawberry.field(description="Its name, at most 120 characters.")
    code: str | None = strawberry.field(description="Its official code, such as the 12-digit division code.")
    active: bool = strawberry.field(description="False once retired.")
    position_is_estimated: bool = strawberry.field(description="True when the position was not surveyed.")

    @strawberry.field(description="Where it is, if known.")
    def position(self, root: strawberry.Parent[models.Unit]) -> Position | None:
        if root.longitude is None or root.latitude is None:
            return None
        return Position(longitude=root.longitude, latitude=root.latitude)

    @strawberry.field(description="The kinds of unit that may stand directly below it, from the city down.")
    def child_kinds(self, root: strawberry.Parent[models.Unit]) -> list[UnitKind]:
        return list(kinds.in_order(kinds.CHILD_KINDS[root.kind]))

    @strawberry.field(description="The unit directly above.")
    async def parent(self, root: strawberry.Parent[models.Unit], info: Info) -> Unit | None:
        return await info.context.loaders.optional_row(models.Unit, root.parent_id)

    @strawberry.field(description="The units above, from the top down.")
    async def ancestors(self, root: strawberry.Parent[models.Unit], info: Info) -> list[Unit]:
        loaders = info.context.loaders
        lines = await loaders.children(models.UnitAncestry, "unit_id", root.id, "-distance")
        return [await loaders.row(models.Unit, line.ancestor_id) for line in lines if line.distance]


@strawberry.input(description="Which units. All conditions hold together. 单位筛选。")
class UnitFilter:
    kinds: list[UnitKind] | None = strawberry.field(default=None, description="Of these kinds.")
    below: strawberry.ID | None = strawberry.field(default=None, description="This unit and all below it.")
    parent: strawberry.ID | None = strawberry.field(default=None, description="Directly below this unit.")
    name_contains: str | None = strawberry.field(default=None, description="Name contains this.")
    code: str | None = strawberry.field(default=None, description="Official code is this.")
    active: bool | None = strawberry.field(default=True, description="In use; null for both.")

    def condition(self) -> Q:
        found = Q()
        if self.kinds is not None:
            found &= Q(kind__in=list(self.kinds))
        if self.below is not None:
            found &= Q(id__in=scope.subtree([ids.row_id(self.below, "Unit", "filter.below")]))
        if self.parent is not None:
            found &= Q(parent_id=ids.row_id(self.parent, "Unit", "filter.parent"))
        if self.name_contains:
            found &= Q(name__contains=inputs.text("filter.name_contains", self.name_contains, most=120))
        if self.code is not None:
            found &= Q(code=inputs.text("filter.code", self.code, most=40))
        if self.active is not None:
            found &= Q(active=self.active)
        return found


@strawberry.type(description="Where a kind of unit may stand in the tree. 单位类别的上下级规则。")
class UnitKindRule:
    kind: UnitKind = strawberry.field(description="The kind.")
    may_be_root: bool = strawberry.field(description="Whether it may stand without a unit above.")
    parent_kinds: list[UnitKind] = strawberry.field(description="The kinds that may stand directly above it.")
    child_kinds: list[UnitKind] = strawberry.field(description="The kinds that may stand directly below it.")


@strawberry.type
class UnitQueries:
    @query(needs="self", description="Which kind may stand below which: the whole table. 单位类别规则。")
    async def unit_kind_rules(self) -> list[UnitKindRule]:
        return [
            UnitKindRule(
                kind=kind,
                may_be_root=kind in kinds.MAY_BE_ROOT,
                parent_kinds=list(kinds.in_order(kinds.PARENT_KINDS[kind])),
                child_kinds=list(kinds.in_order(kinds.CHILD_KINDS[kind])),
            )
            for kind in kinds.UnitKind
        ]

    @query(
        needs="self", description="The units of the tree, in the order they were made. 单位列表。", paged=True
    )
    async def units(
        self, info: Info, page: paging.PageRequest, filter: UnitFilter | None = None
    ) -> Connection[Unit]:
        condition = (filter or UnitFilter()).condition()
        return await paging.page(service.visible(info.context.actor).filter(condition), (), page)


@strawberry.input(description="A new unit. 新建单位。")
class UnitCreateInput(MutationInput):
    kind: UnitKind = strawberry.field(description="What it is.")
    name: str = strawberry.field(description="Its name, at most 120 characters.")
    parent: strawberry.ID | None = strawberry.field(
        default=None, description="The unit above; none for a root."
    )
    code: str | None = strawberry.field(default=None, description="Official code, unique.")
    longitude: float | None = strawberry.field(default=None, description="WGS-84 degrees east.")
    latitude: float | None = strawberry.field(default=None, description="WGS-84 degrees north.")
    position_is_estimated: bool = strawberry.field(
        default=False, description="The position was not surveyed."
    )


@strawberry.input(description="Everything that is said of a unit, anew. 修改单位。")
class UnitChangeInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The unit.")
    name: str = strawberry.field(description="Its name, at most 120 characters.")
    code: str | None = strawberry.field(default=None, description="Official code, unique.")
    longitude: float | None = strawberry.field(default=None, description="WGS-84 degrees east.")
    latitude: float | None = strawberry.field(default=None, description="WGS-84 degrees north.")
    position_is_estimated: bool = strawberry.field(
        default=False, description="The position was not surveyed."
    )


@strawberry.input(description="Where to hang a unit. 调整单位上级。")
class UnitMoveInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The unit.")
    parent: strawberry.ID = strawberry.field(description="The unit that shall stand above it.")


@strawberry.input(description="Which unit to take out of use. 停用单位。")
class UnitRetireInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The unit.")


@strawberry.input(description="Which unit to put back into use. 恢复单位。")
class UnitRestoreInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The unit.")


@strawberry.type(description="The unit was made.")
class UnitCreateSuccess:
    unit: Unit = strawberry.field(description="The new unit.")


@strawberry.type(description="The unit was changed.")
class UnitChangeSuccess:
    unit: Unit = strawberry.field(description="The unit as it is now.")


@strawberry.type(description="The unit was moved.")
class UnitMoveSuccess:
    unit: Unit = strawberry.field(description="The unit as it is now.")


@strawberry.type(description="The unit is out of use.")
class UnitRetireSuccess:
    unit: Unit = strawberry.field(description="The unit as it is now.")


@strawberry.type(description="The unit is in use again.")
class UnitRestoreSuccess:
    unit: Unit = strawberry.field(description="The unit as it is now.")


def _draft(input: UnitCreateInput | UnitChangeInput) -> service.UnitDraft:
    return service.UnitDraft(
        name=input.name,
        code=input.code,
        longitude=input.longitude,
        latitude=input.latitude,
        position_is_estimated=input.position_is_estimated,
    )


@strawberry.type
class UnitMutations:
    @mutation(
        needs=Permission.UNIT_MANAGE,
        description="Add a unit to the tree, with a name that no unit in use beside it has. 新建单位。",
        errors=NAME_TAKEN,
    )
    async def unit_create(info: Info, input: UnitCreateInput) -> UnitCreateSuccess:
        parent_id = ids.row_id(input.parent, "Unit", "parent") if input.parent else None
        unit = await service.create(info.context.actor, input.kind, parent_id, _draft(input))
        return UnitCreateSuccess(unit=unit)

    @mutation(
        needs=Permission.UNIT_MANAGE,
        description="Change what is said of a unit. 修改单位。",
        errors=NAME_TAKEN,
    )
    async def unit_change(info: Info, input: UnitChangeInput) -> UnitChangeSuccess:
        id = ids.row_id(input.id, "Unit")
        unit = await service.change(
            info.context.actor, id, _draft(input), expected_version=input.expected_version
        )
        return UnitChangeSuccess(unit=unit)

    @mutation(
        needs=Permission.UNIT_MANAGE,
        description="Hang a unit under another parent; takes the right on both. 调整上级。",
        errors=NAME_TAKEN,
    )
    async def unit_move(info: Info, input: UnitMoveInput) -> UnitMoveSuccess:
        unit = await service.move(
            info.context.actor,
            ids.row_id(input.id, "Unit"),
            ids.row_id(input.parent, "Unit", "parent"),
            expected_version=input.expected_version,
        )
        return UnitMoveSuccess(unit=unit)

    @mutation(needs=Permission.UNIT_MANAGE, description="Take a unit out of use. 停用单位。")
    async def unit_retire(info: Info, input: UnitRetireInput) -> UnitRetireSuccess:
        id = ids.row_id(input.id, "Unit")
        unit = await service.retire(info.context.actor, id, expected_version=input.expected_version)
        return UnitRetireSuccess(unit=unit)

    @mutation(
        needs=Permission.UNIT_MANAGE,
        description="Put a retired unit back into use, where it stands; the unit above must be in use. 恢复单位。",
        errors=NAME_TAKEN,
    )
    async def unit_restore(info: Info, input: UnitRestoreInput) -> UnitRestoreSuccess:
        id = ids.row_id(input.id, "Unit")
        unit = await service.restore(info.context.actor, id, expected_version=input.expected_version)
        return UnitRestoreSuccess(unit=unit)
