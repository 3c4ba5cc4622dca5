"""Requests that a pin demands: a book that serves them all, or the pins that cannot hold together.

Guarantees: ContradictoryPins names a smallest set: without any one of its pins the others can hold.
"""

import numpy as np

from sanbao_solver.engine.block import Block
from sanbao_solver.engine.book import Book
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.mip import Limits
from sanbao_solver.engine.shortlist import Shortlist, everything
from sanbao_solver.engine.slots import Slots
from sanbao_solver.faults import ContradictoryPins


def pinned_book(instance: Instance) -> Book:
    """A book that serves exactly the requests that must be served. Raises ContradictoryPins."""
    book = Book(instance)
    slots, offered = Slots(instance), everything(instance)
    requests = sorted(instance.must_serve)
    result = Block(slots, book, offered, requests).solve(Limits())
    if result.services is None:
        raise _contradiction(instance, slots, offered, requests)
    for request, service in result.services.items():
        book.book(request, service)
    return book


def _contradiction(
    instance: Instance, slots: Slots, offered: Shortlist, requests: list[int]
) -> ContradictoryPins:
    def holds(some: list[int]) -> bool:
        return Block(slots, Book(instance), offered, some).solve(Limits()).services is not None

    conflict = list(requests)
    size = len(conflict)
    while size:
        for low in range(0, len(conflict), size):
            rest = conflict[:low] + conflict[low + size :]
            if len(rest) < len(conflict) and not holds(rest):
                conflict = rest
                break
        else:
            size = size // 2
    ids = {instance.problem.requests[r].id for r in conflict}
    pins = [i for i, p in enumerate(instance.problem.pins) if p.request in ids]
    rules = (
        [_rule(instance, r) for r in conflict]
        if len(conflict) == 1
        else ["travel_time", "max_services", "max_minutes"]
    )
    what = "cannot hold by itself" if len(conflict) == 1 else "cannot hold together with the other pins named"
    faults = [
        (f"$.pins[{i}]", f"request {instance.problem.pins[i].request!r}: {what} (rules: {', '.join(rules)})")
        for i in pins
    ]
    return ContradictoryPins(pins, rules, faults)


def _rule(instance: Instance, request: int) -> str:
    """The first rule that a single request's pins break."""
    if instance.start_first[request] == instance.start_first[request + 1]:
        return "start"
    able = set(
        instance.pair_member[
            np.isin(
                instance.pair_seat, np.arange(instance.seat_first[request], instance.seat_first[request + 1])
            )
        ].tolist()
    )
    if not instance.pinned_members.get(request, set()) <= able:
        return "pins"
    return "seats"
