from sanbao.access.models import RoleGrant
from sanbao.access.roles import Role
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit, UnitAncestry
from tests.factories import gid, make_unit
from tests.people import Client, make_account

CREATE = """
mutation ($input: UnitCreateInput!) { unitCreate(input: $input) {
  __typename
  ... on UnitCreateSuccess { unit { id name kind parent { name } ancestors { name } version } }
  ... on UserError { code path message }
} }
"""


async def test_an_administrator_builds_a_tree_and_reads_it_back(stranger: Client):
    street = await make_unit(name="Shanghai Road Street")
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))

    made = await boss.ask(
        CREATE, input={"kind": "COMMUNITY", "name": "First Community", "parent": gid(street)}
    )
    community = made["unitCreate"]["unit"]
    made = await boss.ask(CREATE, input={"kind": "GRID", "name": "Grid 1", "parent": community["id"]})

    assert community["parent"] == {"name": "Shanghai Road Street"}
    assert made["unitCreate"]["unit"]["ancestors"] == [
        {"name": "Shanghai Road Street"},
        {"name": "First Community"},
    ]
    listed = await boss.ask(
        "query ($below: ID!) { units(filter: {below: $below}) { totalCount nodes { name } } }",
        below=community["id"],
    )
    assert listed == {"units": {"totalCount": 2, "nodes": [{"name": "First Community"}, {"name": "Grid 1"}]}}


async def test_a_coordinator_cannot_build_outside_his_own_subtree(stranger: Client):
    street, other = await make_unit(), await make_unit()
    coordinator = await stranger.signed_in_as(await make_account("coordinator", Role.COORDINATOR, street))

    refused = await coordinator.ask(CREATE, input={"kind": "COMMUNITY", "name": "X", "parent": gid(other)})

    assert refused["unitCreate"] == {
        "__typename": "PermissionDeniedError",
        "code": "PERMISSION_DENIED",
        "path": [],
        "message": "You may not do this; it takes the right to change the unit tree. Ask your administrator.",
    }
    assert await Unit.all().count() == 2


async def test_a_stranger_is_told_to_sign_in_and_nothing_is_made(stranger: Client):
    answer = await stranger.send(CREATE, input={"kind": "CITY", "name": "X"})

    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    assert await Unit.all().count() == 0


async def test_a_grid_cannot_stand_below_a_street(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))

    refused = await boss.ask(CREATE, input={"kind": "GRID", "name": "Grid 1", "parent": gid(street)})

    assert refused["unitCreate"]["__typename"] == "InvalidInputError"
    assert refused["unitCreate"]["code"] == "UNIT_PARENT_KIND"
    assert refused["unitCreate"]["path"] == ["parent"]


async def test_the_same_idempotency_key_makes_one_unit_and_answers_alike(stranger: Client):
    street = await make_unit()
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    wanted = {"kind": "COMMUNITY", "name": "First", "parent": gid(street), "idempotencyKey": "k1"}

    first = await boss.ask(CREATE, input=wanted)
    second = await boss.ask(CREATE, input=wanted)
    other = await boss.ask(CREATE, input={**wanted, "name": "Second"})

    assert second == first
    assert other["unitCreate"]["code"] == "IDEMPOTENCY_MISMATCH"
    assert await Unit.filter(kind=UnitKind.COMMUNITY).count() == 1


async def test_moving_a_unit_takes_its_subtree_along(stranger: Client):
    street, other = await make_unit(), await make_unit(name="Other")
    community = await make_unit(UnitKind.COMMUNITY, street)
    grid = await make_unit(UnitKind.GRID, community)
    city = await make_unit(UnitKind.CITY)
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))
    await RoleGrant.create(account=boss.account, role=Role.ADMINISTRATOR, unit=other)

    moved = await boss.ask(
        "mutation ($input: UnitMoveInput!) { unitMove(input: $input) { "
        "... on UnitMoveSuccess { unit { parent { name } version } } ... on UserError { code } } }",
        input={"id": gid(community), "parent": gid(other), "expectedVersion": 1},
    )

    assert moved["unitMove"]["unit"] == {"parent": {"name": "Other"}, "version": 2}
    lines = (
        await UnitAncestry.filter(unit_id=grid.id).order_by("distance").values_list("ancestor_id", flat=True)
    )
    assert lines == [grid.id, community.id, other.id]
    assert not await UnitAncestry.filter(ancestor_id__in=[street.id, city.id], distance__gt=0).exists()


async def test_a_stale_version_is_refused_and_changes_nothing(stranger: Client):
    street = await make_unit(name="Before")
    boss = await stranger.signed_in_as(await make_account("boss", Role.ADMINISTRATOR, street))

    refused = await boss.ask(
        "mutation ($input: UnitChangeInput!) { unitChange(input: $input) { "
        "... on StaleVersionError { code currentVersion message } } }",
        input={"id": gid(street), "name": "After", "expectedVersion": 7},
    )

    assert refused["unitChange"]["code"] == "STALE_VERSION"
    assert refused["unitChange"]["currentVersion"] == 1
    assert (await Unit.get(id=street.id)).name == "Before"
