"""What a week is called, where its origin lies and in which order it is written changes no total."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sanbao_solver import ContradictoryPins, Problem, SolveSettings, check, greedy, solve
from sanbao_solver.problem import Interval
from tests.solver.weeks import random_week

EXACT = SolveSettings(time_limit_seconds=None)


def permuted(r: random.Random, week: Problem) -> Problem:
    """Every list of the document in another order, the seats of a request and the skills of a member too."""

    def shuffled(rows: Any) -> Any:
        return tuple(r.sample(rows, len(rows)))

    members = [
        replace(m, tags=shuffled(m.tags), skills=dict(shuffled(list(m.skills.items())))) for m in week.members
    ]
    requests = [replace(q, seats=shuffled(q.seats), windows=shuffled(q.windows)) for q in week.requests]
    return replace(
        week,
        members=shuffled(members),
        requests=shuffled(requests),
        pair_costs=shuffled(week.pair_costs),
        forbidden=shuffled(week.forbidden),
        pins=shuffled([replace(p, members=shuffled(p.members)) for p in week.pins]),
        previous=shuffled(week.previous),
    )


def renamed(r: random.Random, week: Problem) -> Problem:
    """Other ids, whose order is another one; members and requests may share one."""
    members = {m.id: f"号{r.random()}" for m in week.members}
    requests = {q.id: f"号{r.random()}" for q in week.requests}
    return replace(
        week,
        members=tuple(replace(m, id=members[m.id]) for m in week.members),
        requests=tuple(replace(q, id=requests[q.id]) for q in week.requests),
        pair_costs=tuple((members[m], requests[q], cost) for m, q, cost in week.pair_costs),
        forbidden=tuple((members[m], requests[q]) for m, q in week.forbidden),
        pins=tuple(
            replace(p, request=requests[p.request], members=tuple(members[m] for m in p.members))
            for p in week.pins
        ),
        previous=tuple(
            replace(p, request=requests[p.request], member=members[p.member]) for p in week.previous
        ),
    )


def moved(r: random.Random, week: Problem) -> Problem:
    """The origin of places elsewhere, and east and north changed for each other."""
    east, north = r.randint(-90_000_000, 90_000_000), r.randint(-90_000_000, 90_000_000)

    def at(row: Any) -> Any:
        return replace(row, place=(row.place[1] + east, row.place[0] + north))

    return replace(
        week, members=tuple(at(m) for m in week.members), requests=tuple(at(q) for q in week.requests)
    )


def later(r: random.Random, week: Problem) -> Problem:
    """Everything some minutes later in the week."""
    by = r.choice((-480, 1, 1440, 8640))

    def shifted(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
        return tuple((begin + by, end + by) for begin, end in intervals)

    return replace(
        week,
        members=tuple(replace(m, available=shifted(m.available)) for m in week.members),
        requests=tuple(replace(q, windows=shifted(q.windows)) for q in week.requests),
        pins=tuple(replace(p, start=None if p.start is None else p.start + by) for p in week.pins),
        previous=tuple(replace(p, start=p.start + by) for p in week.previous),
    )


def another_week(r: random.Random, week: Problem) -> Problem:
    """Whole weeks later, in another zone: the document's minutes count from the Monday."""
    return replace(week, week=f"2031-W{r.randint(10, 52)}", timezone="Europe/Berlin")


@pytest.mark.parametrize("change", [permuted, renamed, moved, later, another_week])
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6))
def test_a_small_week_has_one_optimum_however_it_is_written(
    change: Callable[[random.Random, Problem], Problem], seed: int
) -> None:
    week = random_week(seed, members=7, requests=6)
    other = change(random.Random(seed), week)
    try:
        plan = solve(week, EXACT)
    except ContradictoryPins:
        with pytest.raises(ContradictoryPins):
            solve(other, EXACT)
        return
    answer = solve(other, EXACT)
    assert check(other, answer) == []
    assert (answer.score.total, answer.bound) == (plan.score.total, plan.bound)
    assert greedy(other).bound == greedy(week).bound


@pytest.mark.parametrize("change", [renamed, moved, later, another_week])
def test_a_searched_week_comes_out_alike_under_other_names_and_origins(
    change: Callable[[random.Random, Problem], Problem],
) -> None:
    week = random_week(6, members=100, requests=125, extras=False)
    limits = SolveSettings(time_limit_seconds=None, work_limit=60)
    plan, other = solve(week, limits), solve(change(random.Random(6), week), limits)
    assert (other.score, other.bound) == (plan.score, plan.bound)
    assert plan.score.total > greedy(week).score.total
