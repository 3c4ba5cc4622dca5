"""Report schemes: which reports make a complete report-in, and how far a member has come ("2 of 3").

No source that we know defines the "three reports" (三报到). They are therefore data: a scheme names the kinds
of unit to report to. The default follows the Party grid chain at the place of residence: community, grid,
centre household, reaffirmed every half-year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import locked, unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, NotFound
from sanbao.members.models import Member, ReportIn, ReportScheme
from sanbao.members.states import STANDING
from sanbao.organisations import scope
from sanbao.organisations import service as organisations
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit, UnitAncestry

DEFAULT_KINDS = (UnitKind.COMMUNITY, UnitKind.GRID, UnitKind.CENTRE_HOUSEHOLD)
DEFAULT_REAFFIRM_MONTHS = 6
DEFAULT_NAME = "三报到"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeDraft:
    """Everything that is said of a scheme."""

    name: str = DEFAULT_NAME
    target_kinds: Sequence[UnitKind] = DEFAULT_KINDS
    reaffirm_months: int = DEFAULT_REAFFIRM_MONTHS
    active: bool = True

    def cleaned(self) -> dict[str, Any]:
        """The columns; raises InvalidInput."""
        kinds = list(dict.fromkeys(self.target_kinds))
        if not kinds:
            raise InvalidInput("target_kinds", "required")
        return {
            "name": inputs.text("name", self.name, most=80),
            "target_kinds": [kind.value for kind in kinds],
            "reaffirm_months": inputs.number("reaffirm_months", self.reaffirm_months, least=1, most=60),
            "active": self.active,
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a member has come under the scheme that is valid for him; no scheme: the default kinds."""

    scheme: ReportScheme | None
    reported: tuple[UnitKind, ...]
    missing: tuple[UnitKind, ...]


def visible(actor: Actor) -> QuerySet[ReportScheme]:
    """The schemes an actor may see: all for everybody signed in, none for a stranger."""
    if actor.is_signed_in or actor.is_system:
        return ReportScheme.all()
    return ReportScheme.filter(id__in=[])


async def get(actor: Actor, id: UUID) -> ReportScheme:
    """One scheme; raises NotFound."""
    scheme = await visible(actor).get_or_none(id=id)
    if scheme is None:
        raise NotFound("ReportScheme", id)
    return scheme


async def create(actor: Actor, unit_id: UUID, draft: SchemeDraft) -> ReportScheme:
    """A scheme for a unit and everything below it that has none nearer. Needs `report-in:decide` on the unit.

    A unit has one active scheme: raises Conflict where it has one already.
    """
    columns = draft.cleaned()
    await organisations.get(actor, unit_id)
    await scope.require(actor, Permission.REPORT_IN_DECIDE, unit_id)
    await _check_only_one(unit_id, draft)
    return await ReportScheme.create(unit_id=unit_id, **columns)


async def change(
    actor: Actor, id: UUID, draft: SchemeDraft, *, expected_version: int | None = None
) -> ReportScheme:
    """Say everything of a scheme anew. Needs `report-in:decide` on its unit. Report-ins made under it stay."""
    columns = draft.cleaned()
    unit_id = (await get(actor, id)).unit_id
    await scope.require(actor, Permission.REPORT_IN_DECIDE, unit_id)
    scheme = await locked(ReportScheme, id, expected_version=expected_version)
    await _check_only_one(unit_id, draft, other_than=id)
    scheme.update_from_dict({**columns, "version": scheme.version + 1})
    await scheme.save()
    return scheme


async def _check_only_one(unit_id: UUID, draft: SchemeDraft, *, other_than: UUID | None = None) -> None:
    if draft.active:
        unit = await locked(Unit, unit_id)
        standing = ReportScheme.filter(unit_id=unit_id, active=True).filter(~Q(id=other_than))
        if await standing.exists():
            raise Conflict("report-scheme-exists", unit=unit.name)


async def valid_for(unit_ids: Iterable[UUID]) -> Mapping[UUID, ReportScheme]:
    """The active scheme of each unit: its own, else that of the nearest unit above that has one."""
    lines: list[tuple[UUID, UUID]] = (
        await UnitAncestry.filter(unit_id__in=list(set(unit_ids)))
        .filter(ancestor_id__in=Subquery(ReportScheme.filter(active=True).values("unit_id")))
        .order_by("-distance")
        .values_list("unit_id", "ancestor_id")
    )
    nearest = dict(lines)
    schemes = {s.unit_id: s for s in await ReportScheme.filter(active=True, unit_id__in=[*nearest.values()])}
    return {unit_id: schemes[ancestor_id] for unit_id, ancestor_id in nearest.items()}


async def valid_or_default(unit_id: UUID) -> ReportScheme:
    """The scheme of a unit. Where nobody has made one, the default is made, at the top of the tree."""
    found = (await valid_for([unit_id])).get(unit_id)
    if found is not None:
        return found
    top = await UnitAncestry.filter(unit_id=unit_id).order_by("-distance").first()
    assert top is not None, "a unit is its own ancestor"
    async with unit_of_work():
        await locked(Unit, top.ancestor_id)
        found = (await valid_for([unit_id])).get(unit_id)
        return found or await ReportScheme.create(unit_id=top.ancestor_id, **SchemeDraft().cleaned())


async def progress(member_ids: Sequence[UUID]) -> list[Progress]:
    """How far each of the members has come, in the order asked, in four statements whatever their number."""
    units: dict[UUID, UUID] = dict(await Member.filter(id__in=list(member_ids)).values_list("id", "unit_id"))
    schemes = await valid_for(units.values())
    reported: dict[UUID, set[UnitKind]] = defaultdict(set)
    for member_id, kind in await ReportIn.filter(
        member_id__in=list(member_ids), state__in=list(STANDING)
    ).values_list("member_id", "target_kind"):
        reported[member_id].add(UnitKind(kind))
    found = []
    for id in member_ids:
        scheme = schemes.get(units[id]) if id in units else None
        kinds = [UnitKind(kind) for kind in scheme.target_kinds] if scheme else DEFAULT_KINDS
        found.append(
            Progress(
                scheme=scheme,
                reported=tuple(kind for kind in kinds if kind in reported[id]),
                missing=tuple(kind for kind in kinds if kind not in reported[id]),
            )
        )
    return found
