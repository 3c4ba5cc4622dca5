"""The commands as a person types them: what they print, where, and how they end."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from sanbao_solver import Plan, Served, check, greedy, read_plan, write_plan, write_problem
from tests.solver.weeks import member, problem, random_week, request, seat

MAIN = "from sanbao_solver.cli import main; main()"


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", MAIN, *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


@pytest.fixture
def week(tmp_path: Path) -> Path:
    path = tmp_path / "problem.json"
    path.write_bytes(
        write_problem(
            problem([member(), member("n", skills={})], [request(), request("hard", seats=(seat(level=9),))])
        )
    )
    return path


def test_solve_then_check_then_explain(week: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    solved = run(
        "solve", str(week), "-o", str(plan), "--time-limit-seconds", "10", "--workers", "1", "--seed", "3"
    )
    assert (solved.returncode, solved.stdout) == (0, b"")
    assert b"optimal: 1 of 2 requests served" in solved.stderr
    checked = run("check", str(week), str(plan))
    assert checked.returncode == 0
    assert json.loads(checked.stdout)["total"] == 9970
    assert (
        json.loads(run("explain", str(week), str(plan), "hard").stdout)["seats"][0]["removed"]["level"] == 1
    )
    assert json.loads(run("explain", str(week), str(plan), "n").stdout)["rule"] == "skill"


def test_a_dash_means_standard_input_and_output(week: Path) -> None:
    solved = run("solve", "-", "-o", "-", "-q", stdin=week.read_bytes())
    assert solved.returncode == 0
    assert [s["request"] for s in json.loads(solved.stdout)["served"]] == ["q"]


def test_check_lists_broken_rules_and_ends_with_one(week: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(write_plan(Plan(served=(Served(request="q", start=541, seats=(("n",),)),))))
    checked = run("check", str(week), str(plan))
    assert checked.returncode == 1
    assert [line.split(":")[0] for line in checked.stdout.decode().splitlines()] == ["start", "skill"]


def test_what_cannot_be_used_ends_with_two_and_one_message(week: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(week.read_bytes().replace(b'"start_step":30', b'"start_step":-1'))
    refused = run("solve", str(bad), "-o", str(tmp_path / "plan.json"))
    assert refused.returncode == 2
    assert refused.stderr.decode().splitlines() == ["error: $.start_step: Expected `int` >= 1"]
    assert not (tmp_path / "plan.json").exists()
    for arguments in (
        ("check", str(week), "missing.json"),
        ("explain", str(week), str(bad), "q"),
        ("schema", "week"),
    ):
        result = run(*arguments)
        assert result.returncode == 2
        assert b"Traceback" not in result.stderr
        assert result.stderr.startswith(b"error: ")


def test_checking_and_helping_start_without_the_engine() -> None:
    lines = "import sys; import sanbao_solver.cli, sanbao_solver; print([m for m in sys.modules if m.startswith('ortools')])"
    result = subprocess.run([sys.executable, "-c", lines], capture_output=True, check=True)
    assert result.stdout == b"[]\n"
    assert b"solve" in run("--help").stdout


def test_a_reason_can_be_tried(week: Path, tmp_path: Path) -> None:
    plan, changed = tmp_path / "plan.json", tmp_path / "changed.json"
    assert run("solve", str(week), "-o", str(plan), "-q").returncode == 0
    told = run("explain", str(week), str(plan), "hard", "--apply", str(changed))
    assert json.loads(told.stdout)["change"]["kind"] == "extra_member"
    again = run("solve", str(changed), "-o", "-", "-q")
    assert {s["request"] for s in json.loads(again.stdout)["served"]} == {"q", "hard"}
    refused = run("explain", str(week), str(plan), "q", "--apply", str(changed))
    assert (refused.returncode, refused.stderr) == (
        2,
        b"error: no single change was proved to serve q\n",
    )


def test_a_decline_is_priced_and_the_mended_plan_compared(tmp_path: Path) -> None:
    week, plan = tmp_path / "week.json", tmp_path / "plan.json"
    people = [member(), member("n", place=(2000, 0))]
    week.write_bytes(write_problem(problem(people, [request()])))
    plan.write_bytes(write_plan(Plan(served=(Served(request="q", start=540, seats=(("m",),)),))))
    now, after = tmp_path / "now.json", tmp_path / "after.json"
    told = run(
        "repair", str(week), str(plan), "--decline", "m:q", "--apply", str(now), "--apply-plan", str(after)
    )
    assert json.loads(told.stdout)["mendings"][0]["repairs"][0]["added"] == ["n"]
    assert told.stderr.splitlines()[0] == b"-260: q at 540 by n"
    assert run("check", str(now), str(after)).returncode == 0
    compared = run("compare", str(now), str(plan), str(after))
    assert json.loads(compared.stdout)["total_difference"] == -260
    assert compared.stderr.startswith(b"2 pairs moved (0 proposed, 0 offered, 0 accepted)")
    away = run("repair", str(week), str(plan), "--absent", "m:0-540")
    assert json.loads(away.stdout)["mendings"] == []
    assert json.loads(run("repair", str(week), str(plan), "--absent", "m").stdout)["price"] == -260


def test_an_urgent_request_is_read_from_a_file_of_its_own(week: Path, tmp_path: Path) -> None:
    plan, urgent = tmp_path / "plan.json", tmp_path / "urgent.json"
    plan.write_bytes(write_plan(Plan(served=())))
    urgent.write_bytes(msgspec.json.encode(request("urgent", weight=8)))
    told = json.loads(run("repair", str(week), str(plan), "--urgent", str(urgent)).stdout)
    assert (told["price"], told["changed"][0]["request"]) == (79_970, "urgent")
    for arguments in ((), ("--decline", "m:q", "--absent", "m"), ("--decline", "x:q"), ("--absent", "x")):
        refused = run("repair", str(week), str(plan), *arguments)
        assert refused.returncode == 2
        assert refused.stderr.startswith(b"error: ")
    urgent.write_bytes(msgspec.json.encode(request("urgent", windows=((600, 540),))))
    refused = run("repair", str(week), str(plan), "--urgent", str(urgent))
    assert refused.stderr == b"error: $.windows[0]: empty interval [600, 540]\n"


def test_a_shortage_is_told_by_skill_area_and_block(week: Path, tmp_path: Path) -> None:
    plan, areas = tmp_path / "plan.json", tmp_path / "areas.json"
    plan.write_bytes(write_plan(Plan(served=(Served(request="q", start=540, seats=(("m",),)),))))
    areas.write_text('{"q": "east", "hard": "east"}')
    told = run("shortage", str(week), str(plan), "--areas", str(areas), "--block-minutes", "10080")
    assert json.loads(told.stdout) == [
        {
            "skill": "cook",
            "area": "east",
            "begin": 0,
            "end": 10080,
            "short": 1,
            "paying": 1,
            "most": 9970,
            "average": 9970.0,
        }
    ]
    areas.write_text('{"q": "east"}')
    refused = run("shortage", str(week), str(plan), "--areas", str(areas))
    assert (refused.returncode, refused.stderr) == (2, b"error: $.hard: no area\n")


def test_schema_prints_a_schema() -> None:
    assert json.loads(run("schema", "plan").stdout)["title"] == "sanbao-plan/1"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_limit_on_work_gives_the_same_plan_in_every_process(tmp_path: Path, workers: str) -> None:
    week = tmp_path / "week.json"
    week.write_bytes(write_problem(random_week(4, members=100, requests=125)))
    plans = []
    for salt in ("1", "2"):
        command = ["solve", str(week), "-o", "-", "-q", "--work-limit", "60", "--workers", workers]
        solved = subprocess.run(
            [sys.executable, "-c", MAIN, *command],
            env={**os.environ, "PYTHONHASHSEED": salt},
            capture_output=True,
            check=True,
        )
        plans.append(read_plan(solved.stdout))
    assert plans[0] == plans[1]
    assert plans[0].score.total > greedy(random_week(4, members=100, requests=125)).score.total


def test_an_interrupted_solve_writes_the_best_plan_so_far(tmp_path: Path) -> None:
    asked = random_week(2, members=300, requests=350, extras=False)
    week, plan = tmp_path / "week.json", tmp_path / "plan.json"
    week.write_bytes(write_problem(asked))
    command = ["solve", str(week), "-o", str(plan), "--time-limit-seconds", "600"]
    with subprocess.Popen([sys.executable, "-c", MAIN, *command], stderr=subprocess.PIPE) as solving:
        assert solving.stderr is not None
        assert b"greedy" in solving.stderr.readline()
        solving.send_signal(signal.SIGINT)
        told = solving.stderr.read()
    assert solving.returncode == 0
    assert b"stopped: " in told.splitlines()[-1]
    answer = read_plan(plan.read_bytes())
    assert check(asked, answer) == []
    assert answer.bound is not None
    assert greedy(asked).score.total <= answer.score.total <= answer.bound
