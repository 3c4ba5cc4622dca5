"""From a problem to a plan: the stages in order, each keeping the best plan and the best bound so far."""

from collections.abc import Callable
from concurrent.futures import Executor

from sanbao_solver.engine.book import Book
from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.first_plan import greedy_book
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.simple_bound import simple_bound
from sanbao_solver.plan import Plan, Served, Status, Unserved
from sanbao_solver.problem import Problem
from sanbao_solver.score import score
from sanbao_solver.settings import Progress, SolveSettings


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
    book = greedy_book(instance)
    bound = simple_bound(instance)
    plan = plan_of(instance, book, bound, "stopped" if budget.stopped else "feasible")
    budget.report("done", plan.score.total, bound)
    return plan


def greedy(problem: Problem) -> Plan:
    """The plan of the greedy in `problem-format.md`, with a valid (weak) bound."""
    instance = Instance(problem)
    return plan_of(instance, greedy_book(instance), simple_bound(instance), "feasible")


def plan_of(instance: Instance, book: Book, bound: int, status: Status) -> Plan:
    """The book as a plan document, scored by `score` and with a reason for every request left out."""
    problem = instance.problem
    served = book.served()
    bare = Plan(served=served)
    total = score(problem, bare)
    if total.total >= bound:
        bound, status = total.total, "optimal"
    return Plan(served=served, unserved=_unserved(problem, served), score=total, bound=bound, status=status)


def _unserved(problem: Problem, served: tuple[Served, ...]) -> tuple[Unserved, ...]:
    done = {s.request for s in served}
    return tuple(Unserved(request=q.id, reason="members_busy") for q in problem.requests if q.id not in done)
