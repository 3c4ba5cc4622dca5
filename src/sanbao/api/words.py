"""Words for every closed set of the contract, so that no front end translates codes."""

from __future__ import annotations

from typing import Annotated

import strawberry
from graphql import GraphQLEnumType

from sanbao.api.context import Info
from sanbao.api.query import query
from sanbao.core.catalogue import families, word
from sanbao.core.errors import InvalidInput
from sanbao.dispatch.states import AssignmentAction
from sanbao.members.states import MemberAction, ReportInAction
from sanbao.planning.states import RunAction
from sanbao.requests.states import RequestAction

_ACTIONS = (RequestAction, AssignmentAction, MemberAction, ReportInAction, RunAction)


@strawberry.type(description="A code in words. 代码的说法。")
class Word:
    code: str = strawberry.field(description="As it stands in answers.")
    text: str = strawberry.field(description="In the reader's language, fit for a page.")


@strawberry.type(description="A closed set of codes in words. 代码集合。")
class WordSet:
    name: str = strawberry.field(
        description="An enum of this contract, or UnservedReason (`Why.reason`), OwnWhyCode (`OwnWhy.code`), Rule "
        "(`RuleCount.rule`, `RuleViolation.rule` and others), SmallestChangeKind (`SmallestChange.kind`), RunStage "
        "(`AssignmentRun.stage`), and of `StateMove.action`: RequestAction, AssignmentAction, MemberAction, "
        "ReportInAction, RunAction."
    )
    words: list[Word] = strawberry.field(description="Every code, in a fixed order.")


def _codes(info: Info) -> dict[str, tuple[str, ...]]:
    """Every closed set with its codes."""
    enums = {
        name: tuple(kind.values)
        for name, kind in info.schema._schema.type_map.items()
        if isinstance(kind, GraphQLEnumType) and not name.startswith("__")
    }
    actions = {kind.__name__: ("CREATE", *(action.value for action in kind)) for kind in _ACTIONS}
    return dict(sorted({**families(), **enums, **actions}.items()))


@strawberry.type
class WordQueries:
    @query(
        needs="public",
        description="Words for enums, states, reasons and actions, in the language of Accept-Language. They change only "
        "with the server: ask once and keep them. 代码的中英文说法。",
    )
    async def words(
        self,
        info: Info,
        sets: Annotated[
            list[str] | None, strawberry.argument(description="Only these sets, by name; all where left out.")
        ] = None,
    ) -> list[WordSet]:
        codes = _codes(info)
        for i, name in enumerate(sets or ()):
            if name not in codes:
                raise InvalidInput(f"sets.{i}", "word-set-unknown", value=name[:40])
        return [
            WordSet(
                name=name, words=[Word(code=c, text=word(name, c, info.context.locale)) for c in codes[name]]
            )
            for name in (codes if sets is None else dict.fromkeys(sets))
        ]
