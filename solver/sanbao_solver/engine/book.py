"""The engine's working plan: who is held when, what may still be added, what it would cost.

Guarantees: whatever is booked through `free` keeps the weekly rules (caps, one place at a time, travel time).
"""

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanbao_solver.engine.instance import Instance
from sanbao_solver.plan import Served
from sanbao_solver.travel import minutes_between

Team = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Service:
    """A request served: the index of its start among all starts, and the members of each seat."""

    start: int
    team: Team


class Book:
    """Services by request, each member's week as sorted `(start, end, request)`, and the score `total`."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.services: dict[int, Service] = {}
        self.weeks: list[list[tuple[int, int, int]]] = [[] for _ in range(instance.members)]
        self.minutes: list[int] = [0] * instance.members
        self._most_services: list[int] = instance.max_services.tolist()
        self._most_minutes: list[int] = instance.max_minutes.tolist()
        self._recent: list[int] = instance.recent.tolist()
        self._duration: list[int] = instance.duration.tolist()
        self._time: list[int] = instance.start_time.tolist()
        self._apart = "travel_time" in instance.rules
        self._fairness = instance.problem.policy.fairness_cost
        self._value: list[int] = instance.value.tolist()
        self.total = instance.change_base

    def capped(self, member: int, request: int) -> bool:
        """Whether one more service of this length would break a weekly cap."""
        return (
            len(self.weeks[member]) >= self._most_services[member]
            or self.minutes[member] + self._duration[request] > self._most_minutes[member]
        )

    def blockers(self, member: int, request: int, start: int) -> list[int]:
        """The requests that hold the member so that he cannot be there from minute `start`."""
        if not self._apart:
            return []
        end = start + self._duration[request]
        return [
            other for a, b, other in self.weeks[member] if not self._clear(a, b, other, request, start, end)
        ]

    def _clear(self, begin: int, finish: int, other: int, request: int, start: int, end: int) -> bool:
        if begin < end and start < finish:
            return False
        requests = self.instance.problem.requests
        way = minutes_between(self.instance.problem.travel, requests[other].place, requests[request].place)
        return end + way <= begin or finish + way <= start

    def free(self, member: int, request: int, start: int) -> bool:
        """Whether the member may also serve this request from minute `start`."""
        return not self.capped(member, request) and not self.blockers(member, request, start)

    def load_cost(self, member: int) -> int:
        """What one more service of the member costs in fairness."""
        return self._fairness * (2 * (self._recent[member] + len(self.weeks[member])) + 1)

    def book(self, request: int, service: Service) -> None:
        """Hold the team for the service."""
        begin = self._time[service.start]
        entry = (begin, begin + self._duration[request], request)
        self.services[request] = service
        self.total += self._value[request] - self.team_cost(service)
        for member in everybody(service.team):
            self.total -= self.load_cost(member)
            insort(self.weeks[member], entry)
            self.minutes[member] += self._duration[request]

    def release(self, request: int) -> Service:
        """Undo the booking of a request."""
        service = self.services.pop(request)
        begin = self._time[service.start]
        for member in everybody(service.team):
            self.weeks[member].remove((begin, begin + self._duration[request], request))
            self.minutes[member] -= self._duration[request]
            self.total += self.load_cost(member)
        self.total += self.team_cost(service) - self._value[request]
        return service

    def team_cost(self, service: Service) -> int:
        """Travel, pair and change costs of a team, the values of wanted places taken off."""
        instance = self.instance
        first = int(instance.start_row[service.start])
        cost = 0
        for row, team in enumerate(service.team, first):
            seat = int(instance.row_seat[row])
            cost -= int(instance.wanted_value[seat]) * (len(team) - int(instance.required[seat]))
            low, high = int(instance.row_offset[row]), int(instance.row_offset[row + 1])
            price = dict(
                zip(
                    instance.candidate_member[low:high].tolist(),
                    instance.candidate_cost[low:high].tolist(),
                    strict=True,
                )
            )
            cost += sum(price[member] for member in team)
        return cost

    def restore(self, services: dict[int, Service], requests: Iterable[int]) -> None:
        """Let the given requests have these services, or none."""
        for request in requests:
            if request in self.services:
                self.release(request)
        for request, service in services.items():
            self.book(request, service)

    def served(self) -> tuple[Served, ...]:
        """The services as they stand in a plan, in the problem's order of requests."""
        problem = self.instance.problem
        return tuple(
            Served(
                request=problem.requests[request].id,
                start=self._time[service.start],
                seats=tuple(tuple(problem.members[m].id for m in sorted(team)) for team in service.team),
            )
            for request, service in sorted(self.services.items())
        )


def book_of(instance: Instance, services: Iterable[Served]) -> Book:
    """The book that a plan of this instance describes; the plan must be allowed."""
    book = Book(instance)
    start_at = {
        (int(r), int(t)): i
        for i, (r, t) in enumerate(
            zip(instance.start_request.tolist(), instance.start_time.tolist(), strict=True)
        )
    }
    for served in services:
        request = instance.request_at[served.request]
        team = tuple(tuple(instance.member_at[m] for m in seat) for seat in served.seats)
        book.book(request, Service(start_at[request, served.start], team))
    return book


def everybody(team: Sequence[Sequence[int]]) -> list[int]:
    """The members of a team, seat by seat."""
    return [member for seat in team for member in seat]
