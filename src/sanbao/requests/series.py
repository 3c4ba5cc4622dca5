"""Standing requests: every Tuesday, every first of the month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tortoise.queryset import QuerySet

from sanbao.access.actor import SYSTEM, Actor
from sanbao.access.moves import begin_many
from sanbao.access.roles import Permission
from sanbao.core import clock, inputs, numbers
from sanbao.core.clock import Week
from sanbao.core.db import insert_many, locked, unit_of_work
from sanbao.core.errors import Conflict, InvalidInput, NotFound
from sanbao.menu.models import MenuItem
from sanbao.menu.service import is_in_season, orderable
from sanbao.organisations import scope
from sanbao.requests import drafts, policies, recurrence
from sanbao.requests.drafts import Place
from sanbao.requests.models import RequestSeries, RequestWindow, ServiceRequest
from sanbao.requests.service import people, place_of
from sanbao.requests.states import REQUEST, RequestState

_DAY_MINUTES = 24 * 60
_MOST_SKIPPED = 400
_MOST_COMING = 6
_COMING_DAYS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDraft:
    """A standing order. `rule` is an RFC 5545 RRULE over local dates from `starts_on`; `windows` are pairs of
    minutes of the local day, half-open."""

    menu_item_id: UUID
    rule: str
    starts_on: date
    windows: Sequence[tuple[int, int]]
    requester_id: UUID | None = None
    beneficiary_id: UUID | None = None
    place: Place = field(default_factory=Place)
    note: str | None = None


def visible(actor: Actor) -> QuerySet[RequestSeries]:
    """The series an actor may see: his own, and those of units where he holds `request:read`."""
    return RequestSeries.filter(policies.visible(actor))


async def get(actor: Actor, id: UUID) -> RequestSeries:
    """One series; raises NotFound."""
    series = await visible(actor).get_or_none(id=id)
    if series is None:
        raise NotFound("RequestSeries", id)
    return series


async def create(actor: Actor, draft: SeriesDraft) -> RequestSeries:
    """Begin a series. Its requests need no further verification, so it takes who may verify on the
    beneficiary's unit (`request:verify`). Raises InvalidInput."""
    requester, beneficiary = await people(actor, draft.requester_id, draft.beneficiary_id)
    await scope.require(actor, Permission.REQUEST_VERIFY, beneficiary.unit_id)
    today = clock.today()
    if not today <= draft.starts_on <= today + timedelta(days=366):
        raise InvalidInput("starts_on", "series-start")
    rule = recurrence.cleaned(draft.rule, draft.starts_on)
    item = await orderable(beneficiary.unit_id, draft.menu_item_id, draft.starts_on)
    return await RequestSeries.create(
        unit_id=beneficiary.unit_id,
        menu_item_id=item.id,
        requester_id=requester.id,
        beneficiary_id=beneficiary.id,
        ordered_by_id=actor.account_id,
        rule=rule,
        starts_on=draft.starts_on,
        windows=_windows(draft.windows, item.duration_minutes),
        note=drafts.note(draft.note),
        **(await place_of(beneficiary, draft.place)),
    )


def _windows(given: Sequence[tuple[int, int]], duration_minutes: int) -> list[list[int]]:
    if not 1 <= len(given) <= drafts.MOST_WINDOWS:
        raise InvalidInput("windows", "window-count", value=len(given), most=drafts.MOST_WINDOWS)
    for i, (start, end) in enumerate(given):
        inputs.number(f"windows.{i}.start_minute", start, least=0, most=_DAY_MINUTES)
        inputs.number(f"windows.{i}.end_minute", end, least=0, most=_DAY_MINUTES)
        if end - start < duration_minutes:
            raise InvalidInput(f"windows.{i}", "window-short", least=duration_minutes)
    return [[start, end] for start, end in given]


async def end(actor: Actor, id: UUID, *, expected_version: int | None = None) -> RequestSeries:
    """No more requests from now on; those it has made stay. By its people or staff (`request:verify`)."""
    async with unit_of_work():
        series = await _kept(actor, id, expected_version)
        series.active = False
        series.version += 1
        await series.save(update_fields=["active", "version"])
    return series


