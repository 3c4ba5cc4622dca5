"""Distance and travel time as `problem-format.md` defines them, in exact integers."""

from math import isqrt

from sanbao_solver.problem import Place, Travel


def metres_between(a: Place, b: Place) -> int:
    """Straight distance in whole metres, rounded down."""
    return isqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def minutes_between(travel: Travel, a: Place, b: Place) -> int:
    """Travel time in whole minutes, rounded up."""
    return -(-metres_between(a, b) * travel.detour_percent // (100 * travel.metres_per_minute))
