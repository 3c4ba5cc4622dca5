from typing import Any

from sanbao.access.models import AuditEntry
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.members.kinds import ServiceCategory
from sanbao.members.models import Household, HouseholdLink
from sanbao.requests.models import RequestWindow, ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.factories import Scene, make_member, make_offer, make_scene
from tests.factories import gid
from tests.menu.factories import make_menu_item
from tests.people import Client, make_account
from tests.requests.factories import a_window, in_hours, make_request, make_resident

SUBMIT = """mutation ($input: RequestSubmitInput!) { requestSubmit(input: $input) {
  __typename
  ... on RequestSubmitSuccess { request { number state weight urgent note address version
    windows { startsAt endsAt } menuItem { name } unit { name } requester { name } beneficiary { name }
    history { action by } } }
  ... on UserError { code message path } } }"""
CHANGE = """mutation ($input: RequestChangeInput!) { requestChange(input: $input) {
  __typename ... on RequestChangeSuccess { request { note version windows { startsAt } } }
  ... on UserError { code path } } }"""
DEEDS = """... on UserError { code path } }"""
VERIFY = f"""mutation ($input: RequestVerifyInput!) {{ requestVerify(input: $input) {{
  ... on RequestVerifySuccess {{ request {{ state weight urgent }} }} {DEEDS} }}"""
ASK = f"""mutation ($input: RequestAskForInfoInput!) {{ requestAskForInfo(input: $input) {{
  ... on RequestAskForInfoSuccess {{ request {{ state reason }} }} {DEEDS} }}"""
ANSWER = f"""mutation ($input: RequestAnswerInput!) {{ requestAnswer(input: $input) {{
  ... on RequestAnswerSuccess {{ request {{ state reason note }} }} {DEEDS} }}"""
REJECT = f"""mutation ($input: RequestReasonInput!) {{ requestReject(input: $input) {{
  ... on RequestRejectSuccess {{ request {{ state reason }} }} {DEEDS} }}"""
CANCEL = f"""mutation ($input: RequestReasonInput!) {{ requestCancel(input: $input) {{
  ... on RequestCancelSuccess {{ request {{ state reason }} }} {DEEDS} }}"""
LISTED = """query ($first: Int, $filter: ServiceRequestFilter, $order: ServiceRequestOrder! = OLDEST) {
  requests(first: $first, filter: $filter, order: $order) { totalCount nodes {
    id number state weight urgent weeksWaited submittedAt verifiedAt servedFrom reason
    address telephone note beneficiaryName position { longitude latitude } windows { startsAt endsAt }
    menuItem { name } unit { name } requester { name } beneficiary { name } series { rule }
    team { state memberName startsAt } history { action by }
  } } }"""


async def resident_client(stranger: Client, scene: Scene) -> Client:
    return await stranger.signed_in_as(scene.resident_account)


async def staff(
    stranger: Client, scene: Scene, role: Role = Role.COORDINATOR, login: str = "staff"
) -> Client:
    return await stranger.signed_in_as(await make_account(login, role, scene.street))


def an_order(scene: Scene, hours: float = 24, length: float = 4, **said: Any) -> dict[str, Any]:
    window = a_window(hours, length)
    return {
        "menuItem": gid(scene.item),
        "windows": [{"startsAt": window.starts_at.isoformat(), "endsAt": window.ends_at.isoformat()}],
        **said,
    }


async def test_a_resident_orders_for_himself(stranger: Client):
    scene = await make_scene()
    resident = await resident_client(stranger, scene)

    made = await resident.ask(SUBMIT, input=an_order(scene, note="ring twice"))

    window = a_window()
    assert made["requestSubmit"]["request"] == {
        "number": f"REQ-{clock.today().year}-000001",
        "state": "SUBMITTED",
        "weight": 1,
        "urgent": False,
        "note": "ring twice",
        "address": "Lane 1, No. 2",
        "version": 1,
        "windows": [{"startsAt": window.starts_at.isoformat(), "endsAt": window.ends_at.isoformat()}],
        "menuItem": {"name": "Tap repair"},
        "unit": {"name": "Community"},
        "requester": {"name": "Zhang San"},
        "beneficiary": {"name": "Zhang San"},
        "history": [{"action": "CREATE", "by": scene.resident_account.display_name}],
    }
    assert (await AuditEntry.get(deed="RequestSubmit")).account_id == scene.resident_account.id


