"""Weeks at the edges: empty, single, all pinned, out of reach, a minute long, a week long, no time at all."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sanbao_solver import (
    ChangeCost,
    ContradictoryPins,
    Pin,
    Plan,
    Policy,
    Progress,
    SolveSettings,
    Travel,
    check,
    greedy,
    solve,
)
from tests.solver.weeks import best_total, member, options, plan, problem, random_week, request, seat

EXACT = SolveSettings(time_limit_seconds=None)
SMALL = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def test_an_empty_week_is_solved_to_nothing() -> None:
    answer = solve(problem())
    assert (answer.served, answer.score.total, answer.bound, answer.status) == ((), 0, 0, "optimal")


def test_without_members_every_request_is_left_out_with_its_reason() -> None:
    answer = solve(problem([], [request()]))
    assert [(u.request, u.reason) for u in answer.unserved] == [("q", "no_skill")]
    assert answer.status == "optimal"


@pytest.mark.parametrize(
    ("people", "asked", "reason"),
    [
        ({}, {"windows": ()}, "no_start"),
        ({}, {"windows": ((540, 599),)}, "no_start"),
        ({}, {"seats": ()}, "no_seat"),
        ({"skills": {}}, {}, "no_skill"),
        ({}, {"seats": (seat(level=3),)}, "no_level"),
        ({}, {"seats": (seat(tags=("insured",)),)}, "no_tag"),
        ({}, {"place": (9000, 0)}, "out_of_reach"),
        ({"available": ()}, {}, "not_available"),
        ({"max_services": 0}, {}, "not_available"),
        ({}, {"seats": (seat(required=2),)}, "no_skill"),
        ({}, {"seats": (seat(), seat())}, "too_few_members"),
        ({}, {"seats": (seat(required=0),)}, "no_seat"),
        ({"skills": {}}, {"seats": (seat(required=0, wanted=1),)}, "no_skill"),
        ({"available": ()}, {"seats": (seat(required=0, wanted=1),)}, "not_available"),
    ],
)
def test_a_request_that_nobody_can_serve_says_why(
    people: dict[str, Any], asked: dict[str, Any], reason: str
) -> None:
    answer = solve(problem([member(**people)], [request(**asked)]))
    assert answer.served == ()
    assert [u.reason for u in answer.unserved] == [reason]


@pytest.mark.parametrize("seed", range(40))
def test_others_are_in_the_way_only_of_what_could_be_served_alone(seed: int) -> None:
    week = random_week(seed, members=3, requests=4, extras=False)
    for left in solve(week).unserved:
        asked = next(q for q in week.requests if q.id == left.request)
        alone = replace(week, requests=(asked,))
        can = any(not check(alone, Plan(served=(service,))) for service in options(alone, asked))
        assert can is (left.reason in ("members_busy", "not_worth_it", "not_found")), left


def test_a_request_that_costs_more_than_it_is_worth_is_left_out() -> None:
    answer = solve(problem([member()], [request()], pair_costs=(("m", "q", 10_001),)))
    assert [u.reason for u in answer.unserved] == ["not_worth_it"]


def test_a_week_of_pins_comes_back_as_pinned() -> None:
    people, asked = [member(f"m{i}") for i in range(3)], [request(f"q{i}") for i in range(3)]
    pins = tuple(
        Pin(request=f"q{i}", start=600 + 30 * i, members=(f"m{2 - i}",), served=True) for i in range(3)
    )
    answer = solve(problem(people, asked, pins=pins))
    assert answer.served == plan(*((f"q{i}", 600 + 30 * i, [[f"m{2 - i}"]]) for i in range(3))).served
    assert answer.status == "optimal"


def test_a_service_of_a_minute_and_one_of_a_week() -> None:
    short = request("short", duration=1, windows=((10_079, 10_080),))
    long = request("long", duration=10_080, windows=((0, 10_080),))
    always = member(available=((0, 10_080),), max_minutes=20_000)
    assert [s.start for s in solve(problem([always], [short])).served] == [10_079]
    answer = solve(
        problem([always, member("n", available=((0, 10_080),), max_minutes=10_080)], [short, long])
    )
    assert len(answer.served) == 2
    assert answer.status == "optimal"


def test_a_request_that_requires_nobody_takes_the_one_who_costs_least() -> None:
    week = problem(
        [member("far", place=(3000, 0)), member("near")],
        [request(windows=((540, 600),), seats=(seat(required=0, wanted=2, wanted_value=1),))],
    )
    assert solve(week).served == plan(("q", 540, [["near"]])).served


@SMALL
@given(seed=st.integers(0, 10**6))
def test_a_week_pinned_to_its_best_plan_is_solved_to_that_plan(seed: int) -> None:
    week = random_week(seed, extras=False)
    best = solve(week, EXACT)
    pins = tuple(
        Pin(request=s.request, start=s.start, members=tuple(m for t in s.seats for m in t), served=True)
        for s in best.served
    )
    pinned = solve(replace(week, pins=pins), EXACT)
    assert (pinned.score, pinned.bound, pinned.status) == (best.score, best.score.total, "optimal")
    assert {s.request: s.start for s in pinned.served} == {s.request: s.start for s in best.served}


@SMALL
@given(
    durations=st.lists(st.sampled_from((1, 2, 1440, 10_079, 10_080)), min_size=1, max_size=4),
    hours=st.lists(st.sampled_from(((0, 10_080), (0, 1), (10_079, 10_080), (1, 10_080))), max_size=3),
    place=st.sampled_from((0, 1, 200)),
)
def test_services_of_a_minute_and_of_a_week_are_planned_to_the_optimum(
    durations: list[int], hours: list[tuple[int, int]], place: int
) -> None:
    people = [
        member(f"m{i}", available=(free,), reach=100, max_minutes=10_081, max_services=2)
        for i, free in enumerate(hours)
    ]
    asked = [
        request(f"q{i}", duration=duration, windows=((0, 10_080),), place=(i * place, 0))
        for i, duration in enumerate(durations)
    ]
    week = problem(people, asked, start_step=10_079)
    best = best_total(week)
    answer = solve(week, EXACT)
    assert check(week, answer) == []
    assert (answer.score.total, answer.bound) == (best, best)


@SMALL
@given(seed=st.integers(0, 10**6), looks=st.integers(0, 8), seconds=st.sampled_from((None, 0, 0.001, 60)))
def test_a_solve_stopped_at_any_look_is_allowed_and_its_bound_holds(
    seed: int, looks: int, seconds: float | None
) -> None:
    week = random_week(seed)
    best = best_total(week)
    left = iter(range(looks))

    def stop() -> bool:
        return next(left, None) is None

    limit = SolveSettings(time_limit_seconds=seconds)
    if best is None:
        with pytest.raises(ContradictoryPins):
            solve(week, limit, should_stop=stop)
        return
    answer = solve(week, limit, should_stop=stop)
    assert check(week, answer) == []
    assert answer.bound is not None
    assert greedy(week).score.total <= answer.score.total <= best <= answer.bound


@pytest.mark.parametrize("looks", [0, 1, 3, 10, 40])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_search_stopped_at_any_look_is_allowed_and_says_so(looks: int, workers: int) -> None:
    week = random_week(9, members=100, requests=125)
    left = iter(range(looks))
    limit = SolveSettings(time_limit_seconds=None, work_limit=200, workers=workers)
    answer = solve(week, limit, should_stop=lambda: next(left, None) is None)
    assert check(week, answer) == []
    assert answer.bound is not None
    assert greedy(week).score.total <= answer.score.total <= answer.bound
    assert answer.status == "stopped"


@pytest.mark.parametrize(("metres", "served"), [(5000, 1), (5001, 0)])
def test_reach_ends_at_its_last_metre(metres: int, served: int) -> None:
    answer = solve(problem([member(reach=5000)], [request(place=(0, metres))]))
    assert (len(answer.served), answer.status) == (served, "optimal")


@pytest.mark.parametrize(
    "limit", [SolveSettings(time_limit_seconds=0), SolveSettings(time_limit_seconds=None, work_limit=0)]
)
def test_without_time_or_work_the_greedy_plan_comes_back_with_a_bound(limit: SolveSettings) -> None:
    for seed in range(10):
        week = random_week(seed, extras=False)
        answer, first = solve(week, limit), greedy(week)
        assert answer.served == first.served
        assert answer.bound is not None and answer.bound >= solve(week).score.total


def test_a_stopped_solve_returns_an_allowed_plan_and_says_so() -> None:
    week = random_week(3, members=8, requests=8, extras=False)
    answer = solve(week, should_stop=lambda: True)
    assert check(week, answer) == []
    assert answer.status in ("stopped", "optimal")


def test_progress_tells_totals_that_rise_and_bounds_that_fall() -> None:
    told: list[Progress] = []
    week = random_week(11, members=10, requests=12, extras=False)
    answer = solve(week, on_progress=told.append)
    totals = [p.total for p in told]
    bounds = [p.bound for p in told if p.bound is not None]
    assert totals == sorted(totals)
    assert bounds == sorted(bounds, reverse=True)
    assert (told[-1].stage, told[-1].total, told[-1].bound) == ("done", answer.score.total, answer.bound)


def test_equal_problem_seed_and_work_limit_give_an_equal_plan() -> None:
    week = random_week(21, members=12, requests=14, extras=False)
    limits = SolveSettings(time_limit_seconds=None, work_limit=120, seed=4)
    assert solve(week, limits) == solve(week, limits)


def test_ways_longer_than_the_week_keep_a_member_to_one_service() -> None:
    crawling = Travel(metres_per_minute=1, detour_percent=100_000)
    asked = [request(f"q{i}", place=(i * 100, 0)) for i in range(3)]
    free = Policy(
        request_value=10_000,
        travel_cost=0,
        fairness_cost=0,
        change_cost=ChangeCost(proposed=0, offered=0, accepted=0),
    )
    answer = solve(problem([member(), member("n", max_services=9)], asked, travel=crawling, policy=free))
    assert len(answer.served) == 2
    assert (answer.score.total, answer.bound) == (20_000, 20_000)
