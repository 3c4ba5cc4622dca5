"""Seats of one request that the same members could take: the relaxation gives nobody two places."""

import random
from itertools import product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanbao_solver import Problem, SolveSettings, check, solve
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.kernels.ascent import running_sum
from sanbao_solver.engine.kernels.losses import candidate_losses, start_losses
from sanbao_solver.engine.kernels.offers import FRACTION, price_of
from sanbao_solver.engine.relaxation import Prices, Relaxation
from tests.solver.weeks import member, problem, request, seat

OFTEN = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def one_request(seed: int) -> Problem:
    """A request whose seats overlap: the same skill at two levels, or two skills that some hold both of."""
    r = random.Random(seed)
    skills = ("cook", "drive")
    people = [
        member(
            f"m{i}",
            place=(r.randrange(0, 3000, 250), 0),
            skills={s: r.randint(1, 2) for s in r.sample(skills, r.randint(1, 2))},
        )
        for i in range(r.randint(1, 4))
    ]
    seats = tuple(
        seat(
            skill=r.choice(skills),
            level=r.choice((1, 1, 2)),
            required=r.choice((1, 1, 2)),
            wanted=r.choice((0, 0, 1)),
            wanted_value=120,
        )
        for _ in range(r.randint(2, 3))
    )
    return problem(people, [request("q", seats=seats, windows=((540, 630),))])


def best_with(relaxation: Relaxation, prices: Prices, start: int, forced: int | None) -> int | None:
    """By trying every team: the most that the request can be worth at a start, with the candidate if one is forced."""
    i, offers = relaxation.instance, relaxation.offers
    rows = range(int(i.start_row[start]), int(i.start_row[start]) + len(i.required))
    choices = [
        (row, int(c)) for row in rows for c in range(int(i.row_offset[row]), int(i.row_offset[row + 1]))
    ]
    best: int | None = None
    for taken in product((False, True), repeat=len(choices)):
        team = [choice for choice, chosen in zip(choices, taken, strict=True) if chosen]
        members = [int(i.candidate_member[c]) for _, c in team]
        if len(set(members)) < len(members) or (forced is not None and forced not in [c for _, c in team]):
            continue
        worth = int(i.value[0]) * FRACTION
        for seat_number, row in enumerate(rows):
            held = sum(at == row for at, _ in team)
            extra = held - int(i.required[seat_number])
            if not 0 <= extra <= int(i.wanted[seat_number]):
                break
            worth += extra * int(i.wanted_value[seat_number]) * FRACTION
        else:
            worth -= sum(price_of(offers, c, prices.item, relaxation.prefix) for _, c in team)
            best = worth if best is None else max(best, worth)
    return best


@OFTEN
@given(seed=st.integers(0, 10**6))
def test_the_worth_of_a_start_is_that_of_distinct_members_at_any_prices(seed: int) -> None:
    relaxation = Relaxation(Instance(one_request(seed)))
    i, r = relaxation.instance, np.random.default_rng(seed)
    prices = Prices(
        relaxation.floor + r.integers(0, 300 * FRACTION, relaxation.items),
        r.integers(0, 20 * FRACTION, relaxation.cell_count),
    )
    running_sum(prices.cell, relaxation.prefix)
    loss, worth = np.zeros(len(i.start_time), dtype=np.int64), np.zeros(1, dtype=np.int64)
    at_prices = (prices.item, relaxation.prefix, relaxation.rooms[0])
    start_losses(relaxation.offers, *at_prices, loss, worth)
    dearer = np.zeros(len(i.candidate_member), dtype=np.int64)
    candidate_losses(relaxation.offers, *at_prices, dearer)
    no_extras = not i.wanted.any()
    for start in range(len(loss)):
        best = best_with(relaxation, prices, start, None)
        told = int(worth[0] - loss[start])
        if best is None:
            assert told < -(1 << 50) or not no_extras
            continue
        assert told == best if no_extras else told >= best
        first = int(i.start_row[start])
        for c in range(int(i.row_offset[first]), int(i.row_offset[first + len(i.required)])):
            forced = best_with(relaxation, prices, start, c)
            assert forced is None or forced <= told - int(dearer[c])


def test_a_member_needed_in_both_places_serves_nobody() -> None:
    only = member("m", skills={"cook": 2})
    week = problem([only], [request("q", seats=(seat(), seat(level=2)))])
    relaxation = Relaxation(Instance(week))
    assert relaxation.bound(relaxation.opening()) == 0
    plan = solve(week, SolveSettings(time_limit_seconds=None))
    assert (plan.score.total, plan.bound, check(week, plan)) == (0, 0, [])
