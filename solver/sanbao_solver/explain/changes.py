"""The smallest single change that would serve a request left out, tried before it is told.

A change is worth telling only if it works: each is applied to the problem, the request is put into the plan as it
stands, and the plan is checked. In small problems the whole week is solved anew as well.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sanbao_solver.check import check
from sanbao_solver.offers import ranked, teams
from sanbao_solver.plan import Plan, Served
from sanbao_solver.problem import Interval, Member, Problem, Request
from sanbao_solver.settings import SolveSettings
from sanbao_solver.staffing import Desk, Obstacle

Kind = Literal[
    "reach",
    "availability",
    "max_minutes",
    "max_services",
    "level",
    "tags",
    "skill",
    "forbidden",
    "window",
    "extra_member",
    "displace",
]
KINDS: tuple[Kind, ...] = (
    "max_minutes",
    "reach",
    "availability",
    "max_services",
    "window",
    "tags",
    "level",
    "skill",
    "forbidden",
    "extra_member",
)
EFFORT = {
    "max_minutes": 1 / 30,
    "reach": 1 / 500,
    "availability": 1 / 30,
    "max_services": 1.0,
    "window": 1 / 60,
    "tags": 2.0,
    "level": 2.0,
    "skill": 5.0,
    "forbidden": 5.0,
    "extra_member": 10.0,
    "travel_time": 1 / 30,
}
"""What one unit of `by` asks of people: changes of different kinds are compared by it, equals in the order of KINDS."""
TRIES = 12
SOLVED_REQUESTS = 60
NEW_MEMBER = "new-member"


class Change(Struct, frozen=True, kw_only=True):
    """One change of the problem under which the plan, with `service` added, serves the request.

    `kind` says what changes: a member's reach (metres), availability (minutes), max_minutes, max_services, level,
    tags, skill (each by `by`), a forbidden pair lifted, a `window` of the request that becomes or is added, `by`
    more members with the seat's skill and tags who live at the request, or another request that is `displaced`.
    `total_difference` is the score of the changed plan minus that of the plan, in points. `solved` says that the
    whole week was solved anew with the change and served the request.
    """

    kind: Kind
    member: str | None
    seat: int | None
    by: int
    window: Interval | None
    service: Served
    displaced: tuple[str, ...]
    total_difference: int
    solved: bool


class _Draft(Struct, frozen=True, kw_only=True):
    kind: Kind
    member: str | None = None
    seat: int | None = None
    by: int
    start: int
    window: Interval | None = None


def apply_change(problem: Problem, request: str, change: Change) -> Problem:
    """The problem with the change made. `displace` changes nothing in it."""
    draft = _Draft(
        kind=change.kind,
        member=change.member,
        seat=change.seat,
        by=change.by,
        start=change.service.start,
        window=change.window,
    )
    return _applied(problem, next(q for q in problem.requests if q.id == request), draft)


def smallest_change(
    desk: Desk, plan: Plan, request: Request, drafts: list[tuple[int, Member, int, Obstacle]]
) -> Change | None:
    """The smallest change that works, or the request that would have to give way; None when neither exists.

    `drafts` are the members whom one rule alone keeps from a seat: (start, member, seat, obstacle).
    """
    ranked = sorted(
        [*_member_drafts(drafts), *_window_drafts(desk, request), *_extra_drafts(desk, request)],
        key=lambda d: (d.by * EFFORT[d.kind], KINDS.index(d.kind), d.start, d.member or ""),
    )
    tried: set[tuple[str, str | None]] = set()
    for draft in ranked:
        if len(tried) >= TRIES:
            break
        if (draft.kind, draft.member) in tried:
            continue
        tried.add((draft.kind, draft.member))
        change = _tried(desk.problem, plan, request, draft)
        if change is not None:
            return change
    return _displacing(desk, plan, request)


def _member_drafts(drafts: list[tuple[int, Member, int, Obstacle]]) -> Iterator[_Draft]:
    for start, member, seat, obstacle in drafts:
        if obstacle.rule in KINDS:
            kind: Kind = obstacle.rule
            yield _Draft(kind=kind, member=member.id, seat=seat, by=obstacle.by, start=start)


def _window_drafts(desk: Desk, request: Request) -> Iterator[_Draft]:
    """Windows that open earlier or close later, on the steps of the request, by up to three hours."""
    step, duration = desk.problem.start_step, request.duration
    for opens, closes in request.windows:
        last = (
            opens + max(0, (closes - duration - opens) // step) * step
            if closes - opens >= duration
            else opens - step
        )
        for start in range(last + step, min(last + 180, 10_080 - duration) + 1, step):
            yield _Draft(
                kind="window", by=start + duration - closes, start=start, window=(opens, start + duration)
            )
        for start in range(opens - step, max(opens - 180, 0) - 1, -step):
            yield _Draft(
                kind="window", by=opens - start, start=start, window=(start, max(closes, start + duration))
            )


def _extra_drafts(desk: Desk, request: Request) -> Iterator[_Draft]:
    """As many more members as a seat is short of at a start."""
    candidates = desk.candidates(request)
    for position, (seat, members) in enumerate(zip(request.seats, candidates, strict=True)):
        for start in desk.starts(request):
            free = sum(desk.time_obstacle(m, request, start) is None for m in members)
            by = max(1, seat.required - free)
            yield _Draft(kind="extra_member", member=NEW_MEMBER, seat=position, by=by, start=start)


def _applied(problem: Problem, request: Request, draft: _Draft) -> Problem:
    if draft.kind == "displace":
        return problem
    if draft.kind == "window" and draft.window is not None:
        opens, closes = draft.window
        rest = tuple(w for w in request.windows if w[1] <= opens or w[0] >= closes)
        changed = replace(request, windows=tuple(sorted((*rest, draft.window))))
        return replace(
            problem, requests=tuple(changed if q.id == request.id else q for q in problem.requests)
        )
    if draft.kind == "forbidden":
        pair = (draft.member, request.id)
        return replace(problem, forbidden=tuple(p for p in problem.forbidden if p != pair))
    assert draft.seat is not None
    seat = request.seats[draft.seat]
    until = draft.start + request.duration
    if draft.kind == "extra_member":
        new = [
            Member(
                id=f"{NEW_MEMBER}-{number}",
                place=request.place,
                skills={seat.skill: seat.level},
                tags=seat.tags,
                available=((draft.start, until),),
                max_services=1,
                max_minutes=request.duration,
                reach=0,
                recent_services=0,
            )
            for number in range(1, draft.by + 1)
        ]
        return replace(problem, members=(*problem.members, *new))
    member = next(m for m in problem.members if m.id == draft.member)
    changed_member = {
        "reach": lambda: replace(member, reach=member.reach + draft.by),
        "max_services": lambda: replace(member, max_services=member.max_services + draft.by),
        "max_minutes": lambda: replace(member, max_minutes=member.max_minutes + draft.by),
        "level": lambda: replace(member, skills={**member.skills, seat.skill: seat.level}),
        "skill": lambda: replace(member, skills={**member.skills, seat.skill: seat.level}),
        "tags": lambda: replace(member, tags=tuple(sorted({*member.tags, *seat.tags}))),
        "availability": lambda: replace(member, available=_with(member.available, (draft.start, until))),
    }[draft.kind]()
    return replace(
        problem, members=tuple(changed_member if m.id == member.id else m for m in problem.members)
    )


def _with(intervals: tuple[Interval, ...], more: Interval) -> tuple[Interval, ...]:
    """The intervals and one more, what touches it made one."""
    apart = [i for i in intervals if i[1] < more[0] or i[0] > more[1]]
    touching = [i for i in intervals if i not in apart]
    whole = (min([more[0], *(i[0] for i in touching)]), max([more[1], *(i[1] for i in touching)]))
    return tuple(sorted([*apart, whole]))


def _tried(problem: Problem, plan: Plan, request: Request, draft: _Draft) -> Change | None:
    changed = _applied(problem, request, draft)
    desk = Desk(changed, plan)
    asked = desk.requests[request.id]
    team = next(iter(teams(desk, asked, draft.start, ranked(desk, asked))), None)
    if team is None or draft.start not in desk.starts(asked):
        return None
    service = Served(request=request.id, start=draft.start, seats=tuple(tuple(sorted(t)) for t in team[1]))
    gain = desk.worth(service)
    if gain <= 0 or check(changed, Plan(served=(*plan.served, service))):
        return None
    solved = len(problem.requests) <= SOLVED_REQUESTS
    if solved and not _solved_serves(changed, request.id):
        return None
    return Change(
        kind=draft.kind,
        member=draft.member,
        seat=draft.seat,
        by=draft.by,
        window=draft.window,
        service=service,
        displaced=(),
        total_difference=gain,
        solved=solved,
    )


def _solved_serves(problem: Problem, request: str) -> bool:
    from sanbao_solver.solve import solve

    plan = solve(problem, SolveSettings(time_limit_seconds=5))
    return any(s.request == request for s in plan.served)


def _displacing(desk: Desk, plan: Plan, request: Request) -> Change | None:
    """The one served request that would have to give way at least loss."""
    candidates = desk.candidates(request)
    near = {w[2] for members in candidates for m in members for w in desk.weeks.get(m.id, ())}
    must = {p.request for p in desk.problem.pins if p.served}
    best: Change | None = None
    for other in sorted(near - must - {request.id}):
        before = desk.remove(other)
        loss = desk.worth(before)
        for start in desk.starts(request):
            team = next(iter(teams(desk, request, start, ranked(desk, request))), None)
            if team is None:
                continue
            service = Served(request=request.id, start=start, seats=tuple(tuple(sorted(t)) for t in team[1]))
            difference = desk.worth(service) - loss
            if best is None or difference > best.total_difference:
                best = Change(
                    kind="displace",
                    member=None,
                    seat=None,
                    by=1,
                    window=None,
                    service=service,
                    displaced=(other,),
                    total_difference=difference,
                    solved=False,
                )
        desk.place(before)
    return best
