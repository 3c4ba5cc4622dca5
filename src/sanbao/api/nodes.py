"""`node(id:)` and `nodes(ids:)`: anything by its global id."""

from __future__ import annotations

import strawberry

from sanbao.api.context import Info
from sanbao.api.node import NODES, Node
from sanbao.api.query import query
from sanbao.core import ids
from sanbao.core.errors import InvalidInput, NotFound
from sanbao.core.paging import MAX_PAGE


@strawberry.type
class NodeQueries:
    @query(
        needs="self",
        description="Anything by its global id; null when it is not there or not yours to see. 按编号取对象。",
    )
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:
        noun, row_id = ids.from_global_id(id)
        registered = NODES.get(noun)
        if registered is None:
            raise InvalidInput("id", "id-malformed", value=id[:80])
        try:
            return await registered.read(info.context.actor, row_id)
        except NotFound:
            return None

    @query(
        needs="self",
        description="Up to 100 things by their global ids, in the order asked. 按多个编号取对象。",
    )
    async def nodes(self, info: Info, ids: list[strawberry.ID]) -> list[Node | None]:
        if len(ids) > MAX_PAGE:
            raise InvalidInput("ids", "page-size", value=len(ids), most=MAX_PAGE)
        return [await self.node(info, id) for id in ids]
