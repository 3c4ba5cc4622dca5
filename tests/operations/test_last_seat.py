"""Two hundred people want the same seat, and one has it."""

from __future__ import annotations

import asyncio
from collections import Counter

from sanbao.access.roles import Role
from sanbao.dispatch.models import Assignment
from sanbao.requests.models import ServiceRequest
from tests.dispatch.factories import make_member, make_scene
from tests.factories import gid
from tests.operations import documents
from tests.people import Client, make_account
from tests.requests.factories import in_hours

MANY = 200


async def test_of_200_who_accept_one_seat_offered_to_all_one_succeeds(stranger: Client):
    scene = await make_scene()
    request = await scene.request()
    members = [await make_member(scene.community) for _ in range(MANY)]
    coordinator = await stranger.signed_in_as(
        await make_account("coordinator", Role.COORDINATOR, scene.street)
    )
    wanted = {
        "request": gid(request),
        "members": [gid(member) for member in members],
        "startsAt": in_hours(25).isoformat(),
        "answerBy": in_hours(24).isoformat(),
    }
    made = (await coordinator.ask(documents.text("Offer"), input=wanted))["assignmentOffer"]
    offers = [offer["id"] for offer in made["assignments"]]
    people = [await stranger.signed_in_as(await member.account) for member in members]

    answers = await asyncio.gather(
        *(p.ask(documents.text("Accept"), input={"id": o}) for p, o in zip(people, offers, strict=True))
    )

    told = [answer["assignmentAccept"] for answer in answers]
    assert Counter(a.get("__typename", "accepted") for a in told) == {
        "accepted": 1,
        "SeatTakenError": MANY - 1,
    }
    assert Counter(await Assignment.all().values_list("state", flat=True)) == {
        "ACCEPTED": 1,
        "WITHDRAWN": MANY - 1,
    }
    assert (await ServiceRequest.get(id=request.id)).state == "CONFIRMED"
