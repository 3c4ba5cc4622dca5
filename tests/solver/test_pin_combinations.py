"""Pins and forbidden pairs in every combination, against a search through all plans."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sanbao_solver import ContradictoryPins, Pin, Problem, SolveSettings, check, greedy, solve
from tests.solver.weeks import best_total, member, problem, random_week, request, seat

EXACT = SolveSettings(time_limit_seconds=None)
MEMBERS, REQUESTS = ("m0", "m1", "m2"), ("q0", "q1")

pins = st.lists(
    st.builds(
        Pin,
        request=st.sampled_from(REQUESTS),
        start=st.sampled_from((None, 540, 555, 570, 600)),
        members=st.sampled_from([team for k in range(3) for team in combinations(MEMBERS, k)]),
        served=st.booleans(),
    ),
    max_size=4,
).map(tuple)
forbidden = st.sets(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(REQUESTS)), max_size=4)


def refused(week: Problem) -> ContradictoryPins:
    with pytest.raises(ContradictoryPins) as refusal:
        solve(week, EXACT)
    return refusal.value


def with_pins(week: Problem, at: Any) -> Problem:
    return replace(week, pins=tuple(week.pins[i] for i in at))


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), pins=pins, forbidden=forbidden)
def test_pins_hold_at_the_best_total_or_a_smallest_set_of_them_is_named(
    seed: int, pins: tuple[Pin, ...], forbidden: set[tuple[str, str]]
) -> None:
    week = random_week(seed, members=3, requests=2, extras=False)
    week = replace(week, pins=pins, forbidden=tuple(sorted(forbidden)))
    best = best_total(week)
    if best is not None:
        plan = solve(week, EXACT)
        assert check(week, plan) == []
        assert (plan.score.total, plan.bound) == (best, best)
        assert check(week, greedy(week)) == []
        return
    named = refused(week).pins
    assert best_total(with_pins(week, named)) is None
    for one in named:
        assert best_total(with_pins(week, [i for i in named if i != one])) is not None


def test_pins_that_add_nothing_to_a_contradiction_are_not_named() -> None:
    week = problem(
        [member(), member("n", skills={"drive": 2})],
        [request(), request("r")],
        pins=(
            Pin(request="q"),
            Pin(request="q", served=True),
            Pin(request="r", members=("m",)),
            Pin(request="q", start=600),
            Pin(request="q", members=("n",)),
            Pin(request="r", served=True),
        ),
    )
    assert refused(week).pins == (1, 4)


def test_a_whole_team_pinned_and_forbidden_is_named_with_the_rule() -> None:
    asked = request(seats=(seat(required=2),))
    pin = Pin(request="q", members=("m", "n"), served=True)
    week = problem([member(), member("n")], [asked], pins=(pin,), forbidden=(("n", "q"), ("m", "q")))
    found = refused(week)
    assert (found.pins, found.rules) == ((0,), ("forbidden",))
