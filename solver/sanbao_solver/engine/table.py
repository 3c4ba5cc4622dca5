"""All services of a week in arrays: what a book holds, in the form that the search changes.

`start` is the instance's start of each request (−1: not served), `time` its minute, `cost` what the team costs without
load; a team lies seat by seat at `team_first[seat]`, `team_count[seat]` members of it in use.
"""

from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.arrays import Ints, expand, offsets
from sanbao_solver.engine.book import Book, Service
from sanbao_solver.engine.instance import Instance


@dataclass
class Table:
    """The services of an instance. Holds nothing of the weeks of members: those follow from it."""

    instance: Instance
    start: Ints
    time: Ints
    cost: Ints
    team_first: Ints
    team_count: Ints
    team: Ints

    def copy(self) -> "Table":
        """A table of its own."""
        mine = (self.start, self.time, self.cost, self.team_first, self.team_count, self.team)
        return Table(self.instance, *(array.copy() for array in mine))

    def clear(self, requests: Ints) -> None:
        """Let these requests be served no more."""
        self.start[requests] = -1
        _, seat = expand(self.instance.seat_first[requests], np.diff(self.instance.seat_first)[requests])
        self.team_count[seat] = 0

    def take(self, other: "Table") -> None:
        """Become as the other is."""
        self.start, self.time, self.cost = other.start, other.time, other.cost
        self.team_count, self.team = other.team_count, other.team

    def total(self) -> int:
        """The score of these services."""
        instance = self.instance
        served = self.start >= 0
        load = np.bincount(self.entries()[1], minlength=instance.members)
        fairness = instance.problem.policy.fairness_cost * int((load * (2 * instance.recent + load)).sum())
        gained = int(instance.value[served].sum()) - int(self.cost[served].sum())
        return instance.change_base + gained - fairness

    def entries(self) -> tuple[Ints, Ints]:
        """(request, member) of every place held."""
        seat, at = expand(self.team_first[:-1], self.team_count)
        return self.instance.seat_request[seat], self.team[at]

    def book(self) -> Book:
        """A book that holds these services."""
        book = Book(self.instance)
        book.restore(self._services(), ())
        return book

    def _services(self) -> dict[int, Service]:
        seat_first, team = self.instance.seat_first.tolist(), self.team.tolist()
        first, count = self.team_first.tolist(), self.team_count.tolist()
        return {
            request: Service(
                start,
                tuple(
                    tuple(team[first[s] : first[s] + count[s]])
                    for s in range(seat_first[request], seat_first[request + 1])
                ),
            )
            for request, start in enumerate(self.start.tolist())
            if start >= 0
        }


def empty_table(instance: Instance) -> Table:
    """A table in which nothing is served."""
    widest = np.zeros(len(instance.required), dtype=np.int64)
    np.maximum.at(widest, instance.row_seat, np.diff(instance.row_offset))
    team_first = offsets(np.minimum(instance.required + instance.wanted, widest))
    return Table(
        instance=instance,
        start=np.full(instance.requests, -1, dtype=np.int64),
        time=np.zeros(instance.requests, dtype=np.int64),
        cost=np.zeros(instance.requests, dtype=np.int64),
        team_first=team_first,
        team_count=np.zeros(len(instance.required), dtype=np.int64),
        team=np.zeros(int(team_first[-1]), dtype=np.int64),
    )


def table_of(book: Book) -> Table:
    """The table of what the book holds."""
    instance = book.instance
    table = empty_table(instance)
    for request, service in book.services.items():
        table.start[request] = service.start
        table.time[request] = instance.start_time[service.start]
        table.cost[request] = book.team_cost(service)
        for seat, team in enumerate(service.team, int(instance.seat_first[request])):
            table.team_count[seat] = len(team)
            table.team[table.team_first[seat] : table.team_first[seat] + len(team)] = team
    return table
