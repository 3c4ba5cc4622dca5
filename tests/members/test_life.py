"""Who may take which step in a member's life, and what it leaves."""

import pytest

from sanbao.access import sessions
from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.models import StateMove
from sanbao.access.roles import Role
from sanbao.core.errors import InvalidTransition, NotFound, PermissionDenied
from sanbao.members import households, life
from sanbao.members.models import HouseholdLink, Member
from sanbao.members.states import MemberAction, MemberState
from sanbao.organisations.kinds import UnitKind
from tests.factories import make_unit
from tests.members.factories import make_household, make_member, make_member_with_account
from tests.people import make_account


async def test_a_member_pauses_resumes_and_leaves_himself_but_does_not_verify_himself(db):
    street = await make_unit()
    member, account = await make_member_with_account(street, verified=False)
    himself = await sessions.actor_of(account)

    with pytest.raises(PermissionDenied):
        await life.step(himself, member.id, MemberAction.VERIFY)
    assert (await Member.get(id=member.id)).state is MemberState.PENDING
    await life.step(SYSTEM, member.id, MemberAction.VERIFY)
    for action, state in (
        (MemberAction.PAUSE, MemberState.PAUSED),
        (MemberAction.RESUME, MemberState.ACTIVE),
        (MemberAction.LEAVE, MemberState.LEFT),
    ):
        assert (await life.step(himself, member.id, action, reason="as I like")).state is state
    with pytest.raises(PermissionDenied):
        await life.step(himself, member.id, MemberAction.REJOIN)
    with pytest.raises(InvalidTransition):
        await life.step(himself, member.id, MemberAction.PAUSE)

    moves = await StateMove.filter(row_id=member.id).order_by("id")
    assert [m.action for m in moves] == ["CREATE", "VERIFY", "PAUSE", "RESUME", "LEAVE"]
    assert [m.account_id for m in moves] == [None, None, account.id, account.id, account.id]


async def test_others_neither_see_nor_move_a_member_who_is_not_theirs(db):
    street, other = await make_unit(), await make_unit()
    member = await make_member(street)
    people: list[tuple[Role, type[Exception]]] = [
        (Role.GRID_WORKER, PermissionDenied),
        (Role.INSPECTOR, PermissionDenied),
        (Role.WORK_UNIT_OFFICER, NotFound),
    ]
    for role, refusal in people:
        actor = await sessions.actor_of(await make_account(role.value.lower(), role, street))
        with pytest.raises(refusal):
            await life.step(actor, member.id, MemberAction.PAUSE)
    elsewhere = await sessions.actor_of(await make_account("elsewhere", Role.COORDINATOR, other))
    _, colleague = await make_member_with_account(street)
    for actor in (elsewhere, await sessions.actor_of(colleague), Actor()):
        with pytest.raises(NotFound):
            await life.step(actor, member.id, MemberAction.PAUSE)
    assert (await Member.get(id=member.id)).state is MemberState.ACTIVE


async def test_leaving_ends_the_links_to_households(db):
    community = await make_unit(UnitKind.COMMUNITY)
    member = await make_member(community)
    link = await households.link(
        SYSTEM, (await make_household(community)).id, member.id, centre_id=None, may_request=True
    )

    await life.step(SYSTEM, member.id, MemberAction.LEAVE)

    link = await HouseholdLink.get(id=link.id)
    assert link.ended_at is not None
    assert link.version == 2
