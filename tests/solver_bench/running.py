"""One method on one week in a process of its own: nobody's threads, memory or hang-ups reach the next one."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass, field, replace
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from sanbao_solver import check, read_problem, score
from tests.solver_bench.method import Answer, Clock, Limits, Method, Point
from tests.solver_bench.program import TooLarge

METHODS = {
    "Sanbao": "ours:sanbao",
    "greedy": "ours:greedy",
    "CP-SAT": "cp_sat:cp_sat",
    "HiGHS": "highs:highs",
    "VROOM": "vroom_week:vroom_week",
}
BUILD_SECONDS = 1800.0
OVERRUN, OVERRUN_SECONDS = 1.25, 20.0


@dataclass(frozen=True)
class Run:
    """What became of one method on one week with so many seconds; the total is the common score's.

    `seconds` from the clock's start to the answer; `build_seconds` before it. `megabytes` is the process's peak.
    """

    method: str
    limit_seconds: float
    seconds: float
    build_seconds: float = 0.0
    total: int | None = None
    served: int | None = None
    bound: int | None = None
    megabytes: int | None = None
    note: str = ""
    points: list[Point] = field(default_factory=list)

    @property
    def proved(self) -> bool:
        """Whether the plan is known to be optimal."""
        return self.total is not None and self.total == self.bound


def measure(name: str, document: bytes, limits: Limits) -> Run:
    """Run the method; one that runs over its time by a quarter and 20 seconds is ended and has no plan."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, METHODS[name], document, limits), daemon=True)
    process.start()
    theirs.close()
    run = Run(name, limits.seconds, 0.0)
    begun, last = time.monotonic(), time.monotonic() + BUILD_SECONDS
    try:
        while ours.poll(max(0.0, last - time.monotonic())):
            kind, value = ours.recv()
            if kind == "start":
                begun = time.monotonic()
                last = begun + limits.seconds * OVERRUN + OVERRUN_SECONDS
                run = replace(run, build_seconds=value)
            elif kind == "point":
                run.points.append(value)
            else:
                answer, seconds, megabytes = value
                return _judged(replace(run, seconds=seconds, megabytes=megabytes), document, answer)
        note = "ended: ran over its time"
    except EOFError:
        process.join()
        note = f"its process died ({process.exitcode})"
    finally:
        process.kill()
        process.join()
    bound = min((p.bound for p in run.points if p.bound is not None), default=None)
    return replace(run, seconds=time.monotonic() - begun, bound=bound, note=note)


def _judged(run: Run, document: bytes, answer: Answer) -> Run:
    """Check and score the plan; a plan that breaks a rule counts as none and says so."""
    run = replace(run, bound=answer.bound, note=answer.note)
    if answer.plan is None:
        return run
    week = read_problem(document)
    broken = check(week, answer.plan)
    if broken:
        return replace(run, note=f"{len(broken)} broken rules, first {broken[0].rule}: {broken[0].message}")
    total, served = score(week, answer.plan).total, len(answer.plan.served)
    run.points.append(Point(run.seconds, total, answer.bound))
    return replace(run, total=total, served=served)


def _work(pipe: Connection, where: str, document: bytes, limits: Limits) -> None:
    module, function = where.split(":")
    import_module("ortools.sat.python.cp_model")  # the interpreter and its imports stand outside the clock
    import_module("ortools.math_opt.python.mathopt")
    method: Method = getattr(import_module(f"tests.solver_bench.{module}"), function)
    created = begun = time.perf_counter()

    def start() -> None:
        nonlocal begun
        begun = time.perf_counter()
        pipe.send(("start", begun - created))

    def seen(total: int | None, bound: int | None) -> None:
        pipe.send(("point", Point(time.perf_counter() - begun, total, bound)))

    try:
        answer = method(document, limits, Clock(start, seen))
    except TooLarge as too_large:
        answer = Answer(None, note=f"not tried: {too_large}")
    pipe.send(("answer", (answer, time.perf_counter() - begun, _peak_megabytes())))


def _peak_megabytes() -> int | None:
    """The most memory this process held, where the kernel tells."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    facts = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(facts["VmHWM"].split()[0]) // 1024
