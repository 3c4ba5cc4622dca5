"""Who could take a seat at a start, the cheapest first, looked at only as far as a team needs."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sanbao_solver.problem import Member, Request
from sanbao_solver.staffing import Desk
from sanbao_solver.teams import Offers, Team, cheapest_team, everybody

Ranking = list[list[tuple[int, Member]]]
SPARE = 3
BUSY = 12


class Offered(Struct, frozen=True):
    """For one start: who is free for each seat with his cost, and who cheaper than those is held elsewhere."""

    free: Offers
    busy: list[list[Member]]


def ranked(desk: Desk, asked: Request) -> Ranking:
    """For each seat the members whom no pair rule keeps from it, the cheapest first, with their costs.

    The costs are those at a start that saves no change cost; who can save some comes first.
    """
    savers = desk.savers(asked.id)
    return [
        sorted(
            ((desk.cost(m, asked, -1), m) for m in members),
            key=lambda entry: (entry[1].id not in savers, entry[0], entry[1].id),
        )
        for members in desk.candidates(asked)
    ]


def offered(desk: Desk, asked: Request, start: int, ranking: Ranking, keep: Iterable[str] = ()) -> Offered:
    """Enough free members of each seat for every team that could be cheapest, one of them barred; and the busy
    ones met on the way. Those to be kept are among them wherever they rank."""
    kept, savers = {*keep, *desk.pinned_members(asked.id)}, desk.savers(asked.id)
    enough = sum(seat.required + seat.wanted for seat in asked.seats) + SPARE
    free: Offers = []
    busy: list[list[Member]] = []
    for ranks in ranking:
        able: list[tuple[int, str]] = []
        held: list[Member] = []
        for cost, member in ranks:
            full = len(able) >= enough
            if full and not kept:
                break
            if full and member.id not in kept:
                continue
            rule = desk.time_rule(member, asked, start)
            if rule is None:
                saving = member.id in savers
                able.append((desk.cost(member, asked, start) if saving else cost, member.id))
            elif rule != "availability" and len(held) < BUSY:
                held.append(member)
        free.append(able)
        busy.append(held)
    return Offered(free, busy)


def teams(
    desk: Desk, asked: Request, start: int, ranking: Ranking, keep: Iterable[str] = ()
) -> Iterator[tuple[int, Team]]:
    """Teams for a start as `(cost, team)`: the cheapest first, then each with one member exchanged."""
    free, kept = offered(desk, asked, start, ranking, keep).free, set(keep)
    needed = kept | desk.pinned_members(asked.id)
    first = cheapest_team(asked, free, needed)
    if first is None:
        return
    yield first
    for barred in everybody(first[1]):
        if barred not in kept:
            rest = [[entry for entry in seat if entry[1] != barred] for seat in free]
            other = cheapest_team(asked, rest, needed)
            if other is not None:
                yield other
