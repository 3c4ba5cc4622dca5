"""Swaps: a member asks others to take a service that he has accepted. Who takes it is judged as a back-fill is.

Every step holds the lock of the request, so of two who take a swap at once one waits for the other. Until somebody has
taken it nothing changes: the giver is expected, and may still decline.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.moves import advance, begin
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs
from sanbao.core.db import check_version, insert_many, unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, NotFound, OfferExpired, PermissionDenied, SwapTaken
from sanbao.dispatch import answers, fitness, policies, rules
from sanbao.dispatch.models import Assignment, Swap, SwapCandidate
from sanbao.dispatch.offers import OfferDraft, offer_many
from sanbao.dispatch.states import (
    ASSIGNMENT,
    SWAP,
    SWAP_STANDS,
    AssignmentAction,
    AssignmentState,
    SwapAction,
    SwapState,
)
from sanbao.dispatch.team import Team, locked_with_team
from sanbao.members.models import Member
from sanbao.members.states import MemberState
from sanbao.menu.models import MenuItem
from sanbao.organisations import scope
from sanbao.planning import vacancy
from sanbao.planning.backfill import run_of
from sanbao.requests.states import AGREED


async def propose(
    actor: Actor,
    assignment_id: UUID,
    *,
    colleague: str | None = None,
    note: str = "",
    expires_at: datetime | None = None,
    expected_version: int | None = None,
) -> Swap:
    """Ask others to take a service: the colleague of a member number, or everybody who could. By the member himself.

    It stands until the rule's time before the start, or `expires_at` before that. Who could take it is worked out
    now, and they see it. Raises InvalidTransition unless he has accepted, Conflict where it is too late, a swap is
    open already or nobody could take it, InvalidInput for a colleague who cannot.
    """
    note = inputs.text("note", note, most=400, required=False)
    async with unit_of_work():
        assignment, team = await locked_with_team(assignment_id)
        await policies.require_own(actor, assignment)
        check_version(assignment, expected_version)
        ASSIGNMENT.transition(assignment.state, AssignmentAction.HAND_OVER)
        deadline = await _deadline(team, assignment, expires_at)
        await _end_passed(assignment, clock.now())
        key = assignment.id.hex
        if await Swap.exists(open_key=key):
            raise Conflict("swap-open")
        found = await _takers(team, assignment)
        named = await _named(colleague, found) if colleague is not None else None
        if not found:
            raise Conflict("swap-nobody")
        swap = await Swap.create(
            assignment_id=assignment.id,
            colleague_id=named.member_id if named else None,
            note=note,
            expires_at=deadline,
            open_key=key,
        )
        await insert_many(
            SwapCandidate,
            [
                SwapCandidate(
                    swap_id=swap.id, member_id=f.member_id, cost=f.cost, travel_minutes=f.travel_minutes
                )
                for f in ([named] if named else found)
            ],
        )
        await begin(SWAP, swap, actor, note)
        return swap


async def _deadline(team: Team, assignment: Assignment, wanted: datetime | None) -> datetime:
    rule, now = await rules.rule_for(team.request.unit_id), clock.now()
    latest = assignment.starts_at - timedelta(minutes=rule.swap_until_minutes)
    if latest <= now or team.request.state not in AGREED:
        raise Conflict("swap-too-late", minutes=rule.swap_until_minutes)
    if wanted is None:
        return latest
    wanted = inputs.moment("expires_at", wanted)
    if not now < wanted <= latest:
        raise InvalidInput("expires_at", "swap-deadline", minutes=rule.swap_until_minutes)
    return wanted


async def _named(number: str, found: Sequence[vacancy.Filling]) -> vacancy.Filling:
    """The colleague among those who could; whether a number exists is told to nobody."""
    number = inputs.text("colleague", number, most=24)
    named = next((f for f in found if f.member == number), None)
    if named is None:
        raise InvalidInput("colleague", "swap-colleague")
    return named


async def _takers(team: Team, assignment: Assignment) -> list[vacancy.Filling]:
    """Everybody who could take the place now, the cheapest first: by the rules of the run that planned the request, or
    by those of an offer by hand where none did."""
    request = team.request
    run = await run_of(request.id)
    found = await vacancy.read(request, run, assignment.starts_at, volunteers=True) if run else None
    if found is not None:
        return await vacancy.takers(found, found.seat_ids.index(assignment.seat_id))
    seat = team.seats[assignment.seat_id]
    need = fitness.Need(
        skill_id=seat.skill_id,
        level=seat.level,
        tags=fitness.tags_of(await MenuItem.get(id=request.menu_item_id), seat),
        starts_at=assignment.starts_at,
        ends_at=assignment.ends_at,
        any_hour=request.urgent,
    )
    members = await Member.filter(
        state=MemberState.ACTIVE, unit_id__in=scope.subtree([request.unit_id])
    ).order_by("number")
    misfits = {line.member_id for line in await fitness.unfit(members, need)}
    return [
        vacancy.Filling(m.id, m.number, seat.position, assignment.starts_at, 0, 0)
        for m in members
        if m.id not in misfits
    ]


async def _read(actor: Actor, id: UUID, expected_version: int | None) -> tuple[Swap, Assignment, Team]:
    """A swap that the actor may see, under the lock of its request; raises NotFound, StaleVersion."""
    known = await policies.visible_swaps(actor).get_or_none(id=id)
    if known is None:
        raise NotFound("Swap", id)
    assignment, team = await locked_with_team(known.assignment_id)
    swap = await Swap.get(id=id)
    check_version(swap, expected_version)
    return swap, assignment, team


async def take(actor: Actor, id: UUID, *, expected_version: int | None = None) -> Swap:
    """Say yes to a swap: by a member who could take it. Where the unit's rule asks for consent it waits for that,
    else the place is his at once.

    Raises SwapTaken when somebody was quicker, OfferExpired when it stands no longer, Conflict where he cannot take
    it any more, PermissionDenied, NotFound.
    """
    async with unit_of_work():
        swap, assignment, team = await _read(actor, id, expected_version)
        if actor.member_id is None or not await SwapCandidate.exists(swap_id=id, member_id=actor.member_id):
            raise PermissionDenied(Permission.ASSIGNMENT_MANAGE.value)
        if swap.state in (SwapState.AWAITING_CONSENT, SwapState.TAKEN):
            raise SwapTaken
        _check_stands(swap, assignment, team)
        filling = await _still_fit(team, assignment, actor.member_id)
        rule = await rules.rule_for(team.request.unit_id)
        if rule.swap_needs_consent:
            await advance(SWAP, swap, SwapAction.ASK_CONSENT, actor, taker_id=actor.member_id)
            return swap
        return await _hand_over(actor, SwapAction.TAKE, swap, assignment, filling)


async def consent(actor: Actor, id: UUID, *, expected_version: int | None = None) -> Swap:
    """Let the one who said yes have the place. Needs `assignment:manage` on the request's unit; he is judged anew."""
    async with unit_of_work():
        swap, assignment, team = await _read(actor, id, expected_version)
        await scope.require(actor, Permission.ASSIGNMENT_MANAGE, team.request.unit_id)
        SWAP.transition(swap.state, SwapAction.CONSENT)
        _check_stands(swap, assignment, team)
        assert swap.taker_id is not None
        filling = await _still_fit(team, assignment, swap.taker_id)
        return await _hand_over(actor, SwapAction.CONSENT, swap, assignment, filling)


