"""Nobody holds two seats of one request."""

from collections import Counter
from collections.abc import Iterator

from sanbao_solver.violation import Layout, Violation

NAME = "once"


def check(layout: Layout) -> Iterator[Violation]:
    """Members named more than once in one team."""
    for service in layout.served.values():
        times = Counter(member for team in service.seats for member in team)
        for member, count in times.items():
            if count > 1:
                message = f"holds {count} seats of one request"
                yield Violation(rule=NAME, message=message, request=service.request, member=member)
