"""Better plans by annealing: rounds of zones searched side by side while the temperature falls.

Zones run on threads, or on any `concurrent.futures.Executor`; a zone lost with its worker stays as it was.
Guarantees: the table is allowed after every round; the best total met at the end of a round is what remains. Without
a time limit the path depends on seed, work limit and number of zones alone.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from time import monotonic

import numpy as np

from sanbao_solver.engine.arrays import Ints, Mask
from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.choices import Digest
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.kernels.search import MOST_LOOSE, Choices, Desk, insert_all, search
from sanbao_solver.engine.table import Table
from sanbao_solver.engine.zones import Zone, cut, put_back, zone

WARM, COLD = 0.12, 0.002
LOOSE = 10
CHUNK, WINDOW = 5_000, 500
WORK_MOVES = 1_000
MOVES_A_REQUEST = 2_000
ROUND_SHARE, SHORTEST_ROUND, LONGEST_ROUND = 0.1, 1.0, 12.0
ROUNDS = 12
MOVES_A_SECOND, CALM_MOVES = 40_000, 500
ZONE_REQUESTS = 8_000


def refilled(table: Table, digest: Digest, fixed: Mask, seed: int) -> tuple[Table, int]:
    """All but the fixed requests placed anew, by falling worth at the prices; the new table and its total."""
    fresh = table.copy()
    fresh.clear(np.flatnonzero(~fixed))
    parts = cut(fresh, table.instance.found.home, fixed, 0, 0.0)
    part = zone(fresh, digest, parts, 0)
    order = np.argsort(-digest.worth[part.request], kind="stable")
    insert_all(part.facts, part.held, part.choices, _desk(part, seed), order)
    put_back(fresh, part)
    return fresh, fresh.total()


def halvings_of(instance: Instance) -> int:
    """How often a week is cut in two, so that no zone has many more requests than ZONE_REQUESTS."""
    return max(0, (instance.requests - 1) // ZONE_REQUESTS).bit_length()


def anneal(
    table: Table,
    digest: Digest,
    total: int,
    place_worth: float,
    budget: Budget,
    bound: Callable[[], int],
    executor: Executor | None,
) -> int:
    """Improve the table in place until the budget is spent or `bound` is reached; the new total."""
    instance, settings = table.instance, budget.settings
    random = np.random.default_rng(settings.seed)
    fixed = np.zeros(instance.requests, dtype=np.bool_)
    fixed[[*instance.pinned_members, *instance.must_serve]] = True
    fresh, fresh_total = refilled(table, digest, fixed, settings.seed + 1)
    if fresh_total > total:
        table.take(fresh)
        total = fresh_total
    budget.report("search", total, bound())
    home = instance.found.home
    limit, began = budget.left_seconds(), budget.elapsed_seconds()
    if settings.work_limit is not None:
        work = settings.work_limit - budget.work
    else:
        work = max(1, MOVES_A_REQUEST * instance.requests // WORK_MOVES)
    timed = limit < float("inf")
    halvings = halvings_of(instance)
    zones = 2**halvings
    at_once = min(settings.workers, zones)
    best, best_total, done = table.copy(), total, 0
    moves = limit * MOVES_A_SECOND if timed else work * WORK_MOVES
    warmest = WARM * float(np.clip(moves / (CALM_MOVES * max(1, instance.requests)), 0.1, 1.0))
    while not budget.spent() and (timed or done < work) and best_total < bound():
        gone = (budget.elapsed_seconds() - began) / limit if timed else done / work
        if gone >= 1:
            break
        seconds = float(np.clip(limit * ROUND_SHARE, SHORTEST_ROUND, LONGEST_ROUND)) if timed else None
        share = seconds / limit if seconds is not None else 1 / ROUNDS
        units = max(1, -(-work // (ROUNDS * zones)))
        parts = cut(table, home, fixed, halvings, float(random.random() * np.pi))
        tasks = (zone(table, digest, parts, k) for k in range(zones))
        warm, cold = (place_worth * warmest * (COLD / warmest) ** min(1.0, g) for g in (gone, gone + share))
        seeds = random.integers(1, 2**62, zones).tolist()
        left = min(seconds, budget.left_seconds()) * at_once / zones if seconds is not None else None
        results = _searched(tasks, seeds, (warm, cold), units * WORK_MOVES, left, budget.spent, executor)
        for part, gain in results:
            put_back(table, part)
            total += gain
        done += units * zones
        budget.work += units * zones
        if total > best_total:
            best, best_total = table.copy(), total
        budget.report("search", best_total, bound())
    table.take(best)
    return best_total


def _searched(
    tasks: Iterable[Zone],
    seeds: list[int],
    heat: tuple[float, float],
    moves: int,
    seconds: float | None,
    stop: Callable[[], bool],
    executor: Executor | None,
) -> list[tuple[Zone, int]]:
    """The zones after their search, with what they gained; without those that were lost."""
    if executor is None:
        return [
            search_zone(part, seed, *heat, moves, seconds, stop)
            for part, seed in zip(tasks, seeds, strict=True)
        ]
    sent = [
        executor.submit(search_zone, part, seed, *heat, moves, seconds)
        for part, seed in zip(tasks, seeds, strict=True)
    ]
    return [answer.result() for answer in sent if answer.exception() is None]


def search_zone(
    part: Zone,
    seed: int,
    warm: float,
    cold: float,
    moves: int,
    seconds: float | None,
    stop: Callable[[], bool] | None = None,
) -> tuple[Zone, int]:
    """Search a zone for so many moves, or for so many seconds where a limit is given; the zone and the gain."""
    if not len(part.choices.seeds):
        return part, 0
    desk, random = _desk(part, seed), np.random.default_rng(seed)
    began, gain, done, gone = monotonic(), 0, 0, 0.0
    while gone < 1 and not (stop is not None and stop()):
        heat = warm * (cold / warm) ** gone
        choices = _window(part, random)
        chunk = max(1, CHUNK * len(choices.seeds) // (2 * WINDOW))
        if seconds is None:
            chunk = min(chunk, moves - done)
        gain += search(part.facts, part.held, choices, desk, chunk, LOOSE, heat)
        done += chunk
        gone = (monotonic() - began) / seconds if seconds is not None else done / moves
    return part, int(gain)


def _window(part: Zone, random: np.random.Generator) -> Choices:
    """The choices with some neighbouring seeds only: what moves touch, one after the other, then stays in the cache.

    Every other move begins at a request that nobody serves, as long as there is one.
    """
    choices = part.choices
    low = int(random.integers(1 - WINDOW, len(choices.seeds)))
    seeds = choices.seeds[max(0, low) : low + WINDOW]
    unserved = seeds[part.held.start[seeds] < 0]
    if len(unserved):
        seeds = np.concatenate((seeds, np.repeat(unserved, -(-len(seeds) // len(unserved)))))
    return choices._replace(seeds=seeds)


def _desk(part: Zone, seed: int) -> Desk:
    held = part.held
    room = np.diff(held.team_first)
    team = np.add.reduceat(np.append(room, 0), held.seat_first[:-1]) if len(room) else np.zeros(1)
    most = int(team.max(initial=1)) + 1
    seats = int(np.diff(held.seat_first).max(initial=1))

    def whole(*shape: int) -> Ints:
        return np.zeros(shape, dtype=np.int64)

    return Desk(
        state=np.array([seed, 0], dtype=np.int64),
        team=whole(most),
        count=whole(seats),
        best_team=whole(most),
        best_count=whole(seats),
        price=np.zeros(most + 1),
        who=whole(most + 1),
        mark=whole(len(part.member)),
        loose=whole(MOST_LOOSE),
        kept_start=whole(MOST_LOOSE),
        kept_time=whole(MOST_LOOSE),
        kept_cost=whole(MOST_LOOSE),
        kept_team=whole(MOST_LOOSE, most),
        kept_count=whole(MOST_LOOSE, seats),
        key=np.zeros(MOST_LOOSE),
    )
