"""A member's services as an iCalendar document (RFC 5545), for the calendar of a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event
from tortoise.functions import Max

from sanbao.access.actor import Actor
from sanbao.access.audit import ReadJournal
from sanbao.access.models import StateMove
from sanbao.core import clock, positions
from sanbao.core.catalogue import sentence
from sanbao.dispatch import policies
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import FIRM, AssignmentState
from sanbao.menu.models import MenuItem
from sanbao.requests.models import ServiceRequest

_PAST = timedelta(days=30)
_MOST_EVENTS = 1_000


async def calendar_of(actor: Actor, reads: ReadJournal) -> bytes:
    """The member's services from 30 days ago onward: offers tentative, promises confirmed, what fell through
    cancelled. Addresses stand only in promises that are not yet kept, and are noted in `reads`."""
    assignments = await (
        Assignment.filter(member_id=actor.member_id, starts_at__gte=clock.now() - _PAST)
        .order_by("-starts_at", "-id")
        .limit(_MOST_EVENTS)
    )
    request_ids = list({a.request_id for a in assignments})
    requests = {r.id: r for r in await ServiceRequest.filter(id__in=request_ids)}
    item_ids = list({r.menu_item_id for r in requests.values()})
    names = dict(await MenuItem.filter(id__in=item_ids).values_list("id", "name"))
    moved = await _last_moves(assignments)
    open_doors = await policies.requests_to_go_to(actor, list(requests.values()))

    calendar = Calendar()
    calendar.add("prodid", "-//Sanbao//Services//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", sentence("calendar-name", {}, actor.locale))
    for assignment in assignments:
        request = requests[assignment.request_id]
        name, moved_at = names[request.menu_item_id], moved[assignment.id]
        event = _event(assignment, request.number, name, moved_at, actor.locale)
        if request.id in open_doors and assignment.state in (
            AssignmentState.ACCEPTED,
            AssignmentState.CHECKED_IN,
        ):
            _add_place(event, request)
            reads.note("ServiceRequest", request.id, "address")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


async def _last_moves(assignments: Sequence[Assignment]) -> dict[UUID, datetime]:
    ids = [a.id for a in assignments]
    lines = (
        await StateMove.filter(noun="Assignment", row_id__in=ids)
        .annotate(last=Max("created_at"))
        .group_by("row_id")
        .values("row_id", "last")
    )
    return {a.id: a.created_at for a in assignments} | {line["row_id"]: line["last"] for line in lines}


def _event(assignment: Assignment, number: str, name: str, moved_at: datetime, locale: str) -> Event:
    offered = assignment.state is AssignmentState.OFFERED
    event = Event()
    event.add("uid", f"{assignment.id}@sanbao")
    event.add("sequence", assignment.version)
    event.add("dtstamp", moved_at)
    event.add("last-modified", moved_at)
    event.add("dtstart", assignment.starts_at.astimezone(UTC))
    event.add("dtend", assignment.ends_at.astimezone(UTC))
    summary = sentence("calendar-offer", {"name": name}, locale) if offered else name
    event.add("summary", one_line(summary))
    if offered:
        facts = {"number": number, "answer_by": assignment.answer_by.astimezone(clock.LOCAL)}
        event.add("description", one_line(sentence("calendar-answer-by", facts, locale)))
        event.add("status", "TENTATIVE")
    else:
        event.add("description", one_line(number))
        event.add("status", "CONFIRMED" if assignment.state in FIRM else "CANCELLED")
    return event


def _add_place(event: Event, request: ServiceRequest) -> None:
    if request.address:
        event.add("location", one_line(request.address))
    if request.position:
        longitude, latitude = positions.read(request.position)
        event.add("geo", (latitude, longitude))


def one_line(text: str) -> str:
    """Text of people without line breaks of any script and without control characters: the library escapes what
    the format knows, not what some calendars take for a line's end."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())
