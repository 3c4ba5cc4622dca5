"""A broken rule of a plan, and the plan laid out for the checks. Shares nothing with the model of the solver."""

from collections import defaultdict
from dataclasses import dataclass

from msgspec import Struct

from sanbao_solver.plan import Plan, Served
from sanbao_solver.problem import Member, Problem, Request, Seat


class Violation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule that a plan breaks: the name of the rule, what is wrong, and where."""

    rule: str
    message: str
    request: str | None = None
    member: str | None = None


@dataclass(frozen=True)
class Holding:
    """One member in one seat of one served request."""

    member: Member
    request: Request
    seat: Seat
    start: int

    @property
    def end(self) -> int:
        return self.start + self.request.duration


class Layout:
    """A plan laid out against its problem: services by request, holdings by member; strangers kept apart."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.members = {m.id: m for m in problem.members}
        self.requests = {q.id: q for q in problem.requests}
        self.served: dict[str, Served] = {}
        self.repeated: list[Served] = []
        self.strangers: list[tuple[str, str]] = []
        self.holdings: list[Holding] = []
        self.weeks: dict[str, list[Holding]] = defaultdict(list)
        for service in plan.served:
            request = self.requests.get(service.request)
            if request is None or service.request in self.served:
                self.repeated.append(service)
                continue
            self.served[service.request] = service
            self._hold(request, service)

    def _hold(self, request: Request, service: Served) -> None:
        for seat, team in zip(request.seats, service.seats, strict=False):
            for identity in team:
                member = self.members.get(identity)
                if member is None:
                    self.strangers.append((request.id, identity))
                    continue
                holding = Holding(member, request, seat, service.start)
                self.holdings.append(holding)
                self.weeks[identity].append(holding)
