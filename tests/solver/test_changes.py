"""A change told for a request left out serves it: made, and the week solved again. Over random weeks, every one."""

import json

import pytest
from msgspec.structs import replace

from sanbao_solver import (
    ContradictoryPins,
    Plan,
    Problem,
    SolveSettings,
    apply_change,
    check,
    explain_request,
    score,
    solve,
    write_problem,
)
from sanbao_solver.reading import read_problem
from tests.solver.bench_tools import bench_module
from tests.solver.weeks import member, plan, problem, random_week, request, seat

EXACT = SolveSettings(time_limit_seconds=None)


def tried(week: Problem, answer: Plan, most: int) -> int:
    """Try every change told for the first requests left out; answers how many."""
    count = 0
    served = {s.request for s in answer.served}
    for left in answer.unserved[:most]:
        change = explain_request(week, answer, left.request).change
        if change is None or change.verification is None:
            continue
        count += 1
        changed = read_problem(write_problem(apply_change(week, change)))
        together = Plan(served=(*answer.served, change.service))
        assert check(changed, together) == []
        assert score(changed, together).total - answer.score.total == change.total_difference > 0
        after = solve(changed, EXACT)
        now = {s.request for s in after.served}
        assert left.request in now
        assert after.score.total >= answer.score.total + change.total_difference
        assert change.verification.margin > 0
        assert set(change.verification.displaced) <= served
    return count


def test_every_change_told_for_a_random_week_serves_its_request() -> None:
    count = 0
    for seed in range(40):
        week = random_week(seed, members=6, requests=6)
        try:
            answer = solve(week, EXACT)
        except ContradictoryPins:
            continue
        count += tried(week, answer, 3)
    assert count > 40


@pytest.mark.parametrize("family", ["city", "rural", "event"])
def test_every_change_told_for_a_community_serves_its_request(family: str) -> None:
    week = read_problem(json.dumps(bench_module("city").make(1, 3, family)))
    assert tried(week, solve(week, EXACT), 6) > 3


def test_a_change_that_serves_another_request_instead_is_not_told() -> None:
    asked = [
        request("first", windows=((540, 600),), weight=8),
        request("large", windows=((660, 720),), weight=4),
        request("small", windows=((660, 720),), place=(100, 0)),
    ]
    week = problem([member(max_services=1)], asked)
    answer = solve(week, EXACT)
    assert {s.request for s in answer.served} == {"first"}
    large, small = (explain_request(week, answer, r).change for r in ("large", "small"))
    assert large is not None and (large.kind, large.member) == ("max_services", "m")
    assert small is not None and (small.kind, small.member) == ("extra_member", "new-member")


def test_two_requests_at_one_address_that_a_newcomer_would_suit_alike_prove_nothing() -> None:
    week = problem([], [request("q"), request("r")])
    change = explain_request(week, solve(week, EXACT), "q").change
    assert change is None


def test_where_two_seats_are_empty_a_whole_team_is_the_change() -> None:
    week = problem([], [request(seats=(seat(), seat(skill="drive")))])
    change = explain_request(week, solve(week, EXACT), "q").change
    assert change is not None and (change.kind, change.by) == ("extra_team", 2)
    assert [m.skills for m in change.amendment.members] == [{"cook": 1}, {"drive": 1}]


def test_a_wider_window_keeps_every_start_it_had() -> None:
    asked = request(windows=((540, 630),), duration=60)
    week = problem([member(available=((600, 700),))], [asked])
    change = explain_request(week, solve(week, EXACT), "q").change
    assert change is not None and (change.kind, change.window, change.by) == ("window", (540, 660), 30)


def test_windows_that_would_meet_another_are_not_widened_into_it() -> None:
    asked = request(windows=((540, 600), (610, 680)))
    week = problem([member(available=((570, 640),), max_minutes=60)], [asked])
    change = explain_request(week, solve(week, EXACT), "q").change
    assert change is not None and change.kind == "availability"


def test_nothing_but_giving_way_is_told_where_no_change_pays() -> None:
    held = plan(("held", 540, [["m"]]))
    week = problem([member(max_services=1)], [request("held"), request("q", windows=((540, 600),))])
    week = replace(week, policy=replace(week.policy, request_value=20))
    change = explain_request(week, held, "q").change
    assert change is not None and (change.kind, change.displaced) == ("displace", ("held",))
    assert change.verification is None and apply_change(week, change) == week
