"""Nodes: everything with an opaque global id. GraphQL types describe ORM rows, they do not copy them.

A type is registered with its model and with the service that reads one row for an actor; `node(id:)` and
the answers of repeated mutations find rows through the registry.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from tortoise.models import Model

from sanbao.access.actor import Actor
from sanbao.core import ids

Type = TypeVar("Type", bound=type[Any])
Read = Callable[[Actor, UUID], Awaitable[Any]]


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
    """A node type, its model, and how one row is read for an actor (raises NotFound)."""

    type: type[Any]
    model: type[Model]
    read: Read


NODES: dict[str, Registered] = {}


def node(model: type[Model], read: Read, *, description: str) -> Callable[[Type], Type]:
    """Declare a class to be the GraphQL type of a model; `read` answers `node(id:)`."""

    def declare(cls: Type) -> Type:
        cls.is_type_of = classmethod(lambda _cls, row, _info: isinstance(row, model))
        made: Type = strawberry.type(cls, description=description)
        NODES[model.__name__] = Registered(made, model, read)
        return made

    return declare
