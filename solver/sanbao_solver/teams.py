"""The cheapest team from who is free, seat by seat."""

from collections.abc import Iterable
from itertools import chain, permutations

from sanbao_solver.problem import Request

Team = tuple[tuple[str, ...], ...]
Offers = list[list[tuple[int, str]]]
SEATS_REORDERED = 3


def cheapest_team(request: Request, free: Offers, keep: set[str]) -> tuple[int, Team] | None:
    """The cheapest team from `(cost, member)` lists; None when a required place stays empty or one to be kept out.

    The cost has the values of wanted places taken off. Kept members are seated first. Seats are filled in turn;
    where somebody could hold two of up to three seats, every order is tried.
    """
    seats = list(range(len(free)))
    people = [member for offered in free for _, member in offered]
    orders = (
        permutations(seats) if len(set(people)) < len(people) and len(seats) <= SEATS_REORDERED else [seats]
    )
    found = (_filled(request, free, keep, order) for order in orders)
    return min((team for team in found if team is not None), default=None)


def _filled(request: Request, free: Offers, keep: set[str], order: Iterable[int]) -> tuple[int, Team] | None:
    taken: set[str] = set()
    total, teams = 0, [[] for _ in free]  # type: int, list[list[str]]
    for at in order:
        seat, team = request.seats[at], teams[at]
        for kept, cost, member in sorted((m not in keep, c, m) for c, m in free[at] if m not in taken):
            if len(team) < seat.required:
                total += cost
            elif len(team) < seat.required + seat.wanted and (cost < seat.wanted_value or not kept):
                total += cost - seat.wanted_value
            else:
                break
            team.append(member)
            taken.add(member)
        if len(team) < seat.required:
            return None
    if not taken:
        choices = [
            (c - seat.wanted_value, at, m)
            for at, (seat, offered) in enumerate(zip(request.seats, free, strict=True))
            if seat.wanted
            for c, m in offered
        ]
        if not choices:
            return None
        total, at, member = min(choices)
        teams[at].append(member)
        taken.add(member)
    return (total, tuple(tuple(t) for t in teams)) if keep <= taken else None


def everybody(team: Iterable[Iterable[str]]) -> list[str]:
    """The members of a team, seat by seat."""
    return list(chain.from_iterable(team))
