"""`docs/performance.md`: what was run, on what, and a table for every week."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from sanbao_solver import SOLVER_VERSION
from tests.solver_bench.ladder import Rung
from tests.solver_bench.plots import draw
from tests.solver_bench.running import Run

PAGE = "performance.md"
HEADS = (
    "method", "time given", "took", "model built in", "served", "total", "own bound", "own gap",
    "below best bound", "over greedy", "memory", "ended",
)  # fmt: skip
ABOUT = """\
Every plan was checked rule by rule and scored by `sanbao_solver.check` and `score`, from the two documents alone.
Each method ran by itself, in a process of its own; its memory is that process's peak, imports included.

- **own gap** is `(own bound − total) / own bound`; **below best bound** is the same against the lowest bound that any
  method proved for that week, so it is never below the true distance from the optimum.
- **Sanbao** and **greedy** are timed from the bytes of the problem to the bytes of the plan. The clock of the others
  starts when their model stands; building it (in Python) is told apart and costs them nothing.
- **greedy** is the one of the problem format: by falling weight, each request with its cheapest free team.
- **CP-SAT** and **HiGHS** get one model of the whole week, the same for both, with every rule that these weeks use (they
  have no pins and no earlier plan; `tests/solver_bench/program.py`), and the greedy plan as a start. HiGHS runs inside
  OR-Tools.
- **VROOM** gets the one-seat weeks only: it knows no teams. What it can be told of them and what not (travel paid from
  home for each service, rising fairness, pair costs) stands in `tests/solver_bench/vroom_week.py`; its plans are
  judged by our score all the same.
- Each of the others gets our time and ten times as much (`--multiples`); one that proved its plan optimal is not run
  again.
- A method that runs over its time by a quarter and 20 seconds is ended without a plan; a model of more candidates
  than `--most-candidates` is not tried.

In the drawings the broken grey line is the time given to Sanbao; distances below 0.001 % are drawn at 0.001 %.

The weeks are made by `tests/solver_bench/families.py`, which states their distribution.
Figures of one machine and one run: compare within a table, never between machines.
"""


def write_page(folder: Path, rungs: Sequence[Rung], command: str) -> Path:
    """Write the page and its drawings into the folder; the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    drawings = draw(folder, rungs)
    wrong = [line for rung in rungs for line in rung.contradictions()]
    parts = [
        "# Performance",
        f"Written by `{command}`.",
        _table(("what", "which"), list(_circumstances(rungs))),
        ABOUT.strip(),
        "No bound lies below a plan that was found."
        if not wrong
        else _list("Faults: a bound below a plan", wrong),
        *(f"![{title}]({name})" for name, title in drawings.items()),
        *(_section(rung) for rung in rungs),
    ]
    page = folder / PAGE
    page.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return page


def _circumstances(rungs: Sequence[Rung]) -> list[tuple[str, str]]:
    names = ("ortools", "pyvroom", "numpy")
    return [
        ("machine", f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"),
        ("Python", platform.python_version()),
        ("solver", SOLVER_VERSION),
        ("libraries", ", ".join(f"{name} {version(name)}" for name in names)),
        ("seeds", ", ".join(map(str, sorted({rung.seed for rung in rungs})))),
    ]


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown processor"


def _section(rung: Rung) -> str:
    head = f"## {rung.family}, {_communities(rung.communities)}, seed {rung.seed}"
    about = f"{rung.requests:,} requests, {rung.members:,} members; Sanbao is given {rung.our_seconds:g} s."
    return f"{head}\n\n{about}\n\n" + _table(HEADS, [_row(rung, run) for run in rung.runs])


def _communities(count: int) -> str:
    return f"{count:,} communit{'y' if count == 1 else 'ies'}"


def _row(rung: Rung, run: Run) -> tuple[str, ...]:
    greedy = rung.greedy_total
    over = 100 * (run.total - greedy) / abs(greedy) if run.total is not None and greedy else None
    return (
        run.method,
        "–" if run.method == "greedy" else f"{run.limit_seconds:g} s",
        f"{run.seconds:.2f} s",
        f"{run.build_seconds:.1f} s" if run.build_seconds >= 0.05 else "–",
        _count(run.served),
        _count(run.total),
        _count(run.bound),
        _percent(_gap(run.bound, run.total)),
        _percent(_gap(rung.best_bound, run.total)),
        f"{over:+.2f} %" if over is not None else "–",
        f"{run.megabytes:,} MB" if run.megabytes is not None else "–",
        run.note.replace("|", "/"),
    )


def _gap(bound: int | None, total: int | None) -> float | None:
    if bound is None or total is None:
        return None
    return 100 * (bound - total) / abs(bound) if bound else None


def _count(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f} %"


def _list(head: str, lines: list[str]) -> str:
    return "\n".join([f"**{head}**", "", *(f"- {line}" for line in lines)])


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
