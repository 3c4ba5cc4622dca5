"""A run's events, numbered within the run."""

from __future__ import annotations

from dataclasses import dataclass

from sanbao.core import clock
from sanbao.planning.models import AssignmentRun, RunEvent

_MOST_PPM = 2_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a run stands: stage, best total, proven bound, gap as a fraction.

    Stages: `snapshot` (the input is frozen), `compiling` (the solving process reads it), then the solver's own.
    """

    stage: str = ""
    total: int | None = None
    bound: int | None = None
    gap: float | None = None

    @property
    def gap_ppm(self) -> int | None:
        """The gap in parts per million, cut where a column ends."""
        return None if self.gap is None else round(min(self.gap * 1_000_000, _MOST_PPM))


async def record(run: AssignmentRun, standing: Standing | None = None) -> RunEvent:
    """Write the run's next event. The caller holds the run's row lock, which keeps the numbers in order."""
    standing = standing or Standing(
        stage=run.stage, total=run.total, bound=run.bound, gap=run.gap_ppm and run.gap_ppm / 1_000_000
    )
    last = await RunEvent.filter(run_id=run.id).order_by("-sequence").first()
    return await RunEvent.create(
        run_id=run.id,
        sequence=last.sequence + 1 if last else 1,
        state=run.state,
        stage=standing.stage,
        total=standing.total,
        bound=standing.bound,
        gap_ppm=standing.gap_ppm,
        elapsed_milliseconds=_elapsed(run, last),
    )


def _elapsed(run: AssignmentRun, last: RunEvent | None) -> int:
    """Milliseconds since the run was started, 0 before; never less than at the event before, whatever the clocks
    of the machines say, until it is started anew."""
    if run.started_at is None:
        return 0
    passed = max(0, round((clock.now() - run.started_at).total_seconds() * 1000))
    if last is None or last.created_at < run.started_at:
        return passed
    return max(passed, last.elapsed_milliseconds)
