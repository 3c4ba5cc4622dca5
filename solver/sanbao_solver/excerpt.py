"""The part of a week that a change touches, as a problem and a plan small enough to be checked at once."""

from collections.abc import Iterable

from msgspec.structs import replace

from sanbao_solver.check import check
from sanbao_solver.plan import Plan, Served
from sanbao_solver.problem import Problem
from sanbao_solver.staffing import Desk
from sanbao_solver.teams import everybody


def breaks_rules(desk: Desk, services: Iterable[Served], left_out: Iterable[str] = ()) -> bool:
    """Whether the plan on the desk with these services, and without those left out, breaks a rule that it did not.

    Asks `check` about every member of the services and all that he holds.
    """
    new = {s.request: s for s in services}
    gone = {*new, *left_out}
    touched = {m for s in new.values() for m in everybody(s.seats)}
    held = {w[2] for m in touched for w in desk.weeks.get(m, ())} - gone
    plan = Plan(served=(*(desk.served[r] for r in sorted(held)), *new.values()))
    return bool(check(_excerpt(desk, plan), plan))


def _excerpt(desk: Desk, plan: Plan) -> Problem:
    requests = [s.request for s in plan.served]
    members = sorted({m for s in plan.served for m in everybody(s.seats)})
    return replace(
        desk.problem,
        members=tuple(desk.members[m] for m in members if m in desk.members),
        requests=tuple(desk.requests[r] for r in requests),
        pair_costs=(),
        forbidden=tuple((m, r) for r in requests for m in members if desk.is_forbidden(m, r)),
        pins=tuple(pin for r in requests for pin in desk.pins(r)),
        previous=(),
    )
