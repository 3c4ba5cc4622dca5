"""The commands of a living week: `sanbao-solver repair | compare | shortage`."""

from typing import TYPE_CHECKING, Annotated

import typer

from sanbao_solver.terminal import PlanPath, ProblemPath, Refused, print_json, read, refusals, say, write

if TYPE_CHECKING:
    from sanbao_solver import Desk, Mended


def repair(
    problem: ProblemPath,
    plan: PlanPath,
    decline: Annotated[
        str | None, typer.Option(metavar="MEMBER:REQUEST", help="This member declines this request.")
    ] = None,
    absent: Annotated[
        str | None,
        typer.Option(metavar="MEMBER[:FROM-TO]", help="This member is away (minutes of the week)."),
    ] = None,
    urgent: Annotated[
        str | None, typer.Option(metavar="REQUEST.json", help="A new request, as in the problem.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Most candidates for each request.")] = 5,
    apply: Annotated[
        str | None, typer.Option(metavar="OUT.json", help="Write the problem with what happened.")
    ] = None,
    apply_plan: Annotated[
        str | None, typer.Option(metavar="OUT.json", help="Write the plan with the best repairs.")
    ] = None,
) -> None:
    """Candidates and their prices after one decline, absence or urgent request: JSON, and in words on stderr."""
    from sanbao_solver import Desk, amended, check, read_plan, read_problem, write_plan, write_problem
    from sanbao_solver.repairs import mended_plan

    with refusals():
        week, answer = read_problem(read(problem)), read_plan(read(plan))
        if sum(option is not None for option in (decline, absent, urgent)) != 1:
            raise Refused("give one of --decline, --absent and --urgent")
        if check(week, answer):
            raise Refused("the plan breaks rules of the problem: see `sanbao-solver check`")
        desk = Desk(week, answer)
        mended = _mended(desk, decline, absent, urgent, most)
        if apply is not None:
            write(apply, write_problem(amended(week, mended.amendment)))
        if apply_plan is not None:
            write(apply_plan, write_plan(mended_plan(week, answer, mended)))
    for mending in mended.mendings:
        for found in mending.repairs:
            who = ", ".join("/".join(team) for team in found.service.seats)
            moved = "".join(f"; {s.request} to {s.start}: {', '.join(sum(s.seats, ()))}" for s in found.moved)
            left = "".join(f"; without {r}" for r in found.displaced)
            say(f"{found.price:+d}: {mending.request} at {found.service.start} by {who}{moved}{left}")
        if mending.left_out_price is not None:
            say(f"{mending.left_out_price:+d}: {mending.request} is left out")
    print_json(mended)


def _mended(desk: "Desk", decline: str | None, absent: str | None, urgent: str | None, most: int) -> "Mended":
    from sanbao_solver import mend_absence, mend_decline, mend_urgent
    from sanbao_solver.reading import read_request

    try:
        if decline is not None:
            member, _, request = decline.rpartition(":")
            return mend_decline(desk, member, request, most)
        if absent is not None:
            member, _, span = absent.rpartition(":")
            if member and all(part.isdigit() for part in span.split("-")) and span.count("-") == 1:
                begin, end = (int(part) for part in span.split("-"))
                return mend_absence(desk, member, (begin, end), most)
            return mend_absence(desk, absent, limit=most)
        return mend_urgent(desk, read_request(read(urgent or "-")), most)
    except KeyError as unknown:
        raise Refused(f"unknown: {unknown.args[0]}") from None


def compare(
    problem: ProblemPath,
    old: PlanPath,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The plan to compare with it.")],
) -> None:
    """What NEW changes of PLAN, by state of the pair, and what that bought: JSON, and in words on stderr."""
    from sanbao_solver import check, read_plan, read_problem
    from sanbao_solver import compare as compared

    with refusals():
        week, before, after = read_problem(read(problem)), read_plan(read(old)), read_plan(read(new))
        if check(week, after):
            raise Refused("the new plan breaks rules of the problem: see `sanbao-solver check`")
        found = compared(week, before, after)
    states = ", ".join(f"{count} {state}" for state, count in found.moved_by_state.items())
    say(
        f"{len(found.pairs)} pairs moved ({states}), {len(found.newly_served)} requests more, "
        f"{len(found.no_longer_served)} fewer: gain {found.gain}, change cost {found.change_cost}, "
        f"total {found.total_difference:+d}"
    )
    print_json(found)


def shortage(
    problem: ProblemPath,
    plan: PlanPath,
    areas: Annotated[
        str | None, typer.Option(metavar="AREAS.json", help="An object: request id to name of its area.")
    ] = None,
    square_metres: Annotated[int, typer.Option(min=1, help="Without areas: squares of the map.")] = 3_000,
    block_minutes: Annotated[int, typer.Option(min=1, help="Length of a block of the week.")] = 240,
) -> None:
    """What one more member would be worth at least, by skill, area and time of the week: JSON, the best first."""
    from sanbao_solver import check, read_plan, read_problem, seat_prices
    from sanbao_solver import shortage as summed_up
    from sanbao_solver.reading import read_areas

    with refusals():
        week, answer = read_problem(read(problem)), read_plan(read(plan))
        if check(week, answer):
            raise Refused("the plan breaks rules of the problem: see `sanbao-solver check`")
        named = None if areas is None else read_areas(read(areas), week)
        rows = summed_up(week, seat_prices(week, answer), named, block_minutes, square_metres)
    print_json(rows)
