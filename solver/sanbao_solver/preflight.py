"""Before solving: demand against supply by skill, members who can serve nothing, requests nobody can serve."""

from collections import defaultdict

import numpy as np
from msgspec import Struct

from sanbao_solver.engine.instance import Instance
from sanbao_solver.plan import Reason
from sanbao_solver.problem import Member, Problem
from sanbao_solver.reasons import hopeless


class SkillBalance(Struct, frozen=True, kw_only=True):
    """Minutes asked and offered of one skill; a member with several skills offers his minutes to each of them."""

    skill: str
    requests: int
    demand_minutes: int
    members: int
    supply_minutes: int


class IdleMember(Struct, frozen=True, kw_only=True):
    """A member who can serve no request of the week, and the first rule that leaves him none."""

    member: str
    rule: str


class HopelessRequest(Struct, frozen=True, kw_only=True):
    """A request that no members can serve, and why."""

    request: str
    reason: Reason


class Preflight(Struct, frozen=True, kw_only=True):
    """What is known before solving."""

    skills: tuple[SkillBalance, ...]
    idle_members: tuple[IdleMember, ...]
    hopeless_requests: tuple[HopelessRequest, ...]


def preflight(problem: Problem) -> Preflight:
    """Supply, demand and what cannot work, without solving. Raises nothing for pins that contradict each other.

    Demand counts the required places of all requests; supply counts, for each skill a member has, the minutes he
    offers (availability, at most `max_minutes`).
    """
    instance = Instance(problem)
    reasons = {r: hopeless(instance, r) for r in range(instance.requests)}
    return Preflight(
        skills=_balance(problem),
        idle_members=_idle(instance),
        hopeless_requests=tuple(
            HopelessRequest(request=problem.requests[r].id, reason=reason)
            for r, reason in reasons.items()
            if reason is not None
        ),
    )


def _idle(instance: Instance) -> tuple[IdleMember, ...]:
    """Members who can hold no seat at any start, each with the first rule after which nothing is left."""
    busy = np.zeros(instance.members, dtype=np.bool_)
    busy[instance.candidate_member] = True
    paired = np.zeros(instance.members, dtype=np.bool_)
    paired[instance.pair_member] = True
    problem = instance.problem
    kinds = {(s.skill, s.level, s.tags) for q in problem.requests for s in q.seats}
    forbidden = {m for m, _ in problem.forbidden}
    shortest = min((q.duration for q in problem.requests), default=0)
    return tuple(
        IdleMember(member=m.id, rule=_first_rule(m, kinds, bool(paired[i]), m.id in forbidden, shortest))
        for i, m in enumerate(problem.members)
        if not busy[i]
    )


def _first_rule(
    member: Member, kinds: set[tuple[str, int, tuple[str, ...]]], paired: bool, banned: bool, shortest: int
) -> str:
    skilled = [k for k in kinds if k[1] == 0 or k[0] in member.skills]
    if not skilled:
        return "skill"
    levelled = [k for k in skilled if k[1] == 0 or member.skills[k[0]] >= k[1]]
    if not levelled:
        return "level"
    if not any(set(tags) <= set(member.tags) for _, _, tags in levelled):
        return "tags"
    if not paired:
        return "forbidden" if banned else "reach"
    if not member.max_services:
        return "max_services"
    return "max_minutes" if member.max_minutes < shortest else "availability"


def _balance(problem: Problem) -> tuple[SkillBalance, ...]:
    demand: dict[str, int] = defaultdict(int)
    requests: dict[str, int] = defaultdict(int)
    supply: dict[str, int] = defaultdict(int)
    members: dict[str, int] = defaultdict(int)
    for request in problem.requests:
        for seat in request.seats:
            demand[seat.skill] += seat.required * request.duration
        for skill in {s.skill for s in request.seats}:
            requests[skill] += 1
    for member in problem.members:
        offered = min(member.max_minutes, sum(end - begin for begin, end in member.available))
        for skill in member.skills:
            supply[skill] += offered if member.max_services else 0
            members[skill] += 1
    return tuple(
        SkillBalance(
            skill=skill,
            requests=requests[skill],
            demand_minutes=demand[skill],
            members=members[skill],
            supply_minutes=supply[skill],
        )
        for skill in sorted({*demand, *supply})
    )
