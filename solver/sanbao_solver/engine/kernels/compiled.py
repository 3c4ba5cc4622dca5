"""The one way in which kernels are compiled."""

from numba import njit
from numba.core.registry import cpu_target

kernel = njit(cache=True, nogil=True, error_model="numpy")
inlined = njit(cache=True, nogil=True, error_model="numpy", inline="always")


def load() -> None:
    """Import what Numba leaves for its first use (most of itself), so that no solve's clock pays for it."""
    cpu_target.target_context.refresh()
