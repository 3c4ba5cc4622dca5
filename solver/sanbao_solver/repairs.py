"""The best ways to fill one request again while everything else stays as it is."""

from msgspec import Struct

from sanbao_solver.plan import Plan, Served
from sanbao_solver.problem import Member, Problem
from sanbao_solver.staffing import Desk, everybody


class Repair(Struct, frozen=True, kw_only=True):
    """One way to serve the request: the service, who stays, comes and goes, and the change of the total in points."""

    service: Served
    price: int
    kept: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def repairs(problem: Problem, plan: Plan, request: str, limit: int = 5) -> list[Repair]:
    """Ways to (re)fill the request, dearest score first; empty when nobody free can.

    `price` is the total with the repair minus the total of the plan as given. Members of the present team who may
    still serve stay at the present start; other starts are offered as well, with the teams that suit them best.
    A member who declined is to be in `problem.forbidden`. Raises KeyError for an unknown request.
    """
    desk = Desk(problem, plan)
    asked = desk.requests[request]
    before = desk.remove(request) if request in desk.served else None
    present = set(everybody(before.seats)) if before else set()
    worth_before = desk.worth(before) if before else 0
    candidates = desk.candidates(asked)
    found: dict[tuple[int, tuple[tuple[str, ...], ...]], Repair] = {}
    for start in desk.starts(asked):
        stays = _staying(desk, before, candidates) if before and before.start == start else set()
        for _, team in desk.teams(asked, start, candidates, stays):
            service = Served(request=request, start=start, seats=tuple(tuple(sorted(t)) for t in team))
            members = set(everybody(team))
            found[start, service.seats] = Repair(
                service=service,
                price=desk.worth(service) - worth_before,
                kept=tuple(sorted(members & present)),
                added=tuple(sorted(members - present)),
                removed=tuple(sorted(present - members)),
            )
    best = sorted(found.values(), key=lambda r: (-r.price, r.service.start, r.service.seats))
    return best[:limit]


def _staying(desk: Desk, before: Served, candidates: list[list[Member]]) -> set[str]:
    request = desk.requests[before.request]
    return {
        m.id
        for team, able in zip(before.seats, candidates, strict=True)
        for m in able
        if m.id in team and desk.time_obstacle(m, request, before.start) is None
    }
