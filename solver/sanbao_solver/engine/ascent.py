"""Finding good prices: steps along the averaged slope of the bound, each price with a stride of its own.

Most steps only glance at the starts that were near the best of their request a few steps ago. The stride of a price
shrinks with the usual size of its own slope (as in the Adam method of Kingma and Ba, 2015) and, for all together, in
proportion to what a place in a team is worth. The first steps give all items of a member one price: there are a tenth as
many of those and their slopes are clearer, so they find in a hundred steps what would take single prices several hundred.
Guarantees: the prices kept are the best of those tried. Without a time limit the path depends on the number of
steps alone; with one, at most `share` of it is spent here and the strides shrink by the clock where it runs ahead.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.relaxation import Prices, Relaxation

EVEN_STRIDES, STRIDES = (0.07, 0.007), (0.02, 0.0005)
EVEN_STEPS, EVEN_SHARE = 100, 0.4
GLANCES, SLACK = 3, 12
TOLD_EVERY = 20


Move = Callable[[Prices, float, ThreadPoolExecutor | None], None]


class Ascent:
    """The best prices so far (`prices`) and what they prove (`bound`)."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        self._unit = place_worth(relaxation.instance)
        self._now = relaxation.opening()
        self.prices = self._now.copy()
        with self._side_by_side() as pool:
            self.bound = relaxation.bound(self._now, pool)

    @contextmanager
    def _side_by_side(self) -> Iterator[ThreadPoolExecutor | None]:
        """The threads of the relaxation, where it works with several."""
        with ThreadPoolExecutor(self.relaxation.threads) as pool:
            yield pool if self.relaxation.threads > 1 else None

    def climb(self, steps: int, budget: Budget, total: int, share: float = 0.4) -> None:
        """Make so many steps, or as many as the budget allows."""
        limit = share * budget.left_seconds()
        began = budget.elapsed_seconds()
        begin: float | None = None
        with self._side_by_side() as pool:
            for step in range(steps):
                gone = max(step / steps, (budget.elapsed_seconds() - began) / limit if limit > 0 else 1.0)
                if budget.spent() or gone >= 1:
                    break
                even = max(step / EVEN_STEPS, gone / EVEN_SHARE)
                if even < 1:
                    self._step(step, self.relaxation.step_evenly, EVEN_STRIDES, even, pool)
                else:
                    begin = gone if begin is None else begin
                    self._step(step, self.relaxation.step, STRIDES, (gone - begin) / (1 - begin), pool)
                budget.work += 1
                if step % (GLANCES + 1) == 0 and step % TOLD_EVERY <= GLANCES:
                    budget.report("prices", total, self.bound)

    def end(self) -> None:
        """Keep nothing but the bound: the relaxation takes as much memory as half the week."""
        del self.relaxation, self.prices, self._now

    @contextmanager
    def climbing_on(self, budget: Budget) -> Iterator[None]:
        """For as long as this lasts, go on in a thread of its own, by the clock. Keeps the prices found before."""
        stop = Event()
        with ThreadPoolExecutor(1) as pool:
            climb = pool.submit(self._climb_on, stop, budget)
            try:
                yield
            finally:
                stop.set()
                climb.result()

    def _climb_on(self, stop: Event, budget: Budget) -> None:
        began, limit = budget.elapsed_seconds(), budget.left_seconds()
        step = 0
        while not stop.is_set() and budget.left_seconds() > 0:
            gone = min(1.0, (budget.elapsed_seconds() - began) / limit)
            self._step(step, self.relaxation.step, STRIDES, gone, None)
            step += 1

    def _step(
        self,
        step: int,
        move: Move,
        strides: tuple[float, float],
        gone: float,
        pool: ThreadPoolExecutor | None,
    ) -> None:
        relaxation = self.relaxation
        widest, last = strides
        stride = self._unit * widest * (last / widest) ** gone
        move(self._now, stride, pool)
        if step % (GLANCES + 1):
            relaxation.glance(self._now, pool)
            return
        bound = relaxation.bound(self._now, pool, SLACK * stride)
        if bound < self.bound:
            self.prices, self.bound = self._now.copy(), bound


def place_worth(instance: Instance) -> float:
    """What a required place in a team is worth on average, in points."""
    return max(1.0, float(instance.value.sum()) / max(1.0, float(instance.required.sum())))
