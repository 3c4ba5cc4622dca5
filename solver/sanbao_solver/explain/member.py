"""Why a member holds what he holds, or nothing."""

from msgspec import Struct

from sanbao_solver.plan import Plan
from sanbao_solver.problem import Problem
from sanbao_solver.staffing import Desk
from sanbao_solver.travel import minutes_between


class Duty(Struct, frozen=True, kw_only=True):
    """One service a member holds and what he costs in it, by part, in points (costs are negative)."""

    request: str
    seat: int
    start: int
    travel_minutes: int
    travel: int
    fairness: int
    pairs: int


class MemberReport(Struct, frozen=True, kw_only=True):
    """A member's week. `rule` says why he holds nothing: the rule that leaves him nothing, or `not_needed`."""

    member: str
    duties: tuple[Duty, ...]
    minutes: int
    max_services: int
    max_minutes: int
    removed: dict[str, int] = {}
    rule: str | None = None


def explain_member(problem: Problem, plan: Plan, member: str) -> MemberReport:
    """What the member holds, what each costs, and why nothing. Raises KeyError for an unknown member."""
    desk = Desk(problem, plan)
    person = desk.members[member]
    policy = problem.policy
    duties = []
    for k, (start, _, identity) in enumerate(sorted(desk.weeks.get(member, ()))):
        request = desk.requests[identity]
        way = minutes_between(problem.travel, person.place, request.place)
        duties.append(
            Duty(
                request=identity,
                seat=next(i for i, team in enumerate(desk.served[identity].seats) if member in team),
                start=start,
                travel_minutes=way,
                travel=-policy.travel_cost * way,
                fairness=-policy.fairness_cost * (2 * (person.recent_services + k) + 1),
                pairs=-sum(c for m, q, c in problem.pair_costs if (m, q) == (member, identity)),
            )
        )
    return MemberReport(
        member=member,
        duties=tuple(duties),
        minutes=sum(b - a for a, b, _ in desk.weeks.get(member, ())),
        max_services=person.max_services,
        max_minutes=person.max_minutes,
        rule=None if duties else "not_needed",
    )
