"""Pictures of menu items as the API shows them, and the addresses where they lie.

The addresses are public: an `<img>` sends no token. A picture's own cannot be guessed, and a menu is no secret.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import strawberry
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from sanbao.api.context import Info
from sanbao.api.query import query
from sanbao.core.catalogue import sentence
from sanbao.core.settings import Settings
from sanbao.menu import icons, models, pictures

_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


@strawberry.type(
    description="What is shown with a menu item: an uploaded picture, or a line icon of ours. 菜单图片。"
)
class MenuPicture:
    url: str = strawberry.field(
        description="Where it lies on this server, such as `/pictures/….webp`; needs no token. What lies there never "
        "changes and may be kept for ever."
    )
    width: int = strawberry.field(description="Pixels; of an icon, any other square will do.")
    height: int = strawberry.field(description="Pixels.")
    alt: str = strawberry.field(
        description="What is to be seen, in the reader's language: alternative text. 替代文字。"
    )
    icon: str | None = strawberry.field(description="Name of the icon; null for an uploaded picture. 图标。")


def _icon(name: str, locale: str) -> MenuPicture:
    digest = hashlib.sha256(icons.drawings()[name]).hexdigest()[:12]
    return MenuPicture(
        url=f"/pictures/icons/{name}.svg?v={digest}",
        width=icons.SIDE,
        height=icons.SIDE,
        alt=sentence(f"icon.{name}", {}, locale),
        icon=name,
    )


async def of_item(root: strawberry.Parent[models.MenuItem], info: Info) -> MenuPicture:
    """The field `MenuItem.picture`."""

    async def load(ids: Sequence[Any]) -> list[models.Picture | None]:
        shown = models.Picture.filter(id__in=list(ids)).only("id", "width", "height", "alt", "alt_en")
        found = {picture.id: picture for picture in await shown}
        return [found.get(id) for id in ids]

    locale = info.context.locale
    if root.picture_id is not None:
        picture = await info.context.loaders.batched((models.Picture, "shown"), load, root.picture_id)
        return MenuPicture(
            url=f"/pictures/{picture.id.hex}.webp",
            width=picture.width,
            height=picture.height,
            alt=(picture.alt_en if locale == "en" else "") or picture.alt,
            icon=None,
        )
    name = root.icon if root.icon in icons.drawings() else icons.OF_CATEGORY[root.category]
    return _icon(name, locale)


@strawberry.type
class PictureQueries:
    @query(needs="self", description="Every icon that a menu item can have, by name. 图标列表。")
    async def menu_icons(self, info: Info) -> list[MenuPicture]:
        return [_icon(name, info.context.locale) for name in icons.drawings()]


def routes(settings: Settings) -> list[BaseRoute]:
    """`GET /pictures/{id}.webp` and `GET /pictures/icons/{name}.svg`: 404 for what is not there, 304 for what the
    browser has."""

    async def picture(request: Request) -> Response:
        try:
            id = UUID(hex=request.path_params["id"])
        except ValueError:
            return _answer(request, None, "")
        return _answer(request, await pictures.read(id, settings.pictures_folder), "image/webp")

    async def icon(request: Request) -> Response:
        return _answer(request, icons.drawings().get(request.path_params["name"]), "image/svg+xml")

    return [_route("/pictures/{id}.webp", picture), _route("/pictures/icons/{name}.svg", icon)]


def _route(path: str, answer: Callable[[Request], Awaitable[Response]]) -> Route:
    return Route(path, answer, methods=["GET"])


def _answer(request: Request, body: bytes | None, media_type: str) -> Response:
    if body is None:
        return PlainTextResponse("Not found\n", 404, {"cache-control": "no-store"})
    headers = {**_FOR_EVER, "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)
