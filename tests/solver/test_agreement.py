"""`check` and `score` say what the verifier of the shared bench says, on plans good and bad."""

import json
import random
from typing import Any

import msgspec
import pytest

from sanbao_solver import (
    Plan,
    Problem,
    Served,
    SolveSettings,
    check,
    greedy,
    read_problem,
    score,
    solve,
    write_problem,
)
from tests.solver.bench_tools import bench_module
from tests.solver.weeks import as_published, random_week

FAMILIES = ("city", "rural", "event")


def verdict(week: Problem, plan: Plan) -> tuple[dict[str, Any], list[str]]:
    verify = bench_module("verify").verify
    result: tuple[dict[str, Any], list[str]] = verify(
        json.loads(write_problem(week)), msgspec.to_builtins(plan)
    )
    return result


def city_week(family: str, seed: int, communities: int = 1) -> Problem:
    make = bench_module("city").make
    return read_problem(json.dumps(make(communities, seed, family)).encode())


def disturbed(week: Problem, plan: Plan, r: random.Random) -> Plan:
    """The plan with one service moved, restaffed, doubled or given to another request."""
    services = list(plan.served)
    at = r.randrange(len(services))
    old = services[at]
    kind = r.randrange(5)
    teams = [list(t) for t in old.seats]
    if kind == 0:
        services[at] = Served(
            request=old.request, start=old.start + r.choice((-30, 7, 30, 1440)) % 9000, seats=old.seats
        )
    elif kind == 1:
        teams[0] = [r.choice(week.members).id, *teams[0][1:]]
        services[at] = Served(request=old.request, start=old.start, seats=tuple(tuple(t) for t in teams))
    elif kind == 2:
        teams[-1].append(r.choice(week.members).id)
        services[at] = Served(request=old.request, start=old.start, seats=tuple(tuple(t) for t in teams))
    elif kind == 3:
        services.append(Served(request=r.choice(week.requests).id, start=old.start, seats=old.seats))
    else:
        teams[0] = teams[0][1:]
        services[at] = Served(request=old.request, start=old.start, seats=tuple(tuple(t) for t in teams))
    return Plan(served=tuple(services))


@pytest.mark.parametrize("family", FAMILIES)
def test_solved_weeks_of_every_family_verify_with_the_score_we_give(family: str) -> None:
    for seed in range(3):
        week = city_week(family, seed)
        plan = solve(week, SolveSettings(time_limit_seconds=20))
        scored, broken = verdict(week, plan)
        assert broken == []
        assert scored["total"] == plan.score.total
        assert scored["parts"] == msgspec.to_builtins(plan.score.parts)
        assert plan.bound is not None and plan.bound >= plan.score.total >= greedy(week).score.total


@pytest.mark.parametrize("family", FAMILIES)
def test_disturbed_plans_are_broken_for_us_exactly_when_they_are_for_the_verifier(family: str) -> None:
    r = random.Random(family)
    broken_ones = 0
    for seed in range(3):
        week = city_week(family, seed)
        plan = greedy(week)
        for _ in range(60):
            plan_now = disturbed(week, plan, r)
            scored, broken = verdict(week, plan_now)
            assert bool(check(week, plan_now)) == bool(broken)
            if not broken:
                assert score(week, plan_now).total == scored["total"]
            broken_ones += bool(broken)
    assert 0 < broken_ones < 180


def test_weeks_with_every_field_in_use_agree_as_well() -> None:
    r = random.Random(5)
    seen = 0
    for seed in range(150):
        week = as_published(random_week(seed, members=6, requests=5))
        if any(p.served for p in week.pins):
            continue
        plan = greedy(week)
        scored, broken = verdict(week, plan)
        assert broken == []
        assert scored["total"] == plan.score.total
        if plan.served:
            seen += 1
            other = disturbed(week, plan, r)
            assert bool(check(week, other)) == bool(verdict(week, other)[1])
    assert seen > 50
