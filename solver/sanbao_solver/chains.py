"""Ways to serve a request that take somebody from another service, which is filled again, moved or left out.

One step only: the other service is given to people who are free. All members whom one and the same service keeps
away are freed at once. The promising ones by estimate are worked out exactly.
"""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from sanbao_solver.offers import Ranking, offered
from sanbao_solver.options import Option, best_direct, served
from sanbao_solver.problem import Member, Request
from sanbao_solver.staffing import Desk
from sanbao_solver.teams import Team, cheapest_team, everybody

CHEAPEST, LIGHTEST = 6, 3


class _Draft(Struct, frozen=True, kw_only=True):
    """A team for a start that needs `other` to give people up; `cost` is the team's, in points."""

    cost: int
    start: int
    team: Team
    other: str


def chained(desk: Desk, asked: Request, ranking: Ranking, share: int = 1) -> Iterator[Option]:
    """The best of these ways, exactly priced. The desk must not hold the request.

    The services to be worked out are those whose members make the cheapest teams, each at its best start, and some
    of those that weigh least; a `share` of them where so many services are mended in one question.
    """
    drafts: dict[str, _Draft] = {}
    for start in desk.starts(asked):
        for draft in _drafts(desk, asked, start, ranking):
            known = drafts.get(draft.other)
            if known is None or (draft.cost, draft.start) < (known.cost, known.start):
                drafts[draft.other] = draft
    cheapest = sorted(drafts.values(), key=lambda d: (d.cost, d.other))[: max(1, CHEAPEST // share)]
    lightest = sorted(drafts.values(), key=lambda d: (desk.requests[d.other].weight, d.cost, d.other))
    for draft in {d.other: d for d in (*cheapest, *lightest[: max(1, LIGHTEST // share)])}.values():
        option = _worked_out(desk, asked, draft)
        if option is not None:
            yield option


def _drafts(desk: Desk, asked: Request, start: int, ranking: Ranking) -> Iterator[_Draft]:
    found = offered(desk, asked, start, ranking)
    held: dict[str, list[tuple[int, Member]]] = defaultdict(list)
    for seat, members in enumerate(found.busy):
        for member in members:
            for other in desk.keeping(member, asked, start):
                held[other].append((seat, member))
    for other, freed in held.items():
        with desk.trying():
            desk.remove(other)
            offers = [list(entries) for entries in found.free]
            for seat, member in freed:
                if desk.time_rule(member, asked, start) is None:
                    offers[seat].append((desk.cost(member, asked, start), member.id))
        team = cheapest_team(asked, offers, desk.pinned_members(asked.id))
        if team is not None and not {m.id for _, m in freed}.isdisjoint(everybody(team[1])):
            yield _Draft(cost=team[0], start=start, team=team[1], other=other)


def _worked_out(desk: Desk, asked: Request, draft: _Draft) -> Option | None:
    service = served(asked, draft.start, draft.team)
    with desk.trying():
        before = desk.remove(draft.other)
        gain = -desk.worth(before) + desk.worth(service)
        desk.place(service)
        again = best_direct(desk, desk.requests[draft.other], before)
    if again is not None and (again.gain > 0 or desk.must_be_served(draft.other)):
        return Option(service=service, gain=gain + again.gain, moved=(again.service,))
    if desk.must_be_served(draft.other):
        return None
    return Option(service=service, gain=gain, displaced=(draft.other,))
