"""How much one document may ask for, and telling the client what it cost.

Cost: every field is 1, multiplied by the page sizes above it (`first`, `last`, 50 when neither is given,
10 for a list without pages); below `__schema` and `__type` every field is 50 and an alias counts as 10. A mutation adds 10. The answer's
`extensions.cost` says what was counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)
from strawberry.extensions import SchemaExtension

from sanbao.api.context import Context
from sanbao.core.settings import Settings

_LIST_ROWS = 10
_PAGE_ROWS = 50
_MUTATION = 10
_CONTRACT_FIELD = 50
_CONTRACT_ALIAS = 10
_MOST_TOLD = 2**31 - 1


class _Weight(NamedTuple):
    """What a part of a document asks for."""

    cost: int = 0
    depth: int = 0
    aliases: int = 0

    def beside(self, other: _Weight) -> _Weight:
        """This and another part of the same selection."""
        return _Weight(self.cost + other.cost, max(self.depth, other.depth), self.aliases + other.aliases)


class _Measure:
    """The weight of one operation, each fragment measured once and counted wherever it is spread."""

    def __init__(self, schema: Any, document: Any, variables: dict[str, Any]) -> None:
        self._schema = schema
        self._variables = variables
        self._fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._measured: dict[str, _Weight] = {}
        self._defaults: dict[str, Any] = {}

    def operation(self, operation: OperationDefinitionNode) -> _Weight:
        """The whole of it."""
        root = {
            OperationType.QUERY: self._schema.query_type,
            OperationType.MUTATION: self._schema.mutation_type,
            OperationType.SUBSCRIPTION: self._schema.subscription_type,
        }[operation.operation]
        self._defaults = {
            d.variable.name.value: d.default_value for d in operation.variable_definitions or ()
        }
        found = self._selections(operation.selection_set, root)
        more = _MUTATION if operation.operation is OperationType.MUTATION else 0
        return found._replace(cost=found.cost + more)

    def _selections(self, selections: SelectionSetNode, parent: Any) -> _Weight:
        found = _Weight()
        for node in selections.selections:
            if isinstance(node, FieldNode):
                part = self._field(node, parent)
            elif isinstance(node, FragmentSpreadNode):
                part = self._fragment(node.name.value)
            else:
                on = self._schema.get_type(node.type_condition.name.value) if node.type_condition else parent
                part = self._selections(node.selection_set, on)
            found = found.beside(part)
        return found

    def _fragment(self, name: str) -> _Weight:
        fragment = self._fragments.get(name)
        if fragment is not None and name not in self._measured:
            self._measured[name] = _Weight()  # what spreads itself ends here
            on = self._schema.get_type(fragment.type_condition.name.value)
            self._measured[name] = self._selections(fragment.selection_set, on)
        return self._measured.get(name, _Weight())

    def _field(self, node: FieldNode, parent: Any) -> _Weight:
        aliases = 1 if node.alias else 0
        if node.selection_set is None:
            return _Weight(1, 1, aliases)
        if node.name.value.startswith("__"):
            # The whole contract takes a quarter of a second; validation ends its depth, an alias tells it once more.
            told = self._selections(node.selection_set, None)
            return _Weight(1 + _CONTRACT_FIELD * told.cost, 1, aliases + _CONTRACT_ALIAS * told.aliases)
        field = (
            parent.fields.get(node.name.value)
            if isinstance(parent, (GraphQLObjectType, GraphQLInterfaceType))
            else None
        )
        inside = self._selections(node.selection_set, get_named_type(field.type) if field else None)
        rows = self._rows(node, field) if field and not parent.name.startswith("__") else 1
        return _Weight(1 + inside.cost * rows, inside.depth + 1, inside.aliases + aliases)

    def _rows(self, node: FieldNode, field: Any) -> int:
        if "first" in field.args:
            return max(
                (self._number(a.value) for a in node.arguments or () if a.name.value in ("first", "last")),
                default=_PAGE_ROWS,
            )
        kind = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
        inside_page = node.name.value in ("edges", "nodes")
        return _LIST_ROWS if isinstance(kind, GraphQLList) and not inside_page else 1

    def _number(self, value: Any) -> int:
        if isinstance(value, VariableNode):
            name = value.name.value
            value = self._variables.get(name, self._defaults.get(name))
        found = int(value.value) if isinstance(value, IntValueNode) else value
        return max(1, found) if isinstance(found, int) else _PAGE_ROWS


def _refusal(what: str, found: int, most: int) -> GraphQLError:
    found = min(found, _MOST_TOLD)
    return GraphQLError(
        f"The document's {what} is {found}, the most is {most}: ask for less, or in several documents.",
        extensions={"code": "LIMIT_EXCEEDED", "limit": what, "found": found, "most": most},
    )


class Limits(SchemaExtension):
    """Refuses documents that are too deep, have too many aliases, or cost too much, before running them."""

    _cost = 0

    @property
    def _settings(self) -> Settings:
        return cast(Context, self.execution_context.context).settings

    def on_parse(self) -> Iterator[None]:
        """Let the parser stop at the most tokens."""
        self.execution_context.parse_options["max_tokens"] = self._settings.query_max_tokens
        yield

    def on_execute(self) -> Iterator[None]:
        """Measure the operation that is about to run."""
        context = self.execution_context
        document = context.graphql_document
        if document is not None and context.result is None:
            measure = _Measure(context.schema._schema, document, context.variables or {})
            weight = _Weight()
            for definition in document.definitions:
                if isinstance(definition, OperationDefinitionNode) and (
                    context.operation_name in (None, definition.name.value if definition.name else None)
                ):
                    weight = measure.operation(definition)
            limits = self._settings
            for what, found, most in (
                ("depth", weight.depth, limits.query_max_depth),
                ("aliases", weight.aliases, limits.query_max_aliases),
                ("cost", weight.cost, limits.query_max_cost),
            ):
                if found > most:
                    raise _refusal(what, found, most)
            self._cost = weight.cost
        yield

    def get_results(self) -> dict[str, Any]:
        """Tell the client."""
        return (
            {"cost": {"requested": self._cost, "limit": self._settings.query_max_cost}} if self._cost else {}
        )
