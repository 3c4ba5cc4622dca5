"""Units return, stand where their kind may, and have a name of their own."""

from __future__ import annotations

from typing import Any

import pytest

from sanbao.access.models import AuditEntry
from sanbao.access.roles import Role
from sanbao.organisations.kinds import MAY_BE_ROOT, PARENT_KINDS, UnitKind
from sanbao.organisations.models import Unit
from tests.factories import gid, make_unit
from tests.people import Client, make_account

REFUSAL = "... on UserError { __typename code path message }"
TAKEN = "... on NameTakenError { existing { __typename id } }"


def deed(name: str) -> str:
    kind = name[0].upper() + name[1:]
    refusals = REFUSAL if name == "unitRetire" else f"{REFUSAL} {TAKEN}"
    return (
        f"mutation ($input: {kind}Input!) {{ {name}(input: $input) "
        f"{{ ... on {kind}Success {{ unit {{ name active version }} }} {refusals} }} }}"
    )


async def told(client: Client, mutation: str, /, **said: Any) -> dict[str, Any]:
    [answer] = (await client.ask(deed(mutation), input=said)).values()
    found: dict[str, Any] = answer
    return found


@pytest.fixture
async def street(db: object) -> Unit:
    return await make_unit(name="Lake Street")


@pytest.fixture
async def boss(stranger: Client, street: Unit) -> Client:
    return await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))


async def test_a_retired_unit_returns_once_the_unit_above_is_in_use(boss: Client, street: Unit):
    community = await make_unit(UnitKind.COMMUNITY, street, name="First")
    grid = await make_unit(UnitKind.GRID, community, name="Grid 1")
    for unit in (grid, community):
        await told(boss, "unitRetire", id=gid(unit))

    early = await told(boss, "unitRestore", id=gid(grid))
    first = await told(boss, "unitRestore", id=gid(community), expectedVersion=2)
    then = await told(boss, "unitRestore", id=gid(grid))
    again = await told(boss, "unitRestore", id=gid(grid))

    assert early == {
        "__typename": "InvalidInputError",
        "code": "UNIT_PARENT_RETIRED",
        "path": ["id"],
        "message": "The unit above, 'First', is out of use: put it back into use first, or move this one below a "
        "unit in use.",
    }
    assert first["unit"] == {"name": "First", "active": True, "version": 3}
    assert then["unit"] == again["unit"] == {"name": "Grid 1", "active": True, "version": 3}
    assert await AuditEntry.filter(deed="UnitRestore", row_id=community.id).count() == 1


async def test_a_retired_unit_returns_below_another_where_its_own_stays_retired(boss: Client, street: Unit):
    old, new = [await make_unit(UnitKind.COMMUNITY, street, name=name) for name in ("Old", "New")]
    grid = await make_unit(UnitKind.GRID, old, name="Grid 1")
    for unit in (grid, old):
        await told(boss, "unitRetire", id=gid(unit))

    await told(boss, "unitMove", id=gid(grid), parent=gid(new))

    assert (await told(boss, "unitRestore", id=gid(grid)))["unit"]["active"] is True


async def test_nobody_restores_beyond_his_units_or_over_a_change(
    stranger: Client, boss: Client, street: Unit
):
    community = await make_unit(UnitKind.COMMUNITY, street)
    await told(boss, "unitRetire", id=gid(community))
    other = await stranger.signed_in_as(await make_account("other", Role.ADMINISTRATOR, await make_unit()))

    assert (await told(other, "unitRestore", id=gid(community)))["code"] == "PERMISSION_DENIED"
    assert (await told(boss, "unitRestore", id=gid(community), expectedVersion=1))["code"] == "STALE_VERSION"
    assert (await Unit.get(id=community.id)).active is False


