"""A bound without prices: every request as if it had all members to itself."""

import numpy as np

from sanbao_solver.engine.instance import Instance


def simple_bound(instance: Instance) -> int:
    """No plan scores more: each request at its best start with its cheapest candidates, nobody shared."""
    rows = len(instance.row_seat)
    low, high = instance.row_offset[:-1], instance.row_offset[1:]
    prefix = np.concatenate(([0], np.cumsum(instance.candidate_cost)))
    required = instance.required[instance.row_seat]
    worth = -(prefix[np.minimum(low + required, high)] - prefix[low])
    short = high - low < required
    gain = (
        instance.wanted_value[instance.row_seat][np.repeat(np.arange(rows), high - low)]
        - instance.candidate_cost
    )
    gains = np.concatenate(([0], np.cumsum(np.maximum(gain, 0))))
    worth += gains[high] - gains[low]
    starts = len(instance.start_time)
    value = np.zeros(starts, dtype=np.int64)
    np.add.at(value, instance.row_start, worth)
    value += instance.value[instance.start_request]
    value[np.bincount(instance.row_start, weights=short, minlength=starts) > 0] = 0
    best = np.zeros(instance.requests, dtype=np.int64)
    np.maximum.at(best, instance.start_request, value)
    return int(best.sum()) + instance.change_base
