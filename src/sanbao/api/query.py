"""Root queries: each says who may use it; lists are connections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension

from sanbao.access.roles import Permission
from sanbao.api.connection import Paged
from sanbao.api.mutation import GUARDS, describe_arguments, guard_text


class _SignedIn(FieldExtension):
    async def resolve_async(self, next_: Any, source: Any, info: Any, **kwargs: Any) -> Any:
        info.context.actor.require_signed_in()
        return await next_(source, info, **kwargs)


def query(
    *, needs: Permission | str, description: str, paged: bool = False
) -> Callable[[Callable[..., Any]], Any]:
    """Declare an async resolver as a root query. `paged`: it takes `page` and answers a `core.paging.Page`."""

    def declare(resolve: Callable[..., Any]) -> Any:
        head, *tail = resolve.__name__.split("_")
        GUARDS[head + "".join(part.capitalize() for part in tail)] = str(needs)
        extensions: list[FieldExtension] = [] if needs == "public" else [_SignedIn()]
        if paged:
            extensions.insert(0, Paged())
        field = strawberry.field(
            resolver=resolve, description=f"{description} {guard_text(needs)}", extensions=extensions
        )
        describe_arguments(
            field, {"filter": "Which of them; all where left out.", "order": "In which order."}
        )
        return field

    return declare
