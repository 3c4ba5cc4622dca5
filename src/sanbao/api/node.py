"""Nodes: everything with an opaque global id. GraphQL types describe ORM rows, they do not copy them.

A type is registered with its model and with the service's answer to "which rows may this actor see?";
`node(id:)`, `nodes(ids:)` and the answers of repeated mutations find rows through the registry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from tortoise.models import Model
from tortoise.queryset import QuerySet

from sanbao.access.actor import Actor
from sanbao.core import ids
from sanbao.core.errors import NotFound

Type = TypeVar("Type", bound=type[Any])
Visible = Callable[[Actor], QuerySet[Any]]


@strawberry.interface(description="Anything with an opaque global id. 有全局编号的对象。")
class Node:
    @strawberry.field(description="Opaque global id; good for `node(id:)` and as input.")
    def id(self, root: strawberry.Parent[Any]) -> strawberry.ID:
        return strawberry.ID(ids.to_global_id(type(root).__name__, root.id))


@strawberry.interface(
    description="A node that changes; pass `version` back as `expectedVersion`. 可变更的对象。"
)
class VersionedNode(Node):
    version: int = strawberry.field(description="Counts changes, from 1.")
    created_at: datetime = strawberry.field(description="When it was made, UTC.")


@dataclass(frozen=True, slots=True)
class Registered:
    """A node type, its model, and which of its rows an actor may see."""

    type: type[Any]
    model: type[Model]
    visible: Visible

    async def read(self, actor: Actor, id: UUID) -> Any:
        """One row; raises NotFound."""
        row = await self.visible(actor).get_or_none(id=id)
        if row is None:
            raise NotFound(self.model.__name__, id)
        return row


NODES: dict[str, Registered] = {}


def node(model: type[Model], visible: Visible, *, description: str) -> Callable[[Type], Type]:
    """Declare a class to be the GraphQL type of a model; `visible` says which rows an actor may see."""

    def declare(cls: Type) -> Type:
        cls.is_type_of = classmethod(lambda _cls, row, _info: isinstance(row, model))
        made: Type = strawberry.type(cls, description=description)
        NODES[model.__name__] = Registered(made, model, visible)
        return made

    return declare
