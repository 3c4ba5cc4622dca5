import asyncio
import random
from collections import Counter

from sanbao.access.actor import SYSTEM
from sanbao.core import clock
from sanbao.core.errors import SanbaoError
from sanbao.dispatch.answers import accept, decline
from sanbao.dispatch.expiry import expire_offers
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.offers import OfferDraft, offer_many
from sanbao.dispatch.states import FIRM, HOLDING, AssignmentState, DeclineReason
from sanbao.dispatch.withdrawals import cancel_request, withdraw
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.factories import acting, make_member, make_scene
from tests.requests.factories import in_hours


async def test_whatever_is_done_at_once_seats_times_and_states_agree(db):
    scene = await make_scene(required=1, wanted=1)
    requests = [await scene.request() for _ in range(8)]
    members = [await make_member(scene.community, free=False) for _ in range(10)]
    actors = {m.id: await acting(m) for m in members}
    drafts = [OfferDraft(r.id, scene.seat.id, m.id, in_hours(25)) for r in requests for m in members]
    offers = await offer_many(SYSTEM, drafts, answer_by=in_hours(24))
    dice = random.Random(7)

    async def deed(offer: Assignment) -> str:
        actor = actors[offer.member_id]
        choice = dice.random()
        try:
            if choice < 0.6:
                await accept(actor, offer.id)
            if 0.4 < choice < 0.8:
                await decline(actor, offer.id, DeclineReason.OTHER)
            elif 0.8 < choice < 0.95:
                await withdraw(SYSTEM, offer.id, reason="moved")
            elif choice > 0.97:
                await cancel_request(SYSTEM, offer.request_id, reason="no need")
            elif choice > 0.95:
                await expire_offers(offer.request_id, clock.now())
        except SanbaoError as refusal:
            return refusal.code
        return "done"

    outcomes = Counter(await asyncio.gather(*(deed(o) for o in dice.sample(offers, len(offers)))))

    assert set(outcomes) <= {"done", "seat-taken", "offer-expired", "invalid-transition", "conflict"}
    rows = await Assignment.all()
    for request in await ServiceRequest.all():
        team = [a for a in rows if a.request_id == request.id]
        firm = sum(a.state in FIRM for a in team)
        assert firm <= 2
        if firm == 2:
            assert not any(a.state is AssignmentState.OFFERED for a in team)
        if request.state is RequestState.CANCELLED:
            assert not any(a.state in HOLDING for a in team)
        else:
            expected = (
                RequestState.CONFIRMED
                if firm
                else RequestState.OFFERED
                if any(a.state in HOLDING for a in team)
                else RequestState.QUEUED
            )
            assert request.state is expected
    promised = Counter(a.member_id for a in rows if a.state in FIRM)
    assert set(promised.values()) <= {1}
    assert all((a.open_key is not None) == (a.state in HOLDING) for a in rows)
