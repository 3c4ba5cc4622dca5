"""Solving outside the event loop, behind a `concurrent.futures.Executor`.

The pool of this file is one spawned process. Any other executor does as well: a cluster's
(`distributed.Client.get_executor()`) needs the scratch folder on a disk that its workers share.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

from sanbao.planning.progress import Standing
from sanbao.planning.solver_process import (
    PROBLEM,
    PROGRESS,
    STOP,
    Outcome,
    begin_solving_process,
    solve_folder,
)
from sanbao_solver import Progress, SolveSettings

LOOK_SECONDS = 0.25
SCRATCH = f"sanbao-run-{socket.gethostname()[:40]}-"

Notice = Callable[[Standing], Awaitable[bool]]
"""Told where a solve stands at every look; answers whether it shall go on."""


def new_pool() -> Executor:
    """One process that solves, started at its first task, which dies with this one."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=begin_solving_process)


async def solve(
    problem: bytes, settings: SolveSettings, executor: Executor, notice: Notice
) -> Outcome | None:
    """Solve a problem document; None when `notice` said to stop.

    Raises `concurrent.futures.BrokenExecutor` when the solving process died.
    """
    await asyncio.to_thread(_sweep)
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix=f"{SCRATCH}{os.getpid()}-"))
    try:
        await asyncio.to_thread((folder / PROBLEM).write_bytes, problem)
        plain: dict[str, Any] = msgspec.to_builtins(settings)
        task = asyncio.get_running_loop().run_in_executor(executor, solve_folder, str(folder), plain)
        try:
            return await _watched(task, folder, notice)
        finally:
            (folder / STOP).touch()
            await asyncio.wait([task])
            task.exception() if not task.cancelled() else None
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def is_gone(pid: int) -> bool:
    """Whether this machine has no process of the number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _sweep() -> None:
    """Remove the folders of processes of this machine that were killed while they solved: they have homes and places."""
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        pid = folder.name.removeprefix(SCRATCH).partition("-")[0]
        if pid.isdigit() and is_gone(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


async def _watched(task: asyncio.Future[Outcome], folder: Path, notice: Notice) -> Outcome | None:
    standing = Standing(stage="compiling")
    while True:
        await asyncio.wait([task], timeout=LOOK_SECONDS)
        standing = _read(folder / PROGRESS) or standing
        if task.done():
            await notice(standing)
            return task.result()
        if not await notice(standing):
            return None


def _read(path: Path) -> Standing | None:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Progress)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    return Standing(stage=found.stage, total=found.total, bound=found.bound, gap=found.gap)
