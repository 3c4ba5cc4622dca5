"""Against a search through all plans: the totals are optimal and no bound is ever below."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanbao_solver import ContradictoryPins, SolveSettings, check, greedy, score, solve
from sanbao_solver.engine.ascent import Ascent
from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.kernels.offers import FRACTION
from sanbao_solver.engine.relaxation import Prices, Relaxation
from tests.solver.weeks import best_total, random_week

EXACT = SolveSettings(time_limit_seconds=None)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6))
def test_small_weeks_are_solved_to_the_optimum(seed: int) -> None:
    week = random_week(seed)
    best = best_total(week)
    if best is None:
        with pytest.raises(ContradictoryPins):
            solve(week, EXACT)
        return
    plan = solve(week, EXACT)
    assert check(week, plan) == []
    assert score(week, plan) == plan.score
    assert (plan.score.total, plan.bound, plan.status) == (best, best, "optimal")


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), work=st.integers(0, 40))
def test_no_limit_on_work_brings_the_bound_below_the_optimum(seed: int, work: int) -> None:
    week = random_week(seed)
    best = best_total(week)
    if best is None:
        return
    plan = solve(week, SolveSettings(time_limit_seconds=None, work_limit=work))
    assert check(week, plan) == []
    assert plan.bound is not None
    assert greedy(week).score.total <= plan.score.total <= best <= plan.bound


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), steps=st.integers(0, 60), noise=st.floats(0, 5000))
def test_no_prices_bring_the_bound_below_the_optimum(seed: int, steps: int, noise: float) -> None:
    week = random_week(seed)
    best = best_total(week)
    if best is None:
        return
    relaxation = Relaxation(Instance(week))
    ascent = Ascent(relaxation)
    ascent.climb(steps, Budget(EXACT), 0)
    found = ascent.prices
    assert relaxation.bound(found) == ascent.bound >= best
    r = np.random.default_rng(seed)
    shifted = Prices(
        found.item + (noise * FRACTION * (r.random(len(found.item)) - 0.5)).astype(np.int64),
        found.cell + (noise * FRACTION * r.random(len(found.cell))).astype(np.int64),
    )
    assert relaxation.bound(shifted) >= best
