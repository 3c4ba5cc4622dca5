"""A seat is held with all its tags."""

from collections.abc import Iterator

from sanbao_solver.engine.arrays import Mask, Pairs
from sanbao_solver.plan import Reason
from sanbao_solver.violation import Layout, Violation

NAME = "tags"
REASON: Reason = "no_tag"


def check(layout: Layout) -> Iterator[Violation]:
    """Members in a seat who lack one of its tags."""
    for h in layout.holdings:
        missing = sorted(set(h.seat.tags) - set(h.member.tags))
        if missing:
            message = f"lacks the tags {missing}"
            yield Violation(rule=NAME, message=message, request=h.request.id, member=h.member.id)


def allows(pairs: Pairs) -> Mask:
    """The model's side: the pairs whose member has every tag of the seat."""
    return pairs.tags_held
