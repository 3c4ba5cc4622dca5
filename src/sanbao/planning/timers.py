"""The weekly timer: a unit's run for the following week starts by itself.

A timer that was missed because nothing ran is made up for until the week it plans begins.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from tortoise.queryset import QuerySet

from sanbao.access import housekeeping
from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs
from sanbao.core.clock import Week
from sanbao.core.db import unit_of_work
from sanbao.core.errors import SanbaoError
from sanbao.dispatch import expiry
from sanbao.members import report_ins
from sanbao.organisations import scope
from sanbao.planning import backfill, policies, runs, swapping
from sanbao.planning.models import AssignmentRun, WeeklyTimer
from sanbao.records import attending

_DAY_MINUTES = 24 * 60
_TICK_SECONDS = 20.0

log = structlog.get_logger()


def visible(actor: Actor) -> QuerySet[WeeklyTimer]:
    """The timers an actor may see: those of units where he holds `run:read`."""
    return WeeklyTimer.filter(scope.units_in_scope(actor, Permission.RUN_READ))


async def set_timer(
    actor: Actor,
    unit_id: UUID,
    *,
    weekday: int,
    minute: int,
    policy_id: UUID | None = None,
    enabled: bool = True,
) -> WeeklyTimer:
    """Set a unit's timer: every `weekday` (0 Monday) at `minute` of the local day. Needs `run:manage`.

    Where this week's moment has passed already it rings next week for the first time.
    """
    await scope.require_visible(actor, Permission.RUN_READ, unit_id, "Unit", unit_id)
    await scope.require(actor, Permission.RUN_MANAGE, unit_id)
    weekday = inputs.number("weekday", weekday, least=0, most=6)
    minute = inputs.number("minute", minute, least=0, most=_DAY_MINUTES - 1)
    if policy_id is not None:
        await policies.usable(unit_id, policy_id)
    timer, _ = await WeeklyTimer.get_or_create(
        unit_id=unit_id, defaults={"weekday": weekday, "minute": minute}
    )
    now = clock.now()
    following = str(Week.containing(now).following())
    timer.weekday, timer.minute, timer.enabled, timer.policy_id = weekday, minute, enabled, policy_id
    timer.version += 1
    if timer.last_week != following:
        timer.last_week = following if rang_at(timer, now) <= now else ""
    await timer.save()
    return timer


def rang_at(timer: WeeklyTimer, now: datetime) -> datetime:
    """This week's moment of a timer."""
    return Week.containing(now).moment(timer.weekday * _DAY_MINUTES + timer.minute)


async def ring(now: datetime) -> list[AssignmentRun]:
    """Start the following week's run of every timer whose moment has come; each week once, whoever asks."""
    following = str(Week.containing(now).following())
    started = []
    for timer in await WeeklyTimer.filter(enabled=True).exclude(last_week=following).order_by("id"):
        if rang_at(timer, now) <= now:
            try:
                run = await _start(timer, following)
            except SanbaoError as refusal:
                log.warning("timer_refused", timer=str(timer.id), reason=str(refusal))
                continue
            if run is not None:
                started.append(run)
    return started


async def _start(timer: WeeklyTimer, week: str) -> AssignmentRun | None:
    async with unit_of_work():
        mine = WeeklyTimer.filter(id=timer.id, last_week=timer.last_week, enabled=True)
        if not await mine.update(last_week=week):
            return None
        run = await runs.create(SYSTEM, timer.unit_id, week, policy_id=timer.policy_id)
        return await runs.start(SYSTEM, run.id)


async def tick_forever() -> None:
    """Ring the timers, let pass what has run out and fill the places that fell empty, until cancelled."""
    while True:
        now = clock.now()
        for deed in (
            ring,
            report_ins.lapse_overdue,
            backfill.backfill_expired,
            swapping.expire_swaps,
            attending.close_overdue,
            expiry.expire_passed,
            housekeeping.purge,
        ):
            try:
                await deed(now)
            except Exception:
                log.exception("tick_trouble", deed=deed.__name__)
        await asyncio.sleep(_TICK_SECONDS)


def until(timer: WeeklyTimer, now: datetime) -> datetime:
    """When the timer rings next."""
    moment = rang_at(timer, now)
    rung = timer.last_week == str(Week.containing(now).following())
    return moment + timedelta(days=7) if rung else max(moment, now)
