"""The version of the solver, kept with every snapshot: a run is repeated with the solver that made it."""

SOLVER_VERSION = "1.0.0"
