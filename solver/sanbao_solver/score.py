"""What a plan is worth, recomputed from the two documents alone (`problem-format.md`, Score)."""

from collections import Counter
from math import isqrt

from sanbao_solver.plan import Plan, Score, ScoreParts
from sanbao_solver.problem import Problem


def score(problem: Problem, plan: Plan) -> Score:
    """The plan's score by part, in points. The plan must pass `check`; otherwise KeyError or a meaningless sum."""
    policy, travel = problem.policy, problem.travel
    members = {m.id: m for m in problem.members}
    requests = {q.id: q for q in problem.requests}
    pair_cost: Counter[tuple[str, str]] = Counter()
    for member, request, cost in problem.pair_costs:
        pair_cost[member, request] += cost
    served = wanted = way = pairs = 0
    load: Counter[str] = Counter()
    held: dict[tuple[str, str], int] = {}
    for service in plan.served:
        asked = requests[service.request]
        served += policy.request_value * asked.weight
        for seat, team in zip(asked.seats, service.seats, strict=True):
            wanted += seat.wanted_value * (len(team) - seat.required)
            for identity in team:
                home = members[identity].place
                metres = isqrt((home[0] - asked.place[0]) ** 2 + (home[1] - asked.place[1]) ** 2)
                minutes = -(-metres * travel.detour_percent // (100 * travel.metres_per_minute))
                way -= policy.travel_cost * minutes
                pairs -= pair_cost[identity, asked.id]
                load[identity] += 1
                held[identity, asked.id] = service.start
    fairness = -sum(
        policy.fairness_cost * ((members[i].recent_services + k) ** 2 - members[i].recent_services ** 2)
        for i, k in load.items()
    )
    cost_of = {
        "proposed": policy.change_cost.proposed,
        "offered": policy.change_cost.offered,
        "accepted": policy.change_cost.accepted,
    }
    change = -sum(cost_of[p.state] for p in problem.previous if held.get((p.member, p.request)) != p.start)
    parts = ScoreParts(
        served=served, wanted=wanted, travel=way, fairness=fairness, pairs=pairs, change=change
    )
    return Score(total=served + wanted + way + fairness + pairs + change, parts=parts)


def difference(new: Score, old: Score) -> ScoreParts:
    """By how much each part has risen, in points."""
    names = ScoreParts.__struct_fields__
    return ScoreParts(**{name: getattr(new.parts, name) - getattr(old.parts, name) for name in names})
