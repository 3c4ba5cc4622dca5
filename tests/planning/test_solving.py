from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from sanbao.planning import solving
from sanbao.planning.progress import Standing
from sanbao_solver import (
    ChangeCost,
    Member,
    Pin,
    Policy,
    Problem,
    Request,
    Seat,
    SolveSettings,
    Travel,
    read_plan,
    write_problem,
)

SETTINGS = SolveSettings(time_limit_seconds=10)


def a_problem(*pins: Pin) -> bytes:
    """One member who can serve the one request."""
    return write_problem(
        Problem(
            format="sanbao-problem/1",
            week="2030-W10",
            timezone="Asia/Shanghai",
            start_step=30,
            travel=Travel(metres_per_minute=200, detour_percent=130),
            policy=Policy(
                request_value=10_000,
                travel_cost=20,
                fairness_cost=30,
                change_cost=ChangeCost(proposed=0, offered=0, accepted=0),
            ),
            members=(
                Member(
                    id="M-1",
                    place=(0, 0),
                    skills={"care": 1},
                    tags=(),
                    available=((480, 600),),
                    max_services=1,
                    max_minutes=60,
                    reach=1000,
                    recent_services=0,
                ),
            ),
            requests=(
                Request(
                    id="REQ-1",
                    place=(0, 0),
                    weight=1,
                    duration=60,
                    windows=((480, 540),),
                    seats=(Seat(skill="care", level=1, tags=(), required=1, wanted=0, wanted_value=0),),
                ),
            ),
            pair_costs=(),
            forbidden=(),
            pins=pins,
            previous=(),
        )
    )


@pytest.mark.parametrize("new_executor", [solving.new_pool, lambda: ThreadPoolExecutor(1)])
async def test_any_executor_solves_and_tells_where_it_stands(new_executor: type[Executor]):
    seen: list[Standing] = []

    async def notice(standing: Standing) -> bool:
        seen.append(standing)
        return True

    with new_executor() as executor:
        outcome = await solving.solve(a_problem(), SETTINGS, executor, notice)
        contradiction = await solving.solve(
            a_problem(Pin(request="REQ-1", start=500, served=True)), SETTINGS, executor, notice
        )
        invalid = await solving.solve(b"{}", SETTINGS, executor, notice)

    assert outcome is not None
    assert outcome.plan is not None
    plan = read_plan(outcome.plan)
    assert (plan.score.total, plan.bound, outcome.baseline) == (9970, 9970, 9970)
    assert "done" in {standing.stage for standing in seen}
    assert contradiction is not None
    assert contradiction.fault == "contradiction"
    assert "REQ-1" in contradiction.detail
    assert invalid is not None
    assert invalid.fault == "invalid"


async def test_the_input_that_a_killed_process_left_behind_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as killed:
        killed.wait()
    left, own = (tmp_path / f"{solving.SCRATCH}{pid}-x" for pid in (killed.pid, os.getpid()))
    for folder in (left, own):
        folder.mkdir()
        (folder / "problem.json").write_bytes(b"homes")

    async def go_on(_: Standing) -> bool:
        return True

    with ThreadPoolExecutor(1) as executor:
        outcome = await solving.solve(b"{}", SETTINGS, executor, go_on)

    assert outcome is not None and outcome.fault == "invalid"
    assert list(tmp_path.iterdir()) == [own]