async def refuse(actor: Actor, id: UUID, *, reason: str, expected_version: int | None = None) -> Swap:
    """Not this one: the swap is open again for the others. Needs `assignment:manage` on the request's unit."""
    reason = inputs.text("reason", reason, most=400)
    async with unit_of_work():
        swap, _, team = await _read(actor, id, expected_version)
        await scope.require(actor, Permission.ASSIGNMENT_MANAGE, team.request.unit_id)
        taker_id = swap.taker_id
        await advance(SWAP, swap, SwapAction.REFUSE, actor, reason=reason, taker_id=None)
        await SwapCandidate.filter(swap_id=id, member_id=taker_id).delete()
        return swap


async def decline(actor: Actor, id: UUID, *, expected_version: int | None = None) -> Swap:
    """The colleague who was asked says no. No reason is needed."""
    async with unit_of_work():
        swap, _, _ = await _read(actor, id, expected_version)
        if actor.member_id is None or swap.colleague_id != actor.member_id:
            raise PermissionDenied(Permission.ASSIGNMENT_MANAGE.value)
        await advance(SWAP, swap, SwapAction.DECLINE, actor, open_key=None)
        return swap


async def cancel(actor: Actor, id: UUID, *, expected_version: int | None = None) -> Swap:
    """I will go myself: by the member who asked for the swap."""
    async with unit_of_work():
        swap, assignment, _ = await _read(actor, id, expected_version)
        if not policies.is_own(actor, assignment):
            raise PermissionDenied(Permission.ASSIGNMENT_MANAGE.value)
        await advance(SWAP, swap, SwapAction.CANCEL, actor, open_key=None)
        return swap


