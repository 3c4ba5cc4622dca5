"""Documents are refused with the path of every fault, and never with anything but InvalidProblem."""

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbao_solver import InvalidProblem, Plan, Served, read_plan, read_problem, write_plan, write_problem
from tests.solver.weeks import random_week

Path = tuple[str | int, ...]


def document(seed: int = 2) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(write_problem(random_week(seed)))
    loaded["pair_costs"] = [["m0", "q0", -5]]
    loaded["forbidden"] = [["m1", "q0"]]
    loaded["pins"] = [{"request": "q1", "start": 540, "members": ["m0"], "served": False}]
    loaded["previous"] = [{"request": "q0", "member": "m0", "start": 540, "state": "offered"}]
    return loaded


def faults_of(value: Any) -> list[str]:
    with pytest.raises(InvalidProblem) as refusal:
        read_problem(json.dumps(value).encode())
    return [path for path, _ in refusal.value.faults]


def changed(path: Path, value: Any) -> dict[str, Any]:
    result = document()
    at: Any = result
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return result


def test_a_document_read_and_written_is_the_same_document() -> None:
    for seed in range(30):
        week = random_week(seed)
        assert read_problem(write_problem(week)) == week


def test_a_plan_needs_only_what_was_served() -> None:
    plan = read_plan(b'{"served":[{"request":"q","start":540,"seats":[["m"]]}]}')
    assert plan == Plan(served=(Served(request="q", start=540, seats=(("m",),)),))
    assert read_plan(write_plan(plan)) == plan
    with pytest.raises(InvalidProblem, match=r"\$\.served\[0\]\.start"):
        read_plan(b'{"served":[{"request":"q","start":"9","seats":[["m"]]}]}')


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("format",), "sanbao-problem/2", "$.format"),
        (("start_step",), 0, "$.start_step"),
        (("start_step",), True, "$.start_step"),
        (("start_step",), 30.0, "$.start_step"),
        (("start_step",), None, "$.start_step"),
        (("travel", "metres_per_minute"), 0, "$.travel.metres_per_minute"),
        (("policy", "travel_cost"), -1, "$.policy.travel_cost"),
        (("policy", "change_cost", "draft"), 3, "$.policy.change_cost"),
        (("policy", "request_value"), 10**30, "$.policy.request_value"),
        (("members", 3, "id"), "m0", "$.members[3].id"),
        (("members", 1, "id"), "", "$.members[1].id"),
        (("members", 1, "place"), [1], "$.members[1].place"),
        (("members", 1, "place"), [1, 2**80], "$.members[1].place[1]"),
        (("members", 1, "skills", "cook"), -1, "$.members[1].skills[...]"),
        (("members", 1, "available"), [[600, 600]], "$.members[1].available[0]"),
        (("members", 1, "available"), [[600, 700], [660, 800]], "$.members[1].available[1]"),
        (("members", 1, "available"), [[900, 960], [600, 700]], "$.members[1].available"),
        (("members", 1, "available"), [[600, 10081]], "$.members[1].available[0][1]"),
        (("members", 1, "max_minutes"), "many", "$.members[1].max_minutes"),
        (("members", 1, "age"), 30, "$.members[1]"),
        (("requests", 2, "id"), "q0", "$.requests[2].id"),
        (("requests", 2, "weight"), 0, "$.requests[2].weight"),
        (("requests", 2, "duration"), 0, "$.requests[2].duration"),
        (("requests", 2, "windows"), [[-30, 60]], "$.requests[2].windows[0][0]"),
        (("requests", 2, "windows"), [[600, 700], [600, 700]], "$.requests[2].windows[1]"),
        (("requests", 2, "seats", 0, "required"), -1, "$.requests[2].seats[0].required"),
        (("requests", 2, "seats", 0, "chair"), 1, "$.requests[2].seats[0]"),
        (("pair_costs", 0, 0), "nobody", "$.pair_costs[0][0]"),
        (("pair_costs", 0, 2), 0.5, "$.pair_costs[0][2]"),
        (("forbidden", 0, 1), "nothing", "$.forbidden[0][1]"),
        (("pins", 0, "request"), "nothing", "$.pins[0].request"),
        (("pins", 0, "members"), ["m0", "nobody"], "$.pins[0].members[1]"),
        (("pins", 0, "start"), 20000, "$.pins[0].start"),
        (("previous", 0, "member"), "nobody", "$.previous[0].member"),
        (("previous", 0, "state"), "lost", "$.previous[0].state"),
        (("colour",), "red", "$"),
    ],
)
def test_a_fault_is_refused_with_its_path(path: Path, value: Any, fault: str) -> None:
    assert faults_of(changed(path, value)) == [fault]


@pytest.mark.parametrize("name", ["format", "travel", "members", "forbidden", "previous"])
def test_a_missing_field_is_refused(name: str) -> None:
    incomplete = document()
    del incomplete[name]
    assert faults_of(incomplete) == ["$"]


def test_all_faults_of_a_document_are_told_at_once() -> None:
    broken = document()
    broken["members"][0]["reach"] = "far"
    broken["members"][2]["max_services"] = -1
    broken["requests"][1]["weight"] = 0
    broken["start_step"] = 0
    assert faults_of(broken) == [
        "$.members[0].reach",
        "$.members[2].max_services",
        "$.requests[1].weight",
        "$.start_step",
    ]
    unnamed = document()
    unnamed["members"][1]["id"] = "m0"
    unnamed["forbidden"] = [["x", "q0"], ["m0", "y"]]
    assert faults_of(unnamed)[:3] == ["$.members[1].id", "$.forbidden[0][0]", "$.forbidden[1][1]"]


def test_a_score_that_could_pass_the_exact_integers_of_other_programs_is_refused() -> None:
    huge = document()
    huge["policy"]["request_value"] = 10**9
    huge["requests"][0]["weight"] = 10**6
    huge["requests"][1]["weight"] = 10**6 * 9
    assert faults_of(huge) == ["$.requests[1].weight"]
    huge["requests"][1]["weight"] = 10**6
    huge["policy"]["fairness_cost"] = 10**9
    huge["members"][0]["recent_services"] = 10**6
    assert faults_of(huge) == ["$.policy"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"week",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"3",
        b'{"format":',
        b'{"start_step":NaN}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_what_is_no_document_is_refused(raw: bytes) -> None:
    with pytest.raises(InvalidProblem):
        read_problem(raw)
    with pytest.raises(InvalidProblem):
        read_plan(raw)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.integers(-2, 11_000),
    st.floats(allow_nan=False),
    st.sampled_from(["", "m0", "q0", "cook", "x"]),
    st.just([]),
    st.just({}),
    st.just([[600, 660]]),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), value=VALUES, action=st.sampled_from(["set", "drop", "add", "double"]))
def test_a_mutated_document_is_accepted_or_refused_but_never_breaks_the_reader(
    seed: int, value: Any, action: str
) -> None:
    r = random.Random(seed)
    mutated: Any = document(seed % 7)
    at = mutated
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = r.choice(keys)
        if isinstance(at[key], dict | list) and at[key] and r.random() < 0.8:
            at = at[key]
            continue
        break
    if action == "set":
        at[key] = value
    elif action == "drop":
        del at[key]
    elif action == "double" and isinstance(at, list):
        at.append(copy.deepcopy(at[key]))
    elif isinstance(at, dict):
        at["new"] = value
    raw = json.dumps(mutated).encode()
    try:
        read_problem(raw)
    except InvalidProblem as refusal:
        assert refusal.faults
        assert all(path.startswith("$") and message for path, message in refusal.faults)
