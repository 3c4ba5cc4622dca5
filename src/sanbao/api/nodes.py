"""`node(id:)` and `nodes(ids:)`: anything by its global id."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import strawberry

from sanbao.api import sight
from sanbao.api.context import Info
from sanbao.api.node import NODES, Node
from sanbao.api.query import query
from sanbao.core import ids
from sanbao.core.errors import InvalidInput
from sanbao.core.paging import MAX_PAGE


async def _row(info: Info, id: str, field: str) -> Any:
    """The row behind a global id, or None; rows of one type asked for together take one statement."""
    try:
        noun, row_id = ids.from_global_id(id)
    except InvalidInput as error:
        raise InvalidInput(field, error.message_key, **error.facts) from None
    registered = NODES.get(noun)
    if registered is None:
        raise InvalidInput(field, "id-malformed", value=id[:80])
    return await sight.visible(info, registered.visible, row_id)


@strawberry.type
class NodeQueries:
    @query(
        needs="self",
        description="Anything by its global id; null when it is not there or not yours to see. 按编号取对象。",
    )
    async def node(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its global id.")]
    ) -> Node | None:
        found: Node | None = await _row(info, id, "id")
        return found

    @query(
        needs="self",
        description="Up to 100 things by their global ids, in the order asked. 按多个编号取对象。",
    )
    async def nodes(
        self,
        info: Info,
        given: Annotated[
            list[strawberry.ID],
            strawberry.argument(name="ids", description="Their global ids, of any types."),
        ],
    ) -> list[Node | None]:
        if len(given) > MAX_PAGE:
            raise InvalidInput("ids", "page-size", value=len(given), most=MAX_PAGE)
        return list(await asyncio.gather(*(_row(info, id, f"ids.{i}") for i, id in enumerate(given))))
