"""The menu: which items a unit has, and making, changing and retiring them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import F, Q, Subquery
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core.db import insert_many, locked, unit_of_work
from sanbao.core.errors import AlreadyExists, InvalidInput, NotFound
from sanbao.members.models import Skill
from sanbao.menu.drafts import MenuItemDraft
from sanbao.menu.models import MenuItem, Seat
from sanbao.organisations import scope
from sanbao.organisations import service as organisations
from sanbao.organisations.models import UnitAncestry


def visible(actor: Actor) -> QuerySet[MenuItem]:
    """The items an actor may see: the menu is public to everybody signed in, strangers see none."""
    return MenuItem.all() if actor.is_signed_in or actor.is_system else MenuItem.filter(id__in=[])


async def get(actor: Actor, id: UUID) -> MenuItem:
    """One item; raises NotFound."""
    item = await visible(actor).get_or_none(id=id)
    if item is None:
        raise NotFound("MenuItem", id)
    return item


def valid_for(unit_id: UUID) -> Q:
    """A filter: the unit's own items and those of the units above it."""
    return Q(unit_id__in=Subquery(UnitAncestry.filter(unit_id=unit_id).values("ancestor_id")))


def in_season_on(day: date) -> Q:
    """A filter: items without a season, or whose season has the month of the day."""
    month = day.month
    return (
        Q(season_from_month=None)
        | Q(season_from_month__lte=month, season_to_month__gte=month)
        | Q(season_from_month__gt=F("season_to_month"))
        & (Q(season_from_month__lte=month) | Q(season_to_month__gte=month))
    )


async def orderable(unit_id: UUID, item_id: UUID, day: date) -> MenuItem:
    """The item, if somebody in the unit may order it for a local day.

    Raises InvalidInput on `menu_item`: unknown, not on this unit's menu, retired, or out of season.
    """
    item = await MenuItem.get_or_none(id=item_id)
    if item is None:
        raise InvalidInput("menu_item", "unknown-id", noun="MenuItem")
    if not await scope.is_below(unit_id, item.unit_id):
        raise InvalidInput("menu_item", "menu-item-not-here", name=item.name)
    if not item.active:
        raise InvalidInput("menu_item", "menu-item-retired", name=item.name)
    if not is_in_season(item, day):
        raise InvalidInput(
            "menu_item",
            "menu-item-out-of-season",
            name=item.name,
            month=day.month,
            season_from_month=item.season_from_month,
            season_to_month=item.season_to_month,
        )
    return item


def is_in_season(item: MenuItem, day: date) -> bool:
    """Whether the item's season has the month of the day; both ends are included and it may wrap."""
    first, last = item.season_from_month, item.season_to_month
    if first is None or last is None:
        return True
    return first <= day.month <= last if first <= last else day.month >= first or day.month <= last


async def create(actor: Actor, unit_id: UUID, draft: MenuItemDraft) -> MenuItem:
    """Put an item on the menu of a unit and everything below it. Needs `menu:manage` on the unit."""
    columns, seats = draft.cleaned(), draft.cleaned_seats()
    await organisations.get(actor, unit_id)
    await scope.require(actor, Permission.MENU_MANAGE, unit_id)
    await _check_skills(seats)
    item = MenuItem(unit_id=unit_id, **columns)
    await _written(item)
    await _write_seats(item.id, seats)
    return item


async def change(
    actor: Actor, id: UUID, draft: MenuItemDraft, *, expected_version: int | None = None
) -> MenuItem:
    """Say everything of an item anew. Needs `menu:manage` on its unit.

    Once somebody has ordered it, its seats and its duration stay: assignments hold those seats and the
    windows were chosen for that duration (docs/decisions/ordered-menu-items.md).
    """
    columns, seats = draft.cleaned(), draft.cleaned_seats()
    await _require_manage(actor, id)
    item = await locked(MenuItem, id, expected_version=expected_version)
    before = await Seat.filter(menu_item_id=id).order_by("position")
    seats_change = seats != [{name: getattr(seat, name) for name in seats[0]} for seat in before]
    duration_changes = columns["duration_minutes"] != item.duration_minutes
    if (seats_change or duration_changes) and await _is_ordered(id):
        raise InvalidInput("seats" if seats_change else "duration_minutes", "menu-item-ordered")
    await _check_skills(seats)
    item.update_from_dict({**columns, "version": item.version + 1})
    await _written(item)
    if seats_change:
        await Seat.filter(menu_item_id=id).delete()
        await _write_seats(id, seats)
    return item


async def retire(actor: Actor, id: UUID, *, expected_version: int | None = None) -> MenuItem:
    """Take an item off the menu; what was ordered stays ordered. Retiring twice changes nothing."""
    await _require_manage(actor, id)
    item = await locked(MenuItem, id, expected_version=expected_version)
    if item.active:
        item.update_from_dict({"active": False, "version": item.version + 1})
        await item.save()
    return item


async def _require_manage(actor: Actor, id: UUID) -> None:
    item = await get(actor, id)
    await scope.require(actor, Permission.MENU_MANAGE, item.unit_id)


async def _written(item: MenuItem) -> None:
    """Save, the code being unique within its unit by the database's own word."""
    try:
        async with unit_of_work():
            await item.save()
    except IntegrityError:
        raise AlreadyExists("MenuItem", item.code) from None


async def _check_skills(seats: list[dict[str, Any]]) -> None:
    known = set(await Skill.filter(id__in=[seat["skill_id"] for seat in seats]).values_list("id", flat=True))
    for i, seat in enumerate(seats):
        if seat["skill_id"] not in known:
            raise InvalidInput(f"seats.{i}.skill", "unknown-id", noun="Skill")


async def _write_seats(item_id: UUID, seats: list[dict[str, Any]]) -> None:
    await insert_many(Seat, [Seat(menu_item_id=item_id, position=i, **seat) for i, seat in enumerate(seats)])


async def _is_ordered(id: UUID) -> bool:
    # By the names of the relations: the slice of requests stands below this one.
    item = MenuItem.filter(id=id)
    return (
        await item.filter(requests__id__isnull=False).exists()
        or await item.filter(series__id__isnull=False).exists()
    )
