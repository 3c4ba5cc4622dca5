"""Two plans beside each other: who moved, how far that had got, what it cost and what it bought."""

from sanbao_solver import PairChange, Previous, compare, score, solve
from tests.solver.weeks import member, plan, problem, request


def test_pairs_that_moved_are_told_with_their_state_beside_what_they_bought() -> None:
    people = [member("m"), member("n", place=(2000, 0))]
    week = problem(
        people,
        [request("q", windows=((540, 660),)), request("r", weight=3), request("s")],
        previous=(
            Previous(request="q", member="m", start=540, state="accepted"),
            Previous(request="s", member="n", start=900, state="proposed"),
        ),
    )
    old = plan(("q", 540, [["m"]]), ("s", 900, [["n"]]))
    new = plan(("q", 570, [["m"]]), ("r", 660, [["n"]]))
    found = compare(week, old, new)
    assert (found.newly_served, found.no_longer_served) == (("r",), ("s",))
    assert found.pairs == (
        PairChange(
            request="q", member="m", move="moved", old_start=540, new_start=570, state="accepted", cost=3000
        ),
        PairChange(request="r", member="n", move="joined", old_start=None, new_start=660, state=None, cost=0),
        PairChange(
            request="s", member="n", move="left", old_start=900, new_start=None, state="proposed", cost=50
        ),
    )
    assert found.moved_by_state == {"proposed": 1, "offered": 0, "accepted": 1}
    assert (found.change_cost, found.gain, found.total_difference) == (3050, 20_000, 16_950)
    assert found.total_difference == score(week, new).total - score(week, old).total


def test_a_stable_solve_keeps_what_was_accepted_unless_moving_buys_more() -> None:
    people = [member("m", place=(2000, 0)), member("n")]
    asked = [request("q", windows=((540, 600),))]
    accepted = (Previous(request="q", member="m", start=540, state="accepted"),)
    kept = plan(("q", 540, [["m"]]))
    week = problem(people, asked, previous=accepted)
    assert compare(week, kept, solve(week)).pairs == ()
    proposed = problem(
        people, asked, previous=(Previous(request="q", member="m", start=540, state="proposed"),)
    )
    moved = compare(proposed, kept, solve(proposed))
    assert [(p.member, p.move, p.cost) for p in moved.pairs] == [("m", "left", 50), ("n", "joined", 0)]
    assert (moved.gain, moved.change_cost) == (260, 50)
