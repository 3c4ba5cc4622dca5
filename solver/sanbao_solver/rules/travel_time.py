"""A member is in one place at a time, and has the time to get from one service to the next."""

import itertools
from collections.abc import Iterator
from math import isqrt

from sanbao_solver.violation import Holding, Layout, Violation

NAME = "travel_time"


def check(layout: Layout) -> Iterator[Violation]:
    """Pairs of services of one member that overlap or lie too close together."""
    for identity, week in layout.weeks.items():
        in_order = sorted(week, key=lambda h: (h.start, h.end))
        for before, after in itertools.pairwise(in_order):
            if before.request.id == after.request.id:
                continue
            needed = before.end + _way(layout, before, after)
            if after.start < needed:
                message = f"cannot be at {after.request.id!r} by {after.start} after {before.request.id!r}, only by {needed}"
                yield Violation(rule=NAME, message=message, request=after.request.id, member=identity)


def _way(layout: Layout, before: Holding, after: Holding) -> int:
    east, north = (before.request.place[i] - after.request.place[i] for i in (0, 1))
    travel = layout.problem.travel
    return -(-isqrt(east * east + north * north) * travel.detour_percent // (100 * travel.metres_per_minute))
