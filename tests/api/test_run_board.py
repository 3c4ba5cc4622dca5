"""A run's plan in columns, for maps and timelines."""

import httpx

from sanbao.access.models import SensitiveRead
from sanbao.access.roles import Role
from sanbao.app import create_app
from sanbao.core.settings import Settings
from sanbao.organisations.kinds import UnitKind
from sanbao.planning.models import Lock, LockKind
from tests.conftest import Statements
from tests.factories import gid, make_unit
from tests.people import Client, make_account
from tests.planning.factories import WEEK, make_item, make_member, make_request
from tests.planning.worlds import NINE, World, make_world, propose

BOARD = """
query ($run: ID!) { runBoard(run: $run) {
  showsPlaces startStepMinutes run { id version state }
  units { ids names kinds parents longitudes latitudes }
  services { names seatOf seatSkills seatDemands seatRequired seatMost }
  members { ids numbers names units longitudes latitudes reachMetres ableOf ableDemands freeOf freeFrom freeUntil }
  requests { ids numbers services units longitudes latitudes minutes starts reasons windowOf windowFrom windowUntil }
  duties { requests members seats travelMinutes }
  locks { ids kinds requests members starts }
} }
"""


async def read_by(stranger: Client, world: World, role: Role) -> dict:
    account = await make_account(role.value.lower(), role, world.street)
    reader = await stranger.signed_in_as(account)
    return (await reader.ask(BOARD, run=gid(world.run)))["runBoard"]


async def test_a_plan_is_told_in_columns_that_refer_to_one_another(stranger: Client):
    world = await make_world(members=2, requests=5)
    lock = await Lock.create(
        run=world.run,
        request=world.requests[0],
        member=world.members[0],
        kind=LockKind.PAIR_AND_TIME,
        starts_at=WEEK.moment(NINE),
    )

    board = await read_by(stranger, world, Role.COORDINATOR)

    assert board["run"] == {"id": gid(world.run), "version": world.run.version, "state": "PROPOSED"}
    assert board["units"]["ids"] == [gid(world.street)]
    assert board["units"]["parents"] == [None]
    assert (board["units"]["longitudes"], board["units"]["latitudes"]) == ([120.3], [31.5])
    assert board["services"] == {
        "names": ["Visit"],
        "seatOf": [0],
        "seatSkills": [board["services"]["seatSkills"][0]],
        "seatDemands": [0],
        "seatRequired": [1],
        "seatMost": [1],
    }
    members, requests, duties = board["members"], board["requests"], board["duties"]
    assert members["ids"] == [gid(member) for member in world.members]
    assert (members["names"], members["units"]) == (["Member 0", "Member 1"], [0, 0])
    assert members["longitudes"] == [120.3, 120.301]
    assert set(members["freeOf"]) == {0, 1}
    assert (members["ableOf"], members["ableDemands"]) == ([0, 1], [0, 0])
    assert (members["ableOf"], members["ableDemands"]) == ([0, 1], [0, 0])
    assert members["reachMetres"] == [2_000, 2_000]
    assert all(a < b for a, b in zip(members["freeFrom"], members["freeUntil"], strict=True))
    assert requests["ids"] == [gid(request) for request in world.requests]
    assert requests["minutes"] == [60] * 5
    assert [start is None for start in requests["starts"]] == [
        reason is not None for reason in requests["reasons"]
    ]
    assert requests["reasons"].count("members_busy") == 1
    assert sorted(duties["requests"]) == [
        n for n, start in enumerate(requests["starts"]) if start is not None
    ]
    first = duties["requests"].index(0)
    assert (duties["seats"][first], duties["travelMinutes"][first]) == (0, 0)
    assert board["locks"] == {
        "ids": [gid(lock)],
        "kinds": ["PAIR_AND_TIME"],
        "requests": [0],
        "members": [0],
        "starts": [NINE],
    }


