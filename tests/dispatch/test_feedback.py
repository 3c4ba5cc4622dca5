"""What is said of a service when it is done: confirmed, rated, reopened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sanbao.access.actor import Actor
from sanbao.access.models import StateMove
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.core.db import connection
from sanbao.core.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from sanbao.dispatch import feedback
from sanbao.dispatch.answers import accept
from sanbao.dispatch.attendance import check_in, complete
from sanbao.dispatch.feedback import RatingDraft
from sanbao.dispatch.ratings import MemberRatings, of_members, words_of
from sanbao.members.models import Member
from sanbao.menu import service as menu
from sanbao.requests import reopening
from sanbao.requests.models import Rating, RatingTag, RequestWindow, ServiceRequest
from sanbao.requests.reopening import Reopening
from sanbao.requests.states import RequestState
from tests.dispatch.factories import Scene, acting, make_member, make_offer, make_scene
from tests.people import make_account
from tests.requests.factories import a_window, actor_of, make_request, make_resident


async def served(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, request: ServiceRequest | None = None
) -> tuple[ServiceRequest, Member]:
    """A request that a member has served; the clock stands at the end of the service."""
    request = request or await scene.request(note="ring twice")
    member = await make_member(scene.community)
    offer = await make_offer(await ServiceRequest.get(id=request.id), scene.seat, member)
    actor = await acting(member)
    await accept(actor, offer.id)
    monkeypatch.setattr(clock, "now", lambda: offer.starts_at)
    await check_in(actor, offer.id)
    await complete(actor, offer.id)
    monkeypatch.setattr(clock, "now", lambda: offer.ends_at)
    return await ServiceRequest.get(id=request.id), member


async def resident_of(scene: Scene) -> Actor:
    return await actor_of(scene.resident_account)


async def the_state(request: ServiceRequest) -> tuple[RequestState, int]:
    row = await ServiceRequest.get(id=request.id)
    return row.state, row.version


def again(**said: object) -> Reopening:
    return Reopening(**{"reason": "it drips again", "windows": [a_window()], **said})


async def test_the_resident_confirms_that_it_was_done(db, monkeypatch):
    scene = await make_scene()
    request, _ = await served(scene, monkeypatch)

    closed = await feedback.close(await resident_of(scene), request.id, expected_version=request.version)

    assert (closed.state, closed.version) == (RequestState.CLOSED, request.version + 1)
    last = await StateMove.filter(row_id=request.id).order_by("-id").first()
    assert (last.action, last.to_state, last.account_id) == ("CLOSE", "CLOSED", scene.resident_account.id)
    with pytest.raises(InvalidTransition):
        await feedback.close(await resident_of(scene), request.id)


async def test_staff_confirm_on_the_residents_word_and_say_how_they_know_it(db, monkeypatch):
    scene = await make_scene()
    request, _ = await served(scene, monkeypatch)
    boss = await actor_of(await make_account("boss", Role.COORDINATOR, scene.street))
    worker = await actor_of(await make_account("worker", Role.GRID_WORKER, scene.street))

    with pytest.raises(InvalidInput) as unsaid:
        await feedback.close(boss, request.id)
    with pytest.raises(PermissionDenied):
        await feedback.close(worker, request.id, reason="she told me")
    assert (unsaid.value.path, await the_state(request)) == (
        ("reason",),
        (RequestState.DONE, request.version),
    )

    assert (await feedback.close(boss, request.id, reason="by telephone")).state is RequestState.CLOSED


async def test_who_served_neither_confirms_nor_rates_though_he_typed_it_in(db, monkeypatch):
    scene = await make_scene()
    request, member = await served(scene, monkeypatch)
    await ServiceRequest.filter(id=request.id).update(ordered_by_id=member.account_id)
    actor = await acting(member)

    for deed in (feedback.close(actor, request.id), feedback.rate(actor, request.id, RatingDraft(score=5))):
        with pytest.raises(PermissionDenied) as refused:
            await deed
        assert refused.value.message_key == "own-service"

    assert await the_state(request) == (RequestState.DONE, request.version)
    assert await Rating.all().count() == 0


async def test_a_service_is_rated_once_and_the_rating_changed_for_a_week(db, monkeypatch):
    scene = await make_scene()
    request, _ = await served(scene, monkeypatch)
    resident = await resident_of(scene)

    await feedback.rate(resident, request.id, RatingDraft(score=2, tags=[RatingTag.LATE], words=" late "))
    rated_at = (await Rating.get(request_id=request.id)).created_at
    monkeypatch.setattr(clock, "now", lambda: rated_at + timedelta(days=7, seconds=-1))
    await feedback.rate(
        resident, request.id, RatingDraft(score=4, tags=[RatingTag.SKILLED, RatingTag.FRIENDLY])
    )
    monkeypatch.setattr(clock, "now", lambda: rated_at + timedelta(days=7))
    with pytest.raises(Conflict) as final:
        await feedback.rate(resident, request.id, RatingDraft(score=1))

    assert final.value.message_key == "rating-final"
    rating = await Rating.get(request_id=request.id)
    assert (rating.score, rating.tags, rating.words) == (4, ["FRIENDLY", "SKILLED"], None)
    assert (rating.version, rating.account_id) == (2, scene.resident_account.id)
    assert await the_state(request) == (RequestState.DONE, request.version + 2)
    moves = await StateMove.filter(row_id=request.id, action="RATE").values_list("from_state", "to_state")
    assert moves == [("DONE", "DONE")] * 2


@pytest.mark.parametrize(
    ("draft", "path"),
    [
        (RatingDraft(score=0), ("score",)),
        (RatingDraft(score=6), ("score",)),
        (RatingDraft(score=3, words="x" * 501), ("words",)),
        (RatingDraft(score=3, words="\x00"), ("words",)),
    ],
)
async def test_a_rating_that_cannot_be_is_refused_by_name(db, monkeypatch, draft, path):
    scene = await make_scene()
    request, _ = await served(scene, monkeypatch)

    with pytest.raises(InvalidInput) as refused:
        await feedback.rate(await resident_of(scene), request.id, draft)

    assert refused.value.path == path
    assert await Rating.all().count() == 0


async def test_nobody_else_rates_and_nothing_is_rated_too_early_or_too_late(db, monkeypatch):
    scene = await make_scene()
    waiting = await scene.request()
    request, _ = await served(scene, monkeypatch)
    boss = await actor_of(await make_account("boss", Role.COORDINATOR, scene.street))
    _, neighbour = await make_resident(scene.community)
    good = RatingDraft(score=5)

    with pytest.raises(PermissionDenied) as not_his:
        await feedback.rate(boss, request.id, good)
    with pytest.raises(NotFound):
        await feedback.rate(await actor_of(neighbour), request.id, good)
    with pytest.raises(InvalidTransition):
        await feedback.rate(await resident_of(scene), waiting.id, good)
    monkeypatch.setattr(clock, "now", lambda: request.served_from + timedelta(days=30))
    with pytest.raises(Conflict) as late:
        await feedback.rate(await resident_of(scene), request.id, good)

    assert (not_his.value.message_key, late.value.message_key) == ("rating-not-yours", "rating-late")
    assert await Rating.all().count() == 0


async def test_a_reopened_service_becomes_a_new_request_with_what_was_typed(db, monkeypatch):
    scene = await make_scene()
    request, _ = await served(scene, monkeypatch)
    window = a_window(48)

    new = await reopening.reopen(await resident_of(scene), request.id, again(windows=[window]))

    old = await ServiceRequest.get(id=request.id)
    assert (old.state, old.reason) == (RequestState.REOPENED, "it drips again")
    row = await ServiceRequest.get(id=new.id)
    assert (row.state, row.reopens_id, row.times_reopened) == (RequestState.SUBMITTED, old.id, 1)
    kept = (
        "unit_id",
        "menu_item_id",
        "requester_id",
        "beneficiary_id",
        "address",
        "position",
        "note",
        "weight",
    )
    assert {name: getattr(row, name) for name in kept} == {name: getattr(old, name) for name in kept}
    assert (row.note, row.number != old.number) == ("ring twice", True)
    assert await RequestWindow.filter(request_id=row.id).values_list("starts_at", "ends_at") == [
        (window.starts_at, window.ends_at)
    ]
    begun = await StateMove.get(row_id=row.id)
    assert (begun.action, begun.reason) == ("CREATE", "it drips again")
    with pytest.raises(InvalidTransition):
        await reopening.reopen(await resident_of(scene), request.id, again())
    assert await ServiceRequest.all().count() == 2


async def test_reopening_ends_after_two_in_a_row_and_after_two_weeks(db, monkeypatch):
    scene = await make_scene()
    resident = await resident_of(scene)
    request, _ = await served(scene, monkeypatch)
    await ServiceRequest.filter(id=request.id).update(times_reopened=1)
    await reopening.reopen(resident, request.id, again())
    monkeypatch.undo()
    often, _ = await served(scene, monkeypatch)
    await ServiceRequest.filter(id=often.id).update(times_reopened=2)
    with pytest.raises(Conflict) as too_often:
        await reopening.reopen(resident, often.id, again())
    monkeypatch.undo()
    old, _ = await served(scene, monkeypatch)
    monkeypatch.setattr(clock, "now", lambda: old.served_from + timedelta(days=14))
    with pytest.raises(Conflict) as too_late:
        await reopening.reopen(resident, old.id, again(windows=[a_window()]))

    assert (too_often.value.message_key, too_late.value.message_key) == ("reopen-often", "reopen-late")
    assert {await the_state(often), await the_state(old)} == {(RequestState.DONE, often.version)}
    assert await ServiceRequest.filter(reopens_id__not_isnull=True).count() == 1


async def test_what_cannot_be_reopened_says_why_and_stays(db, monkeypatch):
    scene = await make_scene()
    waiting = await scene.request()
    request, member = await served(scene, monkeypatch)
    resident = await resident_of(scene)
    _, neighbour = await make_resident(scene.community)
    count = await ServiceRequest.all().count()

    for actor, id, said, refusal in (
        (resident, waiting.id, again(), InvalidTransition),
        (resident, request.id, again(reason=" "), InvalidInput),
        (resident, request.id, again(windows=[a_window(length=0.1)]), InvalidInput),
        (await actor_of(neighbour), request.id, again(), NotFound),
        (await acting(member), request.id, again(), NotFound),
    ):
        with pytest.raises(refusal):
            await reopening.reopen(actor, id, said)
    boss = await actor_of(await make_account("boss", Role.COORDINATOR, scene.street))
    await menu.retire(boss, scene.item.id)
    with pytest.raises(InvalidInput) as retired:
        await reopening.reopen(resident, request.id, again())

    assert (retired.value.path, retired.value.message_key) == (("menu_item",), "menu-item-retired")
    assert await the_state(request) == (RequestState.DONE, request.version)
    assert await ServiceRequest.all().count() == count


async def test_a_members_figures_are_those_of_what_he_completed_within_a_year(db, monkeypatch):
    scene = await make_scene()
    request, member = await served(scene, monkeypatch)
    other, lazy = await served(scene, monkeypatch, await make_request(scene.resident, scene.item))
    resident = await resident_of(scene)
    for row, score, words in ((request, 5, "Zhang San thanks you"), (other, 2, "")):
        await feedback.rate(resident, row.id, RatingDraft(score=score, tags=[RatingTag.LATE], words=words))

    found = await of_members([member.id, lazy.id, scene.resident.id])

    assert found == [
        MemberRatings(member.id, 1, 5.0, {RatingTag.LATE: 1}),
        MemberRatings(lazy.id, 1, 2.0, {RatingTag.LATE: 1}),
        MemberRatings(scene.resident.id),
    ]
    assert await words_of([lazy.id, member.id]) == [[], ["＊＊ thanks you"]]
    monkeypatch.setattr(clock, "now", lambda: request.served_from + timedelta(days=366))
    assert await of_members([member.id]) == [MemberRatings(member.id)]


async def test_words_are_sealed_in_the_database(db, monkeypatch):
    scene = await make_scene()
    request, _ = await served(scene, monkeypatch)

    await feedback.rate(await resident_of(scene), request.id, RatingDraft(score=1, words="he was rude"))

    [row] = await connection().execute_query_dict("SELECT words FROM rating")
    assert row["words"].startswith("sealed:")
