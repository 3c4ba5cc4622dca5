"""A forbidden pair never meets."""

from collections.abc import Iterator

from sanbao_solver.engine.arrays import Mask, Pairs
from sanbao_solver.plan import Reason
from sanbao_solver.violation import Layout, Violation

NAME = "forbidden"
REASON: Reason = "all_forbidden"


def check(layout: Layout) -> Iterator[Violation]:
    """Members in the team of a request that is forbidden to them."""
    forbidden = set(layout.problem.forbidden)
    for h in layout.holdings:
        if (h.member.id, h.request.id) in forbidden:
            yield Violation(
                rule=NAME, message="the pair is forbidden", request=h.request.id, member=h.member.id
            )


def allows(pairs: Pairs) -> Mask:
    """The model's side: the pairs that nobody has forbidden."""
    return ~pairs.forbidden
