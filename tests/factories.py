"""Rows for tests. Each takes what matters to the test and defaults the rest."""

from __future__ import annotations

from typing import Any

from sanbao.access.actor import SYSTEM
from sanbao.core.ids import to_global_id
from sanbao.organisations import service as organisations
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit


async def make_unit(kind: UnitKind = UnitKind.STREET, parent: Unit | None = None, **said: Any) -> Unit:
    """A unit, named after its kind, with a number where that name is taken."""
    name = kind.value.title()
    beside = await Unit.filter(parent=parent, name__startswith=name).count()
    draft = organisations.UnitDraft(**{"name": f"{name} {beside + 1}" if beside else name, **said})
    return await organisations.create(SYSTEM, kind, parent.id if parent else None, draft)


def gid(row: Any) -> str:
    """The global id of a row."""
    return to_global_id(type(row).__name__, row.id)
