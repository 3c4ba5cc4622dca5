"""The drawings of the page, as small SVG files that are equal for equal figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tests.solver_bench.ladder import Rung
from tests.solver_bench.running import Run

COLOURS = {
    "Sanbao": "#c0392b",
    "greedy": "#7f8c8d",
    "CP-SAT": "#2471a3",
    "HiGHS": "#1e8449",
    "VROOM": "#af7ac5",
}
LEAST_PERCENT, LEAST_SECONDS = 0.001, 0.01
NEAR_PERCENT = 1.0
STYLE = {"svg.hashsalt": "sanbao", "svg.fonttype": "none", "font.size": 9}


def draw(folder: Path, rungs: Sequence[Rung]) -> dict[str, str]:
    """Write the drawings; file names with what they show."""
    drawn = {}
    with mpl.rc_context(STYLE):
        by_family = groupby(sorted(rungs, key=lambda r: r.family), key=lambda r: r.family)
        families = {family: list(mine) for family, mine in by_family}
        for family, mine in families.items():
            name = f"performance-gap-{family}.svg"
            _save(folder / name, _gap_over_time([r for r in mine if r.seed == mine[0].seed]))
            drawn[name] = f"Gap to the best bound over time, {family}"
        name = "performance-time.svg"
        _save(folder / name, _time_over_size(families))
        drawn[name] = f"Time to come within {NEAR_PERCENT:g} % of the best bound, over requests"
    return drawn


def _save(path: Path, figure: Figure) -> None:
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _panels(count: int) -> tuple[Figure, list[Axes]]:
    figure = Figure(figsize=(3.4 * count + 0.6, 3.2), layout="constrained")
    panels = figure.subplots(1, count, sharey=True, squeeze=False)[0]
    for axes in panels:
        axes.grid(True, which="major", linewidth=0.4)
    return figure, list(panels)


def _percents(rung: Rung, run: Run) -> list[tuple[float, float]]:
    """When a run's total rose, with the distance to the best bound from then on in per cent."""
    bound, steps, best = rung.best_bound, [], None
    if not bound:
        return []
    for point in run.points:
        if point.total is not None and (best is None or point.total > best):
            best = point.total
            percent = max(LEAST_PERCENT, 100 * (bound - best) / abs(bound))
            steps.append((max(LEAST_SECONDS, point.seconds), percent))
    return steps


def _gap_over_time(rungs: list[Rung]) -> Figure:
    """A panel for each size; of each method the run that was given most time."""
    figure, panels = _panels(len(rungs))
    panels[0].set_ylabel("below the best bound (%)")
    for axes, rung in zip(panels, rungs, strict=True):
        axes.set(title=f"{rung.requests:,} requests", xlabel="seconds", xscale="log", yscale="log")
        axes.axvline(rung.our_seconds, color="#bbbbbb", linewidth=0.8, linestyle="--")
        longest = {run.method: run for run in sorted(rung.runs, key=lambda run: run.limit_seconds)}
        for method, run in longest.items():
            steps = _percents(rung, run)
            if steps:
                steps.append((max(run.seconds, steps[-1][0]), steps[-1][1]))
                axes.step(*zip(*steps, strict=True), where="post", color=COLOURS[method], label=method)
                axes.plot(*steps[-1], marker="o", markersize=3, color=COLOURS[method])
    _legend(figure, panels)
    return figure


def _time_over_size(families: dict[str, list[Rung]]) -> Figure:
    """A panel for each family: how long until within a per cent; a method that never gets there has no point."""
    figure, panels = _panels(len(families))
    panels[0].set_ylabel(f"seconds to within {NEAR_PERCENT:g} %")
    for axes, (family, rungs) in zip(panels, families.items(), strict=True):
        axes.set(title=family, xlabel="requests", xscale="log", yscale="log")
        for method, colour in COLOURS.items():
            found = sorted(
                (rung.requests, seconds)
                for rung in rungs
                if (seconds := _until_near(rung, [run for run in rung.runs if run.method == method]))
                is not None
            )
            if found:
                axes.plot(*zip(*found, strict=True), marker="o", markersize=3, color=colour, label=method)
        given = sorted({(rung.requests, rung.our_seconds) for rung in rungs})
        axes.set_xticks([requests for requests, _ in given], [f"{requests:,}" for requests, _ in given])
        axes.plot(
            *zip(*given, strict=True),
            color="#bbbbbb",
            linewidth=0.8,
            linestyle="--",
            label="time given to Sanbao",
        )
    _legend(figure, panels)
    return figure


def _until_near(rung: Rung, runs: list[Run]) -> float | None:
    near = [seconds for run in runs for seconds, percent in _percents(rung, run) if percent <= NEAR_PERCENT]
    return min(near, default=None)


def _legend(figure: Figure, panels: list[Axes]) -> None:
    known = {}
    for axes in panels:
        axes.minorticks_off()
        handles, labels = axes.get_legend_handles_labels()
        known |= dict(zip(labels, handles, strict=True))
    figure.legend(known.values(), known.keys(), loc="outside lower center", ncols=6, frameon=False)
