"""The documents of schema/operations, each operation with the fragments that it names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

FOLDER = Path(__file__).parents[2] / "schema" / "operations"


@dataclass(frozen=True)
class Operation:
    """One named operation as a page sends it."""

    file: str
    name: str
    kind: str
    text: str
    root_fields: tuple[str, ...]
    comment: str


def _spreads(node: Node) -> list[str]:
    found: list[str] = []

    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: object) -> None:
            found.append(spread.name.value)

    visit(node, Spreads())
    return found


def _read(path: Path) -> list[Operation]:
    source = path.read_text("utf-8")
    document = parse(source)
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    lines = source.splitlines()
    found = []
    for node in document.definitions:
        if not isinstance(node, OperationDefinitionNode):
            continue
        needed: dict[str, FragmentDefinitionNode] = {}
        todo = _spreads(node)
        while todo:
            name = todo.pop()
            if name not in needed:
                needed[name] = fragments[name]
                todo += _spreads(fragments[name])
        above = lines[node.loc.start_token.line - 2]
        found.append(
            Operation(
                file=path.stem,
                name=node.name.value if node.name else "",
                kind=node.operation.value,
                text=print_ast(DocumentNode(definitions=(node, *needed.values()))),
                root_fields=tuple(s.name.value for s in node.selection_set.selections),
                comment=above.removeprefix("#").strip() if above.startswith("#") else "",
            )
        )
    return found


ALL = [operation for path in sorted(FOLDER.glob("*.graphql")) for operation in _read(path)]
BY_NAME = {operation.name: operation for operation in ALL}


def text(name: str) -> str:
    """The document of an operation."""
    return BY_NAME[name].text
