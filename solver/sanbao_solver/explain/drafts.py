"""Changes worth trying for a request left out, the smallest first, each as the objects it puts into the week."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sanbao_solver.amendment import Amendment
from sanbao_solver.explain.obstacles import Miss
from sanbao_solver.problem import WEEK_MINUTES, Interval, Member, Request, Seat
from sanbao_solver.staffing import Desk

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
    "extra_team",
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
    "extra_team",
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
    "extra_team": 12.0,
    "travel_time": 1 / 30,
}
"""What one unit of `by` asks of people: changes of different kinds are compared by it, equals in the order of KINDS."""
NEW_MEMBER = "new-member"
WIDEST_MINUTES = 180
TRIED = 150


class Draft(Struct, frozen=True, kw_only=True):
    """A change that might serve the request at `start`. `own` says that it can help no other request."""

    kind: Kind
    member: str | None = None
    seat: int | None = None
    by: int
    start: int
    window: Interval | None = None
    amendment: Amendment
    own: bool


def drafts(desk: Desk, request: Request, misses: Iterable[Miss]) -> list[Draft]:
    """What could be changed, by rising effort: so many, and beyond them the newcomers who always do.

    `misses` are the members whom one rule alone keeps from a seat; where a start lacks more than one member, none of
    them is enough.
    """
    lacking = _lacking(desk, request)
    single = [miss for miss in misses if sum(lacking.get(miss.start, ())) <= 1]
    found = [
        *_member_drafts(request, single),
        *_window_drafts(desk, request),
        *_extra_drafts(desk, request, lacking),
    ]
    found.sort(key=lambda d: (_effort(request, d), KINDS.index(d.kind), d.start, d.member or "", d.seat or 0))
    return found[:TRIED] + [d for d in found[TRIED:] if d.kind in ("extra_member", "extra_team")]


def _effort(request: Request, draft: Draft) -> float:
    """`EFFORT`, and for a new skill the levels above the first as well."""
    above = request.seats[draft.seat].level - 1 if draft.kind == "skill" and draft.seat is not None else 0
    return draft.by * EFFORT[draft.kind] + above * EFFORT["level"]


def _lacking(desk: Desk, request: Request) -> dict[int, list[int]]:
    """By start, how many members each seat is short of as the plan stands."""
    candidates = desk.candidates(request)
    return {
        start: [
            max(0, seat.required - sum(desk.time_rule(m, request, start) is None for m in members))
            for seat, members in zip(request.seats, candidates, strict=True)
        ]
        for start in desk.starts(request)
    }


def _member_drafts(request: Request, misses: Iterable[Miss]) -> Iterator[Draft]:
    for miss in misses:
        rule, member = miss.obstacle.rule, miss.member
        if rule not in KINDS:
            continue
        kind: Kind = rule
        if kind == "forbidden":
            amendment = Amendment(lifted=((member.id, request.id),))
        else:
            until = (miss.start, miss.start + request.duration)
            changed = _changed(member, kind, request.seats[miss.seat], miss.obstacle.by, until)
            amendment = Amendment(members=(changed,))
        yield Draft(
            kind=kind,
            member=member.id,
            seat=miss.seat,
            by=miss.obstacle.by,
            start=miss.start,
            amendment=amendment,
            own=kind == "forbidden",
        )


def _changed(member: Member, kind: Kind, seat: Seat, by: int, hours: Interval) -> Member:
    if kind == "reach":
        return replace(member, reach=member.reach + by)
    if kind == "max_services":
        return replace(member, max_services=member.max_services + by)
    if kind == "max_minutes":
        return replace(member, max_minutes=member.max_minutes + by)
    if kind == "tags":
        return replace(member, tags=tuple(sorted({*member.tags, *seat.tags})))
    if kind == "availability":
        return replace(member, available=_with(member.available, hours))
    return replace(member, skills={**member.skills, seat.skill: seat.level})


def _with(intervals: tuple[Interval, ...], more: Interval) -> tuple[Interval, ...]:
    """The intervals and one more, what touches it made one."""
    apart = [i for i in intervals if i[1] < more[0] or i[0] > more[1]]
    touching = [i for i in intervals if i not in apart]
    whole = (min([more[0], *(i[0] for i in touching)]), max([more[1], *(i[1] for i in touching)]))
    return tuple(sorted([*apart, whole]))


def _window_drafts(desk: Desk, request: Request) -> Iterator[Draft]:
    """Windows that open earlier or close later by up to three hours, every start of before still possible."""
    step, duration = desk.problem.start_step, request.duration
    pinned = {p.start for p in desk.pins(request.id) if p.start is not None}
    for window in request.windows:
        opens, closes = window
        others = [w for w in request.windows if w != window]
        steps = max(-1, (closes - duration - opens) // step)
        last = opens + steps * step
        later = [(s, (opens, s + duration)) for s in range(last + step, last + step + WIDEST_MINUTES, step)]
        earlier = [
            (s, (s, max(closes, s + duration)))
            for s in range(opens - step, opens - WIDEST_MINUTES - 1, -step)
        ]
        for start, wider in (*later, *earlier):
            meets = any(wider[0] < w[1] and w[0] < wider[1] for w in others)
            if start < 0 or start + duration > WEEK_MINUTES or meets or (pinned and pinned != {start}):
                continue
            windows = tuple(sorted((*others, wider)))
            yield Draft(
                kind="window",
                by=(opens - wider[0]) + (wider[1] - closes),
                start=start,
                window=wider,
                amendment=Amendment(requests=(replace(request, windows=windows),)),
                own=True,
            )


def _extra_drafts(desk: Desk, request: Request, lacking: dict[int, list[int]]) -> Iterator[Draft]:
    """As many more members as one seat is short of at a start; a whole team where no single seat is enough."""
    alone = desk.alone_at(request)
    for start, short_of in lacking.items():
        for position, short in enumerate(short_of):
            by = max(1, short)
            amendment = Amendment(members=_newcomers(request, start, {position: by}))
            yield Draft(
                kind="extra_member",
                member=NEW_MEMBER,
                seat=position,
                by=by,
                start=start,
                amendment=amendment,
                own=alone,
            )
        team = {at: seat.required for at, seat in enumerate(request.seats) if seat.required}
        if len(team) > 1:
            amendment = Amendment(members=_newcomers(request, start, team))
            by = len(amendment.members)
            yield Draft(kind="extra_team", by=by, start=start, amendment=amendment, own=alone)


def _newcomers(request: Request, start: int, seats: dict[int, int]) -> tuple[Member, ...]:
    """Members who live at the request and are free for it alone, so many for each seat."""
    wanted = [request.seats[at] for at, count in seats.items() for _ in range(count)]
    return tuple(
        Member(
            id=f"{NEW_MEMBER}-{number}",
            place=request.place,
            skills={seat.skill: seat.level},
            tags=seat.tags,
            available=((start, start + request.duration),),
            max_services=1,
            max_minutes=request.duration,
            reach=0,
            recent_services=0,
        )
        for number, seat in enumerate(wanted, 1)
    )
