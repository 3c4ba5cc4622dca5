"""The rungs, and every method on each of them, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sanbao_solver import Problem, write_problem
from tests.solver_bench.families import week
from tests.solver_bench.method import Limits
from tests.solver_bench.running import METHODS, Run, measure
from tests.solver_bench.vroom_week import can_say

SIZES = (1, 14, 20, 84, 1200)
SECONDS = (1, 15, 30, 90, 300)
GREEDY_SECONDS = 3600.0


@dataclass(frozen=True)
class Choice:
    """What to measure; `multiples` of our time go to the others, `seconds` replaces the time of every size."""

    families: tuple[str, ...] = ("city", "rural", "event", "one-seat")
    sizes: tuple[int, ...] = (1,)
    seeds: tuple[int, ...] = (1,)
    methods: tuple[str, ...] = tuple(METHODS)
    multiples: tuple[float, ...] = (1, 10)
    seconds: float | None = None
    workers: int = 2
    most_candidates: int = 4_000_000


@dataclass(frozen=True)
class Rung:
    """One week and what every method made of it."""

    family: str
    communities: int
    seed: int
    requests: int
    members: int
    our_seconds: float
    runs: tuple[Run, ...]

    @property
    def best_bound(self) -> int | None:
        """The lowest bound that any method proved."""
        return min((run.bound for run in self.runs if run.bound is not None), default=None)

    @property
    def greedy_total(self) -> int | None:
        return next((run.total for run in self.runs if run.method == "greedy"), None)

    def contradictions(self) -> list[str]:
        """Bounds that lie below a plan that passed the check: each one a fault."""
        best = max((run.total for run in self.runs if run.total is not None), default=None)
        if best is None:
            return []
        return [
            f"{self.family} {self.communities}, seed {self.seed}: {run.method} proved {run.bound:,} with "
            f"{run.limit_seconds:g} s, and a plan has {best:,}"
            for run in self.runs
            if run.bound is not None and run.bound < best
        ]


def our_seconds(communities: int) -> float:
    """The time Sanbao is given for a week of that size; between the sizes of the ladder on a straight line."""
    return round(float(np.interp(communities, SIZES, SECONDS)), 1)


def climb(choice: Choice, say: Callable[[str], None]) -> Iterator[Rung]:
    """Measure rung after rung, each seed of a family and size by itself."""
    for communities in choice.sizes:
        for family in choice.families:
            for seed in choice.seeds:
                yield _rung(choice, family, communities, seed, say)


def _rung(choice: Choice, family: str, communities: int, seed: int, say: Callable[[str], None]) -> Rung:
    problem = week(family, communities, seed)
    document = write_problem(problem)
    seconds = choice.seconds or our_seconds(communities)
    requests, members = len(problem.requests), len(problem.members)
    say(
        f"{family}, {communities} communities ({requests} requests, {members} members), seed {seed}, {seconds:g} s"
    )
    runs: list[Run] = []
    for method, given in _given(choice, problem, seconds):
        if any(run.method == method and run.proved for run in runs):
            continue  # more time cannot change it
        run = measure(method, document, Limits(given, choice.workers, seed, choice.most_candidates))
        runs.append(run)
        say(
            f"  {method:8} {given:8g} s: total {run.total}, bound {run.bound}, took {run.seconds:.2f} s  {run.note}"
        )
    return Rung(family, communities, seed, requests, members, seconds, tuple(runs))


def _given(choice: Choice, problem: Problem, seconds: float) -> Iterator[tuple[str, float]]:
    """Each method with each time it gets on this week."""
    for method in choice.methods:
        if method == "Sanbao":
            yield method, seconds
        elif method == "greedy":
            yield method, GREEDY_SECONDS
        elif method != "VROOM" or can_say(problem):
            yield from ((method, seconds * multiple) for multiple in choice.multiples)
