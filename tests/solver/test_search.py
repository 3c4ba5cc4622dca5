"""The search of weeks too large for one program: allowed, never below greedy, honest about its total."""

import numpy as np
import pytest
from msgspec.structs import replace

from sanbao_solver import Problem, Progress, SolveSettings, check, greedy, score, solve
from sanbao_solver.engine.first_plan import greedy_table
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.table import table_of
from sanbao_solver.rules import NAMES
from tests.solver.weeks import random_week

SEEDS = range(4)


def large_week(seed: int, extras: bool) -> Problem:
    return random_week(seed, members=100, requests=125, extras=extras)


@pytest.mark.parametrize("extras", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_searched_plan_is_allowed_and_its_told_total_is_its_score(seed: int, extras: bool) -> None:
    week = large_week(seed, extras)
    told: list[Progress] = []
    plan = solve(week, SolveSettings(time_limit_seconds=None, work_limit=120), on_progress=told.append)
    assert check(week, plan) == []
    assert plan.score == score(week, plan)
    assert [t.total for t in told if t.stage == "search"][-1:] in ([], [plan.score.total])
    assert plan.bound is not None
    assert greedy(week).score.total <= plan.score.total <= plan.bound


def test_the_search_finds_more_than_the_greedy() -> None:
    gains = [
        solve(week, SolveSettings(time_limit_seconds=None, work_limit=120)).score.total
        - greedy(week).score.total
        for week in (large_week(seed, extras=False) for seed in SEEDS)
    ]
    assert min(gains) > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_table_counts_what_its_book_counts_and_gives_the_same_services_back(seed: int) -> None:
    table = greedy_table(Instance(random_week(seed, members=30, requests=30)))
    book = table.book()
    assert table.total() == book.total
    assert table_of(book).book().services == book.services
    request, member = table.entries()
    assert np.bincount(member, minlength=book.instance.members).tolist() == [len(w) for w in book.weeks]
    assert set(request.tolist()) == set(book.services)


@pytest.mark.parametrize("seed", range(12))
def test_the_compiled_dispatcher_books_what_one_request_at_a_time_books(seed: int) -> None:
    week = replace(random_week(seed, members=40, requests=50), pins=())
    compiled = greedy_table(Instance(week)).book()
    # weeks without all rules are dispatched in Python
    by_hand = greedy_table(Instance(week, NAMES - {"pins"})).book()
    assert compiled.services == by_hand.services
    assert (compiled.total, compiled.weeks) == (by_hand.total, by_hand.weeks)


def test_equal_limits_on_work_give_equal_plans() -> None:
    week = large_week(7, extras=True)
    limits = SolveSettings(time_limit_seconds=None, work_limit=90, seed=3)
    assert solve(week, limits) == solve(week, limits)
