"""The command line of the solver: `sanbao-solver solve | check | explain | schema | prepare`.

Plans and reports go to standard output or a file, progress and errors to standard error. Exit codes: 0 done,
1 a checked plan breaks rules, 2 the input cannot be used.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Annotated

import msgspec
import typer

from sanbao_solver.faults import InvalidProblem

app = typer.Typer(
    help="Assign a week: who serves whom, when, with a proven bound and reasons.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
ProblemPath = Annotated[
    str, typer.Argument(metavar="PROBLEM", help="A sanbao-problem/1 file, or - for stdin.")
]
PlanPath = Annotated[str, typer.Argument(metavar="PLAN", help="A sanbao-plan/1 file, or - for stdin.")]


class _Refused(Exception):
    """Input that cannot be used; the message is for the person at the keyboard."""


@app.command()
def solve(
    problem: ProblemPath,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PLAN", help="Plan file, or - for stdout.")
    ],
    time_limit_seconds: Annotated[float, typer.Option(min=0, help="Wall clock of the whole command.")] = 60.0,
    work_limit: Annotated[
        int | None, typer.Option(min=0, help="Work units; repeatable, unlike time.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Threads that solve side by side; as many as there are processors."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0)] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> None:
    """Solve PROBLEM and write the plan."""
    from sanbao_solver import SolveSettings, read_problem, write_plan
    from sanbao_solver import solve as run
    from sanbao_solver.progress_bar import progress_line

    began = monotonic()
    with _refusals():
        week = read_problem(_read(problem))
        settings = SolveSettings(
            time_limit_seconds=max(0.0, time_limit_seconds - 2 * (monotonic() - began)),
            work_limit=work_limit,
            workers=workers or os.cpu_count() or 1,
            seed=seed,
        )
        with progress_line(quiet) as show:
            plan = run(week, settings, on_progress=show)
        _write(output, write_plan(plan))
    gap = "" if plan.gap is None else f", gap {plan.gap:.3%}"
    _say(
        f"{plan.status}: {len(plan.served)} of {len(week.requests)} requests served, "
        f"total {plan.score.total}, bound {plan.bound}{gap}, {monotonic() - began:.1f} s"
    )


@app.command()
def check(problem: ProblemPath, plan: PlanPath) -> None:
    """Check PLAN against PROBLEM: prints the score, or every broken rule (exit 1)."""
    from sanbao_solver.check import check as find
    from sanbao_solver.reading import read_plan, read_problem
    from sanbao_solver.score import score

    with _refusals():
        week, answer = read_problem(_read(problem)), read_plan(_read(plan))
    violations = find(week, answer)
    for v in violations:
        where = " ".join(
            f"{noun} {name}" for noun, name in (("request", v.request), ("member", v.member)) if name
        )
        _print(f"{v.rule}: {where}: {v.message}")
    if violations:
        raise typer.Exit(1)
    _print(msgspec.json.encode(score(week, answer)).decode())


@app.command()
def explain(
    problem: ProblemPath,
    plan: PlanPath,
    subject: Annotated[str, typer.Argument(metavar="REQUEST_OR_MEMBER", help="An id of the problem.")],
) -> None:
    """Why a request is served as it is or not at all; what a member holds and why: a JSON report."""
    from sanbao_solver import explain_member, explain_request, read_plan, read_problem
    from sanbao_solver.check import check as find

    with _refusals():
        week, answer = read_problem(_read(problem)), read_plan(_read(plan))
        if find(week, answer):
            raise _Refused("the plan breaks rules of the problem: see `sanbao-solver check`")
        report: msgspec.Struct
        if any(q.id == subject for q in week.requests):
            report = explain_request(week, answer, subject)
        elif any(m.id == subject for m in week.members):
            report = explain_member(week, answer, subject)
        else:
            raise _Refused(f"neither a request nor a member: {subject}")
    _print(msgspec.json.format(msgspec.json.encode(report), indent=2).decode())


@app.command()
def schema(document: Annotated[str, typer.Argument(metavar="problem|plan")] = "problem") -> None:
    """Print the JSON Schema of a document."""
    with _refusals():
        if document not in ("problem", "plan"):
            raise _Refused(f"no schema for {document}: problem or plan")
        _print(
            (Path(__file__).parent / "schema" / f"{document}.schema.json")
            .read_text(encoding="utf-8")
            .rstrip()
        )


@app.command()
def prepare() -> None:
    """Compile the engine now, so that the first solve need not: a minute, once after an installation."""
    from sanbao_solver.engine.warm_up import warm_up

    warm_up()


def main() -> None:
    """Entry point of `sanbao-solver`."""
    app()


@contextmanager
def _refusals() -> Iterator[None]:
    """Whatever cannot be used ends with one clear message and exit code 2."""
    try:
        yield
    except InvalidProblem as refusal:
        for path, message in refusal.faults[:20]:
            _say(f"error: {path}: {message}")
        if len(refusal.faults) > 20:
            _say(f"error: and {len(refusal.faults) - 20} more faults")
        raise typer.Exit(2) from None
    except (_Refused, OSError) as refusal:
        _say(f"error: {refusal}")
        raise typer.Exit(2) from None


def _read(path: str) -> bytes:
    return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()


def _write(path: str, content: bytes) -> None:
    if path == "-":
        sys.stdout.buffer.write(content + b"\n")
    else:
        Path(path).write_bytes(content)


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
