"""Operations over a websocket or server-sent events: what is refused before anything runs is told there too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.types.execution import PreExecutionError

from sanbao.api.context import Context
from sanbao.api.errors import give_code


class StreamingSchema(strawberry.Schema):
    """A schema whose streams answer what an extension raises (a document that cannot be read, one that is not
    trusted, one that asks for too much) as an ordinary request does. Strawberry lets it end the stream without a word."""

    async def stream(self, *args: Any, context_value: Any = None, **named: Any) -> Any:
        """The results of an operation, in the end at least one."""
        return _answered(await super().stream(*args, context_value=context_value, **named), context_value)


async def _answered(results: Any, context: Any) -> AsyncIterator[Any]:
    try:
        async with aclosing(results):
            async for result in results:
                yield result
    except Exception as raised:
        told = raised if isinstance(raised, GraphQLError) else GraphQLError(str(raised))
        # Not the error itself: one of syntax would end the websocket with everything else that runs on it.
        error = GraphQLError(
            told.message,
            source=told.source,
            positions=told.positions,
            original_error=raised,
            extensions=told.extensions,
        )
        give_code(error, context.locale if isinstance(context, Context) else "zh")
        yield PreExecutionError(data=None, errors=[error])
