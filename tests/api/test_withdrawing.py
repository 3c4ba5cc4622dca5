"""An order changed or withdrawn before it is dispatched."""

from __future__ import annotations

import pytest

from sanbao.access.actor import SYSTEM
from sanbao.requests import verification
from sanbao.requests.models import ServiceRequest
from tests.api.test_requests import CANCEL, CHANGE, LISTED, SUBMIT, an_order, resident_client
from tests.dispatch.factories import make_scene
from tests.factories import gid
from tests.people import Client
from tests.requests.factories import a_window


async def test_an_order_moves_to_another_place_before_it_is_offered(stranger: Client):
    scene = await make_scene()
    resident = await resident_client(stranger, scene)
    request = await scene.request(note="old", verified=False)
    elsewhere = {"address": "Lane 9", "position": {"longitude": 120.5, "latitude": 31.25}}

    moved = await resident.ask(CHANGE, input={"id": gid(request), "place": elsewhere})
    wrong = await resident.ask(
        CHANGE, input={"id": gid(request), "place": {"position": {"longitude": 190, "latitude": 0}}}
    )
    row = await ServiceRequest.get(id=request.id)
    home = await resident.ask(CHANGE, input={"id": gid(request), "place": {}})

    assert moved["requestChange"]["request"]["version"] == 2
    assert (row.address, row.position, row.note) == ("Lane 9", "120.500000,31.250000", "old")
    assert wrong["requestChange"]["code"] == "POSITION_RANGE"
    assert home["requestChange"]["request"]["version"] == 3
    row = await ServiceRequest.get(id=request.id)
    assert (row.address, row.position) == (scene.resident.address, scene.resident.position)


@pytest.mark.parametrize("state", ["SUBMITTED", "NEEDS_INFO", "QUEUED"])
async def test_an_order_withdrawn_before_it_is_dispatched_keeps_what_was_typed(stranger: Client, state: str):
    scene = await make_scene()
    resident = await resident_client(stranger, scene)
    window = a_window(48)
    place = {"address": "Lane 9", "position": {"longitude": 120.5, "latitude": 31.25}}
    made = await resident.ask(SUBMIT, input=an_order(scene, hours=48, note="ring twice", place=place))
    row = await ServiceRequest.get(number=made["requestSubmit"]["request"]["number"])
    if state == "NEEDS_INFO":
        await verification.ask_for_info(SYSTEM, row.id, question="Which tap?")
    elif state == "QUEUED":
        await verification.verify(SYSTEM, row.id)

    answer = await resident.ask(CANCEL, input={"id": gid(row), "reason": "not needed"})
    [seen] = (await resident.ask(LISTED, filter={"mine": True}))["requests"]["nodes"]
    again = await resident.ask(CANCEL, input={"id": gid(row), "reason": "twice"})

    assert answer["requestCancel"]["request"] == {"state": "CANCELLED", "reason": "not needed"}
    assert (seen["note"], seen["address"]) == ("ring twice", "Lane 9")
    assert seen["position"] == place["position"]
    assert seen["windows"] == [
        {"startsAt": window.starts_at.isoformat(), "endsAt": window.ends_at.isoformat()}
    ]
    assert seen["history"][-1] == {"action": "CANCEL", "by": scene.resident_account.display_name}
    assert again["requestCancel"]["code"] == "INVALID_TRANSITION"
    assert (await ServiceRequest.get(id=row.id)).reason == "not needed"
