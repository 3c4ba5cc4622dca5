"""What each learns of the others: an address, a name, a telephone, from when and until when."""

from sanbao.access.models import SensitiveRead
from sanbao.dispatch.models import Assignment
from sanbao.members.models import Member
from tests.api.test_assignments import (
    ACCEPT,
    CHECK_IN,
    COMPLETE,
    DECLINE,
    LISTED,
    client_of,
    coordinator_of,
    offer_to_many,
)
from tests.dispatch.factories import make_scene
from tests.factories import gid
from tests.people import Client
from tests.requests.factories import in_hours

TELEPHONES = (
    """query ($id: ID!) { node(id: $id) { ... on ServiceRequest { team { state memberTelephone } } } }"""
)


async def test_a_member_sees_the_address_from_his_yes_until_it_is_done(stranger: Client):
    scene = await make_scene()
    request, [member], [offer] = await offer_to_many(scene, 1)
    client = await client_of(stranger, member)
    read = """query ($id: ID!) { node(id: $id) { ... on ServiceRequest {
      state address telephone note beneficiaryName position { longitude } reason history { action }
      beneficiary { name } } } }"""
    secret = {"address": None, "telephone": None, "note": None, "beneficiaryName": None, "position": None}
    hidden = {"reason": None, "history": [], "beneficiary": None}
    assert (await client.ask(read, id=gid(request)))["node"] == {"state": "OFFERED", **secret, **hidden}

    await client.ask(ACCEPT, input={"id": gid(offer)})
    shown = (await client.ask(read, id=gid(request)))["node"]

    assert shown == {
        "state": "CONFIRMED",
        "address": "Lane 1, No. 2",
        "telephone": "13800000001",
        "note": None,
        "beneficiaryName": "Zhang San",
        "position": {"longitude": 120.3},
        **hidden,
    }
    [entry] = await SensitiveRead.all()
    assert (entry.account_id, entry.noun, entry.row_id) == (
        member.account_id,
        "ServiceRequest",
        request.id,
    )
    assert entry.field_names == "address,beneficiary_name,position,telephone"

    early = await client.ask(CHECK_IN, id=gid(offer))
    assert early["assignmentCheckIn"]["message"].startswith("You cannot check in now: check in from")
    # Time is moved for Sanbao only: the client's session, of an hour, would end as well.
    await Assignment.filter(id=offer.id).update(starts_at=in_hours(1), ends_at=in_hours(2))
    there = await client.ask(CHECK_IN, id=gid(offer))
    assert there["assignmentCheckIn"]["assignment"] == {
        "state": "CHECKED_IN",
        "request": {"state": "IN_SERVICE"},
    }
    await Assignment.filter(id=offer.id).update(starts_at=in_hours(-1))
    done = await client.ask(COMPLETE, id=gid(offer))
    assert done["assignmentComplete"]["assignment"] == {"state": "COMPLETED", "request": {"state": "DONE"}}
    assert (await client.ask(read, id=gid(request)))["node"] == {"state": "DONE", **secret, **hidden}


async def test_the_requester_learns_a_name_only_after_the_yes_and_never_why_somebody_said_no(
    stranger: Client,
):
    scene = await make_scene(required=2)
    request, members, offers = await offer_to_many(scene, 3)
    resident = await stranger.signed_in_as(scene.resident_account)
    await (await client_of(stranger, members[0])).ask(ACCEPT, input={"id": gid(offers[0])})
    await (await client_of(stranger, members[1])).ask(
        DECLINE, input={"id": gid(offers[1]), "reason": "UNWELL", "note": "flu"}
    )

    answer = await resident.ask(LISTED, filter={"request": gid(request)})

    seen = [
        {k: n[k] for k in ("state", "memberName", "member", "declineReason", "note", "history")}
        for n in answer["assignments"]["nodes"]
    ]
    by_name = await resident.ask(LISTED, filter={"request": gid(request), "text": "Li Si"})
    by_item = await resident.ask(LISTED, filter={"request": gid(request), "text": request.number[-6:]})
    assert (by_name["assignments"]["totalCount"], by_item["assignments"]["totalCount"]) == (0, 3)
    nothing = {"memberName": None, "member": None, "declineReason": None, "note": None, "history": []}
    assert seen == [
        {**nothing, "state": "ACCEPTED", "memberName": "Li Si"},
        {**nothing, "state": "DECLINED"},
        {**nothing, "state": "OFFERED"},
    ]
    assert answer["assignments"]["nodes"][0]["request"]["team"] == [
        {"state": "ACCEPTED", "memberName": "Li Si"},
        {"state": "OFFERED", "memberName": None},
    ]
    story = await resident.ask(
        "query ($id: ID!) { node(id: $id) { ... on ServiceRequest { history { action by } } } }",
        id=gid(request),
    )
    assert members[1].name not in str(story)


