"""The one way in which kernels are compiled."""

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit
from numba.core.registry import cpu_target

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def kernel(function: Kernel) -> Kernel:
    """A kernel of its own."""
    return _compiled(function)


def inlined(function: Kernel) -> Kernel:
    """One that is written into those that call it."""
    return _compiled(function, inline="always")


def _compiled(function: Kernel, **more: str) -> Kernel:
    how = {"nogil": True, "error_model": "numpy", **more}
    try:
        return njit(cache=True, **how)(function)
    except RuntimeError:
        # Numba finds no folder that it may write to, as on a read-only disk: each process compiles anew.
        return njit(**how)(function)


def load() -> None:
    """Import what Numba leaves for its first use (most of itself), so that no solve's clock pays for it."""
    cpu_target.target_context.refresh()
