"""Pins, forbidden pairs and the earlier plan: kept together, and named when they cannot hold."""

import pytest

from sanbao_solver import ContradictoryPins, Pin, Previous, Problem, check, solve
from tests.solver.weeks import member, plan, problem, request, seat


def conflict(week: Problem) -> ContradictoryPins:
    with pytest.raises(ContradictoryPins) as refusal:
        solve(week)
    return refusal.value


def test_a_pinned_start_and_a_pinned_member_are_kept_though_others_are_cheaper() -> None:
    week = problem(
        [member(), member("far", place=(4000, 0))],
        [request()],
        pins=(Pin(request="q", start=900, members=("far",)),),
    )
    assert solve(week).served == plan(("q", 900, [["far"]])).served


def test_a_pin_on_a_request_not_worth_serving_does_not_force_it() -> None:
    week = problem(
        [member(place=(4000, 0))],
        [request()],
        pair_costs=(("m", "q", 50_000),),
        pins=(Pin(request="q", members=("m",)),),
    )
    assert solve(week).served == ()
    forced = problem(
        [member(place=(4000, 0))],
        [request()],
        pair_costs=(("m", "q", 50_000),),
        pins=(Pin(request="q", served=True),),
    )
    answer = solve(forced)
    assert [s.request for s in answer.served] == ["q"]
    assert answer.status == "optimal"
    assert answer.score.total < 0


def test_two_demanded_requests_that_need_one_member_at_once_are_named() -> None:
    pins = (
        Pin(request="calm"),
        Pin(request="q", start=540, served=True),
        Pin(request="r", start=570, served=True),
    )
    found = conflict(
        problem(
            [member(), member("other", skills={"drive": 1})],
            [request(), request("r"), request("calm")],
            pins=pins,
        )
    )
    assert found.pins == (1, 2)
    assert [path for path, _ in found.faults] == ["$.pins[1]", "$.pins[2]"]


@pytest.mark.parametrize(
    ("pin", "rule"),
    [
        (Pin(request="q", start=545, served=True), "start"),
        (Pin(request="q", members=("other",), served=True), "skill"),
        (Pin(request="q", members=("low",), served=True), "level"),
        (Pin(request="q", members=("untagged",), served=True), "tags"),
        (Pin(request="q", members=("banned",), served=True), "forbidden"),
        (Pin(request="q", members=("far",), served=True), "reach"),
        (Pin(request="q", start=540, members=("late",), served=True), "availability"),
        (Pin(request="q", members=("idle",), served=True), "max_services"),
        (Pin(request="q", members=("brief",), served=True), "max_minutes"),
        (Pin(request="q", members=("m", "n"), served=True), "seats"),
    ],
)
def test_a_demand_that_contradicts_a_rule_names_the_pin_and_the_rule(pin: Pin, rule: str) -> None:
    people = [
        member(tags=("insured",)),
        member("n", tags=("insured",)),
        member("other", skills={"drive": 1}, tags=("insured",)),
        member("low", skills={"cook": 1}, tags=("insured",)),
        member("untagged"),
        member("banned", tags=("insured",)),
        member("far", place=(6000, 0), tags=("insured",)),
        member("late", available=((541, 900),), tags=("insured",)),
        member("idle", max_services=0, tags=("insured",)),
        member("brief", max_minutes=59, tags=("insured",)),
    ]
    week = problem(
        people,
        [request(seats=(seat(level=2, tags=("insured",)),))],
        forbidden=(("banned", "q"),),
        pins=(Pin(request="q"), pin),
    )
    found = conflict(week)
    assert found.rules == (rule,)
    assert 1 in found.pins


def test_pins_of_one_request_that_contradict_each_other_are_both_named() -> None:
    week = problem(
        [member()], [request()], pins=(Pin(request="q", start=540, served=True), Pin(request="q", start=570))
    )
    found = conflict(week)
    assert found.pins == (0, 1)
    assert all("cannot hold together" in message for _, message in found.faults)
    harmless = problem(
        [member()], [request()], pins=(Pin(request="q", start=540), Pin(request="q", start=570))
    )
    answer = solve(harmless)
    assert answer.served == ()
    assert answer.unserved[0].reason == "pins"


def test_the_earlier_plan_is_kept_while_leaving_it_costs_more_than_it_brings() -> None:
    people = [member("near"), member("old", place=(2000, 0))]  # 13 minutes: 260 points
    earlier = Previous(request="q", member="old", start=600, state="offered")
    kept = solve(problem(people, [request()], previous=(earlier,)))
    assert kept.served == plan(("q", 600, [["old"]])).served
    assert kept.score.parts.change == 0
    left = solve(
        problem(
            people, [request()], previous=(Previous(request="q", member="old", start=600, state="proposed"),)
        )
    )
    assert [s.seats for s in left.served] == [(("near",),)]
    assert left.score.parts.change == -50


def test_an_earlier_pair_that_is_forbidden_now_is_left_at_its_cost() -> None:
    earlier = Previous(request="q", member="m", start=600, state="accepted")
    week = problem([member(), member("n")], [request()], previous=(earlier,), forbidden=(("m", "q"),))
    answer = solve(week)
    assert [s.seats for s in answer.served] == [(("n",),)]
    assert answer.score.parts.change == -3000
    assert check(week, answer) == []
