"""The command line of the solver: `sanbao-solver solve | check | explain | repair | compare | shortage | schema | prepare`.

Plans and reports go to standard output or a file, progress and errors to standard error. Exit codes: 0 done,
1 a checked plan breaks rules, 2 the input cannot be used.
"""

import os
from pathlib import Path
from time import monotonic
from typing import Annotated

import msgspec
import typer

from sanbao_solver import cli_live
from sanbao_solver.terminal import (
    PlanPath,
    ProblemPath,
    Refused,
    print_json,
    print_line,
    read,
    refusals,
    say,
    stoppable,
    write,
)

app = typer.Typer(
    help="Assign a week: who serves whom, when, with a proven bound and reasons.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(cli_live.repair)
app.command()(cli_live.compare)
app.command()(cli_live.shortage)


@app.command()
def solve(
    problem: ProblemPath,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PLAN", help="Plan file, or - for stdout.")
    ],
    time_limit_seconds: Annotated[
        float | None,
        typer.Option(min=0, help="Wall clock of the whole command: 60 where work is not limited either."),
    ] = None,
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
    """Solve PROBLEM and write the plan. Ctrl-C stops a solve that time limits: the best plan so far is written."""
    from sanbao_solver import SolveSettings, read_problem, write_plan
    from sanbao_solver import solve as run
    from sanbao_solver.engine.kernels.compiled import load
    from sanbao_solver.progress_bar import progress_line

    load()
    began = monotonic()
    seconds = 60.0 if time_limit_seconds is None and work_limit is None else time_limit_seconds
    with refusals():
        week = read_problem(read(problem))
        settings = SolveSettings(
            time_limit_seconds=None if seconds is None else max(0.0, seconds - 2 * (monotonic() - began)),
            work_limit=work_limit,
            workers=workers or os.cpu_count() or 1,
            seed=seed,
        )
        with progress_line(quiet) as show, stoppable() as pressed:
            plan = run(week, settings, show, None if seconds is None else pressed)
        write(output, write_plan(plan))
    gap = "" if plan.gap is None else f", gap {plan.gap:.3%}"
    say(
        f"{plan.status}: {len(plan.served)} of {len(week.requests)} requests served, "
        f"total {plan.score.total}, bound {plan.bound}{gap}, {monotonic() - began:.1f} s"
    )


@app.command()
def check(problem: ProblemPath, plan: PlanPath) -> None:
    """Check PLAN against PROBLEM: prints the score, or every broken rule (exit 1)."""
    from sanbao_solver.check import check as find
    from sanbao_solver.reading import read_plan, read_problem
    from sanbao_solver.score import score

    with refusals():
        week, answer = read_problem(read(problem)), read_plan(read(plan))
    violations = find(week, answer)
    for v in violations:
        where = " ".join(
            f"{noun} {name}" for noun, name in (("request", v.request), ("member", v.member)) if name
        )
        print_line(f"{v.rule}: {where}: {v.message}")
    if violations:
        raise typer.Exit(1)
    print_line(msgspec.json.encode(score(week, answer)).decode())


@app.command()
def explain(
    problem: ProblemPath,
    plan: PlanPath,
    subject: Annotated[str, typer.Argument(metavar="REQUEST_OR_MEMBER", help="An id of the problem.")],
    apply: Annotated[
        str | None,
        typer.Option(
            metavar="OUT.json", help="Write the problem with the smallest change made that serves it."
        ),
    ] = None,
) -> None:
    """Why a request is served as it is or not at all; what a member holds and why: a JSON report."""
    from sanbao_solver import (
        apply_change,
        explain_member,
        explain_request,
        read_plan,
        read_problem,
        write_problem,
    )
    from sanbao_solver.check import check as find

    with refusals():
        week, answer = read_problem(read(problem)), read_plan(read(plan))
        if find(week, answer):
            raise Refused("the plan breaks rules of the problem: see `sanbao-solver check`")
        report: msgspec.Struct
        if any(q.id == subject for q in week.requests):
            report = explained = explain_request(week, answer, subject)
            if apply is not None:
                change = explained.change
                if change is None or change.verification is None:
                    raise Refused(f"no single change was proved to serve {subject}")
                write(apply, write_problem(apply_change(week, change)))
        elif any(m.id == subject for m in week.members):
            report = explain_member(week, answer, subject)
        else:
            raise Refused(f"neither a request nor a member: {subject}")
    print_json(report)


@app.command()
def schema(document: Annotated[str, typer.Argument(metavar="problem|plan")] = "problem") -> None:
    """Print the JSON Schema of a document."""
    with refusals():
        if document not in ("problem", "plan"):
            raise Refused(f"no schema for {document}: problem or plan")
        print_line(
            (Path(__file__).parent / "schema" / f"{document}.schema.json")
            .read_text(encoding="utf-8")
            .rstrip()
        )


@app.command()
def prepare() -> None:
    """Compile the engine now, so that the first solve need not: a minute, once after an installation."""
    from sanbao_solver.engine.warm_up import forget, warm_up

    forget()
    warm_up()


def main() -> None:
    """Entry point of `sanbao-solver`."""
    app()
