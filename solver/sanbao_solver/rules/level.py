"""A seat is held at its level of the skill or above."""

from collections.abc import Iterator

from sanbao_solver.engine.arrays import Mask, Pairs
from sanbao_solver.plan import Reason
from sanbao_solver.violation import Layout, Violation

NAME = "level"
REASON: Reason = "no_level"


def check(layout: Layout) -> Iterator[Violation]:
    """Members who have the skill of their seat, but below its level."""
    for h in layout.holdings:
        held = h.member.skills.get(h.seat.skill)
        if held is not None and held < h.seat.level:
            message = f"has {h.seat.skill!r} at level {held}, the seat asks for {h.seat.level}"
            yield Violation(rule=NAME, message=message, request=h.request.id, member=h.member.id)


def allows(pairs: Pairs) -> Mask:
    """The model's side: the pairs whose member has the seat's level, where he has the skill."""
    return (pairs.level_held < 0) | (pairs.level_held >= pairs.level_asked)
