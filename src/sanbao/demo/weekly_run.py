"""The demo's run, by the same services that the API calls: made, solved, published, answered."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from random import Random
from uuid import UUID

from sanbao.access import sessions
from sanbao.access.actor import Actor
from sanbao.access.models import Account
from sanbao.core.clock import Week
from sanbao.core.db import unit_of_work
from sanbao.core.errors import Unavailable
from sanbao.core.settings import Settings
from sanbao.demo.chance import dice, pick
from sanbao.demo.stages import OnProgress, Stage
from sanbao.demo.texts import Words, texts
from sanbao.demo.writing import POLICY
from sanbao.dispatch import answers
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState, DeclineReason
from sanbao.planning import publishing, runs
from sanbao.planning.backfill import decline_and_backfill
from sanbao.planning.models import AssignmentRun, Policy
from sanbao.planning.states import RunState
from sanbao.planning.worker import Worker

_LOOK_SECONDS = 0.5
RUN_SEED = 1
_MOST_ANSWERED = 220
"""Requests whose teams answer; the rest is left for whoever tries the demo."""

_FATES = {"all accept": 56, "some accept": 10, "one declines": 10, "wait": 24}
_MOST_DECLINES = 18


async def make_run(settings: Settings, unit_id: UUID, week: Week, on_progress: OnProgress) -> UUID:
    """One run of a unit's week up to its publication; the id of the run."""
    actor = await sessions.actor_of(await Account.get(login="admin"))
    on_progress(Stage("snapshot"))
    async with unit_of_work():
        policy = await Policy.get(name=POLICY)
        run = await runs.create(actor, unit_id, str(week), policy_id=policy.id, seed=RUN_SEED)
        await runs.start(actor, run.id)
    await _solve(settings, run.id, on_progress)
    run = await AssignmentRun.get(id=run.id)
    if run.state is not RunState.PROPOSED:
        raise Unavailable("demo-run-failed", why=runs.failure_text(run, "zh") or run.state.value)
    on_progress(Stage("publishing"))
    async with unit_of_work():
        await publishing.publish(actor, run.id)
    return run.id


async def _solve(settings: Settings, run_id: UUID, on_progress: OnProgress) -> None:
    """Solve a queued run, reporting how near the best it has come."""
    worker = Worker(settings)
    task = asyncio.create_task(worker.work_on(run_id))
    try:
        while not task.done():
            run = await AssignmentRun.get(id=run_id)
            gap_percent = None if run.gap_ppm is None else run.gap_ppm / 10_000
            on_progress(Stage("solving", gap_percent) if runs.is_frozen(run) else Stage("snapshot"))
            await asyncio.wait([task], timeout=_LOOK_SECONDS)
        await task
    finally:
        await worker.close()


async def answer(run_id: UUID, seed: int) -> None:
    """Some of the run's offers are accepted, a few declined; others are asked in place of those who declined."""
    roll, words = dice(seed, "answers"), texts().words
    teams: dict[UUID, list[Assignment]] = defaultdict(list)
    for offer in await Assignment.filter(run_id=run_id).order_by("request__number", "member__number"):
        teams[offer.request_id].append(offer)
    actors = await _members(offer.member_id for team in teams.values() for offer in team)
    declines = 0
    async with unit_of_work():
        for team in list(teams.values())[:_MOST_ANSWERED]:
            fate = pick(roll, _FATES)
            if fate == "one declines" and declines < _MOST_DECLINES:
                declines += 1
                await _decline(roll, words, actors, team.pop())
            if fate in ("some accept", "one declines"):
                team = team[: len(team) // 2]
            if fate != "wait":
                for offer in team:
                    await _accept(actors, offer)


async def _members(ids: Iterable[UUID]) -> dict[UUID, Actor]:
    """Members as actors, by member."""
    accounts = await Account.filter(member__id__in=list(set(ids))).values_list(
        "id", "display_name", "member__id"
    )
    return {
        member_id: Actor(account_id=id, display_name=name, member_id=member_id)
        for id, name, member_id in accounts
    }


async def _accept(actors: dict[UUID, Actor], offer: Assignment) -> None:
    await offer.refresh_from_db()
    if offer.state is AssignmentState.OFFERED:
        await answers.accept(actors[offer.member_id], offer.id)


async def _decline(roll: Random, words: Words, actors: dict[UUID, Actor], offer: Assignment) -> None:
    await offer.refresh_from_db()
    if offer.state is AssignmentState.OFFERED:
        reason = roll.choice(list(DeclineReason))
        note = roll.choice(words.decline[reason.value])
        await decline_and_backfill(actors[offer.member_id], offer.id, reason, note)
