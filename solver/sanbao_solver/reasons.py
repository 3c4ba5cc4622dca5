"""The first reason that holds for a request left out, as a code."""

import numpy as np

from sanbao_solver.engine.book import Book
from sanbao_solver.engine.insertion import Insertion
from sanbao_solver.engine.instance import Instance
from sanbao_solver.plan import Reason, Unserved
from sanbao_solver.rules import PAIR_RULES


def left_out(book: Book) -> tuple[Unserved, ...]:
    """Every request the book does not serve, in the problem's order, with its reason."""
    instance = book.instance
    insertion = Insertion(book)
    return tuple(
        Unserved(request=instance.problem.requests[r].id, reason=_reason(book, insertion, r))
        for r in range(instance.requests)
        if r not in book.services
    )


def _reason(book: Book, insertion: Insertion, request: int) -> Reason:
    instance = book.instance
    alone = hopeless(instance, request)
    if alone is not None:
        return alone
    offer = insertion.cheapest(request)
    if offer is None:
        return "pins" if request in instance.pinned_members else "members_busy"
    return "not_worth_it" if offer.cost >= int(instance.value[request]) else "not_found"


def hopeless(instance: Instance, request: int) -> Reason | None:
    """Why the request could not be served even with all members to itself; None when each seat could be filled."""
    if not instance.problem.requests[request].seats:
        return "no_seat"
    first, last = int(instance.start_first[request]), int(instance.start_first[request + 1])
    if first == last:
        return "pins" if request in instance.pinned_start else "no_start"
    seats = range(int(instance.seat_first[request]), int(instance.seat_first[request + 1]))
    for seat in seats:
        needed = int(instance.required[seat])
        if instance.pair_first[seat + 1] - instance.pair_first[seat] < needed:
            return _pair_reason(instance, seat, needed)
    rows = np.arange(instance.start_row[first], instance.start_row[last])
    enough = np.diff(instance.row_offset)[rows] >= instance.required[instance.row_seat[rows]]
    if not np.bitwise_and.reduceat(enough, np.arange(0, len(rows), len(seats))).any():
        return "not_available"
    return None


def _pair_reason(instance: Instance, seat: int, needed: int) -> Reason:
    """Which pair rule first leaves too few members for the seat."""
    found = instance.found
    members = np.arange(instance.members)
    pairs = found.facts(np.full(len(members), seat), members)
    left = np.ones(len(members), dtype=np.bool_)
    for rule in PAIR_RULES:
        left &= rule.allows(pairs)
        if int(left.sum()) < needed:
            reason: Reason = rule.REASON
            return reason
    return "too_few_members"
