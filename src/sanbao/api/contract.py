"""The contract as text, as it stands in schema/schema.graphql."""

from __future__ import annotations

import strawberry

_HEADER = (
    "# Written by `make schema` from src/sanbao/api; do not edit. schema/README.md tells how to read it.\n\n"
)


def text(schema: strawberry.Schema) -> str:
    """The SDL with its header line, ending in one newline."""
    return _HEADER + schema.as_str().strip() + "\n"
