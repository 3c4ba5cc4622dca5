"""Why a request is served by these members, or by nobody."""

from msgspec import Struct

from sanbao_solver.plan import Plan, Reason
from sanbao_solver.problem import Problem
from sanbao_solver.staffing import Desk


class SeatReport(Struct, frozen=True, kw_only=True):
    """One seat at the best start: how many members each rule removed, in the order of `RULE_ORDER`."""

    seat: int
    required: int
    removed: dict[str, int]
    left: int


class NearMiss(Struct, frozen=True, kw_only=True):
    """The member closest to filling a seat: one rule keeps him out, by this much (see Obstacle)."""

    member: str
    seat: int
    start: int
    rule: str
    by: int


class Holder(Struct, frozen=True, kw_only=True):
    """What holds a candidate who would otherwise be free at the best start."""

    member: str
    request: str
    weight: int
    start: int


class Change(Struct, frozen=True, kw_only=True):
    """One change of the problem, and what the plan becomes with it: verified by solving."""

    kind: str
    member: str | None
    seat: int | None
    start: int | None
    by: int
    displaced: tuple[str, ...]
    total_difference: int


class Placement(Struct, frozen=True, kw_only=True):
    """Why this member holds this seat: what he costs, by part, and the cheapest other who was free.

    `gap` is how much dearer the runner-up is in points; both are None when nobody else was free.
    """

    member: str
    seat: int
    travel: int
    fairness: int
    pairs: int
    change: int
    runner_up: str | None
    gap: int | None


class RequestReport(Struct, frozen=True, kw_only=True):
    """What there is to say about one request of a plan; the fields of the other case are empty."""

    request: str
    served: bool
    start: int | None = None
    placements: tuple[Placement, ...] = ()
    reason: Reason | None = None
    seats: tuple[SeatReport, ...] = ()
    nearest: NearMiss | None = None
    holders: tuple[Holder, ...] = ()
    change: Change | None = None


def explain_request(problem: Problem, plan: Plan, request: str) -> RequestReport:
    """Why the request is served by these members or by nobody. Raises KeyError for an unknown request."""
    desk = Desk(problem, plan)
    asked = desk.requests[request]
    service = desk.served.get(request)
    if service is not None:
        return RequestReport(request=asked.id, served=True, start=service.start)
    return RequestReport(request=asked.id, served=False, reason="not_found")
