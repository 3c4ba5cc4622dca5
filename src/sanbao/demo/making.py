"""A whole demo out of a seed: pure, the same on every machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from sanbao.access.roles import Role
from sanbao.core.clock import Week
from sanbao.demo.asking import Asking
from sanbao.demo.chance import dice
from sanbao.demo.earlier import Earlier, is_active
from sanbao.demo.households import Households, link
from sanbao.demo.names import NameBook
from sanbao.demo.people import Members, Telephones
from sanbao.demo.rating import with_word
from sanbao.demo.reporting import Reporting
from sanbao.demo.texts import Texts, texts
from sanbao.demo.town import COMMUNITIES_OF_THE_DOCUMENT, Town
from sanbao.demo.world import AccountSpec, GridSpec, MemberSpec, ResidentSpec, UnitSpec, World
from sanbao.members.kinds import MemberKind
from sanbao.organisations.kinds import UnitKind

_OF_THE_DOCUMENT = (900, 686)
_A_COMMUNITY = (62, 49)
"""Members and requests; the standing requests come on top."""

_EARLIER_SHARE = 8
_STAFF = {
    UnitKind.STREET: (Role.COORDINATOR, "street-{}"),
    UnitKind.COMMUNITY: (Role.COORDINATOR, "community-{}"),
    UnitKind.GRID: (Role.GRID_WORKER, "grid-{}"),
}


def make_world(seed: int, moment: datetime, communities: int | None = None) -> World:
    """The demo for the week after `moment`: the street of the founding document, or so many communities with 62
    members and 50 requests each."""
    words = texts()
    week = Week.containing(moment).following()
    count = communities or COMMUNITIES_OF_THE_DOCUMENT
    members_wanted, requests_wanted = (
        _OF_THE_DOCUMENT if communities is None else tuple(count * each for each in _A_COMMUNITY)
    )
    town = Town(seed, count, words.places)
    grids, telephones = tuple(town.grids), Telephones()
    members = tuple(Members(seed, week, moment, words, telephones).make(grids, members_wanted))
    by_grid: dict[str, list[MemberSpec]] = defaultdict(list)
    for member in members:
        if is_active(member):
            by_grid[member.unit].append(member)
    town.name_centres(dict(_heads(grids, by_grid)))
    homes = Households(seed, week.monday.year, words, telephones)
    each = max(9, requests_wanted // len(grids))
    neighbours = {grid.key: homes.settle(grid, each) for grid in grids}
    roll = dice(seed, "links")
    households = defaultdict(list)
    for household in homes.households:
        households[household.unit].append(household)
    links = [found for grid in grids for found in link(roll, grid, households[grid.key], by_grid[grid.key])]
    asking = Asking(seed, week, moment, words, neighbours)
    requests = list(asking.make(grids, requests_wanted))
    before = Asking(seed + 1, week, moment, words, neighbours)
    models = list(before.make(grids, max(len(grids), requests_wanted // _EARLIER_SHARE)))
    earlier = Earlier(seed, week, moment, words.words, members)
    before_now = [
        *earlier.at_this_moment(models[: len(models) // 3]),
        *earlier.last_week(models[len(models) // 3 :]),
    ]
    gone = with_word(seed, moment, words.words, before_now)
    return World(
        seed=seed,
        week=week,
        moment=moment,
        units=town.units,
        grids=grids,
        members=members,
        households=tuple(homes.households),
        residents=tuple(homes.residents),
        links=tuple(links),
        report_ins=tuple(Reporting(seed, moment, words.words, grids).make(members)),
        series=tuple(asking.make_series(grids)),
        requests=(*gone, *requests),
        served=tuple(earlier.served),
        accounts=(*_staff(seed, words, town.units), *_people(members, homes.residents)),
    )


def _heads(grids: Iterable[GridSpec], by_grid: dict[str, list[MemberSpec]]) -> Iterator[tuple[str, str]]:
    """Who keeps each centre household: the Party members of the grid in turn."""
    for grid in grids:
        party = [m for m in by_grid[grid.key] if m.kind is MemberKind.IN_SERVICE_PARTY_MEMBER]
        for i, centre in enumerate(grid.centres):
            people = party or by_grid[grid.key]
            yield centre, people[i % len(people)].name


def _staff(seed: int, words: Texts, units: Iterable[UnitSpec]) -> Iterator[AccountSpec]:
    """The demo's named logins, and a coordinator or grid worker for every other unit."""
    roll = dice(seed, "staff")
    names = NameBook(words.names, dice(seed, "staff names"))
    named = {(account.role, account.on): account.login for account in words.accounts.account}

    def someone() -> str:
        return names.unlike_others(roll.randint(1970, 1996), roll.random() < 0.6)

    for unit in units:
        if unit.kind in _STAFF:
            role, pattern = _STAFF[unit.kind]
            numbers = "-".join(str(int(part) + 1) for part in unit.key.split("-")[1:])
            login = named.pop((role, unit.key), None) or pattern.format(numbers)
            yield AccountSpec(f"account-{unit.key}", login, someone(), role, unit.key)
    for (role, on), login in named.items():
        yield AccountSpec(f"account-{login}", login, someone(), role, on)


def _people(members: Iterable[MemberSpec], residents: Iterable[ResidentSpec]) -> Iterator[AccountSpec]:
    for member in members:
        yield AccountSpec(f"account-{member.key}", None, member.name, member=member.key)
    for i, resident in enumerate((r for r in residents if r.has_account), 1):
        yield AccountSpec(f"account-{resident.key}", f"r-{i:06d}", resident.name, resident=resident.key)
