"""Pictures of menu items: giving and taking them, and where their bytes lie: in the database, or in a folder.

A picture never changes, so whoever has it may keep it for ever. One that no item shows any more stays for a day, for
pages that were read before, and is thrown away when the next one comes.
"""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sanbao.access.actor import Actor
from sanbao.access.roles import Permission
from sanbao.core import clock, ids, inputs
from sanbao.core.db import locked
from sanbao.core.errors import InvalidInput
from sanbao.menu import rendering, service
from sanbao.menu.icons import drawings
from sanbao.menu.models import MenuItem, Picture
from sanbao.organisations import scope

_KEPT_UNUSED = timedelta(days=1)


async def give_picture(
    actor: Actor,
    item_id: UUID,
    data: bytes,
    *,
    alt: str,
    alt_en: str = "",
    folder: Path | None = None,
    expected_version: int | None = None,
) -> MenuItem:
    """Show an uploaded image with an item. Needs `menu:manage` on its unit.

    `alt` says in words what is to be seen, at most 200 characters. Raises InvalidInput for a file that is no picture
    we take (`rendering.render`).
    """
    alt = inputs.text("alt", alt, most=200)
    alt_en = inputs.text("alt_en", alt_en, most=200, required=False)
    await _require_manage(actor, item_id)
    rendered = await asyncio.to_thread(rendering.render, data)
    item = await locked(MenuItem, item_id, expected_version=expected_version)
    await _throw_away_unused(folder)
    picture = Picture(id=ids.new_id(), width=rendered.width, height=rendered.height, alt=alt, alt_en=alt_en)
    if folder is None:
        picture.data = rendered.webp
    else:
        await asyncio.to_thread(_write, _file(folder, picture.id), rendered.webp)
    await picture.save(force_create=True)
    return await _shown(item, picture.id, None)


async def give_icon(
    actor: Actor, item_id: UUID, icon: str, *, expected_version: int | None = None
) -> MenuItem:
    """Show one of our icons with an item, in place of a picture. Needs `menu:manage` on its unit; raises InvalidInput
    for a name that we have not."""
    if icon not in drawings():
        raise InvalidInput("icon", "icon-unknown", value=icon[:40])
    await _require_manage(actor, item_id)
    item = await locked(MenuItem, item_id, expected_version=expected_version)
    return await _shown(item, None, icon)


async def take_picture(actor: Actor, item_id: UUID, *, expected_version: int | None = None) -> MenuItem:
    """Show neither a picture nor an icon of its own with an item, only that of its category. Needs `menu:manage`."""
    await _require_manage(actor, item_id)
    item = await locked(MenuItem, item_id, expected_version=expected_version)
    return await _shown(item, None, None)


async def read(id: UUID, folder: Path | None) -> bytes | None:
    """The WebP of a picture; None where there is none. Where pictures went to a folder later, older ones are still
    found in the database."""
    picture = await Picture.get_or_none(id=id).only("id", "data")
    if picture is None:
        return None
    if picture.data is not None or folder is None:
        return picture.data
    return await asyncio.to_thread(_read, _file(folder, id))


async def _require_manage(actor: Actor, item_id: UUID) -> None:
    item = await service.get(actor, item_id)
    await scope.require(actor, Permission.MENU_MANAGE, item.unit_id)


async def _shown(item: MenuItem, picture_id: UUID | None, icon: str | None) -> MenuItem:
    item.update_from_dict({"picture_id": picture_id, "icon": icon, "version": item.version + 1})
    await item.save(update_fields=["picture_id", "icon", "version"])
    return item


async def _throw_away_unused(folder: Path | None) -> None:
    """Files first, of rows that went before: should this deed fail, no row is left without its file."""
    if folder is not None:
        known = {picture.id for picture in await Picture.all().only("id")}
        await asyncio.to_thread(_unlink_others, folder, known)
    old = Picture.filter(menu_items__id__isnull=True, created_at__lt=clock.now() - _KEPT_UNUSED)
    await Picture.filter(id__in=await old.values_list("id", flat=True)).delete()


def _file(folder: Path, id: UUID) -> Path:
    return folder / f"{id.hex}.webp"


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    unfinished.write_bytes(data)
    unfinished.replace(file)


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _unlink_others(folder: Path, known: set[UUID]) -> None:
    names = {f"{id.hex}.webp" for id in known}
    old = time.time() - _KEPT_UNUSED.total_seconds()
    for file in folder.glob("*.webp"):
        if file.name not in names and file.stat().st_mtime < old:
            file.unlink(missing_ok=True)
