"""Sanbao's solver and its greedy, from the bytes of the problem to the bytes of the plan."""

from __future__ import annotations

import time

import sanbao_solver as solver
from tests.solver_bench.method import Answer, Clock, Limits


def sanbao(document: bytes, limits: Limits, clock: Clock) -> Answer:
    """`solve`, reading and writing inside the time: as long as reading took is kept back for writing."""
    clock.start()
    began = time.perf_counter()
    week = solver.read_problem(document)
    reading = time.perf_counter() - began
    settings = solver.SolveSettings(
        time_limit_seconds=max(0.0, limits.seconds - 2 * reading), workers=limits.workers, seed=limits.seed
    )
    plan = solver.solve(week, settings, lambda now: clock.seen(now.total, now.bound))
    solver.write_plan(plan)
    return Answer(plan, plan.bound, plan.status)


def greedy(document: bytes, limits: Limits, clock: Clock) -> Answer:
    """The greedy by priority of `problem-format.md`; it has no use for more time and proves nothing."""
    clock.start()
    plan = solver.greedy(solver.read_problem(document))
    solver.write_plan(plan)
    return Answer(plan)
