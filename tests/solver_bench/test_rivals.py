"""The rivals are modelled as well as they can be: on weeks small enough to search through they find the optimum."""

from msgspec.structs import replace
from numpy import bincount

from sanbao_solver import Problem, check, greedy, score, write_problem
from tests.solver.weeks import as_published, best_total, random_week
from tests.solver_bench.cp_sat import cp_sat
from tests.solver_bench.families import week
from tests.solver_bench.highs import highs
from tests.solver_bench.method import Answer, Clock, Limits, Method
from tests.solver_bench.program import Program
from tests.solver_bench.vroom_week import can_say, vroom_week

LIMITS = Limits(seconds=60, workers=1, seed=1, most_candidates=10_000)


def answer(method: Method, problem: Problem) -> Answer:
    return method(write_problem(problem), LIMITS, Clock(lambda: None, lambda total, bound: None))


def small_week(seed: int) -> Problem:
    """With every field of the document that the benchmark's weeks use, forbidden pairs besides."""
    return replace(as_published(random_week(seed, members=4, requests=4)), pins=(), previous=())


def scattered_week(seed: int) -> Problem:
    """Two places an hour apart and members who take whatever they can: the ways decide."""
    made = small_week(seed)
    members = tuple(
        replace(m, reach=20_000, max_services=3, max_minutes=600, available=((540, 750),))
        for m in made.members[:2]
    )
    requests = tuple(
        replace(q, place=(9_000 * (i % 2), 0), duration=30, windows=((540, 630 + 30 * i),))
        for i, q in enumerate(made.requests)
    )
    return replace(made, members=members, requests=requests, pair_costs=(), forbidden=())


def one_seat_week(seed: int) -> Problem:
    """Only the weights count: what VROOM is asked for first."""
    made = as_published(random_week(seed, members=4, requests=5))
    requests = tuple(replace(q, seats=(replace(q.seats[0], required=1, wanted=0),)) for q in made.requests)
    policy = replace(made.policy, request_value=10_000, travel_cost=0, fairness_cost=0)
    return replace(made, requests=requests, policy=policy, pair_costs=(), pins=(), previous=())


def test_cp_sat_and_highs_solve_small_weeks_to_the_optimum() -> None:
    for problem in [*map(small_week, range(40)), *map(scattered_week, range(20))]:
        best = best_total(problem)
        for method in (cp_sat, highs):
            found = answer(method, problem)
            assert found.plan is not None
            assert check(problem, found.plan) == []
            assert (score(problem, found.plan).total, found.bound) == (best, best)


def test_the_greedy_plan_satisfies_every_row_of_the_program_and_is_worth_its_score() -> None:
    made = [week(family, 1, seed=3) for family in ("city", "rural", "event", "one-seat")]
    for problem in [*made, *map(small_week, range(20)), *map(scattered_week, range(20))]:
        program, plan = Program(problem), greedy(problem)
        values = program.values(plan)
        sums = bincount(program.row, program.factor * values[program.column], len(program.low))
        assert (program.low <= sums).all()
        assert (sums <= program.high).all()
        assert program.gain @ values == score(problem, plan).total
        assert {s.request: s for s in program.plan(values).served} == {s.request: s for s in plan.served}


def test_vroom_serves_the_highest_weight_that_small_one_seat_weeks_allow() -> None:
    for seed in range(60):
        problem = one_seat_week(seed)
        assert can_say(problem)
        found = answer(vroom_week, problem)
        assert found.plan is not None
        assert check(problem, found.plan) == []
        assert score(problem, found.plan).total == best_total(problem)


def test_vroom_is_not_asked_for_teams() -> None:
    assert can_say(week("one-seat", 1, seed=1))
    assert not can_say(week("city", 1, seed=1))
