"""How long and how the solver may work, and what it says on the way."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Stage = Literal["candidates", "greedy", "prices", "search", "proof", "done"]


class SolveSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`time_limit_seconds` counts the wall clock of the whole call; `work_limit` counts work units.

    With a limit on work alone, equal problem, seed, workers and limit give an equal plan.
    """

    time_limit_seconds: Annotated[float, Meta(ge=0)] | None = 60.0
    work_limit: Annotated[int, Meta(ge=0)] | None = None
    workers: Annotated[int, Meta(ge=1)] = 1
    seed: Annotated[int, Meta(ge=0)] = 0


class Progress(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a solve stands: the best total so far, the proven bound, `(bound − total) / bound`, seconds gone."""

    stage: Stage
    total: int
    bound: int | None
    gap: float | None
    elapsed_seconds: float
