"""Reasons, repairs, prices of edits and the pre-flight: exact values on weeks small enough to see through."""

from typing import Any

import pytest

from sanbao_solver import (
    Edit,
    Plan,
    Served,
    apply_change,
    explain_member,
    explain_request,
    preflight,
    price_change,
    solve,
)
from tests.solver.weeks import member, plan, problem, request, seat

EVENING = ((1080, 1140),)


def test_each_member_is_counted_at_the_first_rule_that_removes_him() -> None:
    people = [
        member("unskilled", skills={}),
        member("low", skills={"cook": 1}),
        member("untagged", tags=()),
        member("banned", tags=("insured",)),
        member("far", place=(9000, 0), tags=("insured",)),
        member("away", available=(), tags=("insured",)),
        member("idle", max_services=0, tags=("insured",)),
        member("brief", max_minutes=59, tags=("insured",)),
        member("busy", tags=("insured",), available=((540, 600),)),
    ]
    asked = request(seats=(seat(level=2, tags=("insured",)),), windows=((540, 600),))
    other = request("other", windows=((540, 600),), weight=9)
    week = problem(people, [asked, other], forbidden=(("banned", "q"),))
    report = explain_request(week, plan(("other", 540, [["busy"]])), "q")
    assert {rule: count for rule, count in report.seats[0].removed.items() if count} == {
        "skill": 1,
        "level": 1,
        "tags": 1,
        "forbidden": 1,
        "reach": 1,
        "availability": 1,
        "max_services": 1,
        "max_minutes": 1,
        "travel_time": 1,
    }
    assert report.seats[0].left == 0
    assert [(h.member, h.request, h.weight, h.rule) for h in report.holders] == [
        ("busy", "other", 9, "travel_time")
    ]


def test_of_equally_short_starts_the_one_is_told_that_busy_members_could_have_staffed() -> None:
    week = problem(
        [member(available=((900, 1000),))], [request(windows=((540, 600), (900, 1000))), request("other")]
    )
    report = explain_request(week, plan(("other", 900, [["m"]])), "q")
    assert report.start == 900
    assert [(h.request, h.start, h.rule) for h in report.holders] == [("other", 900, "travel_time")]


def test_a_service_at_another_time_holds_a_member_only_by_his_weekly_limit() -> None:
    people = [member(max_services=1), member("n", max_services=2)]
    asked = [request(windows=((540, 600),)), request("now"), request("later"), request("much_later")]
    held = plan(("now", 540, [["n"]]), ("later", 900, [["m"]]), ("much_later", 1000, [["n"]]))
    report = explain_request(problem(people, asked), held, "q")
    assert report.start == 540
    assert [(h.member, h.request, h.rule) for h in report.holders] == [
        ("m", "later", "max_services"),
        ("n", "much_later", "max_services"),
        ("n", "now", "travel_time"),
    ]


@pytest.mark.parametrize(
    ("fields", "kind", "by"),
    [
        ({"place": (5400, 0)}, "reach", 400),
        ({"available": ((540, 590),)}, "availability", 10),
        ({"max_minutes": 50}, "max_minutes", 10),
        ({"max_services": 0}, "max_services", 1),
        ({"skills": {"cook": 0}}, "level", 1),
    ],
)
def test_the_smallest_change_is_told_and_works(fields: dict[str, Any], kind: str, by: int) -> None:
    week = problem([member(**fields)], [request(windows=((540, 600),))])
    answer = solve(week)
    assert answer.served == ()
    report = explain_request(week, answer, "q")
    assert report.nearest is not None and (report.nearest.member, report.nearest.rule, report.nearest.by) == (
        "m",
        kind,
        by,
    )
    change = report.change
    assert change is not None and (change.kind, change.member, change.by) == (kind, "m", by)
    assert change.verification is not None
    assert (change.verification.scope, change.verification.margin, change.verification.displaced) == (
        "week",
        change.total_difference,
        (),
    )
    after = solve(apply_change(week, change))
    assert [s.request for s in after.served] == ["q"]
    assert after.score.total - answer.score.total == change.total_difference


