from datetime import timedelta

from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.requests.models import RequestSeries
from sanbao.requests.series import materialise
from tests.dispatch.factories import Scene, make_scene
from tests.factories import gid
from tests.people import Client, make_account
from tests.requests.factories import make_resident

CREATE = """mutation ($input: SeriesCreateInput!) { seriesCreate(input: $input) {
  ... on SeriesCreateSuccess { series { id rule startsOn active windows { startMinute endMinute } skippedDates
    menuItem { name } unit { name } requester { name } beneficiary { name } address note version } }
  ... on UserError { code path message } } }"""
SKIP = """mutation ($input: SeriesSkipDateInput!) { seriesSkipDate(input: $input) {
  ... on SeriesSkipDateSuccess { series { skippedDates version } } ... on UserError { code path } } }"""
END = """mutation ($input: SeriesEndInput!) { seriesEnd(input: $input) {
  ... on SeriesEndSuccess { series { active } } ... on UserError { code } } }"""
COMING = "{ series(filter: { active: null }) { nodes { comingDates } } }"
LISTED = """query ($first: Int) { series(first: $first) { totalCount nodes { rule address note
  menuItem { name } unit { name } requester { name } } } }"""


async def coordinator_of(stranger: Client, scene: Scene, login: str = "coordinator") -> Client:
    return await stranger.signed_in_as(await make_account(login, Role.COORDINATOR, scene.street))


def an_order(scene: Scene) -> dict[str, object]:
    return {
        "menuItem": gid(scene.item),
        "rule": "FREQ=DAILY",
        "startsOn": clock.today().isoformat(),
        "windows": [{"startMinute": 540, "endMinute": 660}],
        "beneficiary": gid(scene.resident),
        "note": "ring twice",
    }


async def test_a_series_begins_skips_a_day_and_ends(stranger: Client):
    scene = await make_scene()
    coordinator = await coordinator_of(stranger, scene)
    resident = await stranger.signed_in_as(scene.resident_account)

    made = (await coordinator.ask(CREATE, input=an_order(scene)))["seriesCreate"]["series"]
    day = clock.today() + timedelta(days=3)
    skipped = await resident.ask(SKIP, input={"id": made["id"], "date": day.isoformat()})
    ended = await resident.ask(END, input={"id": made["id"], "expectedVersion": 2})

    assert made == {
        "id": made["id"],
        "rule": "FREQ=DAILY",
        "startsOn": clock.today().isoformat(),
        "active": True,
        "windows": [{"startMinute": 540, "endMinute": 660}],
        "skippedDates": [],
        "menuItem": {"name": "Tap repair"},
        "unit": {"name": "Community"},
        "requester": {"name": "Zhang San"},
        "beneficiary": {"name": "Zhang San"},
        "address": "Lane 1, No. 2",
        "note": "ring twice",
        "version": 1,
    }
    assert skipped["seriesSkipDate"]["series"] == {"skippedDates": [day.isoformat()], "version": 2}
    assert ended["seriesEnd"]["series"] == {"active": False}
    assert await materialise([scene.street.id], Week.containing(clock.now()).following()) == []


async def test_a_series_is_begun_by_staff_and_kept_by_its_people(stranger: Client):
    scene, elsewhere = await make_scene(), await make_scene()
    coordinator = await coordinator_of(stranger, scene)
    made = (await coordinator.ask(CREATE, input=an_order(scene)))["seriesCreate"]["series"]
    resident = await stranger.signed_in_as(scene.resident_account)
    neighbour = await stranger.signed_in_as((await make_resident(scene.community))[1])
    inspector = await stranger.signed_in_as(await make_account("insp", Role.INSPECTOR, scene.street))
    other = await coordinator_of(stranger, elsewhere, "elsewhere")

    own = await resident.ask(CREATE, input=an_order(scene))
    hostile = await coordinator.ask(CREATE, input={**an_order(scene), "rule": "FREQ=SECONDLY"})
    outcomes = [
        (await client.ask(END, input={"id": made["id"]}))["seriesEnd"]["code"]
        for client in (neighbour, inspector, other)
    ]

    assert own["seriesCreate"]["code"] == "PERMISSION_DENIED"
    assert (hostile["seriesCreate"]["code"], hostile["seriesCreate"]["path"]) == ("RULE_FREQUENCY", ["rule"])
    assert outcomes == ["NOT_FOUND", "PERMISSION_DENIED", "NOT_FOUND"]
    assert (await RequestSeries.get()).active
    hidden = (await inspector.ask(LISTED))["series"]["nodes"]
    assert [(s["address"], s["note"]) for s in hidden] == [(None, None)]
    assert (await neighbour.ask(LISTED))["series"]["totalCount"] == 0


async def test_the_list_takes_as_many_statements_for_100_rows_as_for_10(stranger: Client, statements):
    scene = await make_scene()
    coordinator = await coordinator_of(stranger, scene)
    await coordinator.ask(CREATE, input=an_order(scene))
    first = await RequestSeries.get()
    copied = {f: getattr(first, f) for f in first._meta.db_fields if f not in ("id", "created_at", "version")}
    await RequestSeries.bulk_create([RequestSeries(**copied) for _ in range(99)])

    sent = []
    for first in (10, 100):
        with statements.counting() as seen:
            assert len((await coordinator.ask(LISTED, first=first))["series"]["nodes"]) == first
        sent.append(len(seen))
    assert sent[0] == sent[1]


async def test_a_series_tells_its_next_days_without_those_left_out(stranger: Client):
    scene = await make_scene()
    coordinator = await coordinator_of(stranger, scene)
    resident = await stranger.signed_in_as(scene.resident_account)
    today = clock.today()
    order = {**an_order(scene), "rule": "FREQ=DAILY;INTERVAL=30"}
    made = (await coordinator.ask(CREATE, input=order))["seriesCreate"]["series"]

    days = [(today + timedelta(days=n)).isoformat() for n in (0, 30, 60, 90)]
    assert await resident.ask(COMING) == {"series": {"nodes": [{"comingDates": days}]}}

    await resident.ask(SKIP, input={"id": made["id"], "date": days[1]})
    left = [days[0], *days[2:]]
    assert await resident.ask(COMING) == {"series": {"nodes": [{"comingDates": left}]}}

    await resident.ask(END, input={"id": made["id"]})
    assert await resident.ask(COMING) == {"series": {"nodes": [{"comingDates": []}]}}


async def test_of_a_daily_series_the_next_six_days_are_told(stranger: Client):
    scene = await make_scene()
    await (await coordinator_of(stranger, scene)).ask(CREATE, input=an_order(scene))
    resident = await stranger.signed_in_as(scene.resident_account)

    [series] = (await resident.ask(COMING))["series"]["nodes"]

    assert series["comingDates"] == [(clock.today() + timedelta(days=n)).isoformat() for n in range(6)]
