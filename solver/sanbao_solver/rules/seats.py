"""Each seat of a served request holds between `required` and `required + wanted` members, never nobody at all."""

from collections.abc import Iterator

from sanbao_solver.violation import Layout, Violation

NAME = "seats"


def check(layout: Layout) -> Iterator[Violation]:
    """Unknown or repeated services, teams of nobody, the wrong number of seats, too few or too many in a seat."""
    for service in layout.repeated:
        known = service.request in layout.requests
        message = "served twice" if known else "unknown request"
        yield Violation(rule=NAME, message=message, request=service.request)
    for identity, stranger in layout.strangers:
        yield Violation(rule=NAME, message="unknown member", request=identity, member=stranger)
    for service in layout.served.values():
        request = layout.requests[service.request]
        if len(service.seats) != len(request.seats):
            message = f"{len(service.seats)} seats given, the request has {len(request.seats)}"
            yield Violation(rule=NAME, message=message, request=request.id)
        if not any(service.seats):
            yield Violation(rule=NAME, message="nobody is in the team", request=request.id)
        for position, (seat, team) in enumerate(zip(request.seats, service.seats, strict=False)):
            if not seat.required <= len(team) <= seat.required + seat.wanted:
                message = f"seat {position} holds {len(team)}, wants {seat.required} to {seat.required + seat.wanted}"
                yield Violation(rule=NAME, message=message, request=request.id)
