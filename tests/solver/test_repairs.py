"""After a decline, an absence or an urgent request: every repair is allowed and priced as `score` has it."""

import pytest
from msgspec.structs import replace

from sanbao_solver import (
    ContradictoryPins,
    Desk,
    Mended,
    Pin,
    Plan,
    Problem,
    Repair,
    Served,
    amended,
    check,
    mend_absence,
    mend_decline,
    mend_urgent,
    repairs,
    score,
    solve,
)
from sanbao_solver.repairs import mended_plan
from tests.solver.weeks import member, plan, problem, random_week, request, seat


def with_repair(before: Plan, repair: Repair) -> Plan:
    new = (repair.service, *repair.moved)
    gone = {*repair.displaced, *(s.request for s in new)}
    return Plan(served=(*(s for s in before.served if s.request not in gone), *new))


def checked(week: Problem, before: Plan, mended: Mended) -> int:
    """Every repair of the first request is allowed and priced; so is the plan that the best ones make."""
    now, total = amended(week, mended.amendment), score(week, before).total
    if len(mended.mendings) == 1:
        for repair in mended.mendings[0].repairs:
            after = with_repair(before, repair)
            assert check(now, after) == []
            assert score(now, after).total - total == repair.price
        prices = [r.price for r in mended.mendings[0].repairs]
        assert prices == sorted(prices, reverse=True)
    after = mended_plan(week, before, mended)
    assert check(now, after) == []
    assert after.score.total - total == mended.price
    return sum(len(m.repairs) for m in mended.mendings)


def test_after_a_decline_the_rest_of_the_team_stays_and_the_best_free_member_comes() -> None:
    people = [member("a"), member("b"), member("near", place=(200, 0)), member("far", place=(3000, 0))]
    asked = request(windows=((540, 600),), seats=(seat(required=2),))
    week = problem(people, [asked], forbidden=(("b", "q"),))
    before = plan(("q", 540, [["a", "b"]]))
    found = repairs(week, before, "q")
    assert [(r.kept, r.added, r.removed) for r in found[:2]] == [
        (("a",), ("near",), ("b",)),
        (("a",), ("far",), ("b",)),
    ]
    for repair in found:
        after = with_repair(before, repair)
        assert check(week, after) == []
        assert score(week, after).total - score(week, before).total == repair.price


def test_nobody_free_means_no_repair() -> None:
    week = problem([member()], [request()], forbidden=(("m", "q"),))
    assert repairs(week, plan(("q", 540, [["m"]])), "q") == []
    with pytest.raises(KeyError):
        repairs(week, plan(), "unknown")


def test_every_repair_of_a_random_week_is_allowed_and_priced_as_scored() -> None:
    seen = 0
    for seed in range(60):
        week = random_week(seed, members=8, requests=6)
        if any(p.served for p in week.pins):
            continue
        try:
            answer = solve(week)
        except ContradictoryPins:
            continue
        desk = Desk(week, answer)
        for service in answer.served:
            seen += checked(week, answer, mend_decline(desk, sum(service.seats, ())[0], service.request))
        for someone in week.members:
            seen += checked(week, answer, mend_absence(desk, someone.id))
        urgent = replace(week.requests[0], id="urgent", weight=4)
        seen += checked(week, answer, mend_urgent(desk, urgent))
        assert desk.served == {s.request: s for s in answer.served}
    assert seen > 200


def test_somebody_busy_is_freed_when_another_can_take_his_place() -> None:
    people = [
        member("a", skills={"cook": 2}),
        member("both", skills={"cook": 2, "drive": 1}, max_services=1),
        member("driver", skills={"drive": 1}),
    ]
    asked = [
        request("meal", windows=((540, 600),)),
        request("way", windows=((540, 600),), seats=(seat(skill="drive"),)),
    ]
    week = problem(people, asked)
    desk = Desk(week, plan(("meal", 540, [["a"]]), ("way", 540, [["both"]])))
    (mending,) = mend_decline(desk, "a", "meal").mendings
    assert mending.best is not None
    assert mending.best.service == Served(request="meal", start=540, seats=(("both",),))
    assert mending.best.moved == (Served(request="way", start=540, seats=(("driver",),)),)
    assert (mending.best.price, mending.left_out_price) == (0, -9970)


def test_an_urgent_request_takes_people_from_what_weighs_less_and_says_from_what() -> None:
    week = problem([member(max_services=1)], [request("small", windows=((540, 600),))])
    desk = Desk(week, plan(("small", 540, [["m"]])))
    urgent = request("urgent", weight=8, windows=((540, 600),), place=(400, 0))
    mended = mend_urgent(desk, urgent)
    (repair,) = mended.mendings[0].repairs
    assert (repair.displaced, repair.price) == (("small",), 70_000 - 60)
    assert (mended.removed, mended.price) == (("small",), 70_000 - 60)
    assert mend_urgent(desk, replace(urgent, weight=1, id="less")).changed == ()


def test_of_two_services_missed_by_one_absence_both_are_mended() -> None:
    people = [member("m"), member("n", place=(2000, 0))]
    asked = [request("q", windows=((540, 600),)), request("r", windows=((900, 960),), weight=2)]
    week = problem(people, asked)
    desk = Desk(week, plan(("q", 540, [["m"]]), ("r", 900, [["m"]])))
    mended = mend_absence(desk, "m", (0, 1000))
    assert [m.request for m in mended.mendings] == ["r", "q"]
    assert {s.request: s.seats for s in mended.changed} == {"q": (("n",),), "r": (("n",),)}
    assert mended.price == -2 * 260
    assert mend_absence(desk, "m", (0, 900)).changed == (Served(request="q", start=540, seats=(("n",),)),)


def test_a_pinned_service_is_never_the_one_that_gives_way() -> None:
    week = problem(
        [member(max_services=1)],
        [request("small", windows=((540, 600),))],
        pins=(Pin(request="small", served=True),),
    )
    desk = Desk(week, plan(("small", 540, [["m"]])))
    urgent = request("urgent", weight=8, windows=((540, 600),))
    assert mend_urgent(desk, urgent).mendings[0].repairs == ()
    assert mend_decline(desk, "m", "small").mendings[0].left_out_price is None


def test_only_who_holds_a_request_can_decline_it() -> None:
    desk = Desk(problem([member()], [request()]), plan())
    with pytest.raises(KeyError):
        mend_decline(desk, "m", "q")
