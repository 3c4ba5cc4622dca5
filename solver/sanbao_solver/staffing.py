"""One request at a time against a plan as it stands: who could serve, what stops the others, what it costs.

Plain Python over ids; nothing is compiled, so that a repair or a reason takes milliseconds even in a city.
Rules are asked in one fixed order: skill, level, tags, forbidden, reach, availability, max_services,
max_minutes, travel_time. The first that fails is the reason.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from sanbao_solver.plan import Plan, Served
from sanbao_solver.problem import WEEK_MINUTES, Member, Problem, Request, Seat
from sanbao_solver.rules.start import candidate_starts
from sanbao_solver.travel import metres_between, minutes_between

Team = tuple[tuple[str, ...], ...]
PAIR_ORDER = ("skill", "level", "tags", "forbidden", "reach")
RULE_ORDER = (*PAIR_ORDER, "availability", "max_services", "max_minutes", "travel_time")


class Obstacle(Struct, frozen=True, kw_only=True):
    """The first rule that keeps a member from a seat, and by how much it misses.

    `by` counts levels, missing tags, metres beyond reach, minutes outside the hours offered, services or minutes
    over the cap, or minutes short between services; 1 where a rule holds or does not.
    """

    rule: str
    by: int


class Desk:
    """A plan laid open for questions about one request."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.members = {m.id: m for m in problem.members}
        self.requests = {q.id: q for q in problem.requests}
        self.served: dict[str, Served] = {s.request: s for s in plan.served}
        self.weeks: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for service in plan.served:
            self._note(service)
        self._forbidden = set(problem.forbidden)
        self._pair_cost: dict[tuple[str, str], int] = defaultdict(int)
        for member, request, cost in problem.pair_costs:
            self._pair_cost[member, request] += cost
        change = problem.policy.change_cost
        cost_of = {"proposed": change.proposed, "offered": change.offered, "accepted": change.accepted}
        self._keeps: dict[tuple[str, str, int], int] = defaultdict(int)
        for p in problem.previous:
            self._keeps[p.member, p.request, p.start] += cost_of[p.state]

    def _note(self, service: Served) -> None:
        end = service.start + self.requests[service.request].duration
        for member in everybody(service.seats):
            self.weeks[member].append((service.start, end, service.request))

    def remove(self, request: str) -> Served:
        """Take a service out of the plan on the desk."""
        service = self.served.pop(request)
        entry = (service.start, service.start + self.requests[request].duration, request)
        for member in everybody(service.seats):
            self.weeks[member].remove(entry)
        return service

    def place(self, service: Served) -> None:
        """Put a service into the plan on the desk."""
        self.served[service.request] = service
        self._note(service)

    def starts(self, request: Request) -> list[int]:
        """The candidate starts that the pins of the request allow."""
        pinned = {p.start for p in self.problem.pins if p.request == request.id and p.start is not None}
        return [s for s in candidate_starts(self.problem, request) if not pinned or pinned == {s}]

    def pinned_members(self, request: str) -> set[str]:
        """Everybody whom a pin puts into the team of the request."""
        return {m for p in self.problem.pins if p.request == request for m in p.members}

    def pair_obstacles(self, member: Member, request: Request, seat: Seat) -> Iterator[Obstacle]:
        """What keeps the pair apart whatever the time, in order: skill, level, tags, forbidden, reach."""
        level = member.skills.get(seat.skill)
        if level is None:
            if seat.level > 0:
                yield Obstacle(rule="skill", by=1)
        elif level < seat.level:
            yield Obstacle(rule="level", by=seat.level - level)
        if seat.tags:
            missing = len(set(seat.tags) - set(member.tags))
            if missing:
                yield Obstacle(rule="tags", by=missing)
        if (member.id, request.id) in self._forbidden:
            yield Obstacle(rule="forbidden", by=1)
        beyond = metres_between(member.place, request.place) - member.reach
        if beyond > 0:
            yield Obstacle(rule="reach", by=beyond)

    def pair_obstacle(self, member: Member, request: Request, seat: Seat) -> Obstacle | None:
        """The first of the pair's obstacles."""
        return next(self.pair_obstacles(member, request, seat), None)

    def time_obstacles(self, member: Member, request: Request, start: int) -> Iterator[Obstacle]:
        """What keeps the member from the request at this start, given what he holds elsewhere, in order."""
        end = start + request.duration
        outside = min(
            (max(0, begin - start) + max(0, end - finish) for begin, finish in member.available),
            default=WEEK_MINUTES,
        )
        if outside:
            yield Obstacle(rule="availability", by=outside)
        week = [w for w in self.weeks.get(member.id, ()) if w[2] != request.id]
        if len(week) + 1 > member.max_services:
            yield Obstacle(rule="max_services", by=len(week) + 1 - member.max_services)
        minutes = sum(b - a for a, b, _ in week) + request.duration
        if minutes > member.max_minutes:
            yield Obstacle(rule="max_minutes", by=minutes - member.max_minutes)
        short = max((self._short(request, start, end, held) for held in week), default=0)
        if short > 0:
            yield Obstacle(rule="travel_time", by=short)

    def time_obstacle(self, member: Member, request: Request, start: int) -> Obstacle | None:
        """The first of the member's obstacles at this start."""
        return next(self.time_obstacles(member, request, start), None)

    def _short(self, request: Request, start: int, end: int, held: tuple[int, int, str]) -> int:
        """Minutes by which the two services lie too close together."""
        begin, finish, other = held
        way = minutes_between(self.problem.travel, self.requests[other].place, request.place)
        return min(end + way - begin, finish + way - start)

    def in_the_way(self, member: str, request: Request, start: int) -> list[str]:
        """The services that hold the member around this start."""
        end = start + request.duration
        week = self.weeks.get(member, ())
        return [w[2] for w in week if w[2] != request.id and self._short(request, start, end, w) > 0]

    def candidates(self, request: Request) -> list[list[Member]]:
        """For each seat, the members whom no pair rule keeps from it."""
        return [
            [m for m in self.problem.members if self.pair_obstacle(m, request, seat) is None]
            for seat in request.seats
        ]

    def cost(self, member: Member, request: Request, start: int) -> int:
        """What the member in this team costs: travel, pair cost, fairness, less the change cost he saves."""
        return sum(self.cost_parts(member, request, start))

    def cost_parts(self, member: Member, request: Request, start: int) -> tuple[int, int, int, int]:
        """The costs of travel, of the pair, of fairness, and (not positive) of the change that he saves."""
        policy = self.problem.policy
        held = sum(1 for w in self.weeks.get(member.id, ()) if w[2] != request.id)
        return (
            policy.travel_cost * minutes_between(self.problem.travel, member.place, request.place),
            self._pair_cost.get((member.id, request.id), 0),
            policy.fairness_cost * (2 * (member.recent_services + held) + 1),
            -self._keeps.get((member.id, request.id, start), 0),
        )

    def worth(self, service: Served) -> int:
        """What the service adds to the total, the request itself included; the desk must not hold it."""
        request = self.requests[service.request]
        wanted = sum(
            seat.wanted_value * (len(team) - seat.required)
            for seat, team in zip(request.seats, service.seats, strict=True)
        )
        costs = sum(self.cost(self.members[m], request, service.start) for m in everybody(service.seats))
        return self.problem.policy.request_value * request.weight + wanted - costs

    def teams(
        self, request: Request, start: int, candidates: list[list[Member]], keep: Iterable[str] = ()
    ) -> Iterator[tuple[int, Team]]:
        """Teams for a start as `(cost, team)`: the cheapest first, then each with one member exchanged."""
        free = [
            sorted(
                (self.cost(m, request, start), m.id)
                for m in members
                if self.time_obstacle(m, request, start) is None
            )
            for members in candidates
        ]
        first = cheapest_team(request, free, set(keep) | self.pinned_members(request.id))
        if first is None:
            return
        yield first
        for barred in everybody(first[1]):
            if barred not in set(keep):
                rest = [[entry for entry in seat if entry[1] != barred] for seat in free]
                other = cheapest_team(request, rest, set(keep) | self.pinned_members(request.id))
                if other is not None:
                    yield other


