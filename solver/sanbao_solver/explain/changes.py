"""The smallest single change that serves a request left out, proved before it is told.

Each change, by rising effort, is made on the desk; where the request then fits into the plan as it stands, gains
something and passes `check`, the week is solved with the change (see `verification`). The first change that is proved
to serve the request is told.
"""

from collections.abc import Iterable

from msgspec import Struct

from sanbao_solver.amendment import Amendment, amended
from sanbao_solver.excerpt import breaks_rules
from sanbao_solver.explain.drafts import Draft, Kind, drafts
from sanbao_solver.explain.obstacles import Miss
from sanbao_solver.explain.verification import Clock, Verification, verify
from sanbao_solver.offers import Ranking, ranked, teams
from sanbao_solver.options import served
from sanbao_solver.plan import Served
from sanbao_solver.problem import Interval, Problem, Request
from sanbao_solver.staffing import Desk

VERIFIED = 8
SECONDS = 20.0


class Change(Struct, frozen=True, kw_only=True):
    """One change of the problem under which the plan, with `service` added, serves the request.

    `kind` says what changes: a member's reach (metres), availability (minutes), max_minutes, max_services, level,
    tags, skill (each by `by`), a forbidden pair lifted, a `window` of the request that becomes wider, `by` more
    members with the seat's skill and tags who live at the request (`extra_member`), a whole such team
    (`extra_team`); or, where no change was proved, another request that is `displaced` (`displace`). `amendment` are
    the objects to put into the problem document. `total_difference` is the score of the plan with the service minus
    that of the plan, in points. `verification` is None for `displace` alone.
    """

    kind: Kind
    member: str | None
    seat: int | None
    by: int
    window: Interval | None
    service: Served
    displaced: tuple[str, ...]
    total_difference: int
    amendment: Amendment
    verification: Verification | None


def apply_change(problem: Problem, change: Change) -> Problem:
    """The problem with the change made. `displace` changes nothing in it."""
    return amended(problem, change.amendment)


def smallest_change(
    desk: Desk, request: Request, misses: Iterable[Miss], seconds: float = SECONDS
) -> Change | None:
    """The smallest change that is proved to serve the request; else the request that would have to give way.

    Solving takes at most about so many seconds in all. None when not even giving way helps.
    """
    clock, verified = Clock(seconds), 0
    for draft in drafts(desk, request, misses):
        service, gain = _added(desk, request, draft)
        if service is None or gain <= 0:
            continue
        verified += 1
        proof = verify(desk, request, draft.amendment, own=draft.own, clock=clock)
        if proof is not None:
            return Change(
                kind=draft.kind,
                member=draft.member,
                seat=draft.seat,
                by=draft.by,
                window=draft.window,
                service=service,
                displaced=(),
                total_difference=gain,
                amendment=draft.amendment,
                verification=proof,
            )
        if verified == VERIFIED:
            break
    return _displacing(desk, request)


def _added(desk: Desk, request: Request, draft: Draft) -> tuple[Served | None, int]:
    """The service that the change lets into the plan as it stands, and what the plan gains by it."""
    with desk.trying():
        desk.amend(draft.amendment)
        asked = desk.requests[request.id]
        service = _cheapest(desk, asked, draft.start, ranked(desk, asked))
        if service is None or draft.start not in desk.starts(asked) or breaks_rules(desk, (service,)):
            return None, 0
        return service, desk.worth(service)


def _cheapest(desk: Desk, asked: Request, start: int, ranking: Ranking) -> Served | None:
    team = next(teams(desk, asked, start, ranking), None)
    return None if team is None else served(asked, start, team[1])


def _displacing(desk: Desk, request: Request) -> Change | None:
    """The one served request that would have to give way at least loss."""
    ranking = ranked(desk, request)
    near = {w[2] for ranks in ranking for _, m in ranks for w in desk.weeks.get(m.id, ())}
    best: Change | None = None
    for other in sorted(r for r in near if not desk.must_be_served(r)):
        with desk.trying():
            loss = desk.worth(desk.remove(other))
            for start in desk.starts(request):
                service = _cheapest(desk, request, start, ranking)
                if service is None:
                    continue
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
                        amendment=Amendment(),
                        verification=None,
                    )
    return best