async def skip_date(
    actor: Actor, id: UUID, day: date, *, expected_version: int | None = None
) -> RequestSeries:
    """Leave out one date. Raises Conflict when its request has been made already: cancel that one."""
    async with unit_of_work():
        series = await _kept(actor, id, expected_version)
        if await ServiceRequest.exists(series_id=id, series_date=day):
            raise Conflict("series-date-made", date=day.isoformat())
        if day not in recurrence.days_between(series.rule, series.starts_on, day, day):
            raise InvalidInput("date", "series-date-unknown", date=day.isoformat())
        kept = {text for text in series.exceptions if text >= clock.today().isoformat()}
        if len(kept) >= _MOST_SKIPPED:
            raise InvalidInput("date", "series-skips", most=_MOST_SKIPPED)
        series.exceptions = sorted(kept | {day.isoformat()})
        series.version += 1
        await series.save(update_fields=["exceptions", "version"])
    return series


def coming_dates(series: RequestSeries) -> list[date]:
    """The next days on which the series falls, from today on."""
    if not series.active:
        return []
    today = clock.today()
    days = recurrence.days_between(series.rule, series.starts_on, today, today + timedelta(days=_COMING_DAYS))
    return [day for day in days if day.isoformat() not in series.exceptions][:_MOST_COMING]


async def _kept(actor: Actor, id: UUID, expected_version: int | None) -> RequestSeries:
    await policies.require_side_or(actor, Permission.REQUEST_VERIFY, await get(actor, id))
    return await locked(RequestSeries, id, expected_version=expected_version)


async def materialise(unit_ids: Iterable[UUID], week: Week) -> list[ServiceRequest]:
    """Make the week's requests of every series in these units and below them, each date once, QUEUED at once.

    Called before a run takes its snapshot; calling it again makes only what is missing. A date is left out
    when it is skipped, when its windows have begun, or when the item is retired or out of season by then. The
    series are locked, so two runs do not make the same request twice. A few statements for any number of rows.
    """
    async with unit_of_work():
        condition = {"unit_id__in": scope.subtree(unit_ids), "active": True}
        last = week.monday + timedelta(days=6)
        found = await (
            RequestSeries.filter(**condition, starts_on__lte=last)
            .order_by("id")
            .select_for_update(no_key=True)
        )
        made = set(
            await ServiceRequest.filter(
                series_id__in=[s.id for s in found], series_date__gte=week.monday, series_date__lte=last
            ).values_list("series_id", "series_date")
        )
        item_ids = {s.menu_item_id for s in found}
        items = {item.id: item for item in await MenuItem.filter(id__in=list(item_ids))}
        due = [
            (series, day, windows)
            for series in found
            for day in _days(series, items[series.menu_item_id], week)
            if (series.id, day) not in made and (windows := _windows_on(series, day))
        ]
        return await _write(due, items)


def _days(series: RequestSeries, item: MenuItem, week: Week) -> list[date]:
    days = recurrence.days_between(
        series.rule, series.starts_on, week.monday, week.monday + timedelta(days=6)
    )
    skipped = set(series.exceptions)
    return [d for d in days if item.active and is_in_season(item, d) and d.isoformat() not in skipped]


def _windows_on(series: RequestSeries, day: date) -> list[drafts.Window]:
    midnight = datetime.combine(day, time(), clock.LOCAL).astimezone(UTC)
    found = [
        drafts.Window(midnight + timedelta(minutes=start), midnight + timedelta(minutes=end))
        for start, end in series.windows
    ]
    return [window for window in found if window.starts_at > clock.now()]


async def _write(
    due: Sequence[tuple[RequestSeries, date, list[drafts.Window]]], items: dict[UUID, MenuItem]
) -> list[ServiceRequest]:
    if not due:
        return []
    now = clock.now()
    given = await numbers.next_numbers(numbers.of_this_year("REQ"), len(due))
    requests = [
        ServiceRequest(
            number=number,
            unit_id=series.unit_id,
            menu_item_id=series.menu_item_id,
            requester_id=series.requester_id,
            beneficiary_id=series.beneficiary_id,
            ordered_by_id=series.ordered_by_id,
            series_id=series.id,
            series_date=day,
            state=RequestState.QUEUED,
            weight=items[series.menu_item_id].weight,
            address=series.address,
            position=series.position,
            note=series.note,
            submitted_at=now,
            verified_at=now,
        )
        for number, (series, day, _) in zip(given, due, strict=True)
    ]
    await insert_many(ServiceRequest, requests)
    await insert_many(
        RequestWindow,
        [
            RequestWindow(request_id=request.id, starts_at=window.starts_at, ends_at=window.ends_at)
            for request, (_, _, windows) in zip(requests, due, strict=True)
            for window in windows
        ],
    )
    await begin_many(REQUEST, requests, SYSTEM)
    return requests
