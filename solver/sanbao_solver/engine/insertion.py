"""The cheapest team for one start of one request, among the members a book leaves free.

Seats are filled in order by cheapest cost, pinned members first; wanted places while their value exceeds their
cost. Prices, given for each candidate, are added to what the candidates cost; the greedy of `problem-format.md` has
none.
"""

from dataclasses import dataclass

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.book import Book, Service


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
        instance = self.instance
        first_seat, first_row = int(instance.seat_first[request]), int(instance.start_row[start])
        seats = int(instance.seat_first[request + 1]) - first_seat
        pinned = instance.pinned_members.get(request, set())
        taken: set[int] = set()
        teams: list[list[int]] = []
        total = 0
        for j in range(seats):
            found, needed = self._open(request, start, first_row + j), self._required[first_seat + j]
            extra = self._wanted[first_seat + j]
            value = self._wanted_value[first_seat + j]
            team: list[int] = []
            ranked = [(m not in pinned, cost, m) for cost, m in found if m not in taken]
            ranked.sort()
            for unpinned, cost, member in ranked:
                if len(team) < needed:
                    total += cost
                elif len(team) < needed + extra and (cost < value or not unpinned):
                    total += cost - value
                else:
                    break
                if "once" in instance.rules:
                    taken.add(member)
                team.append(member)
            if len(team) < needed and "seats" in instance.rules:
                return None
            teams.append(team)
        if not any(teams):
            return self._somebody(request, start) if "seats" in instance.rules else None
        if not pinned <= {m for team in teams for m in team}:
            return None
        return Offer(Service(start, tuple(tuple(t) for t in teams)), total)

    def _somebody(self, request: int, start: int) -> Offer | None:
        """A request whose seats require nobody must still hold one member: the one who costs least."""
        instance = self.instance
        first_seat, first_row = int(instance.seat_first[request]), int(instance.start_row[start])
        seats = int(instance.seat_first[request + 1]) - first_seat
        choices = [
            (cost - self._wanted_value[first_seat + j], j, member)
            for j in range(seats)
            if self._wanted[first_seat + j]
            for cost, member in self._open(request, start, first_row + j)
        ]
        if not choices:
            return None
        cost, at, member = min(choices)
        return Offer(Service(start, tuple((member,) if j == at else () for j in range(seats))), cost)

    def _open(self, request: int, start: int, row: int) -> list[tuple[int, int]]:
        """`(cost, member)` of every candidate of a row whom the book leaves free."""
        instance, book = self.instance, self.book
        low, high = int(instance.row_offset[row]), int(instance.row_offset[row + 1])
        time = int(instance.start_time[start])
        members = instance.candidate_member[low:high].tolist()
        costs = self._cost[low:high].tolist()
        return [(cost, m) for m, cost in zip(members, costs, strict=True) if book.free(m, request, time)]
