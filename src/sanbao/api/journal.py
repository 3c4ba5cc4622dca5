"""What an operation read of sensitive fields is written when it ends."""

from __future__ import annotations

from collections.abc import AsyncIterator

from strawberry.extensions import SchemaExtension

from sanbao.api.context import Context


class FlushReads(SchemaExtension):
    """Writes the context's read journal once an operation."""

    async def on_operation(self) -> AsyncIterator[None]:
        yield
        context = self.execution_context.context
        if isinstance(context, Context):
            await context.reads.flush(context.actor)
