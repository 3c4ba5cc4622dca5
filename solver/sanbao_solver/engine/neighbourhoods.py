"""Which requests to plan anew together: those that could take members from each other.

Guarantees: the choice depends on the book, the shortlist and the random generator alone.
"""

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.book import Book
from sanbao_solver.engine.shortlist import Shortlist


class Neighbourhoods:
    """Requests and members tied by the shortlist: who could serve what without much loss."""

    def __init__(self, book: Book, offered: Shortlist) -> None:
        self._book = book
        instance = book.instance
        member = instance.candidate_member[offered.candidate]
        request = np.repeat(np.arange(instance.requests), np.diff(offered.first))
        ties = (
            np.unique(np.stack((request, member)), axis=1)
            if len(member)
            else np.zeros((2, 0), dtype=np.int64)
        )
        self._members = np.split(ties[1], np.searchsorted(ties[0], np.arange(1, instance.requests)))
        order = np.argsort(ties[1], kind="stable")
        self._requests = np.split(
            ties[0][order], np.searchsorted(ties[1][order], np.arange(1, instance.members))
        )
        self.linked = np.array([len(m) > 0 for m in self._members], dtype=np.bool_)

    def around(self, seed: int, size: int, random: np.random.Generator) -> list[int]:
        """The seed, the requests that hold its members, and theirs in turn; then others its members could serve."""
        weeks = self._book.weeks
        chosen, queue = {seed}, [seed]
        while queue and len(chosen) < size:
            request = queue.pop(0)
            for member in random.permutation(self._members[request]).tolist():
                holding = [entry[2] for entry in weeks[member]]
                spare = self._requests[member]
                more = [*holding, int(spare[random.integers(len(spare))])] if len(spare) else holding
                for other in more:
                    if other not in chosen and len(chosen) < size:
                        chosen.add(other)
                        queue.append(other)
        return sorted(chosen)

    def seeds(self, random: np.random.Generator) -> Ints:
        """Every linked request once, in random order, those left out by the book first."""
        order = random.permutation(np.flatnonzero(self.linked))
        served = np.array([r in self._book.services for r in order.tolist()], dtype=np.bool_)
        return np.concatenate((order[~served], order[served]))
