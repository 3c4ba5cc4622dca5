"""Menu items and skills for tests."""

from __future__ import annotations

from typing import Any

from sanbao.access.actor import SYSTEM
from sanbao.core.ids import new_id
from sanbao.members.kinds import ServiceCategory
from sanbao.members.models import Skill
from sanbao.menu import service
from sanbao.menu.drafts import MenuItemDraft, SeatDraft
from sanbao.menu.models import MenuItem
from sanbao.organisations.models import Unit


async def make_skill(code: str = "plumbing") -> Skill:
    """The skill of this code, made when it is not there."""
    skill, _ = await Skill.get_or_create(code=code, defaults={"name": code})
    return skill


async def a_menu_item(**said: Any) -> MenuItemDraft:
    """What is said of an item of one seat."""
    if "seats" not in said:
        said["seats"] = [SeatDraft(skill_id=(await make_skill()).id)]
    return MenuItemDraft(
        **{
            "code": new_id().hex,
            "name": "Tap repair",
            "category": ServiceCategory.OTHER,
            "duration_minutes": 60,
            **said,
        }
    )


async def make_menu_item(unit: Unit, **said: Any) -> MenuItem:
    """An item on a unit's menu."""
    return await service.create(SYSTEM, unit.id, await a_menu_item(**said))
