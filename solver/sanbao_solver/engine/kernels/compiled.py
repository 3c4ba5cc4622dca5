"""The one way in which kernels are compiled."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from numba import config, njit
from numba.core.caching import InTreeCacheLocator, UserProvidedCacheLocator, UserWideCacheLocator
from numba.core.registry import cpu_target

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


@cache
def _sources() -> bytes:
    """What all kernels together follow from."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).digest()


class _OfAllSources:
    """Numba knows what was compiled before by its own file alone, but a kernel holds the code of those it calls."""

    def get_source_stamp(self) -> bytes:
        """What must not have changed."""
        return _sources()


class Provided(_OfAllSources, UserProvidedCacheLocator):
    """The folder that NUMBA_CACHE_DIR names."""


class InTree(_OfAllSources, InTreeCacheLocator):
    """Beside the sources."""


class UserWide(_OfAllSources, UserWideCacheLocator):
    """The user's folder for what can be made anew."""


_PLACES = ",".join(f"{__name__}.{place.__name__}" for place in (Provided, InTree, UserWide))


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
    places = config.CACHE_LOCATOR_CLASSES
    config.CACHE_LOCATOR_CLASSES = places or _PLACES
    try:
        return njit(cache=True, **how)(function)
    except RuntimeError:
        # Numba finds no folder that it may write to, as on a read-only disk: each process compiles anew.
        return njit(**how)(function)
    finally:
        config.CACHE_LOCATOR_CLASSES = places


def load() -> None:
    """Import what Numba leaves for its first use (most of itself), so that no solve's clock pays for it."""
    cpu_target.target_context.refresh()
