"""Pictures of menu items through the API, and at their addresses."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import httpx
import pytest

from sanbao.access.roles import Role
from sanbao.app import create_app
from sanbao.core import clock
from sanbao.core.catalogue import LOCALES, sentences
from sanbao.core.settings import Settings
from sanbao.members.kinds import ServiceCategory
from sanbao.menu import icons
from sanbao.menu.models import MenuItem, Picture
from tests.dispatch.factories import Scene, make_scene
from tests.factories import gid
from tests.menu.images import an_image, opened
from tests.people import Client, make_account

PICTURE = "picture { url width height alt icon }"
GIVE = f"""mutation ($input: MenuItemGivePictureInput!) {{ menuItemGivePicture(input: $input) {{
  ... on MenuItemGivePictureSuccess {{ menuItem {{ version {PICTURE} }} }} ... on UserError {{ code path message }} }} }}"""
ICON = f"""mutation ($input: MenuItemGiveIconInput!) {{ menuItemGiveIcon(input: $input) {{
  ... on MenuItemGiveIconSuccess {{ menuItem {{ {PICTURE} }} }} ... on UserError {{ code path }} }} }}"""
TAKE = f"""mutation ($input: MenuItemTakePictureInput!) {{ menuItemTakePicture(input: $input) {{
  ... on MenuItemTakePictureSuccess {{ menuItem {{ {PICTURE} }} }} ... on UserError {{ code path }} }} }}"""


async def coordinator_of(stranger: Client, scene: Scene) -> Client:
    return await stranger.signed_in_as(await make_account("boss", Role.COORDINATOR, scene.street))


async def give(client: Client, item: MenuItem, **said: Any) -> dict[str, Any]:
    """The answer to an upload."""
    given = {"id": gid(item), "file": an_image(), "alt": "水龙头", "altEn": "A tap", **said}
    answer: dict[str, Any] = (await client.ask(GIVE, input=given))["menuItemGivePicture"]
    return answer


async def test_an_uploaded_picture_is_shown_and_served_for_ever(stranger: Client):
    scene = await make_scene()
    boss = await coordinator_of(stranger, scene)

    given = (await give(boss, scene.item, file=an_image(1280, 640, "JPEG")))["menuItem"]

    picture = await Picture.get()
    url = f"/pictures/{picture.id.hex}.webp"
    assert given == {
        "version": 2,
        "picture": {"url": url, "width": 640, "height": 320, "alt": "A tap", "icon": None},
    }
    served = await stranger.http.get(url)
    assert served.status_code == 200
    assert served.headers["content-type"] == "image/webp"
    assert served.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert served.headers["x-content-type-options"] == "nosniff"
    assert "img-src 'self' data:" in served.headers["content-security-policy"]
    assert opened(served.content).size == (640, 320)
    again = await stranger.http.get(url, headers={"if-none-match": served.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_what_is_not_there_is_not_found_and_not_kept(stranger: Client):
    for url in (f"/pictures/{uuid4().hex}.webp", "/pictures/x.webp", "/pictures/icons/nothing.svg"):
        answer = await stranger.http.get(url)
        assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
    assert (await stranger.http.get("/pictures/icons/..%2f__init__.svg")).status_code == 404


async def test_an_icon_or_nothing_takes_the_place_of_a_picture(stranger: Client):
    scene = await make_scene(category=ServiceCategory.HEALTH)
    boss = await coordinator_of(stranger, scene)
    await give(boss, scene.item)

    icon = (await boss.ask(ICON, input={"id": gid(scene.item), "icon": "tap"}))["menuItemGiveIcon"]
    unknown = (await boss.ask(ICON, input={"id": gid(scene.item), "icon": "../tap"}))["menuItemGiveIcon"]
    bare = (await boss.ask(TAKE, input={"id": gid(scene.item)}))["menuItemTakePicture"]

    shown = icon["menuItem"]["picture"]
    assert (shown["icon"], shown["alt"]) == ("tap", "a water tap")
    served = await stranger.http.get(shown["url"])
    assert (served.status_code, served.headers["content-type"]) == (200, "image/svg+xml")
    assert served.content == icons.drawings()["tap"]
    assert unknown == {"code": "ICON_UNKNOWN", "path": ["icon"]}
    assert bare["menuItem"]["picture"]["icon"] == "medical"


async def test_who_may_not_manage_the_menu_uploads_nothing(stranger: Client):
    scene = await make_scene()
    worker = await stranger.signed_in_as(await make_account("worker", Role.GRID_WORKER, scene.street))

    refused = await give(worker, scene.item, file=b"not even a picture")
    nobody = await stranger.send(GIVE, input={"id": gid(scene.item), "file": an_image(), "alt": "x"})

    assert refused["code"] == "PERMISSION_DENIED"
    assert nobody["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert await Picture.all().count() == 0
    assert (await MenuItem.get(id=scene.item.id)).version == 1


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        ({"file": an_image()[:50]}, "PICTURE_UNREADABLE", ["file"]),
        ({"file": an_image(20, 20)}, "PICTURE_SMALL", ["file"]),
        ({"alt": " "}, "REQUIRED", ["alt"]),
        ({"altEn": "x" * 201}, "TOO_LONG", ["altEn"]),
        ({"expectedVersion": 7}, "STALE_VERSION", []),
    ],
)
async def test_a_refused_picture_leaves_the_item_as_it_was(
    stranger: Client, said: dict[str, Any], code: str, path: list[str]
):
    scene = await make_scene()

    answer = await give(await coordinator_of(stranger, scene), scene.item, **said)

    assert (answer["code"], answer["path"]) == (code, path)
    assert await Picture.all().count() == 0
    assert (await MenuItem.get(id=scene.item.id)).version == 1


async def test_pictures_in_a_folder_are_served_and_thrown_away_a_day_after_nothing_shows_them(
    db: Settings, tmp_path: Path
):
    folder = tmp_path / "pictures"
    app = create_app(db.model_copy(update={"pictures_folder": folder}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        scene = await make_scene()
        boss = await coordinator_of(Client(http), scene)
        first = (await give(boss, scene.item))["menuItem"]["picture"]["url"]
        second = (await give(boss, scene.item))["menuItem"]["picture"]["url"]
        assert sorted(f"/pictures/{f.name}" for f in folder.iterdir()) == sorted([first, second])
        assert await Picture.filter(data__isnull=False).count() == 0
        assert [(await http.get(url)).status_code for url in (first, second)] == [200, 200]

        long_ago = clock.now() - timedelta(days=2)
        await Picture.all().update(created_at=long_ago)
        for file in folder.iterdir():
            os.utime(file, (long_ago.timestamp(), long_ago.timestamp()))
        for _ in range(2):
            last = (await give(boss, scene.item))["menuItem"]["picture"]["url"]

        assert (await http.get(first)).status_code == 404
        assert f"/pictures/{first.rpartition('/')[2]}" not in {
            f"/pictures/{f.name}" for f in folder.iterdir()
        }
        assert (await http.get(last)).status_code == 200


def test_every_icon_is_a_drawing_of_ours_with_words_and_without_any_address():
    for name, drawing in icons.drawings().items():
        root = ElementTree.fromstring(drawing)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert {element.tag.rpartition("}")[2] for element in root} <= {"path", "circle", "rect"}
        assert b"href" not in drawing and len(drawing) < 1_500
        assert set(sentences()[f"icon.{name}"]) == set(LOCALES)
    assert set(icons.OF_CATEGORY) == set(ServiceCategory)
    assert set(icons.OF_CATEGORY.values()) <= set(icons.drawings())
