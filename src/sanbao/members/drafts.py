"""What is said of a member, checked: the rules of every single field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from sanbao.core import clock, inputs
from sanbao.core.errors import InvalidInput
from sanbao.members import contacts
from sanbao.members.kinds import MemberKind, ServiceCategory

MOST_SERVICES_PER_WEEK = 21
MOST_MINUTES_PER_WEEK = 7 * 24 * 60
MOST_REACH_METRES = 200_000

_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)


class MemberSaid(TypedDict, total=False):
    """What is said of a member; in a change, what is left out stays as it is.

    `position` is (longitude, latitude) in WGS-84 degrees, `reach_metres` how far from there he serves.
    """

    kind: MemberKind
    unit_id: UUID
    work_unit_id: UUID | None
    name: str
    telephone: str | None
    address: str | None
    position: tuple[float, float] | None
    birth_date: date | None
    insured_until: date | None
    trained_on: date | None
    max_services_per_week: int
    max_minutes_per_week: int
    reach_metres: int
    intentions: Sequence[ServiceCategory]
    external_system: str | None
    external_id: str | None


OWN_FIELDS = frozenset(
    {
        "telephone",
        "address",
        "position",
        "max_services_per_week",
        "max_minutes_per_week",
        "reach_metres",
        "intentions",
    }
)
"""What a member changes of himself; the rest is the coordinator's, who has seen the papers."""

_RANGES = {
    "max_services_per_week": MOST_SERVICES_PER_WEEK,
    "max_minutes_per_week": MOST_MINUTES_PER_WEEK,
    "reach_metres": MOST_REACH_METRES,
}


def columns(said: MemberSaid) -> dict[str, Any]:
    """The columns of what is said; raises InvalidInput. Looks at no row: units are checked by the caller."""
    given: dict[str, Any] = {**said}
    found: dict[str, Any] = {
        name: given[name]
        for name in ("unit_id", "work_unit_id", "insured_until", "trained_on")
        if name in given
    }
    if "kind" in said:
        found["kind"] = said["kind"].value
    if "name" in said:
        found["name"] = inputs.text("name", said["name"], most=80)
    if "telephone" in said:
        found |= contacts.telephone_columns(said["telephone"])
    found |= contacts.place_columns(said) | contacts.external_columns(said)
    for name, most in _RANGES.items():
        if name in given:
            found[name] = inputs.number(name, given[name], least=0, most=most)
    if "birth_date" in said:
        found["birth_date"] = _birth_date(said["birth_date"])
    for name in ("insured_until", "trained_on"):
        if given.get(name) is not None and not _EARLIEST <= given[name] <= _LATEST:
            raise InvalidInput(name, "date-range")
    if given.get("trained_on") is not None and given["trained_on"] > clock.today():
        raise InvalidInput("trained_on", "trained-in-future")
    if "intentions" in said:
        intentions = [category.value for category in said["intentions"]]
        if len(set(intentions)) < len(intentions):
            raise InvalidInput("intentions", "intention-twice")
        found["intentions"] = intentions
    return found


def _birth_date(value: date | None) -> str | None:
    if value is not None and not _EARLIEST <= value <= clock.today():
        raise InvalidInput("birth_date", "birth-date-range")
    return value.isoformat() if value is not None else None
