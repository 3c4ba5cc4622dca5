"""What every method of the ladder is given and gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sanbao_solver import Plan


@dataclass(frozen=True)
class Limits:
    """`seconds` of wall clock from `Clock.start`; a program of more candidates than `most_candidates` is not tried."""

    seconds: float
    workers: int
    seed: int
    most_candidates: int


@dataclass(frozen=True)
class Answer:
    """The plan, if one was found, and the bound the method gives (None: it gives none)."""

    plan: Plan | None
    bound: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Point:
    """What a method knew when: best total and bound, each None while there is none."""

    seconds: float
    total: int | None
    bound: int | None


@dataclass(frozen=True)
class Clock:
    """`start()` when the search begins, the method's own model being built; `seen(total, bound)` on the way."""

    start: Callable[[], None]
    seen: Callable[[int | None, int | None], None]


Method = Callable[[bytes, Limits, Clock], Answer]
