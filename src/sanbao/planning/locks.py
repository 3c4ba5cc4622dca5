"""What a coordinator fixes before a run is solved again: pairs, times, bans, and that a request is served.

Locks stand beside the run; the next snapshot of the run, or of a run based on it, makes pins of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.clock import Week
from sanbao.core.db import insert_many, locked
from sanbao.core.errors import Conflict, InvalidInput, NotFound
from sanbao.members.models import Member
from sanbao.organisations import scope
from sanbao.planning import documents, lock_conflicts, reading, runs
from sanbao.planning.models import AssignmentRun, Lock, LockKind, ProposedSeat
from sanbao.planning.states import RunState
from sanbao.requests.models import ServiceRequest
from sanbao_solver import Problem

ADJUSTABLE = (RunState.DRAFT, RunState.PROPOSED, RunState.FAILED, RunState.CANCELLED)
"""States in which locks may be added and removed: no solver is at work and nothing is published."""

_WITH_MEMBER = (LockKind.PAIR, LockKind.PAIR_AND_TIME, LockKind.FORBID)
_WITH_TIME = (LockKind.TIME, LockKind.PAIR_AND_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockDraft:
    """What shall be locked. Without a request, a PAIR or PAIR_AND_TIME locks all that the member holds in the
    plan; without `starts_at`, a time is the plan's."""

    kind: LockKind
    request_id: UUID | None = None
    member_id: UUID | None = None
    starts_at: datetime | None = None
    reason: str = field(default="")


def visible(actor: Actor) -> QuerySet[Lock]:
    """The locks of the runs that an actor may read."""
    return Lock.filter(scope.units_in_scope(actor, Permission.RUN_READ, "run__unit_id"))


async def adjustable_run(
    actor: Actor, run_id: UUID, expected_version: int | None, states: tuple[RunState, ...] = ADJUSTABLE
) -> AssignmentRun:
    """The run, locked, in one of `states`; needs `run:manage` on its unit.

    Raises NotFound, PermissionDenied, StaleVersion, and Conflict in any other state.
    """
    await runs.get(actor, run_id)
    run = await locked(AssignmentRun, run_id, expected_version=expected_version)
    await scope.require(actor, Permission.RUN_MANAGE, run.unit_id)
    if run.state not in states:
        key = "run-not-proposed" if states == (RunState.PROPOSED,) else "run-not-adjustable"
        raise Conflict(key, number=run.number, state=run.state.value)
    return run


async def touch(run: AssignmentRun, **changes: object) -> None:
    """Raise the version of a locked run, with `changes`."""
    await AssignmentRun.filter(id=run.id).update(version=F("version") + 1, **changes)
    await run.refresh_from_db()


async def add(
    actor: Actor, run_id: UUID, draft: LockDraft, *, expected_version: int | None = None
) -> tuple[AssignmentRun, list[Lock]]:
    """Lock; answers the run and the locks that stand for it, those that stood before included.

    Raises InvalidInput for a draft that lacks or has too much, LocksContradict naming the locks in conflict.
    """
    run = await adjustable_run(actor, run_id, expected_version)
    reason = inputs.text("reason", draft.reason, most=400, required=False)
    _check_shape(draft)
    if draft.request_id is None:
        wanted = await _all_of_member(run, draft)
    else:
        wanted = [await _single(run, draft, draft.request_id)]
    present = await runs.locks_of(run)
    known = {_key(lock): lock for lock in present}
    fresh = [lock for lock in wanted if _key(lock) not in known]
    for lock in fresh:
        lock.reason, lock.account_id = reason, actor.account_id
    await lock_conflicts.refuse(present, fresh, await _problem(run), Week.parse(run.week))
    await insert_many(Lock, fresh)
    await touch(run)
    return run, [known.get(_key(lock), lock) for lock in wanted]


async def remove(actor: Actor, lock_id: UUID, *, expected_version: int | None = None) -> AssignmentRun:
    """Take a lock away; answers its run. `expected_version` is the lock's."""
    lock = await visible(actor).get_or_none(id=lock_id)
    if lock is None:
        raise NotFound("Lock", lock_id)
    run = await adjustable_run(actor, lock.run_id, None)
    lock = await locked(Lock, lock_id, expected_version=expected_version)
    await lock.delete()
    await touch(run)
    return run


def _key(lock: Lock) -> tuple[LockKind, UUID, UUID | None, datetime | None]:
    return lock.kind, lock.request_id, lock.member_id, lock.starts_at


def _check_shape(draft: LockDraft) -> None:
    kind = draft.kind
    if draft.request_id is None and not (
        draft.member_id is not None and kind in (LockKind.PAIR, LockKind.PAIR_AND_TIME)
    ):
        raise InvalidInput("request", "lock-needs", kind=kind.value, needed="request")
    if kind in _WITH_MEMBER and draft.member_id is None:
        raise InvalidInput("member", "lock-needs", kind=kind.value, needed="member")
    if kind not in _WITH_MEMBER and draft.member_id is not None:
        raise InvalidInput("member", "lock-takes-no", kind=kind.value, needed="member")
    if draft.starts_at is not None and (kind not in _WITH_TIME or draft.request_id is None):
        raise InvalidInput("starts_at", "lock-takes-no", kind=kind.value, needed="startsAt")


async def _all_of_member(run: AssignmentRun, draft: LockDraft) -> list[Lock]:
    """One lock for each pair that the member has in the plan."""
    assert draft.member_id is not None
    member = await _member(run, draft.member_id)
    held = (
        await ProposedSeat.filter(member_id=member.id, proposal__run_id=run.id)
        .order_by("id")
        .values_list("proposal__request_id", "proposal__starts_at")
    )
    if not held:
        raise InvalidInput("member", "member-without-pairs", number=member.number)
    return [
        Lock(
            run_id=run.id,
            kind=draft.kind,
            request_id=request_id,
            member_id=member.id,
            starts_at=starts_at if draft.kind in _WITH_TIME else None,
        )
        for request_id, starts_at in held
    ]


async def _single(run: AssignmentRun, draft: LockDraft, request_id: UUID) -> Lock:
    request = await ServiceRequest.get_or_none(id=request_id)
    if request is None or not await scope.is_below(request.unit_id, run.unit_id):
        raise InvalidInput("request", "unknown-id", noun="ServiceRequest")
    member = await _member(run, draft.member_id) if draft.member_id else None
    starts_at = draft.starts_at
    if draft.kind in _WITH_TIME:
        if starts_at is None:
            proposal = await reading.proposal_of(run.id, request_id)
            starts_at = proposal.starts_at if proposal else None
            if starts_at is None:
                raise InvalidInput("starts_at", "lock-needs", kind=draft.kind.value, needed="startsAt")
        starts_at = inputs.moment("starts_at", starts_at)
        problem = await _problem(run)
        if problem is not None:
            reading.check_start(problem, Week.parse(run.week), request.number, starts_at)
    return Lock(
        run_id=run.id,
        kind=draft.kind,
        request_id=request_id,
        member_id=member.id if member else None,
        starts_at=starts_at,
    )


async def _member(run: AssignmentRun, member_id: UUID) -> Member:
    member = await Member.get_or_none(id=member_id)
    if member is None or not await scope.is_below(member.unit_id, run.unit_id):
        raise InvalidInput("member", "unknown-id", noun="Member")
    return member


async def _problem(run: AssignmentRun) -> Problem | None:
    """The frozen problem; None before the run was started."""
    try:
        return await documents.load_problem(run.id)
    except NotFound:
        return None