async def test_windows_that_cannot_be_served_are_named(stranger: Client):
    scene = await make_scene()
    resident = await resident_client(stranger, scene)
    naive = {"startsAt": "2026-12-01T08:00:00", "endsAt": "2026-12-01T12:00:00"}
    one = an_order(scene)["windows"]

    refusals = []
    for order in (
        an_order(scene, hours=-5),
        an_order(scene, length=0.5),
        an_order(scene, hours=24 * 60),
        an_order(scene, windows=[]),
        an_order(scene, windows=one * 21),
        an_order(scene, windows=[*one, naive]),
        an_order(scene, windows=[{"startsAt": one[0]["endsAt"], "endsAt": one[0]["startsAt"]}]),
        an_order(scene, note="x" * 1001),
        an_order(scene, menuItem=gid(scene.resident)),
        an_order(scene, place={"position": {"longitude": 181, "latitude": 0}}),
    ):
        answer = (await resident.ask(SUBMIT, input=order))["requestSubmit"]
        refusals.append((answer["code"], answer["path"]))

    assert refusals == [
        ("WINDOW_PAST", ["windows", "0", "startsAt"]),
        ("WINDOW_SHORT", ["windows", "0"]),
        ("WINDOW_FAR", ["windows", "0", "endsAt"]),
        ("WINDOW_COUNT", ["windows"]),
        ("WINDOW_COUNT", ["windows"]),
        ("MOMENT_NAIVE", ["windows", "1", "startsAt"]),
        ("WINDOW_SHORT", ["windows", "0"]),
        ("TOO_LONG", ["note"]),
        ("ID_OF_OTHER_TYPE", ["menuItem"]),
        ("POSITION_RANGE", ["longitude"]),
    ]
    assert await ServiceRequest.all().count() == 0


async def test_who_may_order_for_whom(stranger: Client):
    scene, elsewhere = await make_scene(), await make_scene()
    household = await Household.create(unit=scene.community, label="5-301", address="Lane 5, No. 301")
    old, _ = await make_resident(scene.community, household=household, name="Old Wu", address=None)
    child, child_account = await make_resident(scene.community, household=household, name="Young Wu")
    linked = await make_member(scene.community)
    await HouseholdLink.create(member=linked, household=household)
    people = {
        "child": await stranger.signed_in_as(child_account),
        "linked member": await stranger.signed_in_as(await linked.account),
        "grid worker": await staff(stranger, scene, Role.GRID_WORKER, "grid"),
        "inspector": await staff(stranger, scene, Role.INSPECTOR, "inspector"),
        "other member": await stranger.signed_in_as(await (await make_member(scene.community)).account),
        "neighbour": await resident_client(stranger, scene),
        "coordinator elsewhere": await staff(stranger, elsewhere, Role.COORDINATOR, "elsewhere"),
    }

    outcomes, requesters = {}, {}
    for name, client in people.items():
        answer = (await client.ask(SUBMIT, input=an_order(scene, beneficiary=gid(old))))["requestSubmit"]
        outcomes[name] = answer.get("code", "made")
        if "request" in answer:
            row = await ServiceRequest.get(number=answer["request"]["number"])
            requesters[name] = (row.requester_id, row.ordered_by_id, row.address)

    assert outcomes == {
        "child": "made",
        "linked member": "made",
        "grid worker": "made",
        "inspector": "UNKNOWN_ID",
        "other member": "UNKNOWN_ID",
        "neighbour": "UNKNOWN_ID",
        "coordinator elsewhere": "UNKNOWN_ID",
    }
    assert requesters == {
        "child": (child.id, child_account.id, "Lane 5, No. 301"),
        "linked member": (old.id, linked.account_id, "Lane 5, No. 301"),
        "grid worker": (old.id, people["grid worker"].account.id, "Lane 5, No. 301"),
    }


async def test_weight_is_for_staff(stranger: Client):
    scene = await make_scene()
    resident, coordinator = await resident_client(stranger, scene), await staff(stranger, scene)

    refused = await resident.ask(SUBMIT, input=an_order(scene, weight=9))
    order = an_order(scene, weight=9, beneficiary=gid(scene.resident))
    made = await coordinator.ask(SUBMIT, input=order)
    outside = await coordinator.ask(SUBMIT, input={**order, "weight": 1001})

    assert refused["requestSubmit"]["code"] == "PERMISSION_DENIED"
    assert made["requestSubmit"]["request"]["weight"] == 9
    assert outside["requestSubmit"]["code"] == "OUT_OF_RANGE"


