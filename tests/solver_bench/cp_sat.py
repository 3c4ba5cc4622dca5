"""CP-SAT on the whole week as one model (`program.py`), started from the greedy plan."""

from __future__ import annotations

import numpy as np
from ortools.sat.python import cp_model

import sanbao_solver as solver
from tests.solver_bench.method import Answer, Clock, Limits
from tests.solver_bench.program import UNLIMITED, Program


def cp_sat(document: bytes, limits: Limits, clock: Clock) -> Answer:
    """Default parameters but workers, seed and time; every variable has a hint."""
    week = solver.read_problem(document)
    program = Program(week, limits.most_candidates)
    if not len(program.gain):
        return Answer(solver.Plan(served=()), 0)
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in range(len(program.gain))]
    _add_rows(model, columns, program)
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, program.gain.tolist()))
    for column, value in zip(columns, program.values(solver.greedy(week)).tolist(), strict=True):
        model.add_hint(column, value)
    search = cp_model.CpSolver()
    search.parameters.max_time_in_seconds = limits.seconds
    search.parameters.num_workers = limits.workers
    search.parameters.random_seed = limits.seed
    best: list[int | None] = [None, None]

    def bound(value: float) -> None:
        best[1] = int(np.floor(value + 1e-6))
        clock.seen(best[0], best[1])

    class Found(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            best[:] = round(self.objective_value), int(np.floor(self.best_objective_bound + 1e-6))
            clock.seen(best[0], best[1])

    search.best_bound_callback = bound
    clock.start()
    status = search.solve(model, Found())
    proven = int(np.floor(search.best_objective_bound + 1e-6))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, best[1], f"no plan found: {search.status_name(status).lower()}")
    values = np.array([search.boolean_value(column) for column in columns])
    return Answer(program.plan(values), proven, search.status_name(status).lower())


def _add_rows(model: cp_model.CpModel, columns: list[cp_model.IntVar], program: Program) -> None:
    """Rows in CP-SAT's own words where it has them: at most one, and at most one if the start is taken."""
    ends = np.searchsorted(program.row, np.arange(len(program.low) + 1))
    for row, (low, high) in enumerate(zip(program.low.tolist(), program.high.tolist(), strict=True)):
        inside = slice(ends[row], ends[row + 1])
        names = [columns[c] for c in program.column[inside].tolist()]
        factors = program.factor[inside].tolist()
        plain = all(f == 1 for f in factors[:-1])
        if plain and factors[-1] == 1 and (low, high) == (0, 1):
            model.add_at_most_one(names)
        elif plain and factors[-1] == -1 and (low, high) == (0, 0):
            model.add_exactly_one(*names[:-1], ~names[-1])
        elif plain and factors[-1] == -1 and (low, high) == (-UNLIMITED, 0):
            model.add_at_most_one(*names[:-1], ~names[-1])
        else:
            total = cp_model.LinearExpr.weighted_sum(names, factors)
            model.add_linear_constraint(total, low, high)
