"""A mixed-integer program as plain arrays, solved inside OR-Tools: by HiGHS to prove, by CP-SAT to search briefly.

Guarantees: `bound` is at least the best value, with a margin for the solver's tolerances; `values` is None when
nothing was found. The engines are imported on the first call, since that takes a second.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sanbao_solver.engine.arrays import Floats, Ints, Mask

TOLERANCE = 1e-7


@dataclass
class Program:
    """Maximise `gain · x` over `0 ≤ x ≤ most`, rows `low ≤ A x ≤ high` given as triplets (row, column, factor)."""

    gain: Floats
    most: Floats
    integer: Mask
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)
    triplets: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)
    rows: int = 0

    def add(
        self,
        row: Ints,
        column: Ints,
        factor: Floats | float,
        low: Floats | float,
        high: Floats | float,
        count: int,
    ) -> None:
        """Add `count` rows; `row` counts from 0 within them."""
        if not count:
            return
        self.triplets.append(
            (row + self.rows, column, np.broadcast_to(np.asarray(factor, dtype=np.float64), row.shape))
        )
        self.low.append(np.broadcast_to(np.asarray(low, dtype=np.float64), (count,)))
        self.high.append(np.broadcast_to(np.asarray(high, dtype=np.float64), (count,)))
        self.rows += count


@dataclass(frozen=True)
class Limits:
    """When to stop: seconds, or the distance between the best and the bound, in points.

    With `effort` (CP-SAT's deterministic seconds) CP-SAT searches that long on one thread; else HiGHS proves.
    """

    seconds: float | None = None
    effort: float | None = None
    gap: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class Outcome:
    """What came of it. `infeasible` is a proof that no values satisfy the rows."""

    values: Floats | None
    bound: float
    infeasible: bool


def maximise(program: Program, limits: Limits) -> Outcome:
    """Solve the program within the limits."""
    from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2
    from ortools.math_opt.core.python import solver
    from ortools.math_opt.python.init_arguments import StreamableSolverInitArguments

    columns = len(program.gain)
    model = model_pb2.ModelProto()
    model.objective.maximize = True
    priced = np.flatnonzero(program.gain)
    model.objective.linear_coefficients.ids.extend(priced.tolist())
    model.objective.linear_coefficients.values.extend(program.gain[priced].tolist())
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend([0.0] * columns)
    model.variables.upper_bounds.extend(program.most.tolist())
    model.variables.integers.extend(program.integer.tolist())
    if program.rows:
        model.linear_constraints.ids.extend(range(program.rows))
        model.linear_constraints.lower_bounds.extend(np.concatenate(program.low).tolist())
        model.linear_constraints.upper_bounds.extend(np.concatenate(program.high).tolist())
        row, column, factor = (np.concatenate([t[i] for t in program.triplets]) for i in range(3))
        order = np.lexsort((column, row))
        model.linear_constraint_matrix.row_ids.extend(row[order].tolist())
        model.linear_constraint_matrix.column_ids.extend(column[order].tolist())
        model.linear_constraint_matrix.coefficients.extend(factor[order].tolist())
    parameters = parameters_pb2.SolveParametersProto(random_seed=limits.seed, relative_gap_tolerance=0.0)
    parameters.absolute_gap_tolerance = limits.gap
    if limits.seconds is not None:
        parameters.time_limit.FromTimedelta(_seconds(limits.seconds))
    if limits.effort is None:
        engine = parameters_pb2.SOLVER_TYPE_HIGHS
        parameters.highs.string_options["parallel"] = "off"
    else:
        engine = parameters_pb2.SOLVER_TYPE_CP_SAT
        parameters.threads = 1
        parameters.cp_sat.max_deterministic_time = limits.effort
        parameters.cp_sat.linearization_level = 2
    result = solver.solve(
        model,
        engine,
        StreamableSolverInitArguments().to_proto(),
        parameters,
        model_parameters_pb2.ModelSolveParametersProto(),
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        None,
    )
    return _outcome(result, columns)


def _outcome(result: Any, columns: int) -> Outcome:
    from ortools.math_opt import result_pb2

    values = None
    for solution in result.solutions:
        if solution.HasField("primal_solution"):
            values = np.zeros(columns)
            found = solution.primal_solution.variable_values
            values[np.fromiter(found.ids, dtype=np.int64)] = np.fromiter(found.values, dtype=np.float64)
            break
    termination = result.termination
    bound = termination.objective_bounds.dual_bound
    infeasible = termination.reason == result_pb2.TERMINATION_REASON_INFEASIBLE
    return Outcome(values, float(bound) + 1e-3 + TOLERANCE * columns, infeasible)


def _seconds(seconds: float) -> Any:
    from datetime import timedelta

    return timedelta(seconds=max(seconds, 0.01))
