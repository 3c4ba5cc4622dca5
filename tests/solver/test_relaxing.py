"""No week gets worse by a weaker limit: each limit of the document, against a search through all plans."""

import random
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sanbao_solver import SolveSettings, check, solve
from tests.solver.relaxations import RELAXATIONS
from tests.solver.weeks import as_published, best_total, random_week

EXACT = SolveSettings(time_limit_seconds=None)
GAINING = {
    "start step": 123646,
    "pin": 596853,
    "part of a pin": 596853,
    "forbidden": 804423,
    "max_minutes": 4,
}
"""Weeks in which limits that seldom matter do."""


@cache
def optimum(seed: int) -> int | None:
    """The best total of a week before a limit is made weaker; every limit is tried on the same weeks."""
    return best_total(as_published(random_week(seed)))


@pytest.mark.parametrize("limit", RELAXATIONS)
def test_a_weaker_limit_never_lowers_the_optimum(limit: str) -> None:
    gains = []

    @settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(seed=st.integers(0, 10**6))
    @example(seed=GAINING.get(limit, 0))
    def holds(seed: int) -> None:
        week = as_published(random_week(seed))
        relaxed = RELAXATIONS[limit](random.Random(seed), week)
        before, after = optimum(seed), best_total(relaxed)
        if after is None:
            assert before is None
            return
        plan = solve(relaxed, EXACT)
        assert check(relaxed, plan) == []
        assert (plan.score.total, plan.bound) == (after, after)
        if before is not None:
            assert after >= before
            gains.append(after - before)

    holds()
    assert max(gains) > 0
