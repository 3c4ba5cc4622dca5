"""Each rule: allowed, forbidden, at the limit and just past it."""

from pathlib import Path
from typing import Any

import pytest

from sanbao_solver import Pin, Plan, Problem, check, rules
from sanbao_solver.engine.candidates import Candidates
from sanbao_solver.explain.drafts import EFFORT
from sanbao_solver.rules import MEMBER_RULES, NAMES, RULES
from sanbao_solver.staffing import Desk
from tests.solver.weeks import member, plan, problem, random_week, request, seat

FOLDER = Path(rules.__file__).parent


def rules_broken(week: Problem, answer: Plan) -> list[str]:
    return [v.rule for v in check(week, answer)]


def one(m: dict[str, Any] | None = None, q: dict[str, Any] | None = None, **fields: object) -> Problem:
    return problem([member(**(m or {}))], [request(**(q or {}))], **fields)


SERVED = plan(("q", 540, [["m"]]))


def test_a_plan_that_keeps_every_rule_is_allowed() -> None:
    assert check(one(), SERVED) == []


@pytest.mark.parametrize(
    ("start", "broken"),
    [(540, []), (570, []), (1020, []), (555, ["start"]), (1050, ["start"]), (510, ["start"])],
)
def test_a_service_starts_on_a_step_of_its_window_and_ends_within_it(start: int, broken: list[str]) -> None:
    week = one({"available": ((0, 10_080),)})
    assert rules_broken(week, plan(("q", start, [["m"]]))) == broken


@pytest.mark.parametrize(
    ("team", "broken"), [([], ["seats"]), (["a"], []), (["a", "b"], []), (["a", "b", "c"], ["seats"])]
)
def test_a_seat_holds_its_required_and_at_most_its_wanted_more(team: list[str], broken: list[str]) -> None:
    week = problem([member(i) for i in "abc"], [request(seats=(seat(wanted=1), seat(required=0, wanted=1)))])
    other = [] if team else ["a"]
    assert rules_broken(week, plan(("q", 540, [team, other]))) == broken


def test_a_request_that_requires_nobody_must_hold_somebody() -> None:
    week = problem([member()], [request(seats=(seat(required=0, wanted=1),))])
    assert rules_broken(week, plan(("q", 540, [[]]))) == ["seats"]
    assert rules_broken(week, plan(("q", 540, [["m"]]))) == []


def test_a_service_names_a_known_request_once_with_all_its_seats_and_known_members() -> None:
    assert rules_broken(one(), plan(("x", 540, [["m"]]))) == ["seats"]
    assert rules_broken(one(), plan(("q", 540, [["m"]]), ("q", 600, [["m"]]))) == ["seats"]
    assert rules_broken(one(), plan(("q", 540, [["m"], []]))) == ["seats"]
    assert rules_broken(one(), plan(("q", 540, [["x"]]))) == ["seats"]


def test_nobody_holds_two_seats_of_one_request() -> None:
    week = problem([member(), member("n")], [request(seats=(seat(), seat()))])
    assert rules_broken(week, plan(("q", 540, [["m"], ["m"]]))) == ["once"]
    assert rules_broken(week, plan(("q", 540, [["m"], ["n"]]))) == []


@pytest.mark.parametrize(
    ("skills", "broken"),
    [
        ({"cook": 1}, ["level"]),
        ({"cook": 2}, []),
        ({"cook": 3}, []),
        ({"drive": 3}, ["skill"]),
        ({}, ["skill"]),
    ],
)
def test_a_seat_asks_for_its_skill_at_its_level(skills: dict[str, int], broken: list[str]) -> None:
    assert rules_broken(one({"skills": skills}, {"seats": (seat(level=2),)}), SERVED) == broken


def test_a_seat_of_level_zero_is_open_to_members_without_the_skill() -> None:
    assert rules_broken(one({"skills": {}}, {"seats": (seat(level=0),)}), SERVED) == []


@pytest.mark.parametrize(
    ("tags", "broken"), [((), ["tags"]), (("insured",), ["tags"]), (("adult", "insured", "x"), [])]
)
def test_a_seat_asks_for_all_its_tags(tags: tuple[str, ...], broken: list[str]) -> None:
    assert rules_broken(one({"tags": tags}, {"seats": (seat(tags=("insured", "adult")),)}), SERVED) == broken


def test_a_forbidden_pair_never_meets() -> None:
    assert rules_broken(one(forbidden=(("m", "q"),)), SERVED) == ["forbidden"]


