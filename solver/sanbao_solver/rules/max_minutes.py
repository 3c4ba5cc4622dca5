"""A member's `max_minutes` holds over the week."""

from collections.abc import Iterator

from sanbao_solver.violation import Layout, Violation

NAME = "max_minutes"


def check(layout: Layout) -> Iterator[Violation]:
    """Members with more minutes than they offered."""
    for identity, week in layout.weeks.items():
        load, most = sum(h.request.duration for h in week), week[0].member.max_minutes
        if load > most:
            yield Violation(rule=NAME, message=f"{load} minutes, most is {most}", member=identity)
