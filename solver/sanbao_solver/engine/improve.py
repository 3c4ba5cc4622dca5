"""Better plans block by block: some neighbouring requests are taken out and put back the best way there is.

Guarantees: the book is allowed after every step and its total never falls.
"""

from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.block import Block
from sanbao_solver.engine.book import Book
from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.mip import Limits
from sanbao_solver.engine.neighbourhoods import sweep
from sanbao_solver.engine.shortlist import Shortlist
from sanbao_solver.engine.slots import Slots


@dataclass(frozen=True)
class Effort:
    """How hard to try: requests in a block, nodes of each search, seconds of each (a guard, not a plan)."""

    size: int
    nodes: int
    seconds: float


def improve_once(
    book: Book,
    slots: Slots,
    offered: Shortlist,
    effort: Effort,
    budget: Budget,
    random: np.random.Generator,
    bound: int,
) -> int:
    """One sweep over all requests; the points gained."""
    before = book.total
    for requests in sweep(book.instance, effort.size, random):
        if budget.spent():
            break
        improve_block(book, slots, offered, requests, effort, budget)
        budget.report("blocks", book.total, bound)
    return book.total - before


def improve_block(
    book: Book, slots: Slots, offered: Shortlist, requests: list[int], effort: Effort, budget: Budget
) -> None:
    """Plan these requests anew; keep what was when nothing better is found."""
    total = book.total
    old = {r: book.services[r] for r in requests if r in book.services}
    for request in old:
        book.release(request)
    seconds = min(effort.seconds, budget.left_seconds())
    result = Block(slots, book, offered, requests).solve(
        Limits(seconds=seconds, nodes=effort.nodes, seed=budget.settings.seed)
    )
    budget.work += 1
    book.restore(result.services if result.services is not None else old, requests)
    if book.total < total:
        book.restore(old, requests)
