"""The first reason that holds for a request left out, as a code."""

import numpy as np

from sanbao_solver.engine.arrays import Ints
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
    """Why the request could not be served even with all members to itself; None when a whole team could be found."""
    asked = instance.problem.requests[request].seats
    if not any(seat.required + seat.wanted for seat in asked):
        return "no_seat"
    first, last = int(instance.start_first[request]), int(instance.start_first[request + 1])
    if first == last:
        return "pins" if request in instance.pinned_start else "no_start"
    before = int(instance.seat_first[request])
    rows = np.arange(instance.start_row[first], instance.start_row[last])
    able = np.diff(instance.row_offset)[rows].reshape(-1, len(asked))
    if not any(seat.required for seat in asked):
        welcome = [at for at, seat in enumerate(asked) if seat.wanted]
        if not any(_pairs(instance, before + at) for at in welcome):
            return _pair_reason(instance, before + welcome[0], 1)
        return None if able[:, welcome].any() else "not_available"
    needed = np.array([seat.required for seat in asked])
    for at, seat in enumerate(asked):
        if _pairs(instance, before + at) < seat.required:
            return _pair_reason(instance, before + at, seat.required)
    enough = (able >= needed).all(axis=1)
    if not enough.any():
        return "not_available"
    # Where every seat could choose among as many as the whole team has, none takes the last one of another.
    if (
        request in instance.pinned_members
        or (enough & ((able >= needed.sum()) | (needed == 0)).all(axis=1)).any()
    ):
        return None
    starts = rows.reshape(-1, len(asked))[enough]
    return None if any(_has_team(instance, start, needed) for start in starts) else "too_few_members"


def _pairs(instance: Instance, seat: int) -> int:
    """How many members the pair rules allow in the seat."""
    return int(instance.pair_first[seat + 1] - instance.pair_first[seat])


def _has_team(instance: Instance, rows: Ints, needed: Ints) -> bool:
    """Whether all places at a start can be filled with different members, which a flow through seats and members tells."""
    from ortools.graph.python.max_flow import SimpleMaxFlow

    flow = SimpleMaxFlow()
    source, sink, seats = 0, 1, 2
    people: dict[int, int] = {}
    for at, (row, places) in enumerate(zip(rows, needed, strict=True)):
        flow.add_arc_with_capacity(source, seats + at, int(places))
        for member in instance.candidate_member[instance.row_offset[row] : instance.row_offset[row + 1]]:
            person = people.setdefault(int(member), seats + len(rows) + len(people))
            flow.add_arc_with_capacity(seats + at, person, 1)
    for person in people.values():
        flow.add_arc_with_capacity(person, sink, 1)
    return bool(flow.solve(source, sink) == flow.OPTIMAL and flow.optimal_flow() == needed.sum())


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