async def test_a_request_is_asked_about_answered_and_verified(stranger: Client):
    scene = await make_scene()
    resident, worker = await resident_client(stranger, scene), await staff(stranger, scene, Role.GRID_WORKER)
    request = await make_request(scene.resident, scene.item, verified=False)
    id = gid(request)

    asked = await worker.ask(ASK, input={"id": id, "question": "Which tap?"})
    stale = await resident.ask(ANSWER, input={"id": id, "answer": "Kitchen", "expectedVersion": 1})
    answered = await resident.ask(ANSWER, input={"id": id, "answer": "Kitchen", "note": "kitchen tap"})
    own = await resident.ask(VERIFY, input={"id": id})
    verified = await worker.ask(VERIFY, input={"id": id, "weight": 5, "urgent": True})
    again = await worker.ask(VERIFY, input={"id": id})

    assert asked["requestAskForInfo"]["request"] == {"state": "NEEDS_INFO", "reason": "Which tap?"}
    assert stale["requestAnswer"]["code"] == "STALE_VERSION"
    assert answered["requestAnswer"]["request"] == {"state": "SUBMITTED", "reason": "", "note": "kitchen tap"}
    assert own["requestVerify"]["code"] == "PERMISSION_DENIED"
    assert verified["requestVerify"]["request"] == {"state": "QUEUED", "weight": 5, "urgent": True}
    assert again["requestVerify"]["code"] == "INVALID_TRANSITION"
    assert (await ServiceRequest.get(id=request.id)).verified_at is not None


async def test_a_refusal_tells_its_reason_to_those_who_ask_and_to_staff_only(stranger: Client):
    scene = await make_scene()
    resident, coordinator = await resident_client(stranger, scene), await staff(stranger, scene)
    request = await make_request(scene.resident, scene.item, verified=False)
    member = await make_member(scene.community)
    input = {"id": gid(request), "reason": "not our street"}

    unsaid = await coordinator.ask(REJECT, input={**input, "reason": " "})
    rejected = await coordinator.ask(REJECT, input=input)

    assert unsaid["requestReject"]["code"] == "REQUIRED"
    assert rejected["requestReject"]["request"] == {"state": "REJECTED", "reason": "not our street"}
    read = "query ($id: ID!) { node(id: $id) { ... on ServiceRequest { reason history { reason } } } }"
    shown = {"reason": "not our street", "history": [{"reason": ""}, {"reason": "not our street"}]}
    assert (await resident.ask(read, id=gid(request)))["node"] == shown
    assert (await coordinator.ask(read, id=gid(request)))["node"] == shown
    other = await scene.request()
    await make_offer(other, scene.seat, member)
    await ServiceRequest.filter(id=other.id).update(reason="secret")
    asked = await stranger.signed_in_as(await member.account)
    assert (await asked.ask(read, id=gid(other)))["node"] == {"reason": None, "history": []}
    assert (await asked.ask(read, id=gid(request)))["node"] is None


async def test_what_a_request_says_changes_until_it_is_offered(stranger: Client):
    scene = await make_scene()
    resident = await resident_client(stranger, scene)
    request = await scene.request(note="old")
    later = an_order(scene, hours=48)["windows"]

    changed = await resident.ask(
        CHANGE, input={"id": gid(request), "windows": later, "note": "new", "expectedVersion": 2}
    )
    stale = await resident.ask(CHANGE, input={"id": gid(request), "note": "newer", "expectedVersion": 2})
    wrong = await resident.ask(
        CHANGE, input={"id": gid(request), "windows": an_order(scene, length=0.1)["windows"]}
    )
    neighbour = await stranger.signed_in_as((await make_resident(scene.community))[1])
    foreign = await neighbour.ask(CHANGE, input={"id": gid(request), "note": "mine"})

    assert changed["requestChange"]["request"] == {
        "note": "new",
        "version": 3,
        "windows": [{"startsAt": later[0]["startsAt"]}],
    }
    assert stale["requestChange"]["code"] == "STALE_VERSION"
    assert wrong["requestChange"]["code"] == "WINDOW_SHORT"
    assert foreign["requestChange"]["code"] == "NOT_FOUND"
    assert (await ServiceRequest.get(id=request.id)).note == "new"
    await make_offer(
        await ServiceRequest.get(id=request.id),
        scene.seat,
        await make_member(scene.community),
        starts_at=in_hours(49),
    )
    offered = await resident.ask(CHANGE, input={"id": gid(request), "note": "too late"})
    assert offered["requestChange"]["code"] == "INVALID_TRANSITION"
    assert await RequestWindow.filter(request_id=request.id).count() == 1


async def test_a_request_is_called_off_by_its_people_and_by_staff(stranger: Client):
    scene = await make_scene()
    resident, coordinator = await resident_client(stranger, scene), await staff(stranger, scene)
    worker = await staff(stranger, scene, Role.GRID_WORKER, "worker")
    one, two = await scene.request(), await scene.request()

    own = await resident.ask(CANCEL, input={"id": gid(one), "reason": "done already"})
    not_his = await worker.ask(CANCEL, input={"id": gid(two), "reason": "no"})
    by_staff = await coordinator.ask(CANCEL, input={"id": gid(two), "reason": "moved away"})

    assert own["requestCancel"]["request"] == {"state": "CANCELLED", "reason": "done already"}
    assert not_his["requestCancel"]["code"] == "PERMISSION_DENIED"
    assert by_staff["requestCancel"]["request"] == {"state": "CANCELLED", "reason": "moved away"}


