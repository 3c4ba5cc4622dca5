"""`make bench`: Sanbao and four others on made-up weeks, side by side in one run.

Writes `docs/performance.md` and its drawings, after every week anew. Without arguments: one community of each family,
a few minutes. The whole ladder takes hours: `make bench ARGS="--sizes 1 14 20 84 1200"`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from tests.solver_bench.families import FAMILIES
from tests.solver_bench.ladder import Choice, climb
from tests.solver_bench.page import write_page
from tests.solver_bench.running import METHODS

DOCS = Path(__file__).parents[2] / "docs"


def main(arguments: Sequence[str]) -> int:
    """Measure and write; 1 when some bound lies below a plan that was found."""
    usual = Choice()
    options = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--families", nargs="+", choices=FAMILIES, default=usual.families)
    options.add_argument("--sizes", nargs="+", type=int, default=usual.sizes, help="communities")
    options.add_argument("--seeds", nargs="+", type=int, default=usual.seeds)
    options.add_argument("--methods", nargs="+", choices=METHODS, default=usual.methods)
    options.add_argument(
        "--multiples", nargs="+", type=float, default=usual.multiples, help="of our time, for the others"
    )
    options.add_argument("--seconds", type=float, default=None, help="our time, whatever the size")
    options.add_argument("--workers", type=int, default=usual.workers)
    options.add_argument("--most-candidates", type=int, default=usual.most_candidates)
    options.add_argument("--out", type=Path, default=DOCS)
    chosen = options.parse_args(arguments)
    choice = Choice(
        families=tuple(chosen.families),
        sizes=tuple(chosen.sizes),
        seeds=tuple(chosen.seeds),
        methods=tuple(chosen.methods),
        multiples=tuple(chosen.multiples),
        seconds=chosen.seconds,
        workers=chosen.workers,
        most_candidates=chosen.most_candidates,
    )
    command = "make bench" + (f' ARGS="{" ".join(arguments)}"' if arguments else "")
    console, rungs = Console(highlight=False, soft_wrap=True), []
    for rung in climb(choice, console.print):
        rungs.append(rung)
        page = write_page(chosen.out, rungs, command)
    faults = [line for rung in rungs for line in rung.contradictions()]
    console.print(*faults, f"Written: {os.path.relpath(page)}", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
