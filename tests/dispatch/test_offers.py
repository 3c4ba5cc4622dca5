from datetime import timedelta

import pytest

from sanbao.access.actor import SYSTEM
from sanbao.access.models import StateMove
from sanbao.core import clock
from sanbao.core.errors import AlreadyExists, Conflict, InvalidInput, InvalidTransition, NotFound
from sanbao.core.ids import new_id
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.offers import OfferDraft, offer_many
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.factories import make_member, make_scene
from tests.requests.factories import in_hours


async def test_offers_move_their_requests_and_are_due_before_the_start(db):
    scene = await make_scene()
    early, late = await scene.request(), await scene.request()
    members = [await make_member(scene.community) for _ in range(2)]
    starts = in_hours(25), in_hours(26)
    drafts = [
        OfferDraft(request.id, scene.seat.id, member.id, start, travel_minutes=7)
        for request, member, start in zip((early, late), members, starts, strict=True)
    ]

    made = await offer_many(SYSTEM, drafts, answer_by=in_hours(25.5))

    rows = {a.request_id: a for a in await Assignment.filter(id__in=[a.id for a in made])}
    assert rows[early.id].answer_by == starts[0]
    assert rows[late.id].answer_by == in_hours(25.5)
    assert rows[late.id].ends_at == starts[1] + timedelta(hours=1)
    assert rows[late.id].travel_minutes == 7
    found = {r.id: (r.state, r.served_from, r.version) for r in await ServiceRequest.all()}
    assert found == {
        early.id: (RequestState.OFFERED, starts[0], 3),
        late.id: (RequestState.OFFERED, starts[1], 3),
    }
    assert await StateMove.filter(noun="Assignment", action="CREATE").count() == 2
    assert await StateMove.filter(noun="ServiceRequest", action="OFFER").count() == 2


async def test_a_refused_draft_writes_nothing_of_all(db):
    scene = await make_scene()
    ready, raw = await scene.request(), await scene.request(verified=False)
    a, b = [await make_member(scene.community) for _ in range(2)]
    at, seat = in_hours(25), scene.seat.id
    good = OfferDraft(ready.id, seat, a.id, at)

    for drafts, refusal in (
        ([good, OfferDraft(raw.id, seat, b.id, at)], InvalidTransition),
        ([good, OfferDraft(ready.id, seat, b.id, at + timedelta(minutes=1))], Conflict),
        ([good, OfferDraft(ready.id, new_id(), b.id, at)], NotFound),
        ([good, OfferDraft(new_id(), seat, b.id, at)], NotFound),
        ([good, good], InvalidInput),
        ([OfferDraft(ready.id, seat, a.id, in_hours(-1))], InvalidInput),
    ):
        with pytest.raises(refusal):
            await offer_many(SYSTEM, drafts, answer_by=in_hours(24))
    with pytest.raises(InvalidInput):
        await offer_many(SYSTEM, [good], answer_by=clock.now())
    assert await Assignment.all().count() == 0
    assert (await ServiceRequest.get(id=ready.id)).state is RequestState.QUEUED

    await offer_many(SYSTEM, [good], answer_by=in_hours(24))
    with pytest.raises(AlreadyExists):
        await offer_many(SYSTEM, [good], answer_by=in_hours(24))


async def test_the_statements_do_not_grow_with_the_offers(db, statements):
    scene = await make_scene()
    sent = []
    for count in (10, 100):
        requests = [await scene.request() for _ in range(count)]
        member = await make_member(scene.community)
        drafts = [
            OfferDraft(r.id, scene.seat.id, member.id, in_hours(25 + i)) for i, r in enumerate(requests)
        ]
        with statements.counting() as seen:
            await offer_many(SYSTEM, drafts, answer_by=in_hours(24))
        sent.append(len(seen))

    assert sent[0] == sent[1]
    assert await Assignment.all().count() == 110
