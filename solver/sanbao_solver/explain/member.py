"""Why a member holds what he holds, or nothing."""

from collections import Counter

from msgspec import Struct

from sanbao_solver.plan import Plan
from sanbao_solver.problem import Problem
from sanbao_solver.staffing import RULE_ORDER, Desk
from sanbao_solver.travel import minutes_between


class Duty(Struct, frozen=True, kw_only=True):
    """One service a member holds and what it adds to each part of the score (costs are negative)."""

    request: str
    seat: int
    start: int
    travel_minutes: int
    travel: int
    fairness: int
    pairs: int


class MemberReport(Struct, frozen=True, kw_only=True):
    """A member's week: what he holds; for the requests left out, how many each rule keeps from him.

    `removed` counts requests at the first rule that keeps him from their every seat at every start; `possible`
    counts those he could still join. `rule` says why he holds nothing: the last rule that leaves him no request
    at all, served ones included, or `not_needed` when others were chosen; None when he holds something.
    """

    member: str
    duties: tuple[Duty, ...]
    minutes: int
    max_services: int
    max_minutes: int
    removed: dict[str, int]
    possible: int
    rule: str | None


def explain_member(problem: Problem, plan: Plan, member: str) -> MemberReport:
    """What the member holds, what each costs, and why nothing. Raises KeyError for an unknown member."""
    desk = Desk(problem, plan)
    week = sorted(desk.weeks.get(member, ()))
    open_requests = [q.id for q in problem.requests if q.id not in desk.served]
    left_out = _barriers(desk, member, open_requests)
    rule = None
    if not week:
        every = _barriers(desk, member, list(desk.requests))
        reached = [r for r in RULE_ORDER if every[r]]
        rule = "not_needed" if every["free"] or not reached else reached[-1]
    return MemberReport(
        member=member,
        duties=tuple(_duty(desk, member, k, entry) for k, entry in enumerate(week)),
        minutes=sum(end - start for start, end, _ in week),
        max_services=desk.members[member].max_services,
        max_minutes=desk.members[member].max_minutes,
        removed={rule: left_out[rule] for rule in RULE_ORDER},
        possible=left_out["free"],
        rule=rule,
    )


def _duty(desk: Desk, member: str, earlier: int, entry: tuple[int, int, str]) -> Duty:
    start, _, identity = entry
    person, request, policy = desk.members[member], desk.requests[identity], desk.problem.policy
    way = minutes_between(desk.problem.travel, person.place, request.place)
    _, pairs, _, _ = desk.cost_parts(person, request, start)
    return Duty(
        request=identity,
        seat=next(i for i, team in enumerate(desk.served[identity].seats) if member in team),
        start=start,
        travel_minutes=way,
        travel=-policy.travel_cost * way,
        fairness=-policy.fairness_cost * (2 * (person.recent_services + earlier) + 1),
        pairs=-pairs,
    )


def _barriers(desk: Desk, member: str, requests: list[str]) -> Counter[str]:
    """For each request the furthest rule at which the member fails, over its seats and starts; `free` if none."""
    person = desk.members[member]
    counts: Counter[str] = Counter()
    for identity in requests:
        request = desk.requests[identity]
        furthest = -1
        for seat in request.seats:
            obstacle = desk.pair_obstacle(person, request, seat)
            if obstacle is not None:
                furthest = max(furthest, RULE_ORDER.index(obstacle.rule))
                continue
            for start in desk.starts(request):
                later = desk.time_obstacle(person, request, start)
                furthest = max(furthest, len(RULE_ORDER) if later is None else RULE_ORDER.index(later.rule))
        if furthest >= 0:
            counts["free" if furthest == len(RULE_ORDER) else RULE_ORDER[furthest]] += 1
    return counts
