"""A member's `max_services` holds over the week."""

from collections.abc import Iterator

from sanbao_solver.violation import Layout, Violation

NAME = "max_services"


def check(layout: Layout) -> Iterator[Violation]:
    """Members with more services than they offered."""
    for identity, week in layout.weeks.items():
        load, most = len(week), week[0].member.max_services
        if load > most:
            yield Violation(rule=NAME, message=f"{load} services, most is {most}", member=identity)
