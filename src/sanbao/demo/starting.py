"""Making a demo, or finding the one that is there. Each step is whole or absent, so a broken start goes on."""

from __future__ import annotations

from tortoise.functions import Max

from sanbao.access.models import Account
from sanbao.core import clock, db
from sanbao.core.clock import Week
from sanbao.core.errors import Conflict
from sanbao.core.settings import Settings
from sanbao.demo import casting, weekly_run
from sanbao.demo.making import make_world
from sanbao.demo.stages import OnProgress, Stage, silent
from sanbao.demo.summary import DemoSummary, read_summary
from sanbao.demo.texts import texts
from sanbao.demo.writing import POLICY, write_world
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit
from sanbao.planning.models import AssignmentRun, Policy
from sanbao.planning.states import RunState
from sanbao.requests.models import RequestWindow

SEED = 54
TIME_LIMIT_SECONDS = 12
_SECONDS_A_COMMUNITY = 1
"""Larger demos are given more time to solve."""


def _time_limit_seconds(communities: int | None) -> int:
    """How long the demo's run may be solved."""
    return max(TIME_LIMIT_SECONDS, (communities or 0) * _SECONDS_A_COMMUNITY)


async def make_demo(
    settings: Settings,
    communities: int | None = None,
    on_progress: OnProgress = silent,
    *,
    seed: int = SEED,
) -> DemoSummary:
    """Fill an empty database with a demo and run its week, or read the demo that is there, unchanged.

    `communities`: None for the street of the founding document, else so many with 62 members and 50 requests
    each. `on_progress` is told each stage as it begins (`stage_text` has the words). Raises Conflict for
    a database with other data, Unavailable when the run could not be solved.
    """
    await db.migrate(settings)
    async with db.opened(settings):
        if not await Unit.exists() and not await Account.exists():
            world = make_world(seed, clock.now(), communities)
            await write_world(world, _time_limit_seconds(communities), on_progress)
        elif not await Policy.exists(name=POLICY):
            raise Conflict("demo-database-in-use")
        run = await AssignmentRun.filter(state=RunState.PUBLISHED).order_by("published_at").first()
        top = await _top()
        if run is None:
            await weekly_run.make_run(settings, top.id, await _week(), on_progress)
            run = await AssignmentRun.filter(state=RunState.PUBLISHED).get()
        if not await Account.exists(login=texts().accounts.cast[0].login):
            on_progress(Stage("answers"))
            community = await Unit.filter(kind=UnitKind.COMMUNITY).order_by("id").first()
            async with db.unit_of_work():
                await weekly_run.answer(run.id, seed)
                await casting.cast(run.id, community.id if community else top.id)
        return await read_summary(settings, run.id)


async def _top() -> Unit:
    """The unit that is planned: the street, or the whole city where there are several."""
    streets = await Unit.filter(kind=UnitKind.STREET).limit(2)
    return streets[0] if len(streets) == 1 else await Unit.get(kind=UnitKind.CITY)


async def _week() -> Week:
    """The week for which the demo's requests were made."""
    last = await RequestWindow.all().annotate(last=Max("starts_at")).values_list("last", flat=True)
    return Week.containing(last[0])  # type: ignore[arg-type]
