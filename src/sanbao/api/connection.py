"""Relay connections over the pages of `core.paging`, with a `nodes` shortcut and a count on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from sanbao.core import list_pages, paging

Item = TypeVar("Item")


@strawberry.type(description="Where a page lies in its list. 分页信息。")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether rows follow.")
    has_previous_page: bool = strawberry.field(description="Whether rows come before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first row; give it as `before`.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last row; give it as `after`.")


@strawberry.type(description="A row with its cursor. 带游标的一行。")
class Edge(Generic[Item]):
    node: Item = strawberry.field(description="The row.")
    cursor: str = strawberry.field(description="Its place in this order.")


@strawberry.type(description="A page of a list. 一页数据。")
class Connection(Generic[Item]):
    page: strawberry.Private[paging.Page[Any] | list_pages.ListPage[Any]]

    @strawberry.field(description="Rows with their cursors.")
    def edges(self) -> list[Edge[Item]]:
        rows = zip(self.page.rows, self.page.cursors, strict=True)
        return [Edge(node=cast(Item, row), cursor=cursor) for row, cursor in rows]

    @strawberry.field(description="Rows without their cursors.")
    def nodes(self) -> list[Item]:
        return cast(list[Item], list(self.page.rows))

    @strawberry.field(description="Where this page lies.")
    def page_info(self) -> PageInfo:
        cursors: Sequence[str] = self.page.cursors
        return PageInfo(
            has_next_page=self.page.has_next,
            has_previous_page=self.page.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        )

    @strawberry.field(description="How many rows the filter has in all; counted only when asked for.")
    async def total_count(self) -> int:
        return await self.page.count()


class Paged(FieldExtension):
    """Gives a field Relay's four arguments; its resolver takes them as one `page: PageRequest`."""

    _DESCRIPTIONS: ClassVar[dict[str, tuple[type, str]]] = {
        "first": (int, "How many rows from the front, 1 to 100; 50 if neither `first` nor `last` is given."),
        "after": (str, "Begin after this cursor."),
        "last": (int, "How many rows from the end, 1 to 100."),
        "before": (str, "End before this cursor."),
    }

    def apply(self, field: StrawberryField) -> None:
        """Replace the argument `page`."""
        field.arguments = [argument for argument in field.arguments if argument.python_name != "page"] + [
            StrawberryArgument(
                python_name=name,
                graphql_name=None,
                type_annotation=StrawberryAnnotation(kind | None),
                description=description,
                default=None,
            )
            for name, (kind, description) in self._DESCRIPTIONS.items()
        ]

    async def resolve_async(self, next_: Any, source: Any, info: Any, **kwargs: Any) -> Any:
        """Call the resolver with the page and wrap what it answers."""
        page = paging.PageRequest(**{name: kwargs.pop(name, None) for name in self._DESCRIPTIONS})
        return Connection(page=await next_(source, info, page=page, **kwargs))
