"""If the model forgets a rule, that rule's own check notices."""

import pytest

from sanbao_solver import Plan, check
from sanbao_solver.engine.first_plan import greedy_table
from sanbao_solver.engine.instance import Instance
from sanbao_solver.rules import NAMES
from tests.solver.weeks import random_week


def rules_broken_without(rule: str | None, seeds: range) -> set[str]:
    broken: set[str] = set()
    for seed in seeds:
        week = random_week(seed, members=6, requests=6)
        week = type(week)(
            **{f: getattr(week, f) for f in week.__struct_fields__ if f != "pins"},
            pins=tuple(p for p in week.pins if not p.served),
        )
        book = greedy_table(Instance(week, NAMES - {rule})).book()
        broken |= {v.rule for v in check(week, Plan(served=book.served()))}
    return broken


def test_with_all_rules_nothing_is_broken() -> None:
    assert rules_broken_without(None, range(60)) == set()


@pytest.mark.parametrize("rule", sorted(NAMES))
def test_a_rule_dropped_from_the_model_is_noticed_by_its_check(rule: str) -> None:
    assert rule in rules_broken_without(rule, range(60))