def cheapest_team(
    request: Request, free: list[list[tuple[int, str]]], keep: set[str]
) -> tuple[int, Team] | None:
    """The cheapest team from `(cost, member)` lists, seat by seat; None when a required place stays empty.

    The cost has the values of wanted places taken off. Kept members are seated first.
    """
    taken: set[str] = set()
    total, teams = 0, []
    for seat, offered in zip(request.seats, free, strict=True):
        team: list[str] = []
        for kept, cost, member in sorted((m not in keep, c, m) for c, m in offered if m not in taken):
            if len(team) < seat.required:
                total += cost
            elif len(team) < seat.required + seat.wanted and (cost < seat.wanted_value or not kept):
                total += cost - seat.wanted_value
            else:
                break
            team.append(member)
            taken.add(member)
        if len(team) < seat.required:
            return None
        teams.append(team)
    if not taken:
        choices = [
            (c - seat.wanted_value, j, m)
            for j, (seat, offered) in enumerate(zip(request.seats, free, strict=True))
            if seat.wanted
            for c, m in offered
        ]
        if not choices:
            return None
        total, at, member = min(choices)
        teams[at].append(member)
        taken.add(member)
    return (total, tuple(tuple(t) for t in teams)) if keep <= taken else None


def everybody(team: Iterable[Iterable[str]]) -> list[str]:
    """The members of a team, seat by seat."""
    return [member for seat in team for member in seat]