async def test_a_name_stands_once_among_the_units_in_use_below_one_parent(boss: Client, street: Unit):
    first = await make_unit(UnitKind.COMMUNITY, street, name="First", code="C1")
    second = await make_unit(UnitKind.COMMUNITY, street, name="Second")
    grid = await make_unit(UnitKind.GRID, first, name="Grid 1")
    other = await make_unit(UnitKind.GRID, second, name="Grid 1")
    refused = [
        (await told(boss, "unitCreate", kind="COMMUNITY", name=" First ", parent=gid(street)), first),
        (await told(boss, "unitCreate", kind="PARTNER", name="First", parent=gid(street)), first),
        (await told(boss, "unitChange", id=gid(second), name="First"), first),
        (await told(boss, "unitMove", id=gid(other), parent=gid(first)), grid),
    ]

    for answer, existing in refused:
        assert (answer["__typename"], answer["code"], answer["path"]) == (
            "NameTakenError",
            "NAME_TAKEN",
            ["name"],
        )
        assert answer["existing"] == {"__typename": "Unit", "id": gid(existing)}
    assert refused[0][0]["message"] == (
        "There is a unit 'First' here already (code C1). Use that one, or give another name."
    )
    assert await Unit.all().count() == 5
    assert [(await Unit.get(id=each.id)).version for each in (second, other)] == [1, 1]
    kept = await told(boss, "unitChange", id=gid(first), name="First", code="C9")
    assert kept["unit"] == {"name": "First", "active": True, "version": 2}


async def test_a_retired_unit_leaves_its_name_and_cannot_return_to_it(boss: Client, street: Unit):
    retired = await make_unit(UnitKind.COMMUNITY, street, name="First")
    await told(boss, "unitRetire", id=gid(retired))
    await told(boss, "unitCreate", kind="COMMUNITY", name="First", parent=gid(street))
    new = await Unit.get(name="First", active=True)

    back = await told(boss, "unitRestore", id=gid(retired))

    assert (back["code"], back["existing"]) == ("NAME_TAKEN", {"__typename": "Unit", "id": gid(new)})
    await told(boss, "unitChange", id=gid(retired), name="First, the old one")
    assert (await told(boss, "unitRestore", id=gid(retired)))["unit"]["active"] is True


async def test_the_contract_tells_which_kind_may_stand_where(boss: Client, street: Unit):
    rules = (await boss.ask("{ unitKindRules { kind mayBeRoot parentKinds childKinds } }"))["unitKindRules"]
    below = await boss.ask(
        "query ($id: ID!) { node(id: $id) { ... on Unit { childKinds } } }", id=gid(street)
    )

    told_of = {UnitKind(rule["kind"]): rule for rule in rules}
    assert list(told_of) == list(UnitKind)
    for kind, rule in told_of.items():
        assert set(rule["parentKinds"]) == PARENT_KINDS[kind]
        assert rule["mayBeRoot"] is (kind in MAY_BE_ROOT)
        assert set(rule["childKinds"]) == {below for below, above in PARENT_KINDS.items() if kind in above}
    expected = ["COMMUNITY", "WORK_UNIT", "DEPARTMENT", "PARTNER"]
    assert below["node"]["childKinds"] == told_of[UnitKind.STREET]["childKinds"] == expected


async def test_a_wrong_parent_is_refused_with_the_kinds_that_would_be_right(boss: Client, street: Unit):
    centre = await make_unit(
        UnitKind.CENTRE_HOUSEHOLD, await make_unit(UnitKind.COMMUNITY, street, name="First")
    )

    grid = await told(boss, "unitCreate", kind="GRID", name="Grid", parent=gid(street))
    city = await told(boss, "unitCreate", kind="CITY", name="City", parent=gid(centre))

    assert (grid["code"], grid["path"]) == ("UNIT_PARENT_KIND", ["parent"])
    assert grid["message"] == (
        "A grid cannot stand below a street. Above a grid may stand: community. "
        "Below a street: community, work unit, department, partner."
    )
    assert city["message"] == (
        "A city cannot stand below a centre household. Above a city may stand: nothing. "
        "Below a centre household: nothing."
    )
    assert await Unit.all().count() == 3
