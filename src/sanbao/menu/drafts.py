"""What is said of a menu item and its seats when it is made or changed, and the rules for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sanbao.core import inputs
from sanbao.core.errors import InvalidInput
from sanbao.members.kinds import ServiceCategory, Tag
from sanbao.menu.models import Risk, SeatRole

MOST_SEATS = 20
MOST_PEOPLE = 500
MOST_WANTED_VALUE = 10_000
_TAGS_OF_HIGH_RISK = (Tag.INSURED, Tag.ADULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatDraft:
    """Places of one kind in the team: `required` people and up to `wanted` more."""

    skill_id: UUID
    role: SeatRole = SeatRole.VOLUNTEER
    level: int = 1
    tags: Sequence[Tag] = ()
    required: int = 1
    wanted: int = 0
    wanted_value: int = 0

    def cleaned(self, field: str, risk: Risk) -> dict[str, Any]:
        """The columns; `field` is the seat's path in the input. Raises InvalidInput."""
        required = inputs.number(f"{field}.required", self.required, least=0, most=MOST_PEOPLE)
        wanted = inputs.number(f"{field}.wanted", self.wanted, least=0, most=MOST_PEOPLE)
        if required + wanted == 0:
            raise InvalidInput(f"{field}.required", "seat-without-places")
        tags = {*self.tags, *(_TAGS_OF_HIGH_RISK if risk is Risk.HIGH else ())}
        return {
            "skill_id": self.skill_id,
            "role": self.role,
            "level": inputs.number(f"{field}.level", self.level, least=1, most=3),
            "tags": [tag.value for tag in Tag if tag in tags],
            "required": required,
            "wanted": wanted,
            "wanted_value": inputs.number(
                f"{field}.wanted_value", self.wanted_value, least=0, most=MOST_WANTED_VALUE
            ),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItemDraft:
    """Everything that is said of a menu item. The season is months 1 to 12, both included; it may run over
    the turn of the year (11 to 2). An English text that is None stays as it is."""

    code: str
    name: str
    category: ServiceCategory
    duration_minutes: int
    seats: Sequence[SeatDraft]
    name_en: str = ""
    description: str = ""
    description_en: str | None = None
    weight: int = 1
    risk: Risk = Risk.LOW
    risk_notice: str = ""
    risk_notice_en: str | None = None
    conditions: str = ""
    conditions_en: str | None = None
    season_from_month: int | None = None
    season_to_month: int | None = None

    def cleaned(self) -> dict[str, Any]:
        """The columns of the item; raises InvalidInput.

        A risk must be told to those who serve (Regulations on Voluntary Service, State Council Order 685,
        article 12).
        """
        risk_notice = inputs.text("risk_notice", self.risk_notice, most=1000, required=False)
        if self.risk is not Risk.LOW and not risk_notice:
            raise InvalidInput("risk_notice", "menu-risk-notice", risk=self.risk.value)
        return {
            "code": inputs.text("code", self.code, most=40),
            "name": inputs.text("name", self.name, most=120),
            "name_en": inputs.text("name_en", self.name_en, most=120, required=False),
            "category": self.category,
            "description": inputs.text("description", self.description, most=2000, required=False),
            "duration_minutes": inputs.number("duration_minutes", self.duration_minutes, least=5, most=1440),
            "weight": inputs.number("weight", self.weight, least=1, most=1000),
            "risk": self.risk,
            "risk_notice": risk_notice,
            "conditions": inputs.text("conditions", self.conditions, most=1000, required=False),
            "season_from_month": _month("season_from_month", self.season_from_month, self.season_to_month),
            "season_to_month": _month("season_to_month", self.season_to_month, self.season_from_month),
            **self._english(),
        }

    def _english(self) -> dict[str, str]:
        texts = (
            ("description_en", self.description_en, 2000),
            ("risk_notice_en", self.risk_notice_en, 1000),
            ("conditions_en", self.conditions_en, 1000),
        )
        return {
            name: inputs.text(name, text, most=most, required=False)
            for name, text, most in texts
            if text is not None
        }

    def cleaned_seats(self) -> list[dict[str, Any]]:
        """The columns of the seats, in order; raises InvalidInput naming the seat, or the whole list."""
        if not 1 <= len(self.seats) <= MOST_SEATS:
            raise InvalidInput("seats", "menu-seat-count", value=len(self.seats), most=MOST_SEATS)
        found = [seat.cleaned(f"seats.{i}", self.risk) for i, seat in enumerate(self.seats)]
        people = sum(seat["required"] + seat["wanted"] for seat in found)
        if people > MOST_PEOPLE:
            raise InvalidInput("seats", "menu-people", value=people, most=MOST_PEOPLE)
        return found


def _month(field: str, month: int | None, other: int | None) -> int | None:
    if month is None:
        if other is not None:
            raise InvalidInput(field, "menu-season-half")
        return None
    return inputs.number(field, month, least=1, most=12)
