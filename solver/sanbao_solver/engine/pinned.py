"""Requests that a pin demands: a book that serves them all, or the pins that cannot hold together.

Guarantees: ContradictoryPins names a smallest set: without any one of its pins the others can hold.
"""

from msgspec.structs import replace

from sanbao_solver.engine.block import Block
from sanbao_solver.engine.book import Book
from sanbao_solver.engine.instance import Instance
from sanbao_solver.engine.mip import Limits
from sanbao_solver.engine.shortlist import Shortlist, everything
from sanbao_solver.engine.slots import Slots
from sanbao_solver.faults import ContradictoryPins
from sanbao_solver.plan import Plan
from sanbao_solver.problem import Member, Problem, Request, Seat
from sanbao_solver.staffing import RULE_ORDER, Desk


def pinned_book(instance: Instance) -> Book:
    """A book that serves exactly the requests that must be served. Raises ContradictoryPins."""
    book = Book(instance)
    slots, offered = Slots(instance), everything(instance)
    requests = sorted(instance.must_serve)
    result = Block(slots, book, offered, requests).solve(Limits())
    if result.services is None:
        raise _contradiction(instance, slots, offered, requests)
    for request, service in result.services.items():
        book.book(request, service)
    return book


def _contradiction(
    instance: Instance, slots: Slots, offered: Shortlist, requests: list[int]
) -> ContradictoryPins:
    def holds(some: list[int]) -> bool:
        return Block(slots, Book(instance), offered, some).solve(Limits()).services is not None

    conflict = list(requests)
    size = len(conflict)
    while size:
        for low in range(0, len(conflict), size):
            rest = conflict[:low] + conflict[low + size :]
            if len(rest) < len(conflict) and not holds(rest):
                conflict = rest
                break
        else:
            size = size // 2
    alone = _alone(instance.problem, conflict)
    pins = _needed(instance.problem, alone)
    alone = _with_pins(alone, instance.problem, pins)
    rules = (
        [_rule(alone, alone.requests[0])]
        if len(conflict) == 1
        else ["travel_time", "max_services", "max_minutes"]
    )
    what = "cannot hold by itself" if len(pins) == 1 else "cannot hold together with the other pins named"
    faults = [
        (f"$.pins[{i}]", f"request {instance.problem.pins[i].request!r}: {what} (rules: {', '.join(rules)})")
        for i in pins
    ]
    return ContradictoryPins(pins, rules, faults)


def _alone(problem: Problem, requests: list[int]) -> Problem:
    """The week with these requests only, and nothing that bears on the score alone."""
    kept = tuple(problem.requests[r] for r in requests)
    ids = {q.id for q in kept}
    forbidden = tuple(pair for pair in problem.forbidden if pair[1] in ids)
    return replace(problem, requests=kept, forbidden=forbidden, pair_costs=(), previous=(), pins=())


def _needed(problem: Problem, alone: Problem) -> list[int]:
    """The pins of these requests without the ones that the contradiction can spare."""
    ids = {q.id for q in alone.requests}
    needed = [i for i, p in enumerate(problem.pins) if p.request in ids]
    for i in [*needed]:
        rest = [j for j in needed if j != i]
        instance = Instance(_with_pins(alone, problem, rest))
        block = Block(Slots(instance), Book(instance), everything(instance), sorted(instance.must_serve))
        if instance.must_serve and block.solve(Limits()).services is None:
            needed = rest
    return needed


def _with_pins(alone: Problem, problem: Problem, pins: list[int]) -> Problem:
    return replace(alone, pins=tuple(problem.pins[i] for i in pins))


def _rule(problem: Problem, asked: Request) -> str:
    """The first rule that keeps a single request's pins from holding."""
    desk = Desk(problem, Plan(served=()))
    starts = desk.starts(asked)
    if not asked.seats or not starts:
        return "start" if asked.seats else "seats"
    for identity in sorted(desk.pinned_members(asked.id)):
        member = desk.members[identity]
        reached = max(_reached(desk, member, asked, seat, start) for seat in asked.seats for start in starts)
        if reached < len(RULE_ORDER):
            return RULE_ORDER[reached]
    return "seats"


def _reached(desk: Desk, member: Member, request: Request, seat: Seat, start: int) -> int:
    """The position of the first rule that keeps the member from the seat; past the last when none does."""
    obstacle = desk.pair_obstacle(member, request, seat) or desk.time_obstacle(member, request, start)
    return len(RULE_ORDER) if obstacle is None else RULE_ORDER.index(obstacle.rule)