async def test_requests_are_filtered_and_ordered(stranger: Client):
    scene = await make_scene()
    health = await make_menu_item(scene.street, category=ServiceCategory.HEALTH)
    coordinator, resident = await staff(stranger, scene), await resident_client(stranger, scene)
    other, other_account = await make_resident(scene.street)
    plain = await scene.request()
    urgent = await scene.request(urgent=True, windows=[a_window(24 * 9)])
    raw = await make_request(other, health, verified=False)
    typed = await coordinator.ask(SUBMIT, input=an_order(scene, weight=7, beneficiary=gid(other)))
    heavy = await ServiceRequest.get(number=typed["requestSubmit"]["request"]["number"])
    rows = [plain, urgent, raw, heavy]

    async def found(client: Client, order: str = "OLDEST", **filter: object) -> list[int]:
        answer = await client.ask(LISTED, filter=filter, order=order)
        numbers = [row.number for row in rows]
        return [numbers.index(n["number"]) for n in answer["requests"]["nodes"]]

    assert await found(coordinator) == [0, 1, 2, 3]
    assert await found(coordinator, "NEWEST") == [3, 2, 1, 0]
    assert await found(coordinator, "URGENT") == [1, 3, 2, 0]
    assert await found(coordinator, "NUMBER") == [0, 1, 2, 3]
    assert await found(coordinator, below=gid(scene.community)) == [0, 1]
    assert await found(coordinator, states=["SUBMITTED"]) == [2, 3]
    assert await found(coordinator, urgent=True) == [1]
    assert await found(coordinator, urgent=False, category="HEALTH") == [2]
    assert await found(coordinator, menuItem=gid(health)) == [2]
    assert await found(coordinator, week=str(Week.containing(in_hours(24 * 9)))) == [1]
    assert await found(coordinator, number=raw.number.lower()) == [2]
    assert await found(coordinator, mine=True) == [3]
    assert await found(resident) == [0, 1]
    assert await found(await stranger.signed_in_as(other_account), mine=True) == [2, 3]
    page = """query ($after: String) { requests(first: 1, order: URGENT, after: $after) {
      nodes { number } pageInfo { endCursor } } }"""
    seen, after = [], None
    for _ in rows:
        answer = (await coordinator.ask(page, after=after))["requests"]
        seen.append(answer["nodes"][0]["number"])
        after = answer["pageInfo"]["endCursor"]
    assert seen == [rows[i].number for i in (1, 3, 2, 0)]


async def test_the_list_takes_as_many_statements_for_100_rows_as_for_10(stranger: Client, statements):
    scene = await make_scene()
    coordinator, resident = await staff(stranger, scene), await resident_client(stranger, scene)
    member = await make_member(scene.community, free=False)
    for i in range(100):
        request = await scene.request()
        await make_offer(request, scene.seat, member, starts_at=in_hours(25 + i))
    asked = await stranger.signed_in_as(await member.account)

    for client in (coordinator, resident, asked):
        sent = []
        for first in (10, 100):
            with statements.counting() as seen:
                answer = await client.ask(LISTED, first=first)
            assert len(answer["requests"]["nodes"]) == first
            sent.append(len(seen))
        assert sent[0] == sent[1]


async def test_an_inspector_sees_requests_without_what_is_private(stranger: Client):
    scene = await make_scene()
    await scene.request(note="ill since May")
    inspector = await staff(stranger, scene, Role.INSPECTOR)

    [seen] = (await inspector.ask(LISTED))["requests"]["nodes"]

    private = ("address", "telephone", "note", "beneficiaryName", "position")
    assert {name: seen[name] for name in private} == dict.fromkeys(private)
    assert seen["state"] == RequestState.QUEUED.value


async def test_requests_are_found_by_a_piece_of_the_number_or_the_name_of_whom_one_may_read(stranger: Client):
    scene = await make_scene()
    wu, _ = await make_resident(scene.community, name="吴桂英")
    li, _ = await make_resident(scene.community, name="李小吴")
    rows = [await make_request(who, scene.item) for who in (wu, li, scene.resident)]
    coordinator = await staff(stranger, scene)
    inspector = await staff(stranger, scene, Role.INSPECTOR, "inspector")

    async def found(who: Client, text: str) -> set[str]:
        return {r["number"] for r in (await who.ask(LISTED, filter={"text": text}))["requests"]["nodes"]}

    assert await found(coordinator, "吴") == {rows[0].number, rows[1].number}
    assert await found(coordinator, rows[2].number[-6:]) == {rows[2].number}
    assert await found(inspector, rows[2].number.lower()) == {rows[2].number}
    assert await found(inspector, "吴") == set()
