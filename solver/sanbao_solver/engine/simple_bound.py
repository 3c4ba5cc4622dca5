"""A bound without prices: every request as if it had all members to itself."""

from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.kernels.alone import worth_alone


def simple_bound(instance: Instance) -> int:
    """No plan scores more: each request at its best start with its cheapest candidates, nobody shared."""
    i = instance
    rows = (i.start_first, i.start_row, i.seat_first, i.row_offset)
    asked = (i.value, i.required, i.wanted, i.wanted_value)
    return int(worth_alone(*rows, i.candidate_cost, *asked)) + i.change_base
