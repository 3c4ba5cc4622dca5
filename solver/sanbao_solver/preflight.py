"""Before solving: demand against supply by skill, members who can serve nothing, requests nobody can serve."""

from collections import defaultdict

from msgspec import Struct

from sanbao_solver.plan import Reason
from sanbao_solver.problem import Problem


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
    """Supply, demand and what cannot work, without solving."""
    return Preflight(skills=_balance(problem), idle_members=(), hopeless_requests=())


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
