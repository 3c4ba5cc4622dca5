"""The requests: who asks for what, where, when, and how far each has got before the run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random

from sanbao.core.clock import Week
from sanbao.demo.chance import dice, pick, shares
from sanbao.demo.free_time import make_window, make_windows, moments
from sanbao.demo.households import Neighbours
from sanbao.demo.texts import ItemText, Texts
from sanbao.demo.world import GridSpec, Place, RequestSpec, ResidentSpec, SeriesSpec, Step
from sanbao.requests.states import RequestAction

_FATES = {"verified": 1000, "submitted": 20, "needs-info": 13, "rejected": 12, "cancelled": 8}
_OPEN_AIR = ("小广场", "凉亭", "北门口", "车棚边")
_MOST_TRIES = 8


def in_season(item: ItemText, day: date) -> bool:
    """Whether the item can be had on a day; a season may run over the turn of the year."""
    if item.season is None:
        return True
    first, last = item.season
    return first <= day.month <= last if first <= last else day.month >= first or day.month <= last


class Asking:
    """Makes the requests of all grids for the coming week."""

    def __init__(
        self, seed: int, week: Week, moment: datetime, texts: Texts, neighbours: Mapping[str, Neighbours]
    ) -> None:
        self._roll, self._texts, self._neighbours = dice(seed, "requests"), texts, neighbours
        self._week, self._moment = week, moment
        days = (week.monday, week.monday + timedelta(days=6))
        self._items = [i for i in texts.menu.item if i.share and all(in_season(i, d) for d in days)]
        self._asked: set[tuple[str, str]] = set()

    def make(self, grids: tuple[GridSpec, ...], verified: int) -> Iterator[RequestSpec]:
        """`verified` requests that are ready for the run, and a few that are not."""
        number = 0
        for grid, count in zip(grids, shares(self._roll, verified, len(grids), 0.3), strict=True):
            while count:
                number += 1
                fate = pick(self._roll, _FATES)
                yield self._request(f"request-{number}", grid, fate)
                count -= fate == "verified"

    def make_series(self, grids: tuple[GridSpec, ...]) -> Iterator[SeriesSpec]:
        """A standing request in every fourth grid or so."""
        items = {item.code: item for item in self._items}
        wanted = ("blood-pressure-home", "lonely-visit", "half-past-four", "shopping", "school-crossing")
        names = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
        for number, grid in enumerate(grids[2::4], 1):
            item = items[wanted[number % len(wanted)]]
            person = self._person(item, grid)
            day, start, end = make_window(self._roll, item.when)
            address, place = where(self._roll, item, grid, person)
            yield SeriesSpec(
                key=f"series-{number}",
                item=item.code,
                unit=grid.key,
                requester=person.asks or person.key,
                beneficiary=person.key,
                ordered_by=f"account-{grid.key}",
                rule=f"FREQ=WEEKLY;BYDAY={names[day]}",
                starts_on=self._week.monday - timedelta(weeks=self._roll.randint(1, 9)),
                window=(start, end),
                address=address,
                place=place,
                note=self._note(item, person),
            )

    def _person(self, item: ItemText, grid: GridSpec) -> ResidentSpec:
        return self._roll.choice(self._neighbours[grid.key].who(item.who))

    def _choose(self, grid: GridSpec) -> tuple[ItemText, ResidentSpec]:
        """What is asked by whom; nobody asks twice for the same in a week, where that can be helped."""
        items = [i for i in self._items if i.own is None or i.own == grid.community]
        weights = [i.share for i in items]
        for _ in range(_MOST_TRIES):
            item = self._roll.choices(items, weights)[0]
            person = self._person(item, grid)
            if (item.code, person.key) not in self._asked:
                break
        self._asked.add((item.code, person.key))
        return item, person

    def _request(self, key: str, grid: GridSpec, fate: str) -> RequestSpec:
        roll = self._roll
        item, person = self._choose(grid)
        count = pick(roll, {1: 36, 2: 40, 3: 24})
        waited = pick(roll, {0: 88, 1: 9, 2: 3}) if fate == "verified" else 0
        urgent = roll.random() < 0.04
        hours = roll.uniform(6, 150) + waited * 168
        submitted = self._moment - timedelta(hours=hours)
        address, place = where(roll, item, grid, person)
        return RequestSpec(
            key=key,
            item=item,
            unit=grid.key,
            requester=person.asks or person.key,
            beneficiary=person.key,
            ordered_by=orderer(roll, grid, person),
            address=address,
            place=place,
            note=self._note(item, person),
            weight=item.weight * 2 if urgent else item.weight,
            windows=tuple(moments(self._week, free) for free in make_windows(roll, item.when, count)),
            urgent=urgent,
            weeks_waited=waited,
            submitted_at=submitted,
            steps=tuple(self._steps(fate, submitted, f"account-{grid.key}")),
        )

    def _steps(self, fate: str, submitted: datetime, worker: str) -> Iterator[Step]:
        words, soon = self._texts.words, submitted + (self._moment - submitted) * self._roll.uniform(0.1, 0.8)
        if fate == "needs-info":
            reason = self._roll.choice(words.needs_info)
            yield Step(RequestAction.ASK_FOR_INFO, soon, reason, worker)
        elif fate == "rejected":
            yield Step(RequestAction.REJECT, soon, self._roll.choice(words.rejected), worker)
        elif fate == "cancelled":
            yield Step(RequestAction.VERIFY, soon, by=worker)
            later = soon + (self._moment - soon) / 2
            yield Step(RequestAction.CANCEL, later, self._roll.choice(words.cancelled))
        elif fate == "verified":
            yield Step(RequestAction.VERIFY, soon, by=worker)

    def _note(self, item: ItemText, person: ResidentSpec) -> str:
        note = self._roll.choice(item.notes)
        if item.at != "home":
            return note
        words = self._texts.words
        access = words.access_stairs if person.home.has_stairs_only else words.access_lift
        return note + self._roll.choice([*access, *words.access_any])


def where(roll: Random, item: ItemText, grid: GridSpec, person: ResidentSpec) -> tuple[str, Place]:
    """Address and place of a service."""
    if item.at == "home":
        return person.home.address, person.home.place
    if item.at == "grid":
        return grid.address + roll.choice(_OPEN_AIR), grid.place
    return grid.community_address, grid.community_place


def orderer(roll: Random, grid: GridSpec, person: ResidentSpec) -> str:
    """Whose hands typed it: those who can do it themselves or by their children mostly do, for others the grid
    worker does."""
    own = person.asks or (person.key if person.has_account else None)
    return f"account-{own}" if own and roll.random() < 0.85 else f"account-{grid.key}"
