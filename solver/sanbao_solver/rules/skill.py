"""A seat is held with its skill (a seat of level 0 asks for none)."""

from collections.abc import Iterator

from sanbao_solver.engine.arrays import Mask, Pairs
from sanbao_solver.plan import Reason
from sanbao_solver.violation import Layout, Violation

NAME = "skill"
REASON: Reason = "no_skill"


def check(layout: Layout) -> Iterator[Violation]:
    """Members in a seat whose skill they do not have."""
    for h in layout.holdings:
        if h.seat.level > 0 and h.seat.skill not in h.member.skills:
            message = f"lacks the skill {h.seat.skill!r}"
            yield Violation(rule=NAME, message=message, request=h.request.id, member=h.member.id)


def allows(pairs: Pairs) -> Mask:
    """The model's side: the pairs whose member has the seat's skill at any level."""
    allowed: Mask = (pairs.level_asked == 0) | (pairs.level_held >= 0)
    return allowed
