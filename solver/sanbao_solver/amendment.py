"""A change of a week as the objects that differ: what a reason proposes, a decline, an absence, a new request."""

from msgspec import Struct
from msgspec.structs import replace

from sanbao_solver.problem import Id, Interval, Member, Problem, Request


class Amendment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """`members` and `requests` take the place of those with the same id, or come in addition; `forbidden` pairs
    (member, request) are added, `lifted` ones taken away."""

    members: tuple[Member, ...] = ()
    requests: tuple[Request, ...] = ()
    forbidden: tuple[tuple[Id, Id], ...] = ()
    lifted: tuple[tuple[Id, Id], ...] = ()


def amended(problem: Problem, amendment: Amendment) -> Problem:
    """The problem with the amendment made."""
    members = {m.id: m for m in (*problem.members, *amendment.members)}
    requests = {q.id: q for q in (*problem.requests, *amendment.requests)}
    kept = (pair for pair in problem.forbidden if pair not in amendment.lifted)
    return replace(
        problem,
        members=tuple(members.values()),
        requests=tuple(requests.values()),
        forbidden=(*kept, *amendment.forbidden),
    )


def declined(member: str, request: str) -> Amendment:
    """The member does not serve the request."""
    return Amendment(forbidden=((member, request),))


def absent(member: Member, away: Interval) -> Amendment:
    """The member offers nothing within the interval."""
    begin, end = away
    rest = [
        part
        for opens, closes in member.available
        for part in ((opens, min(closes, begin)), (max(opens, end), closes))
        if part[0] < part[1]
    ]
    return Amendment(members=(replace(member, available=tuple(sorted(set(rest)))),))