@pytest.mark.parametrize(("reach", "broken"), [(4999, ["reach"]), (5000, []), (5001, [])])
def test_reach_is_compared_with_the_straight_distance_rounded_down(reach: int, broken: list[str]) -> None:
    assert rules_broken(one({"reach": reach}, {"place": (3000, -4000)}), SERVED) == broken
    assert rules_broken(one({"reach": reach}, {"place": (3000, -4001)}), SERVED) == broken


@pytest.mark.parametrize(
    ("available", "broken"),
    [
        (((540, 600),), []),
        (((541, 600),), ["availability"]),
        (((540, 599),), ["availability"]),
        (((540, 570), (570, 600)), ["availability"]),
        ((), ["availability"]),
    ],
)
def test_a_member_is_available_throughout_within_one_interval(
    available: tuple[tuple[int, int], ...], broken: list[str]
) -> None:
    assert rules_broken(one({"available": available}), SERVED) == broken


@pytest.mark.parametrize(("cap", "at_limit", "past"), [("max_services", 2, 1), ("max_minutes", 120, 119)])
def test_weekly_caps_hold(cap: str, at_limit: int, past: int) -> None:
    answer = plan(("q", 540, [["m"]]), ("r", 600, [["m"]]))
    both = [request(), request("r")]
    kept: dict[str, Any] = {cap: at_limit}
    passed: dict[str, Any] = {cap: past}
    assert rules_broken(problem([member(**kept)], both), answer) == []
    assert rules_broken(problem([member(**passed)], both), answer) == [cap]


@pytest.mark.parametrize(
    ("start", "broken"), [(570, ["travel_time"]), (600, ["travel_time"]), (630, []), (540, ["travel_time"])]
)
def test_the_later_service_starts_after_the_way_from_the_earlier(start: int, broken: list[str]) -> None:
    week = problem([member()], [request(), request("r", place=(4615, 0))])  # 30 minutes
    assert rules_broken(week, plan(("q", 540, [["m"]]), ("r", start, [["m"]]))) == broken


def test_a_way_one_minute_longer_than_the_pause_is_too_long() -> None:
    week = problem([member()], [request(), request("r", place=(4616, 0))])  # 31 minutes
    assert rules_broken(week, plan(("q", 540, [["m"]]), ("r", 630, [["m"]]))) == ["travel_time"]


def test_services_at_one_place_follow_each_other_without_a_pause() -> None:
    week = problem([member()], [request(), request("r")])
    assert rules_broken(week, plan(("q", 540, [["m"]]), ("r", 600, [["m"]]))) == []


@pytest.mark.parametrize(
    ("pin", "broken"),
    [
        (Pin(request="q"), []),
        (Pin(request="q", start=540), []),
        (Pin(request="q", start=570), ["pins"]),
        (Pin(request="q", members=("m",)), []),
        (Pin(request="q", members=("m", "n")), ["pins"]),
        (Pin(request="r"), []),
        (Pin(request="r", start=540, members=("n",)), []),
        (Pin(request="r", served=True), ["pins"]),
    ],
)
def test_a_pin_holds_if_its_request_is_served_and_demands_it_when_it_says_so(
    pin: Pin, broken: list[str]
) -> None:
    week = problem([member(), member("n")], [request(), request("r")], pins=(pin,))
    assert rules_broken(week, SERVED) == broken


def test_every_file_of_the_rules_is_listed_under_its_name() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}

    assert sorted(rule.name for rule in RULES) == sorted(files)


def test_every_rule_that_keeps_a_member_out_says_what_bending_it_asks_of_people() -> None:
    assert {rule.NAME for rule in MEMBER_RULES} - set(EFFORT) == set()


@pytest.mark.parametrize("seed", range(20))
def test_the_model_and_the_questions_let_the_same_members_into_each_seat(seed: int) -> None:
    week = random_week(seed, members=12, requests=6)
    found, desk, identity = Candidates(week, NAMES), Desk(week, plan()), [m.id for m in week.members]
    seats = [(q, s) for q in week.requests for s in q.seats]
    for at, (asked, place) in enumerate(seats):
        model = {identity[m] for m in found.member[found.seat == at]}
        measured = {m.id for m in week.members if desk.pair_obstacle(m, asked, place) is None}
        assert (measured, {m.id for m in desk.able(asked, place)}) == (model, model)
