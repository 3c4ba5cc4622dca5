"""The part of a week in which a request competes: what shares members with it, as a problem of its own.

The rest of the plan stands: what members hold elsewhere is taken off their hours (with the longest way they could
have to it), their caps and their fairness. A plan of the part is a plan of the week together with the rest.
"""

from collections import Counter

from msgspec.structs import replace

from sanbao_solver.amendment import absent
from sanbao_solver.plan import Plan
from sanbao_solver.problem import WEEK_MINUTES, Member, Problem, Request
from sanbao_solver.staffing import Desk
from sanbao_solver.teams import everybody
from sanbao_solver.travel import metres_between, minutes_between

SERVED, OPEN = 24, 10


def neighbourhood(desk: Desk, request: Request) -> tuple[Problem, Plan]:
    """The problem of the request and what it competes with as the desk has it, and what the plan says of that."""
    rivals = _rivals(desk, request)
    requests = [desk.requests[r] for r in (request.id, *rivals)]
    inside = {q.id for q in requests}
    people = {m.id: m for q in requests for members in desk.candidates(q) for m in members}
    services = tuple(desk.served[r] for r in sorted(inside) if r in desk.served)
    people |= {m: desk.members[m] for s in services for m in everybody(s.seats)}
    week = desk.problem
    part = replace(
        week,
        members=tuple(_left(desk, m, requests, inside) for m in people.values()),
        requests=tuple(requests),
        pair_costs=tuple(c for c in week.pair_costs if c[1] in inside and c[0] in people),
        forbidden=tuple((m, r) for r in sorted(inside) for m in people if desk.is_forbidden(m, r)),
        pins=tuple(pin for r in sorted(inside) for pin in desk.pins(r)),
        previous=tuple(p for p in week.previous if p.request in inside and p.member in people),
    )
    return part, Plan(served=services)


def _rivals(desk: Desk, request: Request) -> list[str]:
    """The services that hold most of the request's candidates, and the nearest requests left out."""
    candidates = {m.id for members in desk.candidates(request) for m in members}
    held = Counter(w[2] for m in candidates for w in desk.weeks.get(m, ()))
    held.pop(request.id, None)
    served = sorted(held, key=lambda r: (-held[r], metres_between(desk.requests[r].place, request.place), r))
    left_out = (q for r, q in desk.requests.items() if r not in desk.served and r != request.id)
    near = sorted((metres_between(q.place, request.place), q.id) for q in left_out)
    return [*served[:SERVED], *(identity for _, identity in near[:OPEN])]


def _left(desk: Desk, member: Member, requests: list[Request], inside: set[str]) -> Member:
    """What a member can still give to the requests of the part."""
    outside = [w for w in desk.weeks.get(member.id, ()) if w[2] not in inside]
    for start, end, other in outside:
        place = desk.requests[other].place
        way = max(minutes_between(desk.problem.travel, place, q.place) for q in requests)
        (member,) = absent(member, (max(0, start - way), min(WEEK_MINUTES, end + way))).members
    return replace(
        member,
        max_services=max(0, member.max_services - len(outside)),
        max_minutes=max(0, member.max_minutes - sum(end - start for start, end, _ in outside)),
        recent_services=member.recent_services + len(outside),
    )
