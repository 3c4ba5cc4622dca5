"""The answer: one frozen value for each object of a `sanbao-plan/1` document."""

from typing import Literal

from msgspec import Struct

from sanbao_solver.problem import Id, Minute

PLAN_FORMAT: Literal["sanbao-plan/1"] = "sanbao-plan/1"
Status = Literal["optimal", "feasible", "stopped"]
Reason = Literal[
    "no_start",
    "no_seat",
    "no_skill",
    "no_level",
    "no_tag",
    "all_forbidden",
    "out_of_reach",
    "not_available",
    "too_few_members",
    "pins",
    "members_busy",
    "not_worth_it",
    "not_found",
]


class ScoreParts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What each line of the score adds: values are positive, costs negative."""

    served: int = 0
    wanted: int = 0
    travel: int = 0
    fairness: int = 0
    pairs: int = 0
    change: int = 0


class Score(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The total and its parts, in the points of the policy."""

    total: int = 0
    parts: ScoreParts = ScoreParts()


class Served(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A served request: its start (minute of the week) and the members of each seat, in the problem's order."""

    request: Id
    start: Minute
    seats: tuple[tuple[Id, ...], ...]


class Unserved(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request left out, and the first reason that holds for it (`docs/solver.md` lists the codes)."""

    request: Id
    reason: Reason


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who serves whom and when.

    `bound` is proven: no plan of the whole problem scores more. `status` is `optimal` when the bound is reached,
    `feasible` when the solver came to the end of its work or time, `stopped` when the caller stopped it.
    """

    format: Literal["sanbao-plan/1"] = PLAN_FORMAT
    served: tuple[Served, ...]
    unserved: tuple[Unserved, ...] = ()
    score: Score = Score()
    bound: int | None = None
    status: Status = "feasible"

    @property
    def gap(self) -> float | None:
        """`(bound − total) / bound`: how far from the best possible the plan can be at most; None if unknown."""
        if self.bound is None:
            return None
        return relative_gap(self.bound, self.score.total)


def relative_gap(bound: int, total: int) -> float:
    """`(bound − total) / |bound|`, 0.0 when they agree, infinite when the bound is 0 and the total is not."""
    if bound == total:
        return 0.0
    return (bound - total) / abs(bound) if bound else float("inf")
