"""Documents to values and back; every fault of a document is reported with its path."""

from typing import Any

import msgspec

from sanbao_solver.faults import Fault, InvalidProblem
from sanbao_solver.plan import Plan
from sanbao_solver.problem import Member, Pin, Previous, Problem, Request
from sanbao_solver.validation import faults_of, interval_faults

_LISTS: dict[str, Any] = {
    "members": Member,
    "requests": Request,
    "pins": Pin,
    "previous": Previous,
    "pair_costs": tuple[str, str, int],
    "forbidden": tuple[str, str],
}


def read_problem(document: bytes | str) -> Problem:
    """A `sanbao-problem/1` document as a value. Raises InvalidProblem with all faults that can be found."""
    try:
        problem = msgspec.json.decode(document, type=Problem)
    except msgspec.ValidationError as error:
        raise InvalidProblem(_type_faults(document, error)) from None
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise InvalidProblem([("$", _plain(error))]) from None
    faults = faults_of(problem)
    if faults:
        raise InvalidProblem(faults)
    return problem


def read_request(document: bytes | str) -> Request:
    """One request as a problem document holds them. Raises InvalidProblem."""
    try:
        request = msgspec.json.decode(document, type=Request)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise InvalidProblem([_fault(error)]) from None
    faults = list(interval_faults(request.windows, "$.windows", ordered=False))
    if faults:
        raise InvalidProblem(faults)
    return request


def read_areas(document: bytes | str, problem: Problem) -> dict[str, str]:
    """The area of every request, from an object of names. Raises InvalidProblem when one has none."""
    try:
        areas = msgspec.json.decode(document, type=dict[str, str])
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise InvalidProblem([_fault(error)]) from None
    missing = [(f"$.{q.id}", "no area") for q in problem.requests if q.id not in areas]
    if missing:
        raise InvalidProblem(missing)
    return areas


def write_problem(problem: Problem) -> bytes:
    """The problem as a `sanbao-problem/1` document; equal problems give equal bytes."""
    return msgspec.json.encode(problem)


def read_plan(document: bytes | str) -> Plan:
    """A `sanbao-plan/1` document as a value; `served` is all it must have. Raises InvalidProblem."""
    try:
        return msgspec.json.decode(document, type=Plan)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise InvalidProblem([_fault(error)]) from None


def write_plan(plan: Plan) -> bytes:
    """The plan as a `sanbao-plan/1` document; equal plans give equal bytes."""
    return msgspec.json.encode(plan)


def _type_faults(document: bytes | str, first: Exception) -> list[Fault]:
    """One fault for each element that has one, found by converting the elements one by one."""
    try:
        raw = msgspec.json.decode(document)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return [("$", _plain(error))]
    if not isinstance(raw, dict):
        return [_fault(first)]
    faults: list[Fault] = []
    rest = dict(raw)
    for name, kind in _LISTS.items():
        if isinstance(raw.get(name), list):
            rest[name] = []
            for position, element in enumerate(raw[name]):
                faults += _convert(element, kind, f"$.{name}[{position}]")
    faults += _convert(rest, Problem, "$")
    return faults or [_fault(first)]


def _convert(value: Any, kind: Any, path: str) -> list[Fault]:
    try:
        msgspec.convert(value, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        inner, message = _fault(error)
        return [(path + inner[1:], message)]
    return []


def _fault(error: Exception) -> Fault:
    message, separator, path = _plain(error).rpartition(" - at `")
    return (path.rstrip("`"), message) if separator else ("$", _plain(error))


def _plain(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
