"""Mutations: one `input`, one answer, which is `…Success` or a typed refusal.

Around every mutation, once: sign-in, the idempotency key, one unit of work, the audit line, the refusals.
A resolver builds the call, calls the service, wraps the result.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Awaitable, Callable, Mapping
from functools import reduce
from operator import or_
from typing import Annotated, Any, TypeVar

import orjson
import strawberry
from starlette.datastructures import UploadFile
from strawberry.types.base import get_object_definition
from strawberry.types.field import StrawberryField
from tortoise.models import Model

from sanbao.access import audit
from sanbao.access.roles import Permission
from sanbao.api import idempotency
from sanbao.api.context import Info
from sanbao.api.errors import BASE_ERRORS, UserError, to_user_error
from sanbao.core import errors, sealing
from sanbao.core.db import unit_of_work

Resolve = TypeVar("Resolve", bound=Callable[..., Awaitable[Any]])
Errors = Mapping[type[errors.SanbaoError], type[UserError]]


@strawberry.input(description="What every mutation's input may carry. 所有变更的公共输入。")
class MutationInput:
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="A key of your choice, at most 80 characters. The same key with the same input within a day "
        "gives the first answer again and does nothing; with other input it is refused.",
    )


@strawberry.input(description="Input of a change to something that has a version. 对有版本对象的变更。")
class VersionedInput(MutationInput):
    expected_version: int | None = strawberry.field(
        default=None, description="Refuse with StaleVersionError unless the thing is still at this version."
    )


GUARDS: dict[str, str] = {}
"""Root field → who may use it: a permission, `self` (one's own things) or `public`. Tested for completeness."""


def guard_text(needs: Permission | str) -> str:
    """The sentence on a field about who may use it."""
    match needs:
        case "public":
            return "Public."
        case "self":
            return "For anybody signed in, as far as it is theirs to see or do."
        case _:
            return f"Requires `{needs}` on the unit, or one above it."


def describe_arguments(field: StrawberryField, sentences: Mapping[str, str]) -> None:
    """Describe the arguments that many fields have under one name and with one meaning."""
    for argument in field.arguments:
        argument.description = argument.description or sentences.get(argument.python_name)


def mutation(
    *,
    needs: Permission | str,
    description: str,
    errors: Errors | None = None,
    own_transaction: bool = False,
    own_audit: bool = False,
) -> Callable[[Resolve], Any]:
    """Declare `async (info, input) -> XSuccess` as the mutation X, whose answer is the union `XResult`.

    A public mutation takes no notice of an idempotency key: there is nobody to keep it for.
    `errors` maps further refusals to types of this mutation's union; `own_transaction` leaves transactions to
    the service (for work that must not hold one open), `own_audit` the line of the journal (for work whose
    line says more than who and what).
    """
    known = {**BASE_ERRORS, **(errors or {})}

    def declare(resolve: Resolve) -> Any:
        success = inspect.get_annotations(resolve, eval_str=True)["return"]
        name = success.__name__.removesuffix("Success")
        field_name = name[0].lower() + name[1:]
        GUARDS[field_name] = str(needs)
        members = tuple(dict.fromkeys((success, *known.values())))

        async def guarded(info: Info, input: Any) -> Any:
            context = info.context
            if needs != "public":
                context.actor.require_signed_in()
            key = input.idempotency_key if needs != "public" else None
            try:
                if own_transaction:
                    return await _once(info, name, input, resolve, key, own_audit)
                async with unit_of_work():
                    return await _once(info, name, input, resolve, key, own_audit)
            except _errors.NotSignedIn:
                raise
            except _errors.SanbaoError as error:
                refusal = to_user_error(error, known, context.locale)
                if refusal is None:
                    raise
                return refusal

        guarded.__name__, guarded.__doc__ = resolve.__name__, resolve.__doc__
        guarded.__annotations__ = {
            **inspect.get_annotations(resolve, eval_str=True),
            "return": Annotated[
                reduce(or_, members),
                strawberry.union(f"{name}Result", description=f"Answer of `{field_name}`."),
            ],
        }
        field = strawberry.mutation(resolver=guarded, description=f"{description} {guard_text(needs)}")
        describe_arguments(field, {"input": "What is to be done."})
        return field

    return declare


_errors = errors


async def _once(
    info: Info,
    name: str,
    input: Any,
    resolve: Callable[..., Awaitable[Any]],
    key: str | None,
    own_audit: bool,
) -> Any:
    """Run a mutation, or give the answer that its idempotency key has had already."""
    actor = info.context.actor
    if key is not None:
        # Keyed by the installation: inputs hold passwords and telephone numbers, short enough to be guessed.
        said = orjson.dumps([name, _plain(input)], option=orjson.OPT_SORT_KEYS).decode()
        digest = sealing.installed().fingerprint(said)
        kept = await idempotency.claim(actor, key, digest)
        if kept is not None:
            return await idempotency.thaw(
                actor, kept, inspect.get_annotations(resolve, eval_str=True)["return"]
            )
    answer = await resolve(info, input)
    if not own_audit:
        noun, row_id = _subject(answer)
        await audit.record(actor, name, noun, row_id)
    if key is not None:
        await idempotency.keep(actor, key, idempotency.freeze(answer))
    return answer


def _plain(value: Any) -> Any:
    if get_object_definition(type(value)) is not None:
        return {k: _plain(v) for k, v in vars(value).items() if k != "idempotency_key"}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, UploadFile):
        digest = hashlib.sha256(value.file.read()).hexdigest()
        value.file.seek(0)
        return digest
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _subject(answer: Any) -> tuple[str, Any]:
    """The row that an answer is about: the first row among its fields."""
    for value in vars(answer).values():
        if isinstance(value, Model):
            return type(value).__name__, value.pk
    return type(answer).__name__.removesuffix("Success"), None
