"""The catalogue of skills, one for the whole installation."""

from __future__ import annotations

import re
from typing import Any, TypedDict
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import inputs
from sanbao.core.db import hold_table, locked, unit_of_work
from sanbao.core.errors import AlreadyExists, InvalidInput, NameTaken, NotFound, PermissionDenied
from sanbao.members.models import Skill
from sanbao.organisations import scope

_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")


class SkillSaid(TypedDict, total=False):
    """What is said of a skill; in a change, what is left out stays as it is."""

    name: str
    name_en: str
    certificate_required: bool


def _columns(said: SkillSaid) -> dict[str, Any]:
    columns: dict[str, Any] = {**said}
    if "name" in said:
        columns["name"] = inputs.text("name", said["name"], most=80)
    if "name_en" in said:
        columns["name_en"] = inputs.text("name_en", said["name_en"], most=80, required=False)
    return columns


def visible(actor: Actor) -> QuerySet[Skill]:
    """The skills that an actor may see: everybody signed in sees all, strangers none."""
    return Skill.all() if actor.is_signed_in or actor.is_system else Skill.filter(id__in=[])


async def get(actor: Actor, id: UUID) -> Skill:
    """One skill; raises NotFound."""
    skill = await visible(actor).get_or_none(id=id)
    if skill is None:
        raise NotFound("Skill", id)
    return skill


def _require_manager(actor: Actor) -> None:
    if not actor.holds_somewhere(Permission.MENU_MANAGE):
        actor.require_signed_in()
        raise PermissionDenied(Permission.MENU_MANAGE.value)


async def _require_all_who_use_it(actor: Actor, id: UUID) -> None:
    """What a skill says holds for everybody's members and menus: a certificate that it begins to require, for one."""
    if actor.holds_everything:
        return
    for user in ("holders__member", "seats__menu_item"):
        used = Skill.filter(**{"id": id, f"{user}__unit_id__isnull": False})
        if await used.exclude(
            scope.units_in_scope(actor, Permission.MENU_MANAGE, f"{user}__unit_id")
        ).exists():
            raise PermissionDenied(Permission.MENU_MANAGE.value)


async def create(actor: Actor, code: str, said: SkillSaid) -> Skill:
    """Add a skill; `name` must be said. Needs `menu:manage` on any unit. Raises NameTaken where another skill
    has one of its names."""
    _require_manager(actor)
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise InvalidInput("code", "skill-code-format", value=code[:40])
    columns = _columns({"name": "", **said})
    try:
        async with unit_of_work():
            await hold_table(Skill)
            await _check_names(columns)
            return await Skill.create(code=code, **columns)
    except IntegrityError:
        raise AlreadyExists("Skill", code) from None


async def change(actor: Actor, id: UUID, said: SkillSaid, *, expected_version: int | None = None) -> Skill:
    """Change a skill; its code stays. Needs `menu:manage` on any unit, and on each whose members have the skill or whose
    menu asks for it. Raises NameTaken as `create` does."""
    _require_manager(actor)
    await _require_all_who_use_it(actor, id)
    columns = _columns(said)
    async with unit_of_work():
        await hold_table(Skill)
        skill = await locked(Skill, id, expected_version=expected_version)
        await _check_names({name: to for name, to in columns.items() if getattr(skill, name) != to}, but=id)
        skill.update_from_dict({**columns, "version": skill.version + 1})
        await skill.save()
    return skill


async def _check_names(columns: dict[str, Any], but: UUID | None = None) -> None:
    """Names are compared without regard to case, as imports do when they look for a skill."""
    for field in ("name", "name_en"):
        if columns.get(field):
            same = Skill.filter(**{f"{field}__iexact": columns[field]})
            existing = await (same.exclude(id=but) if but else same).first()
            if existing is not None:
                raise NameTaken("Skill", existing, field)
