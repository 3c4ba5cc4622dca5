"""Better plans block by block: some tied requests are taken out and put back the best way there is.

Blocks of one round share no request and no member, so that they may be solved side by side, on any Executor.
Guarantees: the book is allowed after every round and its total never falls; the path depends on the number of blocks
in a round, not on who solves them or how fast.
"""

from concurrent.futures import Executor, Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.block import Block
from sanbao_solver.engine.book import Book, Service
from sanbao_solver.engine.budget import Budget
from sanbao_solver.engine.mip import Limits, Outcome, maximise
from sanbao_solver.engine.neighbourhoods import Neighbourhoods
from sanbao_solver.engine.shortlist import Shortlist
from sanbao_solver.engine.slots import Slots


@dataclass(frozen=True)
class Effort:
    """How hard to try: requests in a block, deterministic seconds of each search, the gap in points that will do."""

    size: int
    search: float
    gap: float


@dataclass(frozen=True)
class _Task:
    block: Block
    old: dict[int, Service]
    answer: Future[Outcome] | None


class Improver:
    """Plans blocks of a book anew, `width` of them in a round."""

    def __init__(self, book: Book, slots: Slots, offered: Shortlist, effort: Effort, budget: Budget) -> None:
        self.book = book
        self.slots = slots
        self.offered = offered
        self.effort = effort
        self.budget = budget
        self.near = Neighbourhoods(book, offered)

    def round(self, seeds: list[int], random: np.random.Generator, executor: Executor | None) -> int:
        """One block around each seed; the points gained. Without an executor the blocks are solved here in turn."""
        before = self.book.total
        used: set[int] = set()
        barred: set[int] = set()
        tasks = []
        for seed in seeds:
            requests = [
                r
                for r in self.near.around(seed, self.effort.size, random)
                if r not in used and barred.isdisjoint(self._held(r))
            ]
            tasks.append(self._task(requests, barred, executor))
            used.update(requests)
            barred.update(tasks[-1].block.member.tolist())
        if executor is not None:
            wait_for([t.answer for t in tasks if t.answer is not None])
        for task in tasks:
            self._apply(task)
        return self.book.total - before

    def _held(self, request: int) -> set[int]:
        service = self.book.services.get(request)
        return set() if service is None else {m for team in service.team for m in team}

    def _limits(self) -> Limits:
        left = self.budget.left_seconds()
        seconds = None if left == float("inf") else left
        return Limits(
            seconds=seconds, effort=self.effort.search, gap=self.effort.gap, seed=self.budget.settings.seed
        )

    def _task(self, requests: list[int], barred: set[int], executor: Executor | None) -> _Task:
        old = {r: self.book.services[r] for r in requests if r in self.book.services}
        for request in old:
            self.book.release(request)
        block = Block(self.slots, self.book, self.offered, requests, old, barred)
        for request, service in old.items():
            self.book.book(request, service)
        self.budget.work += 1
        if executor is None or not len(block.candidate):
            return _Task(block, old, None)
        return _Task(block, old, executor.submit(maximise, block.program(), self._limits()))

    def _apply(self, task: _Task) -> None:
        """Take the answer if it is better; an answer that was lost with its worker leaves all as it was."""
        if not len(task.block.candidate):
            return
        if task.answer is None:
            outcome = maximise(task.block.program(), self._limits())
        elif task.answer.exception() is None:
            outcome = task.answer.result()
        else:
            return
        services = task.block.read(outcome).services
        if services is None:
            return
        total = self.book.total
        self.book.restore(services, task.block.requests)
        if self.book.total < total:
            self.book.restore(task.old, task.block.requests)