async def test_who_has_promised_learns_who_promised_with_him(stranger: Client):
    scene = await make_scene(required=3)
    _, members, offers = await offer_to_many(scene, 3)
    await Member.filter(id=members[1].id).update(name="Wang Wu")
    first, second, third = [await client_of(stranger, member) for member in members]
    read = "query ($id: ID!) { node(id: $id) { ... on Assignment { companions { name role } } } }"
    await second.ask(ACCEPT, input={"id": gid(offers[1])})
    assert (await first.ask(read, id=gid(offers[0])))["node"] == {"companions": []}

    await first.ask(ACCEPT, input={"id": gid(offers[0])})

    assert (await first.ask(read, id=gid(offers[0])))["node"] == {
        "companions": [{"name": "Wang Wu", "role": "VOLUNTEER"}]
    }
    assert (await third.ask(read, id=gid(offers[2])))["node"] == {"companions": []}
    coordinator = await coordinator_of(stranger, scene)
    assert (await coordinator.ask(read, id=gid(offers[0])))["node"] == {"companions": []}
    await first.ask(DECLINE, input={"id": gid(offers[0]), "reason": "UNWELL"})
    assert (await first.ask(read, id=gid(offers[0])))["node"] == {"companions": []}


async def test_who_asked_may_ring_the_member_up_from_the_yes_until_the_service_is_over(stranger: Client):
    scene = await make_scene(required=2)
    request, members, offers = await offer_to_many(scene, 2)
    for n, member in enumerate(members):
        await Member.filter(id=member.id).update(telephone=f"1380000001{n}")
    resident = await stranger.signed_in_as(scene.resident_account)
    coordinator = await coordinator_of(stranger, scene)

    async def seen(client: Client) -> list[tuple[str, str | None]]:
        team = (await client.ask(TELEPHONES, id=gid(request)))["node"]["team"]
        return [(one["state"], one["memberTelephone"]) for one in team]

    assert await seen(resident) == [("OFFERED", None), ("OFFERED", None)]
    assert await seen(coordinator) == [("OFFERED", "13800000010"), ("OFFERED", "13800000011")]
    await SensitiveRead.all().delete()
    await (await client_of(stranger, members[0])).ask(ACCEPT, input={"id": gid(offers[0])})
    assert await seen(resident) == [("ACCEPTED", "13800000010"), ("OFFERED", None)]
    read = await SensitiveRead.get(account=scene.resident_account)
    assert (read.noun, read.row_id, read.field_names) == ("Member", members[0].id, "telephone")
    assert await seen(await client_of(stranger, members[0])) == [("ACCEPTED", "13800000010")]

    await Assignment.filter(id=offers[0].id).update(starts_at=in_hours(-9), ends_at=in_hours(-8))
    assert await seen(resident) == [("ACCEPTED", "13800000010"), ("OFFERED", None)]
    await Assignment.filter(id=offers[0].id).update(starts_at=in_hours(-73), ends_at=in_hours(-72))
    assert await seen(resident) == [("ACCEPTED", None), ("OFFERED", None)]
