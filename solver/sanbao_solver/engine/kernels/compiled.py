"""The one way in which kernels are compiled."""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit
from numba.core.registry import cpu_target

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def kernel(function: Kernel) -> Kernel:
    """A kernel of its own. It makes no arrays: whoever calls it brings the room it works in.

    Nor does it count references to arrays: Numba would at every call, in counters that all threads share, and that took
    near half the time of a price step.
    """
    return _compiled(function)


def inlined(function: Kernel) -> Kernel:
    """One that is written into those that call it: a call would copy what describes each array of a tuple."""
    return _compiled(function, forceinline=True)


def _compiled(function: Kernel, **more: bool) -> Kernel:
    how = {"nogil": True, "error_model": "numpy", "_nrt": False, **more}
    try:
        return njit(cache=True, **how)(function)
    except RuntimeError:
        # Numba finds no folder that it may write to, as on a read-only disk: each process compiles anew.
        return njit(**how)(function)


def load() -> None:
    """Import what Numba leaves for its first use (most of itself), so that no solve's clock pays for it."""
    cpu_target.target_context.refresh()
