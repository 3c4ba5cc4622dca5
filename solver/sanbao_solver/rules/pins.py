"""A pinned request, if served, starts and is staffed as its pin says; `served` demands that it is."""

from collections.abc import Iterator

from sanbao_solver.violation import Layout, Violation

NAME = "pins"


def check(layout: Layout) -> Iterator[Violation]:
    """Pins that the plan does not keep."""
    for pin in layout.problem.pins:
        service = layout.served.get(pin.request)
        if service is None:
            if pin.served:
                yield Violation(rule=NAME, message="pinned as served, but is not", request=pin.request)
            continue
        if pin.start is not None and pin.start != service.start:
            message = f"starts at {service.start}, pinned to {pin.start}"
            yield Violation(rule=NAME, message=message, request=pin.request)
        team = {member for seat in service.seats for member in seat}
        for member in pin.members:
            if member not in team:
                yield Violation(
                    rule=NAME, message="pinned, but not in the team", request=pin.request, member=member
                )
