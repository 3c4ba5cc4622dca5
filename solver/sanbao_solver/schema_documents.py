"""The published JSON Schemas, made from the types that read the documents: `python -m sanbao_solver.schema_documents`,
part of `make schema`."""

import json
from pathlib import Path
from typing import Any

import msgspec

from sanbao_solver.plan import Plan
from sanbao_solver.problem import Problem

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = Path(__file__).parent / "schema"


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of `problem` or `plan`. What needs the whole document (ids, overlaps) is beyond a schema."""
    kind: type[Any] = {"problem": Problem, "plan": Plan}[name]
    schema = msgspec.json.schema(kind)
    document = schema["$defs"][kind.__name__]
    document["properties"]["format"].pop("default", None)
    document["required"] = ["format", *(n for n in document["required"] if n != "format")]
    return {"$schema": DIALECT, "title": f"sanbao-{name}/1", **schema}


def write_schemas() -> None:
    """Write both schemas into the package."""
    for name in ("problem", "plan"):
        text = json.dumps(schema_of(name), indent=2, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.schema.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_schemas()
