"""The rules of `problem-format.md`, one a file, in the order in which reasons are given.

Each has two faces that share no code: `check(layout)` reads the two documents and finds what is broken;
`allows`, or what the engine asks the rule by name for, keeps the model from proposing it.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sanbao_solver.rules import (
    availability,
    forbidden,
    level,
    max_minutes,
    max_services,
    once,
    pins,
    reach,
    seats,
    skill,
    start,
    tags,
    travel_time,
)
from sanbao_solver.violation import Layout, Violation


class Rule(NamedTuple):
    """A rule's name and the side of it that judges plans."""

    name: str
    check: Callable[[Layout], Iterable[Violation]]


PAIR_RULES = (skill, level, tags, forbidden, reach)
"""What one member and one seat must keep whatever the time; `REASON` is said of a request when too few do."""
MEMBER_RULES = (*PAIR_RULES, availability, max_services, max_minutes, travel_time)
"""What can keep a member from a seat at a start: a member counts at the first that does."""
MODULES = (start, seats, once, *MEMBER_RULES, pins)
RULES = tuple(Rule(module.NAME, module.check) for module in MODULES)
NAMES = frozenset(rule.name for rule in RULES)
