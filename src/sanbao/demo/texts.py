"""The words of the demo, read from `texts/*.toml`. Field by field they are told in those files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from sanbao.access.roles import Role
from sanbao.members.kinds import ServiceCategory, Tag
from sanbao.menu.models import Risk, SeatRole
from sanbao.organisations.kinds import UnitKind

Group = Literal["office", "worker", "retired", "student"]
Who = Literal["elder", "parent", "child", "steward"]
Part = Literal["waiting", "accepted", "declined", "confirmed", "queued", "needs-info", "done", "standing"]


class GivenNames(Struct, frozen=True, forbid_unknown_fields=True):
    """Characters for two-character names (one of each) and for one-character names."""

    first: str
    second: str
    single: str


class Generation(Struct, frozen=True, forbid_unknown_fields=True):
    """The names of those born up to and in a year."""

    until: int
    single_percent: int
    man: GivenNames
    woman: GivenNames


class Names(Struct, frozen=True, forbid_unknown_fields=True):
    """Surnames with their frequency, the generations from the oldest, whole names never to be given."""

    never: frozenset[str]
    surnames: dict[str, int]
    generation: tuple[Generation, ...]


class Estate(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of housing estate."""

    name: str
    storeys: int
    lifts: bool


class WorkUnit(Struct, frozen=True, forbid_unknown_fields=True):
    """A place of work and the skills its people often have."""

    name: str
    kind: UnitKind
    skills: tuple[str, ...]


class Lacking(Struct, frozen=True, forbid_unknown_fields=True):
    """Skills that nobody of a community (by its index) has."""

    community: int
    skills: tuple[str, ...]


class Places(Struct, frozen=True, forbid_unknown_fields=True):
    """Names of everything that lies somewhere."""

    city: str
    district: str
    origin: tuple[float, float]
    streets: tuple[str, ...]
    communities: tuple[str, ...]
    community_first: tuple[str, ...]
    community_second: tuple[str, ...]
    estates: tuple[Estate, ...]
    work_unit: tuple[WorkUnit, ...]
    lacking: tuple[Lacking, ...]


class SkillText(Struct, frozen=True, forbid_unknown_fields=True):
    """A skill; `share` of a thousand members of each group hold it."""

    code: str
    name: str
    name_en: str
    share: dict[Group, int]
    certificate: str | None = None


class SeatText(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat of a menu item."""

    skill: str
    required: int
    level: int = 1
    wanted: int = 0
    wanted_value: int = 0
    role: SeatRole = SeatRole.VOLUNTEER
    tags: tuple[Tag, ...] = ()


class ItemText(Struct, frozen=True, forbid_unknown_fields=True):
    """A menu item, with how often, when, where and by whom it is asked for."""

    code: str
    icon: str
    name: str
    name_en: str
    category: ServiceCategory
    minutes: int
    share: int
    when: str
    at: Literal["home", "grid", "community"]
    who: Who
    seats: tuple[SeatText, ...]
    notes: tuple[str, ...]
    weight: int = 1
    risk: Risk = Risk.LOW
    risk_notice: str | None = None
    risk_notice_en: str | None = None
    conditions: str = ""
    conditions_en: str = ""
    season: tuple[int, int] | None = None
    own: int | None = None


class Menu(Struct, frozen=True, forbid_unknown_fields=True):
    """All items, and the notice for those of low risk."""

    low_risk: str
    low_risk_en: str
    item: tuple[ItemText, ...]


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Small sentences: notes and reasons."""

    access_stairs: tuple[str, ...]
    access_lift: tuple[str, ...]
    access_any: tuple[str, ...]
    rejected: tuple[str, ...]
    needs_info: tuple[str, ...]
    cancelled: tuple[str, ...]
    expired: tuple[str, ...]
    no_show: tuple[str, ...]
    returned: tuple[str, ...]
    transfer: tuple[str, ...]
    withdraw: tuple[str, ...]
    paused: tuple[str, ...]
    absence: tuple[str, ...]
    decline: dict[str, tuple[str, ...]]
    rated: dict[str, tuple[str, ...]]


class AccountText(Struct, frozen=True, forbid_unknown_fields=True):
    """A login with a role on a unit of the demo (by its key)."""

    login: str
    role: Role
    on: str
    label: str
    label_en: str


class CastText(Struct, frozen=True, forbid_unknown_fields=True):
    """A login for somebody in whom the run's outcome can be seen."""

    login: str
    part: Part
    label: str
    label_en: str


class Accounts(Struct, frozen=True, forbid_unknown_fields=True):
    """The logins that the demo prints, and their one password."""

    password: str
    account: tuple[AccountText, ...]
    cast: tuple[CastText, ...]


class Texts(Struct, frozen=True):
    """Everything under `texts/`."""

    names: Names
    places: Places
    skills: tuple[SkillText, ...]
    menu: Menu
    words: Words
    accounts: Accounts


_Text = TypeVar("_Text", bound=Struct)


def _read(name: str, type_: type[_Text]) -> _Text:
    return msgspec.convert(_raw(name), type_)


def _raw(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "texts" / f"{name}.toml").read_text("utf-8"))


@cache
def texts() -> Texts:
    """The demo's words; raises msgspec.ValidationError naming what is wrong in a file."""
    return Texts(
        names=_read("names", Names),
        places=_read("places", Places),
        skills=msgspec.convert(_raw("skills")["skill"], tuple[SkillText, ...]),
        menu=_read("menu", Menu),
        words=_read("words", Words),
        accounts=_read("accounts", Accounts),
    )
