"""Why a request is served by these members, or by nobody.

For one left out: how many members each rule removed, in the order of `RULE_ORDER`, seat by seat at the start
that comes closest; the nearest miss; who holds the busy candidates; and the smallest change that would serve it.
"""

from msgspec import Struct

from sanbao_solver.explain.changes import SECONDS, Change, smallest_change
from sanbao_solver.explain.drafts import EFFORT
from sanbao_solver.explain.obstacles import misses, standing
from sanbao_solver.plan import Plan, Served
from sanbao_solver.problem import Member, Problem, Request
from sanbao_solver.staffing import RULE_ORDER, Desk, Obstacle
from sanbao_solver.teams import everybody


class SeatReport(Struct, frozen=True, kw_only=True):
    """One seat at the best start: how many members each rule removed, each counted at the first that does."""

    seat: int
    required: int
    removed: dict[str, int]
    left: int


class NearMiss(Struct, frozen=True, kw_only=True):
    """The member closest to filling a seat: this one rule keeps him out, by this much (see Obstacle)."""

    member: str
    seat: int
    start: int
    rule: str
    by: int


class Holder(Struct, frozen=True, kw_only=True):
    """A service that holds a candidate who would otherwise be free at the best start.

    `rule` says how: `travel_time` when it lies at that time or too close to it, `max_services` or `max_minutes` when
    it is one of those that fill the member's week, at whatever time.
    """

    member: str
    request: str
    weight: int
    start: int
    rule: str


class Placement(Struct, frozen=True, kw_only=True):
    """Why this member holds this seat: what he adds to each part of the score, and the cheapest other who was free.

    `gap` is by how many points the total would fall with the runner-up; both are None when nobody else was free.
    """

    member: str
    seat: int
    travel: int
    fairness: int
    pairs: int
    change: int
    runner_up: str | None
    gap: int | None


class RequestReport(Struct, frozen=True, kw_only=True):
    """What there is to say about one request of a plan; the fields of the other case are empty.

    `start` is the start of the service, or for a request left out the start that comes closest to being staffed:
    the fewest required places empty, and of those starts one that the plan's other services stand in the way of
    rather than the members' hours.
    """

    request: str
    served: bool
    start: int | None
    placements: tuple[Placement, ...] = ()
    reason: str | None = None
    seats: tuple[SeatReport, ...] = ()
    nearest: NearMiss | None = None
    holders: tuple[Holder, ...] = ()
    change: Change | None = None


def explain_request(problem: Problem, plan: Plan, request: str, seconds: float = SECONDS) -> RequestReport:
    """Why the request is served by these members or by nobody. Raises KeyError for an unknown request."""
    return explain_on(Desk(problem, plan), request, seconds)


def explain_on(desk: Desk, request: str, seconds: float = SECONDS) -> RequestReport:
    """The same on a desk that stands ready. Proving a change may take so many seconds of solving."""
    asked = desk.requests[request]
    service = desk.served.get(request)
    return _served(desk, asked, service) if service is not None else _left_out(desk, asked, seconds)


def _served(desk: Desk, request: Request, service: Served) -> RequestReport:
    team = set(everybody(service.seats))
    placements = []
    for position, (members, able) in enumerate(zip(service.seats, desk.candidates(request), strict=True)):
        others = sorted(
            (desk.cost(m, request, service.start), m.id)
            for m in able
            if m.id not in team and desk.time_obstacle(m, request, service.start) is None
        )
        for identity in members:
            travel, pairs, fairness, change = desk.cost_parts(desk.members[identity], request, service.start)
            cost = travel + pairs + fairness + change
            placements.append(
                Placement(
                    member=identity,
                    seat=position,
                    travel=-travel,
                    fairness=-fairness,
                    pairs=-pairs,
                    change=-change,
                    runner_up=others[0][1] if others else None,
                    gap=others[0][0] - cost if others else None,
                )
            )
    return RequestReport(request=request.id, served=True, start=service.start, placements=tuple(placements))


def _left_out(desk: Desk, request: Request, seconds: float) -> RequestReport:
    reason = next((u.reason for u in desk.plan.unserved if u.request == request.id), None)
    starts = desk.starts(request)
    found = [standing(desk, request, seat) for seat in request.seats]
    near = misses(desk, request, found)
    change = smallest_change(desk, request, near, seconds)
    if not starts:
        return RequestReport(
            request=request.id, served=False, start=None, reason=reason or "no_start", change=change
        )
    able = [seat.able for seat in found]
    best = min(starts, key=lambda s: (*_short(desk, request, s, able), s))
    seats, holders = [], {}
    for position, seat in enumerate(request.seats):
        counts = found[position].removed.copy()
        for member in able[position]:
            obstacle = desk.time_obstacle(member, request, best)
            if obstacle is None:
                continue
            counts[obstacle.rule] += 1
            for other, rule in _held_by(desk, member, request, best, obstacle):
                holders[member.id, other] = Holder(
                    member=member.id,
                    request=other,
                    weight=desk.requests[other].weight,
                    start=desk.served[other].start,
                    rule=rule,
                )
        in_order = {rule: counts[rule] for rule in RULE_ORDER}
        left = len(desk.members) - sum(in_order.values())
        seats.append(SeatReport(seat=position, required=seat.required, removed=in_order, left=left))
    nearest = min(
        near, key=lambda m: (m.obstacle.by * EFFORT[m.obstacle.rule], m.start, m.member.id), default=None
    )
    return RequestReport(
        request=request.id,
        served=False,
        start=best,
        reason=reason,
        seats=tuple(seats),
        nearest=None
        if nearest is None
        else NearMiss(
            member=nearest.member.id,
            seat=nearest.seat,
            start=nearest.start,
            rule=nearest.obstacle.rule,
            by=nearest.obstacle.by,
        ),
        holders=tuple(holders[key] for key in sorted(holders)),
        change=change,
    )


def _held_by(
    desk: Desk, member: Member, request: Request, start: int, obstacle: Obstacle
) -> list[tuple[str, str]]:
    """The services that keep a member from a start, each with how it does."""
    if obstacle.rule == "availability":
        return []
    near = desk.in_the_way(member.id, request, start)
    if obstacle.rule == "travel_time":
        return [(other, "travel_time") for other in near]
    return [
        (other, "travel_time" if other in near else obstacle.rule)
        for _, _, other in desk.weeks.get(member.id, ())
    ]


def _short(desk: Desk, request: Request, start: int, able: list[list[Member]]) -> tuple[int, int]:
    """How many required places stay empty at this start, each seat by itself; and how many would if nobody served
    anything else."""
    found = [[desk.time_obstacle(m, request, start) for m in members] for members in able]
    free = [sum(o is None for o in seat) for seat in found]
    there = [sum(o is None or o.rule != "availability" for o in seat) for seat in found]
    required = [seat.required for seat in request.seats]
    return (
        sum(max(0, r - n) for r, n in zip(required, free, strict=True)),
        sum(max(0, r - n) for r, n in zip(required, there, strict=True)),
    )
