"""One place that knows when to stop: the wall clock, the work done, the caller's wish."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import msgspec

from sanbao_solver.plan import relative_gap
from sanbao_solver.settings import Progress, SolveSettings, Stage


class Budget:
    """What is left of a solve's limits. Work is counted in units that do not depend on the machine."""

    def __init__(
        self,
        settings: SolveSettings,
        should_stop: Callable[[], bool] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        began: float | None = None,
    ) -> None:
        self.settings = settings
        self.began = monotonic() if began is None else began
        self.work = 0
        self.watched = should_stop is not None
        self.stopped = False
        self._kept_back = 0.0
        self._should_stop = should_stop
        self._on_progress = on_progress

    def elapsed_seconds(self) -> float:
        """Wall clock since the solve began."""
        return monotonic() - self.began

    def left_seconds(self) -> float:
        """Wall clock left; infinite without a time limit."""
        limit = self.settings.time_limit_seconds
        return float("inf") if limit is None else limit - self._kept_back - self.elapsed_seconds()

    def keep_back(self, seconds: float) -> None:
        """Leave this much of the time limit for what comes after the search, but never more than a fifth of it."""
        self._kept_back = min(seconds, (self.settings.time_limit_seconds or 0.0) / 5)

    @contextmanager
    def only(self, share: float) -> Iterator[None]:
        """For as long as this lasts, act as if no more than this share of what is left were left."""
        kept, settings = self._kept_back, self.settings
        if settings.time_limit_seconds is not None:
            self._kept_back += (1 - share) * max(0.0, self.left_seconds())
        if settings.work_limit is not None:
            work = self.work + int(share * max(0, settings.work_limit - self.work))
            self.settings = msgspec.structs.replace(settings, work_limit=work)
        yield
        self._kept_back, self.settings = kept, settings

    def spent(self) -> bool:
        """Whether any limit is reached or the caller wishes to stop."""
        if not self.stopped and self._should_stop is not None and self._should_stop():
            self.stopped = True
        limit = self.settings.work_limit
        return self.stopped or self.left_seconds() <= 0 or (limit is not None and self.work >= limit)

    def report(self, stage: Stage, total: int, bound: int | None) -> None:
        """Tell the caller where the solve stands."""
        if self._on_progress is None:
            return
        gap = None if bound is None else relative_gap(bound, total)
        self._on_progress(
            Progress(stage=stage, total=total, bound=bound, gap=gap, elapsed_seconds=self.elapsed_seconds())
        )