async def test_only_who_has_the_skill_at_the_level_meets_what_a_seat_demands(stranger: Client):
    world = await make_world(members=2, requests=1, seats=({"level": 2}, {}))
    await make_member(world.street, name="Expert", skills={"care": 3})
    await make_member(world.street, name="Driver", skills={"drive": 3})
    world.run = await propose(world.street, world.policy)

    board = await read_by(stranger, world, Role.COORDINATOR)

    high, low = board["services"]["seatDemands"]
    members = board["members"]
    able = sorted(
        (members["names"][of], demand)
        for of, demand in zip(members["ableOf"], members["ableDemands"], strict=True)
    )
    assert high != low
    assert able == sorted(
        [("Member 0", low), ("Member 1", low), ("Expert", high), ("Expert", low)],
    )


async def test_units_refer_to_the_one_above_them(stranger: Client):
    world = await make_world(members=1, requests=1)
    community = await make_unit(UnitKind.COMMUNITY, world.street)
    grid = await make_unit(UnitKind.GRID, community)

    units = (await read_by(stranger, world, Role.COORDINATOR))["units"]

    above = {
        id: None if parent is None else units["ids"][parent]
        for id, parent in zip(units["ids"], units["parents"], strict=True)
    }
    assert above == {gid(world.street): None, gid(community): gid(world.street), gid(grid): gid(community)}


async def test_homes_and_places_are_for_those_who_may_see_them_and_the_reading_is_noted_once(
    stranger: Client,
):
    world = await make_world(members=2, requests=1)

    seen = await read_by(stranger, world, Role.INSPECTOR)
    assert (seen["showsPlaces"], seen["members"]["longitudes"]) == (False, [120.3, 120.3])
    assert await SensitiveRead.all().count() == 0

    shown = await read_by(stranger, world, Role.COORDINATOR)
    assert (shown["showsPlaces"], shown["members"]["longitudes"]) == (True, [120.3, 120.301])
    [reading] = await SensitiveRead.all()
    assert (reading.noun, reading.row_id, reading.field_names) == (
        "AssignmentRun",
        world.run.id,
        "board_places",
    )


async def test_a_run_elsewhere_is_not_found(stranger: Client):
    world = await make_world(members=1, requests=1)
    elsewhere = await make_account("elsewhere", Role.COORDINATOR, await make_unit())
    other = await stranger.signed_in_as(elsewhere)

    answer = await other.send(BOARD, run=gid(world.run))

    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_the_board_takes_as_many_statements_for_a_long_plan_as_for_a_short_one(
    stranger: Client, statements: Statements
):
    world = await make_world(members=2, requests=2)
    coordinator = await stranger.signed_in_as(await make_account("counter", Role.COORDINATOR, world.street))
    counts = []
    for more in (0, 30):
        for n in range(more):
            await make_member(world.street, name=f"More {n}")
            await make_request(world.street, item=await make_item(world.street))
        run = await propose(world.street, world.policy)
        await coordinator.ask(BOARD, run=gid(run))
        with statements.counting() as sent:
            board = (await coordinator.ask(BOARD, run=gid(run)))["runBoard"]
        assert len(board["members"]["ids"]) == 2 + more
        counts.append(len(sent))

    assert counts[0] == counts[1]


async def test_tiles_are_told_where_the_operator_has_chosen_some(stranger: Client, db: Settings):
    asked = "{ mapTiles { url credit } }"
    account = await make_account("reader")
    tiles = "https://tiles.example.org/{z}/{x}/{y}.png"
    chosen = db.model_copy(update={"map_tiles_url": tiles, "map_tiles_credit": "© Example"})
    transport = httpx.ASGITransport(create_app(chosen))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        with_tiles = await Client(http).signed_in_as(account)
        assert await with_tiles.ask(asked) == {"mapTiles": {"url": tiles, "credit": "© Example"}}

    without = await stranger.signed_in_as(account)
    assert await without.ask(asked) == {"mapTiles": None}
