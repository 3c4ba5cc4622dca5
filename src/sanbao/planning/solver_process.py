"""What runs in the solving process: no database, no event loop, only the solver and a folder.

The folder is the channel to whoever asked: `progress.json` goes out, the file `stop` comes in. It works for a
process of this machine and for a cluster's worker that sees the same folder.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import Any

import msgspec

STOP = "stop"
PROGRESS = "progress.json"
PROBLEM = "problem.json"

_GRACE_SECONDS = 1.5
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a solve: the plan document and the greedy's total, or why there is none.

    `fault` is `contradiction`, `invalid`, `violations` or `error`, `detail` says which.
    """

    plan: bytes | None = None
    baseline: int | None = None
    fault: str = ""
    detail: str = ""


_own_process = threading.Event()


def begin_solving_process() -> None:
    """Make this process one that only solves: it may end itself, and dies when the one that started it does,
    even by `kill -9`. Initialises pool workers."""
    _own_process.set()
    parent = parent_process()
    if parent is not None:

        def watch(sentinel: Any) -> None:
            connection.wait([sentinel])
            os._exit(1)

        threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


def solve_folder(folder: str, settings: dict[str, Any]) -> Outcome:
    """Solve the folder's problem. Every fault is an Outcome: exceptions do not travel well between processes.

    When the stop file appears and the solver does not heed it in time, a process that only solves ends itself.
    """
    done = threading.Event()
    if _own_process.is_set():
        threading.Thread(target=_end_when_stopped, args=(Path(folder), done), daemon=True).start()
    try:
        return _solve(Path(folder), settings)
    finally:
        done.set()


def _solve(folder: Path, settings: dict[str, Any]) -> Outcome:
    import sanbao_solver as solver

    first: list[int] = []

    def report(progress: solver.Progress) -> None:
        if progress.stage == "greedy" and not first:
            first.append(progress.total)
        draft = folder / f"{PROGRESS}.new"
        draft.write_bytes(msgspec.json.encode(progress))
        draft.replace(folder / PROGRESS)

    try:
        problem = solver.read_problem((folder / PROBLEM).read_bytes())
        plan = solver.solve(
            problem,
            msgspec.convert(settings, solver.SolveSettings),
            on_progress=report,
            should_stop=(folder / STOP).exists,
        )
        broken = solver.check(problem, plan)
        if broken:
            return Outcome(fault="violations", detail="; ".join(f"{v.rule}: {v.message}" for v in broken[:3]))
        baseline = first[0] if first else solver.greedy(problem).score.total
    except solver.ContradictoryPins as error:
        return Outcome(fault="contradiction", detail=str(error))
    except solver.InvalidProblem as error:
        return Outcome(fault="invalid", detail=str(error))
    except Exception as error:
        return Outcome(fault="error", detail=f"{type(error).__name__}: {error}")
    return Outcome(plan=solver.write_plan(plan), baseline=baseline)


def _end_when_stopped(folder: Path, done: threading.Event) -> None:
    while not done.wait(_LOOK_SECONDS):
        if (folder / STOP).exists() and not done.wait(_GRACE_SECONDS):
            os._exit(1)
