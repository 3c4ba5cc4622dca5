"""A service starts at `window start + k × start_step` and ends within that window."""

from collections.abc import Iterator

from sanbao_solver.problem import Problem, Request
from sanbao_solver.violation import Layout, Violation

NAME = "start"


def check(layout: Layout) -> Iterator[Violation]:
    """Services that start outside every window or off its steps."""
    step = layout.problem.start_step
    for service in layout.served.values():
        request = layout.requests[service.request]
        fits = any(
            opens <= service.start
            and service.start + request.duration <= closes
            and (service.start - opens) % step == 0
            for opens, closes in request.windows
        )
        if not fits:
            message = f"start {service.start} is not a candidate start of any of its windows"
            yield Violation(rule=NAME, message=message, request=request.id)


def candidate_starts(problem: Problem, request: Request) -> list[int]:
    """The model's side: every minute at which the request may start, rising."""
    step, duration = problem.start_step, request.duration
    return sorted(
        start for opens, closes in request.windows for start in range(opens, closes - duration + 1, step)
    )