async def expire_swaps(now: datetime) -> int:
    """End the swaps whose time has passed or whose service fell through otherwise; answers how many. For a timer."""
    standing = Swap.filter(state__in=SWAP_STANDS)
    ended = Q(expires_at__lte=now) | ~Q(assignment__state=AssignmentState.ACCEPTED)
    count = 0
    for assignment_id in await standing.filter(ended).values_list("assignment_id", flat=True):
        async with unit_of_work():
            assignment, _ = await locked_with_team(assignment_id)  # type: ignore[arg-type]
            count += await _end_passed(assignment, now)
    return count


async def _end_passed(assignment: Assignment, now: datetime) -> int:
    """End the swap of a locked request's assignment if it stands no longer; answers how many were ended."""
    swap = await Swap.get_or_none(open_key=assignment.id.hex)
    if swap is None or (assignment.state is AssignmentState.ACCEPTED and swap.expires_at > now):
        return 0
    await advance(SWAP, swap, SwapAction.EXPIRE, SYSTEM, open_key=None)
    return 1


def _check_stands(swap: Swap, assignment: Assignment, team: Team) -> None:
    stands = swap.state in SWAP_STANDS and swap.expires_at > clock.now()
    if not stands or assignment.state is not AssignmentState.ACCEPTED or team.request.state not in AGREED:
        raise OfferExpired


async def _still_fit(team: Team, assignment: Assignment, member_id: UUID) -> vacancy.Filling:
    """How the member would fill the place, his row locked; raises Conflict where he cannot any more."""
    await Member.filter(id=member_id).select_for_update(no_key=True).only("id")
    filling = next((f for f in await _takers(team, assignment) if f.member_id == member_id), None)
    if filling is None:
        raise Conflict("swap-unfit")
    return filling


async def _hand_over(
    actor: Actor, step: SwapAction, swap: Swap, assignment: Assignment, filling: vacancy.Filling
) -> Swap:
    """The giver is free, and the taker has accepted in his place."""
    await advance(ASSIGNMENT, assignment, AssignmentAction.HAND_OVER, actor, open_key=None)
    draft = OfferDraft(
        request_id=assignment.request_id,
        seat_id=assignment.seat_id,
        member_id=filling.member_id,
        starts_at=assignment.starts_at,
        travel_minutes=filling.travel_minutes,
    )
    [offer] = await offer_many(actor, [draft], answer_by=assignment.starts_at, run_id=assignment.run_id)
    taker = await Member.get(id=filling.member_id).only("id", "account_id")
    taken = await answers.accept(Actor(account_id=taker.account_id, member_id=taker.id), offer.id)
    await advance(SWAP, swap, step, actor, open_key=None, taker_id=taker.id, taken_id=taken.id)
    return swap
