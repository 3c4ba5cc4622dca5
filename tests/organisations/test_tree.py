"""Changing the tree, several people at once and each with his own rights."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest

from sanbao.access import sessions
from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.models import RoleGrant
from sanbao.access.roles import Role
from sanbao.core.db import unit_of_work
from sanbao.core.errors import InvalidInput, PermissionDenied, SanbaoError
from sanbao.exchange import service as importing
from sanbao.exchange.columns import ImportKind
from sanbao.exchange.importer import Options
from sanbao.organisations import service
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit, UnitAncestry
from tests.exchange.factories import csv
from tests.factories import make_unit
from tests.people import make_account


async def lines() -> set[tuple[UUID, UUID]]:
    """The ancestry as it is kept."""
    return set(await UnitAncestry.all().values_list("unit_id", "ancestor_id"))


async def lines_from_parents() -> set[tuple[UUID, UUID]]:
    """The ancestry as the parents tell it; fails on a cycle."""
    parents = dict(await Unit.all().values_list("id", "parent_id"))
    found = set()
    for unit_id in parents:
        above, steps = unit_id, 0
        while above is not None:
            found.add((unit_id, above))
            above, steps = parents[above], steps + 1
            assert steps <= len(parents), "a unit stands below itself"
    return found


async def tried(deed: Any) -> str:
    try:
        async with unit_of_work():
            await deed
    except SanbaoError as refusal:
        return refusal.message_key
    return "done"


async def test_two_units_moved_below_each_other_at_once_make_no_circle(db: object):
    street = await make_unit()
    first, second = [await make_unit(UnitKind.WORK_UNIT, street) for _ in range(2)]

    told = await asyncio.gather(
        tried(service.move(SYSTEM, first.id, second.id)), tried(service.move(SYSTEM, second.id, first.id))
    )

    assert sorted(told) == ["done", "unit-cycle"]
    assert await lines() == await lines_from_parents()


async def test_a_unit_made_below_another_that_moves_meanwhile_stands_where_that_one_went(db: object):
    street, other = await make_unit(), await make_unit()
    for n in range(4):
        firm = await make_unit(UnitKind.WORK_UNIT, street, name=f"Firm {n}")
        office = await make_unit(UnitKind.WORK_UNIT, firm)

        told = await asyncio.gather(
            tried(service.move(SYSTEM, firm.id, other.id)),
            tried(service.create(SYSTEM, UnitKind.WORK_UNIT, office.id, service.UnitDraft(name="Desk"))),
        )

        assert told == ["done", "done"]
        assert await lines() == await lines_from_parents()


async def test_nothing_is_hung_below_a_unit_that_is_out_of_use(db: object):
    street = await make_unit()
    retired, other = [await make_unit(UnitKind.WORK_UNIT, street) for _ in range(2)]
    await service.retire(SYSTEM, retired.id)

    for deed in (
        service.move(SYSTEM, other.id, retired.id),
        service.create(SYSTEM, UnitKind.WORK_UNIT, retired.id, service.UnitDraft(name="Desk")),
    ):
        with pytest.raises(InvalidInput) as refused:
            await deed
        assert (refused.value.message_key, refused.value.path) == ("unit-not-active", ("parent",))

    assert await Unit.filter(parent_id=retired.id).count() == 0
    assert await lines() == await lines_from_parents()


async def test_who_manages_a_unit_cannot_take_it_away_from_those_above_it(db: object):
    mine, theirs = await make_unit(), await make_unit()
    community = await make_unit(UnitKind.COMMUNITY, theirs)
    account = await make_account("coordinator", Role.COORDINATOR, mine)
    await RoleGrant.create(account=account, role=Role.COORDINATOR, unit=community)
    actor: Actor = await sessions.actor_of(account)

    with pytest.raises(PermissionDenied):
        await service.move(actor, community.id, mine.id)

    assert (await Unit.get(id=community.id)).parent_id == theirs.id
    assert await lines() == await lines_from_parents()


async def test_two_imports_at_once_that_make_and_move_units_leave_one_tree(db: object):
    street = await make_unit(code="S")
    for code in ("A", "B"):
        await make_unit(UnitKind.WORK_UNIT, street, code=code)
    tables = [
        csv("编码,名称,类别,上级编码", f"{new},新,工作单位,{below}", f"{moved},旧,工作单位,{below}")
        for new, moved, below in (("N1", "A", "B"), ("N2", "B", "A"))
    ]

    async def written(table: Any) -> bool:
        """Refused by its row where the other import was over before, as a whole where it was not."""
        try:
            async with unit_of_work():
                return (await importing.run(SYSTEM, ImportKind.UNITS, table, options=Options())).written
        except SanbaoError as refusal:
            assert refusal.message_key == "unit-cycle"
            return False

    assert sorted(await asyncio.gather(*map(written, tables))) == [False, True]
    assert await Unit.filter(code__startswith="N").count() == 1
    assert await lines() == await lines_from_parents()
