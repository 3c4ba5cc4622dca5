"""What is said of a request, checked without looking at any row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sanbao.core import clock, inputs, positions
from sanbao.core.errors import InvalidInput
from sanbao.menu.models import MenuItem
from sanbao.menu.service import is_in_season

MOST_WINDOWS = 20
MOST_DAYS_AHEAD = 60
MOST_WEIGHT = 1_000
_NOTE_LENGTH = 1_000


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A time within which the whole service may lie, half-open."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the service is, where it is not the beneficiary's home; degrees are WGS-84."""

    address: str | None = None
    longitude: float | None = None
    latitude: float | None = None

    def columns(self) -> dict[str, str | None]:
        """The columns `address` and `position`, of what is given; raises InvalidInput."""
        found: dict[str, str | None] = {}
        address = inputs.optional_text("address", self.address, most=200)
        position = inputs.position("longitude", self.longitude, self.latitude)
        if address is not None:
            found["address"] = address
        if position is not None:
            found["position"] = positions.written(*position)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDraft:
    """An order from the menu. `requester_id` and `beneficiary_id` each default to the other, and to the resident
    who acts. `weight`, 1 to 1000, is for staff; None takes the menu item's."""

    menu_item_id: UUID
    windows: Sequence[Window]
    requester_id: UUID | None = None
    beneficiary_id: UUID | None = None
    place: Place = field(default_factory=Place)
    note: str | None = None
    urgent: bool = False
    weight: int | None = None
    external_system: str | None = None
    external_id: str | None = None


def note(value: str | None) -> str | None:
    """What else the members should know, at most 1,000 characters."""
    return inputs.optional_text("note", value, most=_NOTE_LENGTH)


def weight(value: int) -> int:
    """What serving a request is worth, 1 to 1000."""
    return inputs.number("weight", value, least=1, most=MOST_WEIGHT)


def windows(given: Sequence[Window]) -> tuple[Window, ...]:
    """1 to 20 windows, none in the past, none more than 60 days ahead; raises InvalidInput naming the window."""
    if not 1 <= len(given) <= MOST_WINDOWS:
        raise InvalidInput("windows", "window-count", value=len(given), most=MOST_WINDOWS)
    now = clock.now()
    found = []
    for i, window in enumerate(given):
        starts_at = inputs.moment(f"windows.{i}.starts_at", window.starts_at)
        ends_at = inputs.moment(f"windows.{i}.ends_at", window.ends_at)
        if starts_at < now:
            raise InvalidInput(f"windows.{i}.starts_at", "window-past")
        if ends_at > now + timedelta(days=MOST_DAYS_AHEAD):
            raise InvalidInput(f"windows.{i}.ends_at", "window-far", most=MOST_DAYS_AHEAD)
        found.append(Window(starts_at, ends_at))
    return tuple(found)


def check_fit(windows: Sequence[Window], item: MenuItem) -> None:
    """Refuse a window that is shorter than the service, or out of the item's season."""
    for i, window in enumerate(windows):
        if window.ends_at - window.starts_at < timedelta(minutes=item.duration_minutes):
            raise InvalidInput(f"windows.{i}", "window-short", least=item.duration_minutes)
        day = window.starts_at.astimezone(clock.LOCAL).date()
        if not is_in_season(item, day):
            raise InvalidInput(f"windows.{i}", "window-out-of-season", name=item.name, month=day.month)
