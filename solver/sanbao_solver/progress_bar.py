"""One live line on standard error while the solver works; nothing when that is not a terminal or not wanted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from sanbao_solver.settings import Progress


@contextmanager
def progress_line(quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A callback for `solve(on_progress=…)`, or None when `quiet`."""
    console = Console(stderr=True, highlight=False)
    if quiet:
        yield None
    elif not console.is_terminal:
        yield lambda p: console.print(_line(p), soft_wrap=True)
    else:
        with console.status("reading") as status:
            yield lambda p: status.update(_line(p))


def _line(progress: Progress) -> str:
    gap = "" if progress.gap is None else f"  gap {progress.gap:.3%}"
    return (
        f"{progress.elapsed_seconds:7.1f} s  {progress.stage:<10}  total {progress.total}"
        f"  bound {progress.bound if progress.bound is not None else '–'}{gap}"
    )
