"""Chance that repeats: each topic has dice of its own, so that a change to one leaves the others as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import TypeVar

T = TypeVar("T")


def dice(seed: int, topic: str) -> Random:
    """The dice of a topic; equal seed and topic roll equally on every machine."""
    return Random(f"sanbao demo {seed} {topic}")  # noqa: S311  (no secret comes of it)


def pick(roll: Random, chances: Mapping[T, float]) -> T:
    """One of the keys, each as often as its value says."""
    return roll.choices(list(chances), list(chances.values()))[0]


def some(roll: Random, things: Sequence[T], least: int, most: int) -> list[T]:
    """Between `least` and `most` different things, in their order; all where there are fewer."""
    count = min(len(things), roll.randint(least, most))
    return [things[i] for i in sorted(roll.sample(range(len(things)), count))]


def shares(roll: Random, total: int, parts: int, spread: float) -> list[int]:
    """`total` in whole parts that differ by about `spread` of their mean."""
    weights = [max(0.3, roll.gauss(1, spread)) for _ in range(parts)]
    whole, edges, along = sum(weights), [0], 0.0
    for weight in weights:
        along += weight
        edges.append(round(total * along / whole))
    return [end - start for start, end in pairwise(edges)]
