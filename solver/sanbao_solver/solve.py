"""From a problem to a plan: the stages in order, each keeping the best plan and the best bound so far.

Guarantees: the plan is allowed, never worse than `greedy`, and its bound holds for the whole problem.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext

import numpy as np

from sanbao_solver.engine.annealing import anneal, halvings_of
from sanbao_solver.engine.ascent import Ascent, place_worth
from sanbao_solver.engine.block import whole
from sanbao_solver.engine.book import Book
from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.choices import digest
from sanbao_solver.engine.first_plan import greedy_table
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.mip import Limits
from sanbao_solver.engine.relaxation import Relaxation
from sanbao_solver.engine.shortlist import Shortlist, everything, shortlist
from sanbao_solver.engine.simple_bound import simple_bound
from sanbao_solver.engine.slots import Slots
from sanbao_solver.engine.table import Table, table_of
from sanbao_solver.plan import Plan, Status
from sanbao_solver.problem import Problem
from sanbao_solver.reasons import left_out
from sanbao_solver.score import score
from sanbao_solver.settings import Progress, SolveSettings

SMALL_STEPS, PRICE_STEPS = 300, 1_500
PRICE_SHARE, ASIDE_SHARE = 0.45, 0.15
WHOLE_REQUESTS, PROVED_REQUESTS = 120, 300
SEARCH_SHARE = 0.4
WHOLE_CANDIDATES = 2_000
FIRST_PROOF_SECONDS = 4.0


def solve(
    problem: Problem,
    settings: SolveSettings | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    executor: Executor | None = None,
) -> Plan:
    """The best plan that the settings leave time for, with a proven bound.

    Stopping early, by `should_stop` or by a limit, returns the best plan so far with a valid bound; it is never
    worse than `greedy`. Zones are searched `settings.workers` at a time,
    by threads or on the `executor`. Raises ContradictoryPins when no plan
    keeps the pins.
    """
    budget = Budget(settings or SolveSettings(), should_stop, on_progress)
    instance = Instance(problem, threads=budget.settings.workers)
    bound = simple_bound(instance)
    table = greedy_table(instance)
    total = table.total()
    budget.keep_back(budget.elapsed_seconds() / 2)
    budget.report("greedy", total, bound)
    if total < bound and not budget.spent():
        bound = _search(table, total, bound, budget, executor)
    plan = plan_of(table.book(), bound, "stopped" if budget.stopped else "feasible")
    budget.report("done", plan.score.total, plan.bound)
    return plan


def greedy(problem: Problem) -> Plan:
    """The plan of the greedy in `problem-format.md`, with a valid (weak) bound. Raises ContradictoryPins."""
    instance = Instance(problem)
    return plan_of(greedy_table(instance).book(), simple_bound(instance), "feasible")


def plan_of(book: Book, bound: int, status: Status) -> Plan:
    """The book as a plan document, scored by `score` and with a reason for every request left out."""
    instance = book.instance
    served = book.served()
    total = score(instance.problem, Plan(served=served))
    if total.total >= bound:
        status = "optimal"
    return Plan(served=served, unserved=left_out(book), score=total, bound=bound, status=status)


def _search(table: Table, total: int, bound: int, budget: Budget, executor: Executor | None) -> int:
    """Improve the table in place within the budget; the best bound found."""
    instance = table.instance
    if len(instance.candidate_member) <= WHOLE_CANDIDATES:
        return _prove(table, bound, budget, everything(instance))
    small = instance.requests <= WHOLE_REQUESTS
    steps = SMALL_STEPS if small else PRICE_STEPS
    if budget.settings.work_limit is not None:
        steps = min(steps, max(1, int(budget.settings.work_limit * PRICE_SHARE)))
    timed = budget.settings.time_limit_seconds is not None
    proving = timed and instance.requests <= PROVED_REQUESTS
    ascent = Ascent(Relaxation(instance, budget.settings.workers))

    def proven() -> int:
        return min(bound, ascent.bound)

    def near_the_best() -> Shortlist:
        return shortlist(ascent.relaxation, ascent.prices, float(proven() - total))

    aside = _idle(instance, budget) and not small and not proving
    ascent.climb(steps, budget, total, ASIDE_SHARE if aside else PRICE_SHARE)
    budget.report("prices", total, proven())
    if small:
        return _prove(table, proven(), budget, near_the_best())
    if budget.spent():
        return proven()
    choices = digest(ascent.relaxation, ascent.prices)
    if not aside and not proving:
        ascent.end()
    with (
        _workers(budget.settings.workers, executor) as pool,
        budget.only(SEARCH_SHARE if proving else 1.0),
        ascent.climbing_on(budget) if aside else nullcontext(),
    ):
        total = anneal(table, choices, total, place_worth(instance), budget, proven, pool)
    if not proving or budget.spent():
        return proven()
    return _prove(table, proven(), budget, near_the_best())


def _idle(instance: Instance, budget: Budget) -> bool:
    """Whether a search by the clock leaves a worker with nothing to do."""
    settings = budget.settings
    timed = settings.time_limit_seconds is not None and settings.work_limit is None
    return timed and settings.workers > 2 ** halvings_of(instance)


@contextmanager
def _workers(width: int, executor: Executor | None) -> Iterator[Executor | None]:
    """The caller's executor, or threads of our own when more than one worker is asked for."""
    if executor is not None or width == 1:
        yield executor
        return
    with ThreadPoolExecutor(width) as pool:
        yield pool


def _prove(table: Table, bound: int, budget: Budget, offered: Shortlist) -> int:
    """Solve the whole problem as one program: nothing left out of `offered` can be better than the table.

    HiGHS cannot be interrupted: when the caller may stop the solve it is asked for longer and longer times.
    """
    book = table.book()
    block = whole(book.instance, Slots(book.instance), offered)
    seconds = FIRST_PROOF_SECONDS
    while True:
        left = budget.left_seconds()
        limit = min(left, seconds) if budget.watched else left
        limits = Limits(seconds=None if limit == float("inf") else limit, seed=budget.settings.seed)
        result = block.solve(limits)
        budget.work += 1
        old, total = dict(book.services), book.total
        if result.services is not None:
            book.restore(result.services, old)
            if book.total < total:
                book.restore(old, result.services)
        if np.isfinite(result.bound):  # else stopped before it proved anything
            proven = int(np.floor(result.bound)) + book.instance.change_base
            bound = max(book.total, min(bound, proven))
        if bound == book.total or limit == left or budget.spent():
            table.take(table_of(book))
            return bound
        seconds *= 2
