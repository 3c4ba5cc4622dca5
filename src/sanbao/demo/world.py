"""The values of which a demo is made, before any of it is written: frozen, and equal for equal seeds.

Things are known by keys that say what they are (`grid-0-3`, `member-12`). Times are aware UTC, places
(longitude, latitude) in WGS-84 degrees, windows half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sanbao.access.roles import Role
from sanbao.core.clock import Week
from sanbao.demo.texts import Group, ItemText
from sanbao.dispatch.states import DeclineReason
from sanbao.members.kinds import MemberKind, ServiceCategory
from sanbao.organisations.kinds import UnitKind
from sanbao.requests.models import RatingTag

Place = tuple[float, float]
Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a state machine: what was done, when, why, and by which account (None: by the system)."""

    action: StrEnum
    at: datetime
    reason: str = ""
    by: str | None = None


@dataclass(frozen=True, slots=True)
class UnitSpec:
    """A unit below `parent`."""

    key: str
    kind: UnitKind
    name: str
    parent: str | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class HomeSpec:
    """A flat in a building group of a grid."""

    address: str
    place: Place
    building: int
    has_stairs_only: bool
    group: str


@dataclass(frozen=True, slots=True)
class GridSpec:
    """What the other makers need to know of a grid: its community's index, its units, how addresses begin."""

    key: str
    community: int
    street: str
    address: str
    estate: str
    storeys: int
    lifts: bool
    first_building: int
    place: Place
    community_address: str
    community_place: Place
    groups: tuple[str, ...]
    centres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillHeld:
    """A skill of a member."""

    code: str
    level: int
    certificate_number: str | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class MemberSpec:
    """Somebody who serves. `free` are (weekday, start minute, end minute)."""

    key: str
    kind: MemberKind
    group: Group
    unit: str
    work_unit: str | None
    name: str
    born: date
    telephone: str
    home: HomeSpec
    insured_until: date | None
    trained_on: date | None
    max_services: int
    max_minutes: int
    reach_metres: int
    intentions: tuple[ServiceCategory, ...]
    skills: tuple[SkillHeld, ...]
    free: tuple[tuple[int, int, int], ...]
    absences: tuple[tuple[datetime, datetime, str], ...]
    joined_at: datetime
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class HouseholdSpec:
    """A home with people in it."""

    key: str
    unit: str
    label: str
    home: HomeSpec


@dataclass(frozen=True, slots=True)
class ResidentSpec:
    """Somebody who asks or receives. `asks` names who asks in his stead, if anybody does."""

    key: str
    unit: str
    household: str | None
    name: str
    telephone: str | None
    home: HomeSpec
    asks: str | None
    has_account: bool


@dataclass(frozen=True, slots=True)
class LinkSpec:
    """A member who looks after a household from a centre household."""

    centre: str
    member: str
    household: str


@dataclass(frozen=True, slots=True)
class ReportInSpec:
    """A report-in with all that happened to it."""

    key: str
    member: str
    target: str
    target_kind: UnitKind
    created_at: datetime
    steps: tuple[Step, ...]
    transfer_target: str | None = None
    supersedes: str | None = None
    begins_active: bool = False


@dataclass(frozen=True, slots=True)
class SeriesSpec:
    """A standing request: RRULE over local dates, windows in minutes of the local day."""

    key: str
    item: str
    unit: str
    requester: str
    beneficiary: str
    ordered_by: str | None
    rule: str
    starts_on: date
    window: tuple[int, int]
    address: str
    place: Place
    note: str


@dataclass(frozen=True, slots=True)
class RatingSpec:
    """What who ordered a service thinks of it."""

    score: int
    tags: tuple[RatingTag, ...]
    words: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestSpec:
    """A request with all that happened to it. Its assignments stand in ServedSpec."""

    key: str
    item: ItemText
    unit: str
    requester: str
    beneficiary: str
    ordered_by: str | None
    address: str
    place: Place
    note: str
    weight: int
    windows: tuple[Window, ...]
    urgent: bool
    weeks_waited: int
    submitted_at: datetime
    steps: tuple[Step, ...]
    served_from: datetime | None = None
    rating: RatingSpec | None = None


@dataclass(frozen=True, slots=True)
class ServedSpec:
    """An assignment of an earlier week: a member in a seat (by its position) of a request."""

    request: str
    seat: int
    member: str
    starts_at: datetime
    ends_at: datetime
    travel_minutes: int
    offered_at: datetime
    steps: tuple[Step, ...]
    decline_reason: DeclineReason | None = None


@dataclass(frozen=True, slots=True)
class AccountSpec:
    """Somebody who can sign in; with a role on a unit, or being a member or a resident.

    A member without a login of his own signs in with his number.
    """

    key: str
    login: str | None
    name: str
    role: Role | None = None
    unit: str | None = None
    member: str | None = None
    resident: str | None = None


@dataclass(frozen=True, slots=True)
class World:
    """A whole demo. `week` is the one to be planned, `moment` the present."""

    seed: int
    week: Week
    moment: datetime
    units: tuple[UnitSpec, ...]
    grids: tuple[GridSpec, ...]
    members: tuple[MemberSpec, ...]
    households: tuple[HouseholdSpec, ...]
    residents: tuple[ResidentSpec, ...]
    links: tuple[LinkSpec, ...]
    report_ins: tuple[ReportInSpec, ...]
    series: tuple[SeriesSpec, ...]
    requests: tuple[RequestSpec, ...]
    served: tuple[ServedSpec, ...]
    accounts: tuple[AccountSpec, ...]
