"""Compiling every kernel before anybody waits for it: after an installation, or while an image is built."""

from pathlib import Path

from sanbao_solver.engine import kernels
from sanbao_solver.problem import ChangeCost, Member, Policy, Problem, Request, Seat, Travel
from sanbao_solver.settings import SolveSettings

DAYS = 5
PROVED, SEARCHED = 12, 400


def forget() -> None:
    """Remove what was compiled before: what an earlier version left may name modules that are no more."""
    for compiled in (Path(kernels.__file__).parent / "__pycache__").glob("*.nb[ci]"):
        compiled.unlink(missing_ok=True)


def warm_up() -> None:
    """Solve small made-up weeks so that every kernel is compiled, and kept for the runs to come."""
    from sanbao_solver.solve import solve

    for requests in (PROVED, SEARCHED):
        solve(_week(requests), SolveSettings(time_limit_seconds=None, work_limit=12))


def _week(requests: int) -> Problem:
    """A week of equal requests for two, and members free of an evening."""
    evenings = tuple((day * 1440 + 1080, day * 1440 + 1260) for day in range(DAYS))
    seat = Seat(skill="help", level=1, tags=(), required=1, wanted=1, wanted_value=10)
    return Problem(
        format="sanbao-problem/1",
        week="2026-W01",
        timezone="Asia/Shanghai",
        start_step=30,
        travel=Travel(metres_per_minute=200, detour_percent=130),
        policy=Policy(
            request_value=1_000,
            travel_cost=1,
            fairness_cost=1,
            change_cost=ChangeCost(proposed=0, offered=0, accepted=0),
        ),
        members=tuple(
            Member(
                id=f"m{i}",
                place=(i * 400, 0),
                skills={"help": 1},
                tags=(),
                available=evenings[: 1 + i % DAYS],
                max_services=2,
                max_minutes=240,
                reach=2_000,
                recent_services=0,
            )
            for i in range(requests)
        ),
        requests=tuple(
            Request(
                id=f"r{i}",
                place=(i * 400, 300),
                weight=1,
                duration=60,
                windows=(evenings[i % DAYS], evenings[(i + 1) % DAYS])
                if i % DAYS < DAYS - 1
                else evenings[-1:],
                seats=(seat,),
            )
            for i in range(requests)
        ),
        pair_costs=(),
        forbidden=(),
        pins=(),
        previous=(),
    )
