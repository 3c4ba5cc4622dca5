"""HiGHS, through OR-Tools' MathOpt, on the same program as CP-SAT (`program.py`), started from the greedy plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

import sanbao_solver as solver
from tests.solver_bench.method import Answer, Clock, Limits
from tests.solver_bench.program import UNLIMITED, Program

MARGIN = 1e-3
LOG_ROW = re.compile(r"\d%\s+(?P<bound>\S+)\s+(?P<total>\S+)\s+(?:Large|inf|[\d.]+%)\s")


def highs(document: bytes, limits: Limits, clock: Clock) -> Answer:
    """Default options but threads, seed and time, and no gap at which it would stop early."""
    week = solver.read_problem(document)
    program = Program(week, limits.most_candidates)
    if not len(program.gain):
        return Answer(solver.Plan(served=()), 0)
    model = mathopt.Model.from_model_proto(_model(program))
    variables = list(model.variables())
    hint = program.values(solver.greedy(week))
    start = mathopt.SolutionHint(
        variable_values={v: float(x) for v, x in zip(variables, hint.tolist(), strict=True)}
    )
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=limits.seconds),
        random_seed=limits.seed,
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=0.0,
    )
    parameters.highs.string_options["parallel"] = "on" if limits.workers > 1 else "off"
    if limits.workers > 1:  # of one process: HiGHS refuses another number of threads once it has started some
        parameters.highs.int_options["threads"] = limits.workers

    def read(lines: Sequence[str]) -> None:
        for line in lines:
            if row := LOG_ROW.search(line):
                clock.seen(_whole(row["total"], 0.5), _whole(row["bound"], MARGIN))

    clock.start()
    result = mathopt.solve(
        model,
        mathopt.SolverType.HIGHS,
        params=parameters,
        model_params=mathopt.ModelSolveParameters(solution_hints=[start]),
        msg_cb=read,
    )
    dual = result.termination.objective_bounds.dual_bound
    bound = int(np.floor(dual + MARGIN)) if np.isfinite(dual) else None
    if not result.has_primal_feasible_solution():
        return Answer(None, bound, f"no plan found: {result.termination.reason.name.lower()}")
    values = np.array(result.variable_values(variables))
    return Answer(program.plan(values), bound, result.termination.reason.name.lower())


def _whole(text: str, margin: float) -> int | None:
    """A figure of HiGHS's log, rounded down after the margin; None while it is infinite."""
    value = float(text)
    return int(np.floor(value + margin)) if np.isfinite(value) else None


def _model(program: Program) -> model_pb2.ModelProto:
    columns, rows = len(program.gain), len(program.low)
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend([0.0] * columns)
    model.variables.upper_bounds.extend([1.0] * columns)
    model.variables.integers.extend([True] * columns)
    model.objective.maximize = True
    priced = np.flatnonzero(program.gain)
    model.objective.linear_coefficients.ids.extend(priced.tolist())
    model.objective.linear_coefficients.values.extend(program.gain[priced].astype(float).tolist())
    model.linear_constraints.ids.extend(range(rows))
    model.linear_constraints.lower_bounds.extend(_open(program.low).tolist())
    model.linear_constraints.upper_bounds.extend(_open(program.high).tolist())
    order = np.lexsort((program.column, program.row))
    matrix = model.linear_constraint_matrix
    matrix.row_ids.extend(program.row[order].tolist())
    matrix.column_ids.extend(program.column[order].tolist())
    matrix.coefficients.extend(program.factor[order].astype(float).tolist())
    return model


def _open(limit: np.ndarray) -> np.ndarray:
    return np.where(np.abs(limit) >= UNLIMITED, np.copysign(np.inf, limit), limit)
