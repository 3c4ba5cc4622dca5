"""Better plans block by block: some tied requests are taken out and put back the best way there is.

Guarantees: the book is allowed after every step and its total never falls.
"""

from dataclasses import dataclass

from sanbao_solver.engine.block import Block
from sanbao_solver.engine.book import Book
from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.mip import Limits
from sanbao_solver.engine.shortlist import Shortlist
from sanbao_solver.engine.slots import Slots


@dataclass(frozen=True)
class Effort:
    """How hard to try: requests in a block, deterministic seconds of each search, the gap in points that will do."""

    size: int
    search: float
    gap: float


def improve_block(
    book: Book, slots: Slots, offered: Shortlist, requests: list[int], effort: Effort, budget: Budget
) -> int:
    """Plan these requests anew; the points gained, 0 when nothing better is found and all stays as it was."""
    total = book.total
    old = {r: book.services[r] for r in requests if r in book.services}
    for request in old:
        book.release(request)
    left = budget.left_seconds()
    limits = Limits(
        seconds=None if left == float("inf") else left,
        effort=effort.search,
        gap=effort.gap,
        seed=budget.settings.seed,
    )
    result = Block(slots, book, offered, requests, old).solve(limits)
    budget.work += 1
    book.restore(result.services if result.services is not None else old, requests)
    if book.total < total:
        book.restore(old, requests)
    return book.total - total
