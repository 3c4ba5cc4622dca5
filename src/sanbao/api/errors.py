"""The one place where refusals become GraphQL.

Expected refusals of mutations are members of the mutation's union, all with `message`, `code`, `path`.
Top-level `errors` are for bugs, authentication and limits only, each with a documented `extensions.code`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import strawberry
import structlog
from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.extensions import SchemaExtension

from sanbao.api.context import Context
from sanbao.core import errors, ids
from sanbao.core.catalogue import sentence

log = structlog.get_logger()

MASKED = "INTERNAL_SERVER_ERROR"
CODES: dict[type[errors.SanbaoError], str] = {
    errors.NotSignedIn: "UNAUTHENTICATED",
    errors.PermissionDenied: "FORBIDDEN",
    errors.InvalidInput: "BAD_USER_INPUT",
    errors.NotFound: "NOT_FOUND",
    errors.Unavailable: "UNAVAILABLE",
}


@strawberry.interface(
    description="A refusal that a person can read and a program can tell apart. 可预期的拒绝。"
)
class UserError:
    message: str = strawberry.field(
        description="What is wrong and what would be right, in the reader's language."
    )
    code: str = strawberry.field(description="Stable and machine-readable; docs/errors.md lists them.")
    path: list[str] = strawberry.field(description="Where in `input` the fault lies; empty for the whole.")


@strawberry.type(description="A value breaks a rule. 输入有误。")
class InvalidInputError(UserError):
    pass


@strawberry.type(description="There is no such thing, or you may not know of it. 没有找到。")
class NotFoundError(UserError):
    pass


@strawberry.type(description="You may see it, but this deed is not yours. 没有权限。")
class PermissionDeniedError(UserError):
    pass


@strawberry.type(description="The deed does not fit the present state of things. 状态冲突。")
class ConflictError(UserError):
    pass


@strawberry.type(description="Somebody changed it since you read it. 版本已过期。")
class StaleVersionError(UserError):
    current_version: int = strawberry.field(description="The version it has now.")


BASE_ERRORS: dict[type[errors.SanbaoError], type[UserError]] = {
    errors.InvalidInput: InvalidInputError,
    errors.NotFound: NotFoundError,
    errors.PermissionDenied: PermissionDeniedError,
    errors.Conflict: ConflictError,
    errors.StaleVersion: StaleVersionError,
}


def to_user_error(
    error: errors.SanbaoError,
    known: dict[type[errors.SanbaoError], type[UserError]],
    locale: str,
    **more: Any,
) -> UserError | None:
    """The union member for a refusal: that of its class, or of the nearest class above; None where none fits."""
    for class_ in type(error).__mro__:
        if class_ in known:
            kind = known[class_]
            facts = {**error.facts, **more}
            own: dict[str, Any] = {}
            for field in kind.__strawberry_definition__.fields:
                if field.python_name not in ("message", "code", "path"):
                    own[field.python_name] = more.get(
                        field.python_name, getattr(error, field.python_name, None)
                    )
            if kind is StaleVersionError:
                own = {"current_version": error.current}
            # A bare Conflict is told by its reason; a kind of its own is told by the kind.
            tells_reason = isinstance(error, errors.InvalidInput) or type(error) is errors.Conflict
            code = error.message_key if tells_reason else error.code
            return kind(
                message=sentence(error.message_key, facts, locale),
                code=code.upper().replace("-", "_"),
                path=[camel(part) for part in error.path],
                **own,
            )
    return None


def camel(name: str) -> str:
    """A Python name as the API spells it."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


class TopLevelErrors(SchemaExtension):
    """Gives every top-level error its code, and hides what is nobody's business outside."""

    def on_operation(self) -> Iterator[None]:
        """When the operation ends, before its answer is formatted."""
        yield
        self._code(self.execution_context.pre_execution_errors)
        self._code(getattr(self.execution_context.result, "errors", None))

    def on_stream_result(self, result: Any) -> Iterator[None]:
        """Before each event of a subscription is formatted."""
        self._code(getattr(result, "errors", None))
        yield

    def _code(self, found: list[GraphQLError] | None) -> None:
        context = self.execution_context.context
        for error in found or ():
            give_code(error, context.locale if isinstance(context, Context) else "zh")


def give_code(error: GraphQLError, locale: str) -> None:
    """Write `extensions.code` and a message fit for outside into an error that has none yet."""
    if error.extensions and "code" in error.extensions:
        return
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    if isinstance(cause, errors.SanbaoError):
        code = next((CODES[c] for c in type(cause).__mro__ if c in CODES), "CONFLICT")
        error.message = sentence(cause.message_key, cause.facts, locale)
    elif isinstance(error, GraphQLSyntaxError) or isinstance(cause, GraphQLSyntaxError):
        code = "GRAPHQL_PARSE_FAILED"
    elif cause is None or isinstance(cause, GraphQLError):
        code = "GRAPHQL_VALIDATION_FAILED"
    elif isinstance(cause, (RecursionError, UnicodeError)):
        code, error.message = "GRAPHQL_PARSE_FAILED", "The document is nested too deep or is no valid text."
    else:
        request_id = ids.new_id().hex
        log.error("internal_error", request_id=request_id, path=error.path, exc_info=cause)
        code, error.message = MASKED, sentence("internal", {"request_id": request_id}, locale)
    error.extensions = {"code": code}