def test_a_wider_window_is_told_when_the_only_member_comes_later() -> None:
    week = problem(
        [member(available=((600, 700),))], [request(windows=((540, 600),), seats=(seat(required=1),))]
    )
    change = explain_request(week, solve(week), "q").change
    assert change is not None and change.kind in ("window", "availability")
    assert len(solve(apply_change(week, change)).served) == 1


def test_with_nobody_near_one_more_member_is_the_change() -> None:
    week = problem([], [request(seats=(seat(tags=("insured",)),))])
    change = explain_request(week, solve(week), "q").change
    assert change is not None and (change.kind, change.service.start) == ("extra_member", 540)
    assert len(solve(apply_change(week, change)).served) == 1


def test_a_served_request_names_the_parts_the_runner_up_and_the_gap() -> None:
    week = problem(
        [member(), member("n", place=(2000, 0)), member("o", recent_services=2)],
        [request(windows=((540, 600),))],
        pair_costs=(("m", "q", -5),),
    )
    report = explain_request(week, solve(week), "q")
    assert report.served and report.start == 540
    (placement,) = report.placements
    assert (placement.member, placement.travel, placement.fairness, placement.pairs) == ("m", 0, -30, 5)
    assert (placement.runner_up, placement.gap) == ("o", 125)


def test_a_member_is_told_what_each_duty_costs_and_why_he_holds_nothing() -> None:
    week = problem([member(place=(2000, 0)), member("far", place=(50_000, 0))], [request(), request("r")])
    answer = solve(week)
    report = explain_member(week, answer, "m")
    assert [(d.travel_minutes, d.travel, d.fairness) for d in report.duties] == [
        (13, -260, -30),
        (13, -260, -90),
    ]
    assert (report.minutes, report.rule) == (120, None)
    assert explain_member(week, answer, "far").rule == "reach"
    spare = problem([member(), member("n", place=(100, 0))], [request()])
    assert explain_member(spare, solve(spare), "n").rule == "not_needed"


def test_an_edit_is_priced_before_it_is_saved() -> None:
    week = problem([member(), member("n", place=(2000, 0))], [request(), request("r")])
    before = plan(("q", 540, [["m"]]), ("r", 630, [["m"]]))
    swapped = price_change(week, before, Edit(place=(Served(request="r", start=630, seats=(("n",),)),)))
    assert (swapped.total_difference, swapped.violations) == (-260 + 60, ())
    assert swapped.parts_difference is not None
    assert (swapped.parts_difference.travel, swapped.parts_difference.fairness) == (-260, 60)
    removed = price_change(week, before, Edit(remove=("q",)))
    assert removed.total_difference == -10_000 + 90
    clash = price_change(week, before, Edit(place=(Served(request="r", start=540, seats=(("m",),)),)))
    assert [v.rule for v in clash.violations] == ["travel_time"]
    unknown = price_change(week, before, Edit(place=(Served(request="r", start=630, seats=(("x",),)),)))
    assert [v.rule for v in unknown.violations] == ["seats"]
    assert unknown.total_difference is None
    assert price_change(week, before, Plan(served=before.served)).total_difference == 0


def test_the_preflight_weighs_demand_and_supply_and_names_who_and_what_cannot_work() -> None:
    people = [
        member(max_minutes=120),
        member("unskilled", skills={"sing": 1}),
        member("far", place=(90_000, 0)),
        member("away", available=((0, 60),)),
        member("idle", max_services=0),
    ]
    asked = [
        request(seats=(seat(required=2), seat(required=0, wanted=1))),
        request("hard", seats=(seat(level=9),)),
    ]
    found = preflight(problem(people, asked))
    balance = {b.skill: (b.requests, b.demand_minutes, b.members, b.supply_minutes) for b in found.skills}
    assert balance == {"cook": (2, 180, 4, 120 + 540 + 60), "sing": (0, 0, 1, 540)}
    assert [(i.member, i.rule) for i in found.idle_members] == [
        ("unskilled", "skill"),
        ("far", "reach"),
        ("away", "availability"),
        ("idle", "max_services"),
    ]
    assert [(h.request, h.reason) for h in found.hopeless_requests] == [
        ("q", "not_available"),
        ("hard", "no_level"),
    ]
