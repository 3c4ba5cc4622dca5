"""From a problem to a plan: the stages in order, each keeping the best plan and the best bound so far.

Guarantees: the plan is allowed, never worse than `greedy`, and its bound holds for the whole problem.
"""

from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np

from sanbao_solver.engine.ascent import ascend
from sanbao_solver.engine.block import whole
from sanbao_solver.engine.book import Book
from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.first_plan import greedy_book, priced_book
from sanbao_solver.engine.improve import Effort, improve_block
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.mip import Limits
from sanbao_solver.engine.neighbourhoods import Neighbourhoods
from sanbao_solver.engine.prices import Market, Prices
from sanbao_solver.engine.shortlist import Shortlist, digest, everything, shortlist
from sanbao_solver.engine.simple_bound import simple_bound
from sanbao_solver.plan import Plan, Status
from sanbao_solver.problem import Problem
from sanbao_solver.reasons import left_out
from sanbao_solver.score import score
from sanbao_solver.settings import Progress, SolveSettings

PRICE_STEPS = 200
WHOLE_REQUESTS = 120
WHOLE_CANDIDATES = 2_000
BLOCK_EFFORT = Effort(size=35, search=0.3, gap=100.0)
DIGEST_STARTS, DIGEST_SPARE = 6, 4
PATIENCE = 3


def solve(
    problem: Problem,
    settings: SolveSettings | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    executor: Executor | None = None,
) -> Plan:
    """The best plan that the settings leave time for, with a proven bound.

    Stopping early, by `should_stop` or by a limit, returns the best plan so far with a valid bound; it is never
    worse than `greedy`. `executor` runs the independent parts elsewhere. Raises ContradictoryPins when no plan
    keeps the pins.
    """
    budget = Budget(settings or SolveSettings(), should_stop, on_progress)
    instance = Instance(problem)
    bound = simple_bound(instance)
    book = greedy_book(instance)
    budget.keep_back(budget.elapsed_seconds() / 2)
    budget.report("greedy", book.total, bound)
    if book.total < bound and not budget.spent():
        bound = _search(book, bound, budget)
    plan = plan_of(book, bound, "stopped" if budget.stopped else "feasible")
    budget.report("done", plan.score.total, plan.bound)
    return plan


def greedy(problem: Problem) -> Plan:
    """The plan of the greedy in `problem-format.md`, with a valid (weak) bound. Raises ContradictoryPins."""
    instance = Instance(problem)
    return plan_of(greedy_book(instance), simple_bound(instance), "feasible")


def plan_of(book: Book, bound: int, status: Status) -> Plan:
    """The book as a plan document, scored by `score` and with a reason for every request left out."""
    instance = book.instance
    served = book.served()
    total = score(instance.problem, Plan(served=served))
    if total.total >= bound:
        status = "optimal"
    return Plan(served=served, unserved=left_out(book), score=total, bound=bound, status=status)


def _search(book: Book, bound: int, budget: Budget) -> int:
    """Improve the book in place within the budget; the best bound found."""
    instance = book.instance
    market = Market(instance)
    if len(instance.candidate_member) <= WHOLE_CANDIDATES:
        return _prove(book, market, bound, budget, everything(instance))
    prices = ascend(market, PRICE_STEPS, budget, book.total)
    bound = min(bound, market.exact_bound(prices))
    budget.report("prices", book.total, bound)
    if instance.requests <= WHOLE_REQUESTS:
        return _prove(book, market, bound, budget, shortlist(market, prices, float(bound - book.total)))
    if budget.spent():
        return bound
    priced = _priced(book, market, prices)
    if priced.total > book.total:
        book.restore(priced.services, list(book.services))
    _improve(book, market, prices, bound, budget)
    return bound


def _priced(book: Book, market: Market, prices: Prices) -> Book:
    price = np.rint(market.candidate_price(prices)[:-1]).astype(np.int64)
    return priced_book(book.instance, price, market.answer(prices).worth, book)


def _improve(book: Book, market: Market, prices: Prices, bound: int, budget: Budget) -> None:
    """Blocks around every request in turn, until none of them gains anything any more."""
    random = np.random.default_rng(budget.settings.seed)
    idle = 0
    while idle < PATIENCE:
        offered = digest(market, prices, DIGEST_STARTS, DIGEST_SPARE, random)
        near = Neighbourhoods(book, offered)
        gained = 0
        for seed in near.seeds(random).tolist():
            if budget.spent() or book.total >= bound:
                return
            block = near.around(seed, BLOCK_EFFORT.size, random)
            gained += improve_block(book, market.slots, offered, block, BLOCK_EFFORT, budget)
            budget.report("blocks", book.total, bound)
        idle = idle + 1 if not gained else 0


def _prove(book: Book, market: Market, bound: int, budget: Budget, offered: Shortlist) -> int:
    """Solve the whole problem as one program: nothing left out of `offered` can be better than the book."""
    left = budget.left_seconds()
    limits = Limits(seconds=None if left == float("inf") else left, seed=budget.settings.seed)
    result = whole(book.instance, market.slots, offered).solve(limits)
    budget.work += 1
    old, total = dict(book.services), book.total
    if result.services is not None:
        book.restore(result.services, old)
        if book.total < total:
            book.restore(old, result.services)
    if not np.isfinite(result.bound):  # stopped before it proved anything
        return bound
    return max(book.total, min(bound, int(np.floor(result.bound)) + book.instance.change_base))
