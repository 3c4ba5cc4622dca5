"""Giving menu items pictures and icons, in the API."""

from __future__ import annotations

import strawberry
from strawberry.file_uploads import Upload

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.menu import MenuItem
from sanbao.api.mutation import VersionedInput, mutation
from sanbao.api.uploads import bytes_of
from sanbao.core import ids
from sanbao.menu import pictures


@strawberry.input(description="A picture for a menu item. 上传菜单图片。")
class MenuItemGivePictureInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The menu item.")
    file: Upload = strawberry.field(
        description="A JPEG, PNG or WebP of at most 10 MB and 40 million pixels, each side 32 pixels or more, by the "
        "GraphQL multipart request convention. It is made smaller (640 pixels) and loses everything but the image."
    )
    alt: str = strawberry.field(
        description="What is to be seen, in Chinese, 1 to 200 characters, for those who do not see it. 替代文字。"
    )
    alt_en: str = strawberry.field(default="", description="The same in English, at most 200 characters.")


@strawberry.input(description="An icon for a menu item. 选择菜单图标。")
class MenuItemGiveIconInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The menu item.")
    icon: str = strawberry.field(description="One of `menuIcons` by its name.")


@strawberry.input(description="Whose picture or icon to take away. 移除菜单图片。")
class MenuItemTakePictureInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The menu item.")


@strawberry.type(description="The item has the picture.")
class MenuItemGivePictureSuccess:
    menu_item: MenuItem = strawberry.field(description="The menu item as it is now.")


@strawberry.type(description="The item has the icon.")
class MenuItemGiveIconSuccess:
    menu_item: MenuItem = strawberry.field(description="The menu item as it is now.")


@strawberry.type(description="The item shows the icon of its line of service.")
class MenuItemTakePictureSuccess:
    menu_item: MenuItem = strawberry.field(description="The menu item as it is now.")


@strawberry.type
class MenuPictureMutations:
    @mutation(
        needs=Permission.MENU_MANAGE,
        description="Show a picture with a menu item, in place of what was shown before. 上传菜单图片。",
    )
    async def menu_item_give_picture(
        info: Info, input: MenuItemGivePictureInput
    ) -> MenuItemGivePictureSuccess:
        item = await pictures.give_picture(
            info.context.actor,
            ids.row_id(input.id, "MenuItem"),
            await bytes_of(input.file, "not-uploaded"),
            alt=input.alt,
            alt_en=input.alt_en,
            folder=info.context.settings.pictures_folder,
            expected_version=input.expected_version,
        )
        return MenuItemGivePictureSuccess(menu_item=item)

    @mutation(
        needs=Permission.MENU_MANAGE,
        description="Show one of our icons with a menu item, in place of what was shown before. 选择菜单图标。",
    )
    async def menu_item_give_icon(info: Info, input: MenuItemGiveIconInput) -> MenuItemGiveIconSuccess:
        item = await pictures.give_icon(
            info.context.actor,
            ids.row_id(input.id, "MenuItem"),
            input.icon,
            expected_version=input.expected_version,
        )
        return MenuItemGiveIconSuccess(menu_item=item)

    @mutation(
        needs=Permission.MENU_MANAGE,
        description="Take the picture or icon of a menu item away. 移除菜单图片。",
    )
    async def menu_item_take_picture(
        info: Info, input: MenuItemTakePictureInput
    ) -> MenuItemTakePictureSuccess:
        item = await pictures.take_picture(
            info.context.actor, ids.row_id(input.id, "MenuItem"), expected_version=input.expected_version
        )
        return MenuItemTakePictureSuccess(menu_item=item)
