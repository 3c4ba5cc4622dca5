"""The greedy of `problem-format.md`: what a careful dispatcher with a list does, and what no plan may fall below.

Guarantees: an allowed plan. Requests that a pin demands come before all others.
"""

import numpy as np

from sanbao_solver.engine.book import Book
from sanbao_solver.engine.insertion import Insertion
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.pinned import pinned_book


def greedy_book(instance: Instance) -> Book:
    """Requests by falling weight, then by fewest starts at which every seat has enough candidates.

    Raises ContradictoryPins when what the pins demand cannot be served.
    """
    book = _dispatched(Book(instance))
    if not instance.must_serve <= book.services.keys():
        book = _dispatched(pinned_book(instance))
    return book


def _dispatched(book: Book) -> Book:
    instance = book.instance
    insertion = Insertion(book)
    staffed = staffed_starts(instance)
    order = sorted(
        range(instance.requests),
        key=lambda r: (r not in instance.must_serve, -int(instance.weight[r]), int(staffed[r]), r),
    )
    for request in order:
        if request in book.services:
            continue
        offer = insertion.cheapest(request)
        if offer is not None:
            book.book(request, offer.service)
    return book


def staffed_starts(instance: Instance) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each request the number of its starts at which every seat has enough candidates."""
    enough = np.diff(instance.row_offset) >= instance.required[instance.row_seat]
    short = np.bincount(instance.row_start, weights=~enough, minlength=len(instance.start_time))
    return np.bincount(instance.start_request, weights=short == 0, minlength=instance.requests).astype(
        np.int64
    )
