"""Does a change serve the request? Tried by solving with it, and proved by what cannot be reached without.

Let T be the total of a plan of the changed week that serves the request, and B a bound on the plans of the changed
week that do not. If T > B, every best plan of the changed week serves the request. Where the change can help
nothing else, the plans that do not serve it are those of the week as it was, so that the plan's own bound may
stand for B.
"""

from time import monotonic
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sanbao_solver.amendment import Amendment, amended
from sanbao_solver.explain.neighbourhood import neighbourhood
from sanbao_solver.faults import ContradictoryPins
from sanbao_solver.plan import Plan
from sanbao_solver.problem import Problem, Request
from sanbao_solver.settings import SolveSettings
from sanbao_solver.staffing import Desk

WEEK_REQUESTS = 120
SOLVE_SECONDS = 5.0
SAFE_SHARE = 4
"""Outside whole weeks the margin has to be a quarter of what the request is worth: a plan that is not quite the
best one loses less than that at one request."""


class Verification(Struct, frozen=True, kw_only=True):
    """What solving with the change showed.

    `scope`: the whole `week`, or the `neighbourhood` of the request with the rest of the plan standing. `margin` is
    T - B in points: the best plan with the request is at least so much better than the best without. `displaced` is
    what the plan solved anew no longer serves: exchanged for as much or more, since the request could be added to the
    plan as it stands without displacing anything.
    """

    scope: Literal["week", "neighbourhood"]
    margin: int
    displaced: tuple[str, ...]


class Clock:
    """Seconds left for solving in one question."""

    def __init__(self, seconds: float) -> None:
        self._ends = monotonic() + seconds

    @property
    def left_seconds(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._ends - monotonic())


def verify(
    desk: Desk, request: Request, amendment: Amendment, *, own: bool, clock: Clock
) -> Verification | None:
    """What solving with the change shows; None unless it proves that the request is served.

    `own`: the change can help no other request.
    """
    whole = len(desk.requests) <= WEEK_REQUESTS
    if whole:
        changed, plan = amended(desk.problem, amendment), desk.plan
    else:
        with desk.trying():
            desk.amend(amendment)
            changed, plan = neighbourhood(desk, desk.requests[request.id])
    bound = desk.plan.bound if whole and own else None
    found = _solved(changed, plan, request.id, bound, clock)
    value = desk.problem.policy.request_value * request.weight
    if found is None or found.margin <= (0 if whole else value // SAFE_SHARE):
        return None
    return found if whole else replace(found, scope="neighbourhood")


def _solved(
    changed: Problem, plan: Plan, request: str, bound: int | None, clock: Clock
) -> Verification | None:
    """Solve with the change; and without the request, unless the bound given is already passed."""
    from sanbao_solver.solve import solve

    if not clock.left_seconds:
        return None
    try:
        after = solve(changed, _settings(clock))
        if all(s.request != request for s in after.served):
            return None
        if bound is None or after.score.total <= bound:
            rest, lost = _without(changed, request)
            proven = solve(rest, _settings(clock)).bound
            assert proven is not None
            bound = proven - lost
    except ContradictoryPins:
        return None
    return Verification(
        scope="week",
        margin=after.score.total - bound,
        displaced=tuple(sorted({s.request for s in plan.served} - {s.request for s in after.served})),
    )


def _without(problem: Problem, request: str) -> tuple[Problem, int]:
    """The problem without a request, and the change cost that leaving it out means, in points."""
    cost = problem.policy.change_cost
    of = {"proposed": cost.proposed, "offered": cost.offered, "accepted": cost.accepted}
    rest = replace(
        problem,
        requests=tuple(q for q in problem.requests if q.id != request),
        pair_costs=tuple(c for c in problem.pair_costs if c[1] != request),
        forbidden=tuple(f for f in problem.forbidden if f[1] != request),
        pins=tuple(p for p in problem.pins if p.request != request),
        previous=tuple(p for p in problem.previous if p.request != request),
    )
    return rest, sum(of[p.state] for p in problem.previous if p.request == request)


def _settings(clock: Clock) -> SolveSettings:
    return SolveSettings(time_limit_seconds=min(SOLVE_SECONDS, clock.left_seconds))
