"""What a hand-made change of a plan would break and what it would cost, before it is saved."""

from msgspec import Struct

from sanbao_solver.check import check
from sanbao_solver.plan import Plan, ScoreParts, Served
from sanbao_solver.problem import Problem
from sanbao_solver.score import difference, score
from sanbao_solver.violation import Violation


class Edit(Struct, frozen=True, kw_only=True):
    """A change by hand: services that are placed (new, moved or with another team), and requests taken out."""

    place: tuple[Served, ...] = ()
    remove: tuple[str, ...] = ()


class Price(Struct, frozen=True, kw_only=True):
    """What a changed plan breaks that the plan did not, and the change of the total and of each part in points.

    `score` and `parts` are None when the changed plan breaks a rule so that it has no score.
    """

    plan: Plan
    violations: tuple[Violation, ...]
    total_difference: int | None
    parts_difference: ScoreParts | None


def apply_edit(plan: Plan, edit: Edit) -> Plan:
    """The plan after the edit; its score, bound and status are left behind."""
    gone = {*edit.remove, *(s.request for s in edit.place)}
    return Plan(served=(*(s for s in plan.served if s.request not in gone), *edit.place))


def price_change(problem: Problem, plan: Plan, change: Plan | Edit) -> Price:
    """The violations and the score difference of a changed plan, or of an edit of this plan."""
    after = change if isinstance(change, Plan) else apply_edit(plan, change)
    violations = check(problem, after)
    try:
        old, new = score(problem, plan), score(problem, after)
    except (KeyError, ValueError):
        return Price(plan=after, violations=tuple(violations), total_difference=None, parts_difference=None)
    return Price(
        plan=Plan(served=after.served, score=new, bound=plan.bound),
        violations=tuple(violations),
        total_difference=new.total - old.total,
        parts_difference=difference(new, old),
    )
