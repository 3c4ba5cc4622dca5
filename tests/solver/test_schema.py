"""The published schemas are those of the reader, and say yes and no where the reader does."""

import json
from typing import Any

import jsonschema
import pytest

from sanbao_solver import SolveSettings, solve, write_plan, write_problem
from sanbao_solver.schema_documents import FOLDER, schema_of
from tests.solver.test_reading import document
from tests.solver.weeks import random_week


@pytest.mark.parametrize("name", ["problem", "plan"])
def test_the_published_schema_is_made_from_the_types_of_the_reader(name: str) -> None:
    published = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(schema_of(name))), "run `make schema`"
    jsonschema.Draft202012Validator.check_schema(published)


def test_what_is_written_is_valid_by_the_schemas() -> None:
    for seed in range(20):
        week = random_week(seed)
        jsonschema.validate(json.loads(write_problem(week)), schema_of("problem"))
        if not any(p.served for p in week.pins):
            answer = solve(week, SolveSettings(time_limit_seconds=5))
            jsonschema.validate(json.loads(write_plan(answer)), schema_of("plan"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("start_step", 0), ("start_step", 1.5), ("format", "other"), ("members", {}), ("colour", 1)],
)
def test_what_the_reader_refuses_by_type_the_schema_refuses(name: str, value: Any) -> None:
    broken = {**document(), name: value}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema_of("problem"))
