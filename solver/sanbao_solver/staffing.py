"""One request at a time against a plan as it stands: who could serve, what stops the others, what it costs.

Plain values over ids and a `Roster`; no model is compiled, so that a repair or a reason takes milliseconds in a city.
Rules are asked in the order of `rules.MEMBER_RULES`. The first that fails is the reason.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from msgspec import Struct

from sanbao_solver.amendment import Amendment
from sanbao_solver.plan import Plan, Served
from sanbao_solver.problem import WEEK_MINUTES, Member, Pin, Problem, Request, Seat
from sanbao_solver.roster import Roster
from sanbao_solver.rules import MEMBER_RULES
from sanbao_solver.rules.start import candidate_starts
from sanbao_solver.teams import everybody
from sanbao_solver.travel import metres_between, minutes_between

RULE_ORDER: tuple[str, ...] = tuple(rule.NAME for rule in MEMBER_RULES)

Row = TypeVar("Row", Member, Request)
_NOBODY: set[str] = set()


class Obstacle(Struct, frozen=True, kw_only=True):
    """The first rule that keeps a member from a seat, and by how much it misses.

    `by` counts levels, missing tags, metres beyond reach, minutes outside the hours offered, services or minutes
    over the cap, or minutes short between services; 1 where a rule holds or does not.
    """

    rule: str
    by: int


class Desk:
    """A plan laid open for questions about one request. What is tried on it is undone by `trying`.

    Built in time linear in the two documents; every question after that looks only at who is near.
    Not for two threads at once.
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.members = {m.id: m for m in problem.members}
        self.requests = {q.id: q for q in problem.requests}
        self.roster = Roster(problem.members)
        self.served: dict[str, Served] = {s.request: s for s in plan.served}
        self.weeks: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for service in plan.served:
            self._note(service)
        self._forbidden = set(problem.forbidden)
        self._pins: dict[str, list[Pin]] = defaultdict(list)
        for pin in problem.pins:
            self._pins[pin.request].append(pin)
        self._pair_cost: dict[tuple[str, str], int] = defaultdict(int)
        for member, request, cost in problem.pair_costs:
            self._pair_cost[member, request] += cost
        change = problem.policy.change_cost
        cost_of = {"proposed": change.proposed, "offered": change.offered, "accepted": change.accepted}
        self._keeps: dict[tuple[str, str, int], int] = defaultdict(int)
        self._savers: dict[str, set[str]] = defaultdict(set)
        for p in problem.previous:
            self._keeps[p.member, p.request, p.start] += cost_of[p.state]
            self._savers[p.request].add(p.member)
        self._amended: dict[str, Member] = {}
        self._undo: list[Callable[[], object]] = []

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Whatever is removed, placed or amended inside is as before afterwards."""
        mark = len(self._undo)
        try:
            yield
        finally:
            while len(self._undo) > mark:
                self._undo.pop()()

    def amend(self, amendment: Amendment) -> None:
        """Change the week on the desk; the plan on it stays, and may break rules until it is mended."""
        for member in amendment.members:
            self._set(self.members, member.id, member)
            self._set(self._amended, member.id, member)
        for request in amendment.requests:
            self._set(self.requests, request.id, request)
        for pair in {*amendment.lifted} & self._forbidden:
            self._forbidden.discard(pair)
            self._undo.append(partial(self._forbidden.add, pair))
        for pair in {*amendment.forbidden} - self._forbidden:
            self._forbidden.add(pair)
            self._undo.append(partial(self._forbidden.discard, pair))

    def _set(self, rows: dict[str, Row], key: str, row: Row) -> None:
        before = rows.get(key)
        self._undo.append(
            partial(rows.pop, key) if before is None else partial(rows.__setitem__, key, before)
        )
        rows[key] = row

    def _note(self, service: Served) -> None:
        end = service.start + self.requests[service.request].duration
        for member in everybody(service.seats):
            self.weeks[member].append((service.start, end, service.request))

    def _strike(self, service: Served) -> None:
        for member in everybody(service.seats):
            self.weeks[member] = [w for w in self.weeks[member] if w[2] != service.request]

    def remove(self, request: str) -> Served:
        """Take a service out of the plan on the desk."""
        service = self.served.pop(request)
        self._strike(service)
        self._undo.append(partial(self._lay, service))
        return service

    def place(self, service: Served) -> None:
        """Put a service into the plan on the desk."""
        self._lay(service)
        self._undo.append(partial(self._take, service))

    def _lay(self, service: Served) -> None:
        self.served[service.request] = service
        self._note(service)

    def _take(self, service: Served) -> None:
        del self.served[service.request]
        self._strike(service)

    def starts(self, request: Request) -> list[int]:
        """The candidate starts that the pins of the request allow."""
        pinned = {p.start for p in self._pins.get(request.id, ()) if p.start is not None}
        return [s for s in candidate_starts(self.problem, request) if not pinned or pinned == {s}]

    def pins(self, request: str) -> list[Pin]:
        """The pins of a request."""
        return self._pins.get(request, [])

    def pinned_members(self, request: str) -> set[str]:
        """Everybody whom a pin puts into the team of the request."""
        return {m for p in self._pins.get(request, ()) for m in p.members}

    def must_be_served(self, request: str) -> bool:
        """Whether a pin demands the request."""
        return any(p.served for p in self._pins.get(request, ()))

    def alone_at(self, request: Request) -> bool:
        """Whether no other request is less than a metre away: then who reaches no farther can serve only this one."""
        return all(
            q.id == request.id or metres_between(q.place, request.place) > 0 for q in self.requests.values()
        )

    def is_forbidden(self, member: str, request: str) -> bool:
        """Whether the pair may not meet."""
        return (member, request) in self._forbidden

    def pair_obstacles(self, member: Member, request: Request, seat: Seat) -> Iterator[Obstacle]:
        """What keeps the pair apart whatever the time, in the order of `rules.PAIR_RULES`."""
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

    def time_rule(self, member: Member, request: Request, start: int) -> str | None:
        """The rule of `time_obstacle` without the measure of its miss: what a search asks of hundreds."""
        end = start + request.duration
        for begin, finish in member.available:
            if begin <= start and end <= finish:
                break
        else:
            return "availability"
        services, minutes, near = 1, request.duration, False
        for held in self.weeks.get(member.id, ()):
            if held[2] != request.id:
                services += 1
                minutes += held[1] - held[0]
                near = near or self._short(request, start, end, held) > 0
        if services > member.max_services:
            return "max_services"
        if minutes > member.max_minutes:
            return "max_minutes"
        return "travel_time" if near else None

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

    def keeping(self, member: Member, request: Request, start: int) -> list[str]:
        """The services one of which the member would have to give up: the one in the way, or any where a cap is full."""
        held = self.in_the_way(member.id, request, start)
        if len(held) > 1:
            return []
        return held or [w[2] for w in self.weeks.get(member.id, ()) if w[2] != request.id]

    def candidates(self, request: Request) -> list[list[Member]]:
        """For each seat, the members whom no pair rule keeps from it."""
        return [self.able(request, seat) for seat in request.seats]

    def able(self, request: Request, seat: Seat) -> list[Member]:
        """The members whom no pair rule keeps from the seat, in the order of the problem: `pair_obstacles` without
        the measure of a miss, since a search asks it of thousands."""
        skill, level, tags, forbidden = seat.skill, seat.level, set(seat.tags), self._forbidden
        near = self.roster.within_reach(request.place, skill if level else None)
        able = [
            m
            for m in near
            if (not level or m.skills[skill] >= level)
            and (not tags or tags.issubset(m.tags))
            and (m.id, request.id) not in forbidden
        ]
        if not self._amended:
            return able
        rest = (m for m in self._amended.values() if self.pair_obstacle(m, request, seat) is None)
        return [*(m for m in able if m.id not in self._amended), *rest]

    def savers(self, request: str) -> set[str]:
        """Who saves change cost in the team of the request, at one start or another."""
        return self._savers.get(request, _NOBODY)

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
