"""Pairs of an earlier plan are cheaper to keep: the bound must see them wherever they stood among the candidates."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sanbao_solver import Problem, greedy, score
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.relaxation import Relaxation
from sanbao_solver.problem import ChangeCost, Previous
from tests.solver.weeks import random_week


def with_far_members_kept(seed: int) -> Problem:
    """A week whose earlier plan chose members without heed to the way, and which asks much for leaving them."""
    week = random_week(seed, members=14, requests=6, extras=False)
    careless = replace(
        week,
        policy=replace(week.policy, travel_cost=0),
        members=tuple(reversed(week.members)),
    )
    held = [
        Previous(request=served.request, member=m, start=served.start, state="accepted")
        for served in greedy(careless).served
        for m in sorted({m for seat in served.seats for m in seat})
    ]
    cost = ChangeCost(proposed=0, offered=0, accepted=5_000)
    return replace(week, previous=tuple(held), policy=replace(week.policy, change_cost=cost))


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6))
def test_the_bound_is_never_below_the_plan_that_is_kept(seed: int) -> None:
    week = with_far_members_kept(seed)
    kept = greedy(week)
    relaxation = Relaxation(Instance(week))
    assert relaxation.bound(relaxation.opening()) >= kept.score.total == score(week, kept).total


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6))
def test_candidates_of_a_row_stand_by_what_they_cost_with_the_changes(seed: int) -> None:
    instance = Instance(with_far_members_kept(seed))
    inside = np.repeat(np.arange(len(instance.row_seat)), np.diff(instance.row_offset))
    same_row = inside[1:] == inside[:-1]
    assert (np.diff(instance.candidate_cost)[same_row] >= 0).all()
    assert (instance.candidate_member == instance.pair_member[instance.candidate_pair]).all()
