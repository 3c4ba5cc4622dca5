"""The cheapest team for one start of one request, among the members a book leaves free.

Seats are filled in order by cheapest cost, pinned members first; wanted places while their value exceeds their
cost. Prices, given for each candidate, are added to what the candidates cost; the greedy of `problem-format.md` has
none.
"""

from dataclasses import dataclass

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.book import Book, Service

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Offer:
    """A way to serve a request and its cost, wanted values already taken off."""

    service: Service
    cost: int


class Insertion:
    """Finds teams for requests in a book."""

    def __init__(self, book: Book, price: Ints | None = None) -> None:
        self.book = book
        instance = book.instance
        self._cost = instance.candidate_cost if price is None else price
        self.instance = instance
        self._member = instance.candidate_member
        self._row_offset: list[int] = instance.row_offset.tolist()
        self._seat_first: list[int] = instance.seat_first.tolist()
        self._start_row: list[int] = instance.start_row.tolist()
        self._start_first: list[int] = instance.start_first.tolist()
        self._time: list[int] = instance.start_time.tolist()
        self._required: list[int] = instance.required.tolist()
        self._wanted: list[int] = instance.wanted.tolist()
        self._wanted_value: list[int] = instance.wanted_value.tolist()

    def cheapest(self, request: int) -> Offer | None:
        """The cheapest offer over all starts, the earliest of equals; None when no start can be staffed."""
        best: Offer | None = None
        for start in range(
            int(self.instance.start_first[request]), int(self.instance.start_first[request + 1])
        ):
            offer = self.team(request, start)
            if offer is not None and (best is None or offer.cost < best.cost):
                best = offer
        return best

    def team(self, request: int, start: int) -> Offer | None:
        """The team for this start, or None when a required place stays empty."""
        instance, free = self.instance, self.book.free
        first_seat, first_row = self._seat_first[request], self._start_row[start]
        seats = self._seat_first[request + 1] - first_seat
        pinned = instance.pinned_members.get(request, NOBODY)
        time = self._time[start]
        taken: set[int] = set()
        teams: list[tuple[int, ...]] = []
        total = 0
        for j in range(seats):
            needed, extra = self._required[first_seat + j], self._wanted[first_seat + j]
            value = self._wanted_value[first_seat + j]
            team: list[int] = []
            for cost, member in self._ranked(first_row + j, pinned):
                if member in taken:
                    continue
                short = len(team) < needed
                welcome = len(team) < needed + extra and (cost < value or member in pinned)
                if not short and not welcome:
                    break
                if free(member, request, time):
                    total += cost if short else cost - value
                    team.append(member)
            if len(team) < needed and "seats" in instance.rules:
                return None
            if "once" in instance.rules:
                taken.update(team)
            teams.append(tuple(team))
        if not any(teams):
            return self._somebody(request, start) if "seats" in instance.rules else None
        if pinned and not pinned <= {m for team in teams for m in team}:
            return None
        return Offer(Service(start, tuple(teams)), total)

    def _somebody(self, request: int, start: int) -> Offer | None:
        """A request whose seats require nobody must still hold one member: the one who costs least."""
        instance = self.instance
        first_seat, first_row = int(instance.seat_first[request]), int(instance.start_row[start])
        seats = int(instance.seat_first[request + 1]) - first_seat
        choices = [
            (cost - self._wanted_value[first_seat + j], j, member)
            for j in range(seats)
            if self._wanted[first_seat + j]
            for cost, member in self._ranked(first_row + j)
            if self.book.free(member, request, self._time[start])
        ]
        if not choices:
            return None
        cost, at, member = min(choices)
        return Offer(Service(start, tuple((member,) if j == at else () for j in range(seats))), cost)

    def _ranked(self, row: int, pinned: frozenset[int] | set[int] = NOBODY) -> list[tuple[int, int]]:
        """`(cost, member)` of every candidate of a row, pinned members first and then the cheapest."""
        low, high = self._row_offset[row], self._row_offset[row + 1]
        ranked = list(zip(self._cost[low:high].tolist(), self._member[low:high].tolist(), strict=True))
        ranked.sort(key=(lambda entry: (entry[1] not in pinned, entry)) if pinned else None)
        return ranked
