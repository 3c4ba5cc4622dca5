"""`make bench`: the solver against a greedy dispatcher, on demo weeks of growing size, one after the other.

Each line is one made-up week: the plan is checked rule by rule and scored without the engine. Figures of one
machine and one run: compare within a table, never between machines.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

import sanbao_solver as solver
from sanbao.core import clock, db
from sanbao.core.settings import Settings
from sanbao.demo.making import make_world
from sanbao.demo.writing import write_world
from sanbao.organisations.models import Unit
from sanbao.planning import policies, snapshot


async def week_of(communities: int, seed: int) -> solver.Problem:
    """The problem of a demo with so many communities."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        await db.migrate(settings)
        async with db.opened(settings):
            world = make_world(seed, clock.now(), communities)
            await write_world(world, 60, lambda _: None)
            top = await Unit.get(parent_id=None)
            policy = await policies.preview_for(top.id, None)
            return (await snapshot.build(top.id, world.week, policy)).problem


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--communities", type=int, nargs="*", default=[1, 4, 14])
    options.add_argument("--time-limit-seconds", type=float, default=15)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    heads = (
        "communities",
        "requests",
        "members",
        "greedy",
        "plan",
        "bound",
        "gap %",
        "over greedy %",
        "seconds",
    )
    table = Table(
        *heads, title=f"{chosen.time_limit_seconds:g} s, {chosen.workers} workers, seed {chosen.seed}"
    )
    for communities in chosen.communities:
        problem = asyncio.run(week_of(communities, chosen.seed))
        began = time.perf_counter()
        settings = solver.SolveSettings(
            time_limit_seconds=chosen.time_limit_seconds, workers=chosen.workers, seed=chosen.seed
        )
        plan = solver.solve(problem, settings)
        seconds = time.perf_counter() - began
        assert solver.check(problem, plan) == []
        total, greedy = solver.score(problem, plan).total, solver.score(problem, solver.greedy(problem)).total
        cells = (
            communities, len(problem.requests), len(problem.members), greedy, total, plan.bound,
            f"{100 * (plan.bound - total) / plan.bound:.2f}", f"{100 * (total - greedy) / greedy:.2f}", f"{seconds:.1f}",
        )  # fmt: skip
        table.add_row(*map(str, cells))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
