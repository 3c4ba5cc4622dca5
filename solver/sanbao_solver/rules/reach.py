"""A member serves no farther from home than his reach."""

from collections.abc import Iterator
from math import isqrt

from sanbao_solver.engine.arrays import Mask, Pairs
from sanbao_solver.plan import Reason
from sanbao_solver.violation import Layout, Violation

NAME = "reach"
REASON: Reason = "out_of_reach"


def check(layout: Layout) -> Iterator[Violation]:
    """Members sent farther than they reach."""
    for h in layout.holdings:
        east, north = (h.member.place[i] - h.request.place[i] for i in (0, 1))
        metres = isqrt(east * east + north * north)
        if metres > h.member.reach:
            message = f"{metres} metres from home, reach is {h.member.reach}"
            yield Violation(rule=NAME, message=message, request=h.request.id, member=h.member.id)


def allows(pairs: Pairs) -> Mask:
    """The model's side: the pairs whose distance, rounded down to metres, is within the member's reach."""
    return pairs.metres <= pairs.reach
