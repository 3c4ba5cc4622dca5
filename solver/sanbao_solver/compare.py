"""What moved between two plans of a week, beside what it bought."""

from typing import Literal

from msgspec import Struct

from sanbao_solver.plan import Plan, ScoreParts
from sanbao_solver.problem import Problem, State
from sanbao_solver.score import difference, score

Move = Literal["left", "joined", "moved"]


class PairChange(Struct, frozen=True, kw_only=True):
    """A member who left a request, joined it, or serves it at another start.

    `state` is how far the pair had got in the earlier plan that the problem carries (`previous`) at the old start,
    None where it does not carry it; `cost` is what the policy counts for that, in points.
    """

    request: str
    member: str
    move: Move
    old_start: int | None
    new_start: int | None
    state: State | None
    cost: int


class Comparison(Struct, frozen=True, kw_only=True):
    """`pairs` moved, of them how many by state; what the moves cost and what they bought, in points.

    `change_cost` is the fall of the score's `change` part, `gain` the rise of all its other parts, so that
    `total_difference = gain - change_cost`.
    """

    newly_served: tuple[str, ...]
    no_longer_served: tuple[str, ...]
    pairs: tuple[PairChange, ...]
    moved_by_state: dict[str, int]
    change_cost: int
    gain: int
    total_difference: int
    parts_difference: ScoreParts


def compare(problem: Problem, old: Plan, new: Plan) -> Comparison:
    """What the new plan changes of the old one. Both must pass `check`; otherwise KeyError or a meaningless sum."""
    before, after = _pairs(old), _pairs(new)
    policy = problem.policy.change_cost
    cost_of = {"proposed": policy.proposed, "offered": policy.offered, "accepted": policy.accepted}
    state_of = {(p.request, p.member, p.start): p.state for p in problem.previous}
    pairs = []
    for request, member in sorted({*before, *after}):
        old_start, new_start = before.get((request, member)), after.get((request, member))
        if old_start == new_start:
            continue
        state = None if old_start is None else state_of.get((request, member, old_start))
        pairs.append(
            PairChange(
                request=request,
                member=member,
                move="joined" if old_start is None else "left" if new_start is None else "moved",
                old_start=old_start,
                new_start=new_start,
                state=state,
                cost=cost_of[state] if state else 0,
            )
        )
    served, now = {s.request for s in old.served}, {s.request for s in new.served}
    first, second = score(problem, old), score(problem, new)
    parts = difference(second, first)
    total = second.total - first.total
    return Comparison(
        newly_served=tuple(sorted(now - served)),
        no_longer_served=tuple(sorted(served - now)),
        pairs=tuple(pairs),
        moved_by_state={state: sum(p.state == state for p in pairs) for state in cost_of},
        change_cost=-parts.change,
        gain=total - parts.change,
        total_difference=total,
        parts_difference=parts,
    )


def _pairs(plan: Plan) -> dict[tuple[str, str], int]:
    return {(s.request, m): s.start for s in plan.served for team in s.seats for m in team}
