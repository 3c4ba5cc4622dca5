"""Ways to serve a request with the people who are free, the rest of the plan standing."""

from collections.abc import Iterator

from msgspec import Struct

from sanbao_solver.offers import Ranking, ranked, teams
from sanbao_solver.plan import Served
from sanbao_solver.problem import Request
from sanbao_solver.staffing import Desk
from sanbao_solver.teams import Team


class Option(Struct, frozen=True, kw_only=True):
    """A service and what the plan gains by it in points, other services `moved` or `displaced` for it included."""

    service: Served
    gain: int
    moved: tuple[Served, ...] = ()
    displaced: tuple[str, ...] = ()


def direct(desk: Desk, asked: Request, before: Served | None, ranking: Ranking) -> Iterator[Option]:
    """The cheapest teams of every start. Those of the team before who still can are kept at its start, and
    wherever all of them can; elsewhere the cheapest come. The desk must not hold the request."""
    for start in desk.starts(asked):
        stays = _staying(desk, asked, before, start) if before else set()
        if stays and before is not None and start != before.start and len(stays) < _size(before):
            stays = set()
        for keep in [stays, set()] if stays else [stays]:
            for _, team in teams(desk, asked, start, ranking, keep):
                service = served(asked, start, team)
                yield Option(service=service, gain=desk.worth(service))


def best_direct(desk: Desk, asked: Request, before: Served) -> Option | None:
    """The best of the cheapest team of each start and of the team before with its gaps filled; None when nobody free
    can serve the request. Of equals the one that keeps the team."""
    ranking = ranked(desk, asked)
    stays = _staying(desk, asked, before, before.start)
    ways = [(before.start, stays), *((start, set()) for start in desk.starts(asked))]
    found = []
    for start, keep in ways:
        team = next(teams(desk, asked, start, ranking, keep), None)
        if team is not None:
            service = served(asked, start, team[1])
            found.append(Option(service=service, gain=desk.worth(service)))
    return max(found, key=lambda o: o.gain, default=None)


def served(asked: Request, start: int, team: Team) -> Served:
    """A service as plans hold it: members in the order of their ids."""
    return Served(request=asked.id, start=start, seats=tuple(tuple(sorted(seat)) for seat in team))


def _staying(desk: Desk, asked: Request, before: Served, start: int) -> set[str]:
    """Who of the team before may hold his seat at this start."""
    return {
        m
        for seat, team in zip(asked.seats, before.seats, strict=True)
        for m in team
        if desk.pair_obstacle(desk.members[m], asked, seat) is None
        and desk.time_rule(desk.members[m], asked, start) is None
    }


def _size(service: Served) -> int:
    return sum(len(team) for team in service.seats)
