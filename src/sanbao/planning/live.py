"""A published week as it stands now, laid open for questions: who holds what is the plan, all that is open the problem.

A desk belongs to a run. It is kept while no offer and no request of the week has changed, for a minute at most (hours,
skills and the clock move too), and one question at a time is asked on it, apart from the event loop.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock as Mutex
from typing import TypeVar
from uuid import UUID

from tortoise.functions import Count, Sum

from sanbao.access.models import StateMove
from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import ENDED, HOLDING
from sanbao.organisations import scope
from sanbao.planning import runs, snapshot
from sanbao.planning.bulk import read_rows
from sanbao.planning.laid_open import Place, lay_open
from sanbao.planning.models import AssignmentRun, LockKind, Policy
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import OPEN
from sanbao_solver import Desk

_KEPT = 2
_MOST_AGE = timedelta(minutes=1)

Answer = TypeVar("Answer")
Stamp = tuple[object, ...]


@dataclass(frozen=True)
class LiveWeek:
    """The desk of a run, and the rows behind the numbers on it."""

    week: Week
    desk: Desk
    members: Mapping[str, UUID]
    requests: Mapping[str, UUID]
    stamp: Stamp
    read_at: datetime
    mutex: Mutex = field(default_factory=Mutex)

    async def ask(self, question: Callable[[Desk], Answer]) -> Answer:
        """The answer to a question that leaves the desk as it was."""

        def alone() -> Answer:
            with self.mutex:
                return question(self.desk)

        return await asyncio.to_thread(alone)


_weeks: OrderedDict[UUID, LiveWeek] = OrderedDict()


async def live_week(run: AssignmentRun) -> LiveWeek:
    """The week of a published run as it stands now; the last ones asked for are kept."""
    stamp, now = await _stamp(run), clock.now()
    known = _weeks.get(run.id)
    if known is None or known.stamp != stamp or not now - _MOST_AGE <= known.read_at <= now:
        known = _weeks[run.id] = await _read(run, stamp, now)
    _weeks.move_to_end(run.id)
    while len(_weeks) > _KEPT:
        _weeks.popitem(last=False)
    return known


async def _stamp(run: AssignmentRun) -> Stamp:
    """What changes whenever the run, an offer of its week or a request of its unit does.

    The last step anywhere tells apart two changes of equal sums, one of which was taken back.
    """
    week = Week.parse(run.week)
    of_week = Assignment.filter(starts_at__gte=week.starts_at, starts_at__lt=week.ends_at)
    of_unit = ServiceRequest.filter(unit_id__in=scope.subtree([run.unit_id]), state__in=OPEN)
    sums: list[object] = []
    for rows in (of_week, of_unit):
        sums += await rows.annotate(rows=Count("id"), changes=Sum("version")).values_list("rows", "changes")
    last = await StateMove.all().order_by("-id").first().values_list("id", flat=True)
    return run.version, last, *sums


async def _read(run: AssignmentRun, stamp: Stamp, now: datetime) -> LiveWeek:
    policy = await Policy.get(id=run.policy_id)
    banned = [lock for lock in await runs.locks_of(run) if lock.kind == LockKind.FORBID]
    week = Week.parse(run.week)
    found = await snapshot.build(run.unit_id, week, policy, locks=banned, not_before=now)
    columns = ("request__number", "member__number", "seat__position", "starts_at", "state")
    rows = await read_rows(
        Assignment.filter(
            request__unit_id__in=scope.subtree([run.unit_id]),
            request__state__in=OPEN,
            state__in=(*HOLDING, *ENDED),
        ).values_list(*columns)
    )
    held = [Place(q, m, seat, week.minute(start)) for q, m, seat, start, state in rows if state in HOLDING]
    asked = {(m, q) for q, m, _, _, state in rows if state in ENDED}
    desk = await asyncio.to_thread(lay_open, found.problem, held, asked)
    return LiveWeek(week, desk, found.members, found.requests, stamp, now)
