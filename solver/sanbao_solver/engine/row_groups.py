"""Rows of equal shape laid out as matrices, so that choosing the cheapest candidates of a row is one numpy call."""

from dataclasses import dataclass

import numpy as np

from sanbao_solver.engine.arrays import Floats, Ints, Values
from sanbao_solver.engine.instance import Instance


@dataclass(frozen=True)
class RowGroup:
    """Rows that need `required` and want `wanted` members; `candidate` is padded with the index past the last."""

    row: Ints
    required: int
    wanted: int
    wanted_value: Ints
    candidate: Ints


def row_groups(instance: Instance, rows: Ints, first: Ints, count: Ints) -> list[RowGroup]:
    """The rows with their candidates `[first, first + count)`, grouped by need and by count to the power of two."""
    padding = len(instance.candidate_member)
    seat = instance.row_seat[rows]
    width = 1 << np.ceil(np.log2(np.maximum(count, 1))).astype(np.int64)
    shape = np.stack((instance.required[seat], instance.wanted[seat], width), axis=1)
    groups = []
    kinds, which = np.unique(shape, axis=0, return_inverse=True)
    for kind, (required, wanted, size) in enumerate(kinds):
        mine = np.flatnonzero(which == kind)
        column = np.arange(size)
        candidate = np.where(column < count[mine, None], first[mine, None] + column, padding)
        groups.append(
            RowGroup(rows[mine], int(required), int(wanted), instance.wanted_value[seat[mine]], candidate)
        )
    return groups


def choose(group: RowGroup, cost: Values) -> tuple[Values, Ints]:
    """The least cost of each row (wanted values taken off) and the chosen candidates, padded like the group.

    `cost` has one entry more than there are candidates: the padding, dearer than anything.
    """
    priced = cost[group.candidate]
    if group.required == 1 and not group.wanted:
        at = np.argmin(priced, axis=1)[:, None]
        return np.take_along_axis(priced, at, 1)[:, 0], np.take_along_axis(group.candidate, at, 1)
    most = min(group.required + group.wanted, priced.shape[1])
    if most < priced.shape[1]:
        near = np.argpartition(priced, most - 1, axis=1)[:, :most]
        priced = np.take_along_axis(priced, near, 1)
    else:
        near = np.broadcast_to(np.arange(most), priced.shape)
    if group.wanted:
        order = np.argsort(priced, axis=1, kind="stable")
        near, priced = np.take_along_axis(near, order, 1), np.take_along_axis(priced, order, 1)
    chosen = np.take_along_axis(group.candidate, near, 1)
    least = priced[:, : group.required].sum(axis=1)
    if group.wanted:
        gain = priced[:, group.required :] - group.wanted_value[:, None]
        useful = gain < 0
        least = least + np.where(useful, gain, 0).sum(axis=1)
        chosen[:, group.required :] = np.where(useful, chosen[:, group.required :], len(cost) - 1)
    return least, chosen


def thresholds(group: RowGroup, cost: Floats) -> Floats:
    """The price at which one more candidate of each row would be as good as one that is chosen."""
    priced = np.sort(cost[group.candidate], axis=1)
    width = priced.shape[1]
    last = priced[:, group.required - 1] if group.required else np.full(len(priced), -np.inf)
    if not group.wanted:
        return last
    at = min(group.required + group.wanted, width) - 1
    return np.maximum(last, np.minimum(priced[:, at], group.wanted_value))
