from typing import Any

from sanbao.access.roles import Role
from sanbao.dispatch import answers
from sanbao.dispatch.models import Assignment, ServiceRule
from sanbao.members.models import Member
from tests.dispatch.factories import acting, make_member, make_offer, make_scene
from tests.factories import gid, make_unit
from tests.operations import documents
from tests.people import Client, make_account
from tests.requests.factories import in_hours

POOL = """{ swaps(filter: {takeable: true}) { totalCount nodes { id giverName takerName takerCost note takeable
  travelMinutes menuItem { name } unit { name } assignment { id } history { action } } } }"""


async def client_of(stranger: Client, member: Member) -> Client:
    return await stranger.signed_in_as(await member.account)


async def a_promise(scene: Any, giver: Member) -> Assignment:
    offer = await make_offer(await scene.request(), scene.seat, giver)
    return await answers.accept(await acting(giver), offer.id)


async def proposed(giver: Client, promise: Assignment, **said: Any) -> dict[str, Any]:
    answer = await giver.ask(documents.text("AskToSwap"), input={"assignment": gid(promise), **said})
    told: dict[str, Any] = answer["swapPropose"]
    return told


async def test_the_pool_shows_what_is_to_be_done_to_who_could_and_names_nobody(stranger: Client):
    scene = await make_scene()
    giver, fit = await make_member(scene.community, name="Ann"), await make_member(scene.community)
    unfit = await make_member(scene.community, skilled=False)
    promise = await a_promise(scene, giver)
    made = await proposed(await client_of(stranger, giver), promise, note="Ill")
    swap = made["swap"]["id"]

    seen = {}
    for name, account in {
        "fit": await fit.account,
        "unfit": await unfit.account,
        "giver": await giver.account,
        "resident": scene.resident_account,
        "coordinator": await make_account("coordinator", Role.COORDINATOR, scene.street),
        "elsewhere": await make_account("elsewhere", Role.COORDINATOR, await make_unit()),
    }.items():
        client = await stranger.signed_in_as(account)
        every = (await client.ask("{ swaps { nodes { giverName } } }"))["swaps"]["nodes"]
        seen[name] = [(await client.ask(POOL))["swaps"]["totalCount"], [s["giverName"] for s in every]]
    [offered] = (await (await client_of(stranger, fit)).ask(POOL))["swaps"]["nodes"]

    assert seen == {
        "fit": [1, [None]],
        "unfit": [0, []],
        "giver": [0, ["Ann"]],
        "resident": [0, []],
        "coordinator": [0, ["Ann"]],
        "elsewhere": [0, []],
    }
    assert offered == {
        "id": swap,
        "giverName": None,
        "takerName": None,
        "takerCost": None,
        "note": "Ill",
        "takeable": True,
        "travelMinutes": 0,
        "menuItem": {"name": "Tap repair"},
        "unit": {"name": "Community"},
        "assignment": None,
        "history": [],
    }


async def test_who_takes_it_sees_the_door_and_who_comes_later_is_told_so(stranger: Client):
    scene = await make_scene()
    giver, first, second = [await make_member(scene.community) for _ in range(3)]
    promise = await a_promise(scene, giver)
    giving, taking, late = [await client_of(stranger, m) for m in (giver, first, second)]
    swap = (await proposed(giving, promise))["swap"]
    door = "query ($id: ID!) { node(id: $id) { ... on ServiceRequest { address } } }"
    request = gid(await promise.request)

    taken = await taking.ask(
        documents.text("TakeSwap"), input={"id": swap["id"], "expectedVersion": swap["version"]}
    )
    told = (await late.ask(documents.text("TakeSwap"), input={"id": swap["id"]}))["swapTake"]

    assert taken["swapTake"]["swap"]["state"] == "TAKEN"
    assert (told["__typename"], told["code"]) == ("SwapTakenError", "SWAP_TAKEN")
    assert (await taking.ask(door, id=request))["node"] == {"address": "Lane 1, No. 2"}
    assert (await giving.ask(door, id=request))["node"] == {"address": None}
    assert (await late.ask(door, id=request))["node"] is None


async def test_a_colleague_named_alone_learns_who_asks_him(stranger: Client):
    scene = await make_scene()
    giver, colleague, other = [
        await make_member(scene.community, name=name) for name in ("Ann", "Ben", "Cai")
    ]
    promise = await a_promise(scene, giver)
    giving = await client_of(stranger, giver)

    wrong = await proposed(giving, promise, colleague="M-1")
    made = await proposed(giving, promise, colleague=colleague.number)

    assert (wrong["code"], wrong["path"]) == ("SWAP_COLLEAGUE", ["colleague"])
    [asked] = (await (await client_of(stranger, colleague)).ask(POOL))["swaps"]["nodes"]
    assert (asked["id"], asked["giverName"]) == (made["swap"]["id"], "Ann")
    assert (await (await client_of(stranger, other)).ask(POOL))["swaps"]["nodes"] == []


async def test_a_check_in_from_afar_says_how_far(stranger: Client):
    scene = await make_scene()
    member = await make_member(scene.community)
    promise = await a_promise(scene, member)
    await ServiceRule.create(unit=scene.street, check_in_metres=200)
    await Assignment.filter(id=promise.id).update(starts_at=in_hours(1), ends_at=in_hours(2))
    client, text = await client_of(stranger, member), documents.text("CheckIn")
    far = {"longitude": 120.3, "latitude": 31.51}

    blind = (await client.ask(text, input={"id": gid(promise)}))["assignmentCheckIn"]
    away = (await client.ask(text, input={"id": gid(promise), "position": far}))["assignmentCheckIn"]
    await Assignment.filter(id=promise.id).update(starts_at=in_hours(5), ends_at=in_hours(6))
    early = (await client.ask(text, input={"id": gid(promise), "position": far}))["assignmentCheckIn"]

    assert (blind["code"], blind["path"]) == ("CHECK_IN_POSITION", ["position"])
    assert (away["__typename"], away["metres"], away["most"]) == ("CheckInTooFarError", 1113, 200)
    assert (early["__typename"], early["opensAt"], early["closesAt"]) == (
        "CheckInHoursError",
        in_hours(3).isoformat(),
        in_hours(6).isoformat(),
    )
    assert (await Assignment.get(id=promise.id)).state.value == "ACCEPTED"
