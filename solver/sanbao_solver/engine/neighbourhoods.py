"""Which requests to plan anew together: near each other, all at once or in an order that a seed fixes."""

from collections.abc import Iterator

import numpy as np

from sanbao_solver.engine.arrays import Ints
from sanbao_solver.engine.instance import Instance


def sweep(instance: Instance, size: int, random: np.random.Generator) -> Iterator[list[int]]:
    """Blocks of `size` neighbouring requests that together hold every request once, cut along random directions."""
    parts: list[Ints] = [np.arange(instance.requests)]
    blocks = []
    while parts:
        part = parts.pop()
        if len(part) <= size:
            blocks.append(part)
            continue
        angle = random.uniform(0, np.pi)
        along = instance.place[part] @ np.array([np.cos(angle), np.sin(angle)])
        cut = len(part) // 2
        order = np.argsort(along, kind="stable")
        parts += [part[order[:cut]], part[order[cut:]]]
    for position in random.permutation(len(blocks)).tolist():
        yield sorted(blocks[position].tolist())
