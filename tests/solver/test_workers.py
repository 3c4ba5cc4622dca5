"""Zones searched side by side: allowed, repeatable, and not at the mercy of a lost worker."""

from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

from sanbao_solver import Problem, SolveSettings, check, greedy, solve
from tests.solver.weeks import random_week

LIMITS = SolveSettings(time_limit_seconds=None, work_limit=210, workers=2)


class Losing(Executor):
    """An executor whose workers die with everything they were given."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        lost: Future[Any] = Future()
        lost.set_exception(RuntimeError("the worker is gone"))
        return lost


@pytest.fixture(scope="module")
def week() -> Problem:
    return random_week(5, members=110, requests=130, extras=False)


@pytest.fixture(autouse=True)
def _small_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanbao_solver.engine.annealing.ZONE_REQUESTS", 40)


def test_two_workers_give_the_same_allowed_plan_each_time_and_wherever_they_run(week: Problem) -> None:
    by_threads = solve(week, LIMITS)
    assert check(week, by_threads) == []
    assert by_threads.score.total > greedy(week).score.total
    assert solve(week, LIMITS) == by_threads
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert solve(week, LIMITS, executor=pool) == by_threads


def test_lost_workers_cost_improvements_not_the_plan(week: Problem) -> None:
    plan = solve(week, LIMITS, executor=Losing())
    assert check(week, plan) == []
    assert plan.bound is not None
    assert greedy(week).score.total <= plan.score.total <= plan.bound
