"""A member is available, within one of his intervals, for the whole of a service."""

from collections.abc import Iterator

from sanbao_solver.problem import Interval
from sanbao_solver.violation import Layout, Violation

NAME = "availability"


def check(layout: Layout) -> Iterator[Violation]:
    """Members who serve outside the hours they offered."""
    for h in layout.holdings:
        if not any(begin <= h.start and h.end <= end for begin, end in h.member.available):
            message = f"is not available throughout [{h.start}, {h.end})"
            yield Violation(rule=NAME, message=message, request=h.request.id, member=h.member.id)


def hours(available: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The model's side: the intervals one of which must hold the whole service."""
    return available
