"""The greedy of `problem-format.md`: what a careful dispatcher with a list does, and what no plan may fall below.

Guarantees: an allowed plan. Requests that a pin demands come before all others.
"""

import numpy as np

from sanbao_solver.engine.book import Book
from sanbao_solver.engine.insertion import Insertion
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.kernels.dispatch import Hand, Offered, dispatch
from sanbao_solver.engine.pinned import pinned_book
from sanbao_solver.engine.table import Table, empty_table, table_of
from sanbao_solver.engine.zones import empty_week
from sanbao_solver.rules import NAMES


def greedy_table(instance: Instance) -> Table:
    """Requests by falling weight, then by fewest starts at which every seat has enough candidates.

    Raises ContradictoryPins when what the pins demand cannot be served.
    """
    if instance.rules != NAMES or instance.pinned_members or instance.must_serve:
        return _by_hand(instance)
    table = empty_table(instance)
    facts, held = empty_week(table)
    dispatch(facts, held, _offered(instance), _hand(instance), np.array(_order(instance), dtype=np.int64))
    table.start, table.time, table.cost = held.start, held.time, held.cost
    table.team_count, table.team = held.team_count, held.team
    return table


def _order(instance: Instance) -> list[int]:
    staffed = staffed_starts(instance)
    return sorted(
        range(instance.requests),
        key=lambda r: (r not in instance.must_serve, -int(instance.weight[r]), int(staffed[r]), r),
    )


def _by_hand(instance: Instance) -> Table:
    """The same one request at a time, for weeks with pins (and where a test drops a rule)."""
    book = _dispatched(Book(instance))
    if not instance.must_serve <= book.services.keys():
        book = _dispatched(pinned_book(instance))
    return table_of(book)


def _dispatched(book: Book) -> Book:
    insertion = Insertion(book)
    for request in _order(book.instance):
        if request in book.services:
            continue
        offer = insertion.cheapest(request)
        if offer is not None:
            book.book(request, offer.service)
    return book


def _offered(instance: Instance) -> Offered:
    return Offered(
        start_first=instance.start_first,
        start_time=instance.start_time,
        start_row=instance.start_row,
        row_offset=instance.row_offset,
        member=instance.candidate_member,
        cost=instance.candidate_cost,
        required=instance.required,
        wanted=instance.wanted,
        wanted_value=instance.wanted_value,
    )


def _hand(instance: Instance) -> Hand:
    places = np.append(instance.required + instance.wanted, 0)
    largest = (
        int(np.add.reduceat(places, instance.seat_first[:-1]).max(initial=0)) + 1 if instance.requests else 1
    )
    team, best_team = (np.zeros(min(largest, instance.members + 1), dtype=np.int64) for _ in range(2))
    seats = int(np.diff(instance.seat_first).max(initial=1))
    count, best_count = (np.zeros(seats, dtype=np.int64) for _ in range(2))
    return Hand(np.zeros(instance.members, dtype=np.int64), team, count, best_team, best_count)


def staffed_starts(instance: Instance) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each request the number of its starts at which every seat has enough candidates."""
    enough = np.diff(instance.row_offset) >= instance.required[instance.row_seat]
    short = np.bincount(instance.row_start, weights=~enough, minlength=len(instance.start_time))
    return np.bincount(instance.start_request, weights=short == 0, minlength=instance.requests).astype(
        np.int64
    )
