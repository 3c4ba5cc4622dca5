"""The benchmark runs from its arguments to its page, and tells what it should when something goes wrong."""

from pathlib import Path

import pytest

from sanbao_solver import Plan, Served, check, read_problem, write_problem
from tests.solver_bench import running
from tests.solver_bench.__main__ import main
from tests.solver_bench.families import FAMILIES, week
from tests.solver_bench.ladder import Rung, our_seconds
from tests.solver_bench.method import Answer, Clock, Limits, Point
from tests.solver_bench.page import write_page
from tests.solver_bench.program import Program, TooLarge
from tests.solver_bench.running import Run, measure

LIMITS = Limits(seconds=0.1, workers=1, seed=1, most_candidates=1_000_000)


def lone_plan(document: bytes, limits: Limits, clock: Clock) -> Answer:
    """A method whose plan breaks a rule."""
    clock.start()
    return Answer(Plan(served=(Served(request="r0", start=7, seats=((),)),)), 5)


def endless(document: bytes, limits: Limits, clock: Clock) -> Answer:
    """A method that tells a bound and never answers."""
    clock.start()
    clock.seen(None, 70)
    clock.seen(10, 60)
    while True:
        pass


def hopeless(document: bytes, limits: Limits, clock: Clock) -> Answer:
    """A method whose process ends without an answer."""
    clock.start()
    raise SystemExit(3)


def rung(*runs: Run) -> Rung:
    return Rung("city", 1, 4, 50, 62, 1.0, runs)


def test_one_command_measures_every_method_and_writes_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--families", "one-seat", "--seconds", "1", "--multiples", "1", "--out", str(tmp_path)]
    assert main(given) == 0
    page = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert f'`make bench ARGS="{" ".join(given)}"`' in page
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in page.splitlines()
        if line.startswith("| ")
    ]
    totals = {row[0]: row[5] for row in rows if row[0] in running.METHODS}
    assert set(totals) == set(running.METHODS)
    assert "–" not in totals.values()
    assert "No bound lies below a plan that was found." in page
    drawings = {"performance-gap-one-seat.svg", "performance-time.svg"}
    assert {path.name for path in tmp_path.iterdir()} == {"performance.md", *drawings}
    assert all(f"({name})" in page for name in drawings)
    assert "one-seat, 1 communities (50 requests, 62 members), seed 1" in capsys.readouterr().out


def test_equal_figures_are_drawn_equally(tmp_path: Path) -> None:
    figures = [
        rung(Run("HiGHS", 1.0, 0.5, total=98, bound=100, points=[Point(0.2, 90, 120), Point(0.5, 98, 100)]))
    ]
    first, second = tmp_path / "first", tmp_path / "second"
    write_page(first, figures, "make bench")
    write_page(second, figures, "make bench")
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


def test_gaps_are_told_against_the_lowest_bound_of_all(tmp_path: Path) -> None:
    runs = (
        Run("Sanbao", 1.0, 0.5, total=190, served=3, bound=200),
        Run("greedy", 60.0, 0.1, total=152, served=2),
        Run("CP-SAT", 1.0, 1.0, total=171, served=2, bound=250),
    )
    page = write_page(tmp_path, [rung(*runs)], "make bench").read_text(encoding="utf-8")
    assert "| Sanbao | 1 s | 0.50 s | – | 3 | 190 | 200 | 5.000 % | 5.000 % | +25.00 % | – |  |" in page
    assert "| greedy | – | 0.10 s | – | 2 | 152 | – | – | 24.000 % | +0.00 % | – |  |" in page
    assert "| CP-SAT | 1 s | 1.00 s | – | 2 | 171 | 250 | 31.600 % | 14.500 % | +12.50 % | – |  |" in page


def test_a_bound_below_a_plan_is_told_as_a_fault(tmp_path: Path) -> None:
    wrong = rung(Run("Sanbao", 1.0, 0.5, total=190, bound=200), Run("HiGHS", 10.0, 1.0, total=180, bound=189))
    told = "city 1, seed 4: HiGHS proved 189 with 10 s, and a plan has 190"
    assert wrong.contradictions() == [told]
    page = write_page(tmp_path, [wrong], "make bench").read_text(encoding="utf-8")
    assert f"**Faults: a bound below a plan**\n\n- {told}" in page


@pytest.mark.parametrize(
    ("method", "total", "bound", "note"),
    [
        ("lone_plan", None, 5, "broken rules, first"),
        ("endless", None, 60, "ended: ran over its time"),
        ("hopeless", None, None, "its process died (3)"),
    ],
)
def test_a_method_that_fails_has_no_plan_and_says_why(
    method: str, total: int | None, bound: int | None, note: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(running.METHODS, method, f"test_bench:{method}")
    monkeypatch.setattr(running, "OVERRUN_SECONDS", 0.5)
    run = measure(method, write_problem(week("city", 1, seed=1)), LIMITS)
    assert (run.total, run.bound) == (total, bound)
    assert note in run.note


def test_a_program_with_too_many_candidates_is_not_tried() -> None:
    with pytest.raises(TooLarge):
        Program(week("city", 1, seed=1), most_candidates=20)
    document = write_problem(week("city", 1, seed=1))
    run = measure("HiGHS", document, Limits(seconds=1, workers=1, seed=1, most_candidates=20))
    assert (run.total, run.note) == (None, "not tried: more than 20 candidates")


def test_made_weeks_are_equal_for_equal_seeds_and_pass_as_documents() -> None:
    for family in FAMILIES:
        made = week(family, 2, seed=5)
        assert made == week(family, 2, seed=5) != week(family, 2, seed=6)
        assert (len(made.requests), len(made.members)) == (100, 124)
        assert read_problem(write_problem(made)) == made
        assert check(made, Plan(served=())) == []


def test_the_time_grows_along_the_ladder() -> None:
    assert [our_seconds(size) for size in (1, 14, 17, 20, 84, 1200)] == [1, 15, 22.5, 30, 90, 300]
