"""Zones searched by the workers of a Dask cluster, one of which is killed while it works."""

import os
import signal
from threading import Thread
from time import sleep

import pytest
from distributed import Client, LocalCluster

from sanbao_solver import SolveSettings, check, greedy, solve
from tests.solver.weeks import random_week

LIMITS = SolveSettings(time_limit_seconds=None, work_limit=400, workers=2)


@pytest.mark.filterwarnings("ignore")  # Dask's own, on losing a worker
def test_a_run_outlives_one_of_its_two_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanbao_solver.engine.annealing.ZONE_REQUESTS", 60)
    week = random_week(5, members=110, requests=130, extras=False)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.wait_for_workers(2)
        whole = solve(week, LIMITS, executor=client.get_executor())
        victim = next(iter(client.run(os.getpid).values()))
        killer = Thread(target=lambda: (sleep(0.3), os.kill(victim, signal.SIGKILL)))
        killer.start()
        plan = solve(week, LIMITS, executor=client.get_executor())
        killer.join()
    assert check(week, plan) == []
    assert plan == whole
    assert plan.score.total > greedy(week).score.total
