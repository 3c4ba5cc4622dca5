"""What a document must keep beyond the types of its fields: ids, intervals, references, sizes."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from sanbao_solver.faults import Fault
from sanbao_solver.problem import Interval, Problem

MOST_POINTS = 2**53


def faults_of(problem: Problem) -> list[Fault]:
    """Every fault of a problem whose fields have the right types, as `(path, message)`."""
    faults = [
        *_repeated((m.id for m in problem.members), "members"),
        *_repeated((q.id for q in problem.requests), "requests"),
    ]
    for i, member in enumerate(problem.members):
        faults += interval_faults(member.available, f"$.members[{i}].available", ordered=True)
    for i, request in enumerate(problem.requests):
        faults += interval_faults(request.windows, f"$.requests[{i}].windows", ordered=False)
    faults += _reference_faults(problem)
    if not faults and _largest_total(problem) > MOST_POINTS:
        faults.append(("$.policy", "the score could pass 2^53 points"))
    return faults


def _repeated(ids: Iterable[str], name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, identity in enumerate(ids):
        if identity in seen:
            yield f"$.{name}[{position}].id", f"repeated id {identity!r}"
        seen.add(identity)


def interval_faults(intervals: Sequence[Interval], path: str, *, ordered: bool) -> Iterator[Fault]:
    """Empty and overlapping intervals, and those out of order where order is asked for."""
    for position, (start, end) in enumerate(intervals):
        if start >= end:
            yield f"{path}[{position}]", f"empty interval [{start}, {end}]"
    by_start = sorted(range(len(intervals)), key=lambda i: intervals[i])
    for before, after in itertools.pairwise(by_start):
        if intervals[after][0] < intervals[before][1]:
            yield f"{path}[{max(before, after)}]", f"overlaps with interval {min(before, after)}"
    if ordered and by_start != list(range(len(intervals))):
        yield path, "intervals are not sorted"


def _reference_faults(problem: Problem) -> Iterator[Fault]:
    members = {m.id for m in problem.members}
    requests = {q.id for q in problem.requests}

    def unknown(identity: str, known: set[str], path: str, noun: str) -> Iterator[Fault]:
        if identity not in known:
            yield path, f"unknown {noun} {identity!r}"

    priced = [(member, request) for member, request, _ in problem.pair_costs]
    for name, pairs in (("pair_costs", priced), ("forbidden", problem.forbidden)):
        for i, (named_member, named_request) in enumerate(pairs):
            yield from unknown(named_member, members, f"$.{name}[{i}][0]", "member")
            yield from unknown(named_request, requests, f"$.{name}[{i}][1]", "request")
    for i, pin in enumerate(problem.pins):
        yield from unknown(pin.request, requests, f"$.pins[{i}].request", "request")
        for j, member in enumerate(pin.members):
            yield from unknown(member, members, f"$.pins[{i}].members[{j}]", "member")
    for i, previous in enumerate(problem.previous):
        yield from unknown(previous.request, requests, f"$.previous[{i}].request", "request")
        yield from unknown(previous.member, members, f"$.previous[{i}].member", "member")


def _largest_total(problem: Problem) -> int:
    """More than any score of the problem, or any sum on the way to one, can amount to in size."""
    policy = problem.policy
    farthest = max((m.reach for m in problem.members), default=0)
    slowest = farthest * problem.travel.detour_percent // (100 * problem.travel.metres_per_minute) + 1
    services = sum(min(m.max_services, len(problem.requests)) for m in problem.members)
    served = policy.request_value * sum(q.weight for q in problem.requests)
    wanted = sum(s.wanted * s.wanted_value for q in problem.requests for s in q.seats)
    fairness = policy.fairness_cost * sum(
        (m.recent_services + min(m.max_services, len(problem.requests))) ** 2 for m in problem.members
    )
    change = len(problem.previous) * max(
        policy.change_cost.proposed, policy.change_cost.offered, policy.change_cost.accepted
    )
    pairs = sum(abs(cost) for _, _, cost in problem.pair_costs)
    return served + wanted + fairness + change + pairs + policy.travel_cost * slowest * services
