"""Who reads which rating through the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sanbao.access.models import SensitiveRead
from sanbao.access.roles import Role
from sanbao.core import clock
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import Member
from sanbao.requests.models import Rating, ServiceRequest
from sanbao.requests.states import RequestState
from tests.dispatch.factories import Scene, make_member, make_scene
from tests.factories import gid
from tests.people import Client, make_account

REQUEST = """query ($id: ID!) { node(id: $id) { ... on ServiceRequest {
  rateableUntil rating { score tags words } } } }"""
MEMBER = """query ($id: ID!) { node(id: $id) { ... on Member {
  ratings { count average tags { tag count } words } } } }"""
RATE = """mutation ($input: RequestRateInput!) { requestRate(input: $input) { __typename
  ... on RequestRateSuccess { request { version rating { score tags words } } }
  ... on UserError { code path message } } }"""
NOTHING = {"rateableUntil": None, "rating": None}


async def rated(scene: Scene, member: Member, score: int, words: str) -> ServiceRequest:
    """A request that a member has served two days ago, and its rating."""
    starts_at = clock.now() - timedelta(days=2)
    request = await scene.request()
    await ServiceRequest.filter(id=request.id).update(state=RequestState.DONE, served_from=starts_at)
    await Assignment.create(
        request=request, seat=scene.seat, member=member, state=AssignmentState.COMPLETED,
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), answer_by=starts_at,
    )  # fmt: skip
    await Rating.create(request=request, score=score, tags=["LATE"], words=words)
    return request


async def people(stranger: Client, scene: Scene, member: Member) -> dict[str, Client]:
    """Everybody who might look."""
    found = {
        role.value: await stranger.signed_in_as(await make_account(role.value.lower(), role, scene.street))
        for role in (Role.COORDINATOR, Role.INSPECTOR, Role.GRID_WORKER)
    }
    found["resident"] = await stranger.signed_in_as(scene.resident_account)
    found["member"] = await stranger.signed_in_as(await member.account)
    return found


async def test_of_a_request_each_reads_what_is_his_to_read(stranger: Client):
    scene = await make_scene()
    member = await make_member(scene.community)
    request = await rated(scene, member, 2, "came late")
    seen = {
        name: (await client.ask(REQUEST, id=gid(request)))["node"]
        for name, client in (await people(stranger, scene, member)).items()
    }

    until = seen["resident"].pop("rateableUntil")
    assert until == ((await Rating.get()).created_at + timedelta(days=7)).isoformat()
    assert seen["resident"]["rating"] == {"score": 2, "tags": ["LATE"], "words": "came late"}
    assert seen["COORDINATOR"] == {
        "rateableUntil": None,
        "rating": {"score": 2, "tags": ["LATE"], "words": "came late"},
    }
    assert seen["INSPECTOR"]["rating"] == {"score": 2, "tags": ["LATE"], "words": None}
    assert (seen["GRID_WORKER"], seen["member"]) == (NOTHING, NOTHING)
    assert await SensitiveRead.filter(noun="Rating", field_names="words").count() == 2


async def test_a_member_learns_of_his_ratings_once_he_cannot_tell_who_gave_them(stranger: Client):
    scene = await make_scene()
    member = await make_member(scene.community)
    await rated(scene, member, 2, "late, says Zhang San")
    await rated(scene, member, 5, "kind")
    looking = await people(stranger, scene, member)
    few = (await looking["member"].ask(MEMBER, id=gid(member)))["node"]["ratings"]
    staff = (await looking["COORDINATOR"].ask(MEMBER, id=gid(member)))["node"]["ratings"]
    await rated(scene, member, 3, "")

    enough = (await looking["member"].ask(MEMBER, id=gid(member)))["node"]["ratings"]
    worker = (await looking["GRID_WORKER"].ask(MEMBER, id=gid(member)))["node"]["ratings"]

    assert few == {"count": 2, "average": None, "tags": [], "words": []}
    assert staff == {
        "count": 2,
        "average": 3.5,
        "tags": [{"tag": "LATE", "count": 2}],
        "words": ["kind", "late, says ＊＊"],
    }
    assert (enough["count"], enough["average"]) == (3, 3.33)
    assert [w for w in enough["words"] if w] == ["kind", "late, says ＊＊"]
    assert worker is None


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [({"score": 9}, "OUT_OF_RANGE", ["score"]), ({"score": 3, "words": "x" * 501}, "TOO_LONG", ["words"])],
)
async def test_a_rating_that_cannot_be_is_told_where(
    stranger: Client, said: dict[str, Any], code: str, path: list[str]
):
    scene = await make_scene()
    request = await rated(scene, await make_member(scene.community), 2, "late")
    resident = await stranger.signed_in_as(scene.resident_account)

    answer = (await resident.ask(RATE, input={"id": gid(request), **said}))["requestRate"]

    assert (answer["code"], answer["path"]) == (code, path)
    assert (await Rating.get(request_id=request.id)).score == 2
