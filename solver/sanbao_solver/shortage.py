"""What one more member would be worth: by skill, area and time of the week.

Two steps that can be had apart. `seat_prices` asks the plan: somebody who lives at a request, is as able as a seat
asks and free for it alone, takes the place that keeps the request from being served; or he takes over from a member
who is then free for such a place (one step). The price is the exact rise of the total, the rest of the plan
standing, so that one more member is worth *at least* so much. `shortage` sums up prices from wherever they come:
dual prices of an engine, which are worth *at most*, do as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from sanbao_solver.offers import Offered, offered, ranked
from sanbao_solver.plan import Plan
from sanbao_solver.problem import WEEK_MINUTES, Problem, Request
from sanbao_solver.staffing import Desk
from sanbao_solver.teams import cheapest_team, everybody

BLOCK_MINUTES = 240
SQUARE_METRES = 3_000
_NEWCOMER = ""


class SeatPrice(Struct, frozen=True, kw_only=True):
    """One more member in this seat at this start is worth `price` points; `short` places of it are empty."""

    request: str
    seat: int
    start: int
    price: int
    short: int = 0


class Shortage(Struct, frozen=True, kw_only=True):
    """A skill in an area in a block `[begin, end)` of the week.

    `short` places of requests left out are empty there; at `paying` places one more member pays, `most` at the best
    of them and `average` over all of them, in points.
    """

    skill: str
    area: str
    begin: int
    end: int
    short: int
    paying: int
    most: int
    average: float


def shortage(
    problem: Problem,
    prices: Iterable[SeatPrice],
    areas: Mapping[str, str] | None = None,
    block_minutes: int = BLOCK_MINUTES,
    square_metres: int = SQUARE_METRES,
) -> list[Shortage]:
    """The prices by skill, area and block, what pays most first. `areas` names the area of each request; without it
    an area is a square of the map, named by its corner in metres."""
    requests = {q.id: q for q in problem.requests}
    cells: dict[tuple[str, str, int], list[SeatPrice]] = defaultdict(list)
    for entry in prices:
        request = requests[entry.request]
        area = _square(request, square_metres) if areas is None else areas[entry.request]
        skill = request.seats[entry.seat].skill
        cells[skill, area, entry.start // block_minutes].append(entry)
    rows = [_row(skill, area, block, block_minutes, found) for (skill, area, block), found in cells.items()]
    return sorted(rows, key=lambda r: (-r.most, -r.short, r.skill, r.area, r.begin))


def _row(skill: str, area: str, block: int, block_minutes: int, found: list[SeatPrice]) -> Shortage:
    best: dict[tuple[str, int], int] = {}
    for entry in found:
        if entry.price > 0:
            place = entry.request, entry.seat
            best[place] = max(best.get(place, 0), entry.price)
    return Shortage(
        skill=skill,
        area=area,
        begin=block * block_minutes,
        end=min((block + 1) * block_minutes, WEEK_MINUTES),
        short=sum(entry.short for entry in found),
        paying=len(best),
        most=max(best.values(), default=0),
        average=round(sum(best.values()) / len(best), 1) if best else 0.0,
    )


def _square(request: Request, metres: int) -> str:
    east, north = (at // metres * metres for at in request.place)
    return f"{east},{north}"


def seat_prices(problem: Problem, plan: Plan) -> list[SeatPrice]:
    """What one more member would be worth at each place that keeps a request from being served, and at each that
    he could take over to free somebody for it."""
    desk = Desk(problem, plan)
    best: dict[tuple[str, int, int], SeatPrice] = {}
    for request in problem.requests:
        if request.id in desk.served:
            continue
        for entry in _prices(desk, request):
            key = entry.request, entry.seat, entry.start
            known = best.get(key)
            if known is None or (entry.price, entry.short) > (known.price, known.short):
                best[key] = entry
    return [best[key] for key in sorted(best)]


def _prices(desk: Desk, request: Request) -> Iterator[SeatPrice]:
    ranking = ranked(desk, request)
    looked = {start: offered(desk, request, start, ranking) for start in desk.starts(request)}
    lacking = {
        start: [max(0, s.required - len(f)) for s, f in zip(request.seats, found.free, strict=True)]
        for start, found in looked.items()
    }
    nearest = min(lacking, key=lambda s: (sum(lacking[s]), s), default=None)
    for start, short in lacking.items():
        if start == nearest:
            for seat, places in enumerate(short):
                if places:
                    yield SeatPrice(request=request.id, seat=seat, start=start, price=0, short=places)
        if sum(short) > 1:
            continue
        for seat in range(len(short)):
            if not sum(short) or short[seat]:
                empty = short[seat] if start == nearest else 0
                yield from _worth(desk, request, start, seat, looked[start], empty)


def _worth(
    desk: Desk, request: Request, start: int, seat: int, found: Offered, empty: int
) -> Iterator[SeatPrice]:
    """What a newcomer is worth in the seat, or in the places of those whom he could free for it."""
    policy = desk.problem.policy
    value = policy.request_value * request.weight
    pinned = desk.pinned_members(request.id)
    offers = [list(free) for free in found.free]
    offers[seat].append((policy.fairness_cost, _NEWCOMER))
    team = cheapest_team(request, offers, pinned | {_NEWCOMER})
    if team is not None and value > team[0]:
        yield SeatPrice(request=request.id, seat=seat, start=start, price=value - team[0], short=empty)
    for member in found.busy[seat]:
        for other in desk.keeping(member, request, start):
            service = desk.served[other]
            position = next(at for at, people in enumerate(service.seats) if member.id in people)
            if member.id in desk.pinned_members(other):
                continue
            with desk.trying():
                desk.remove(other)
                saved = desk.cost(member, desk.requests[other], service.start) - policy.fairness_cost
                if desk.time_rule(member, request, start) is not None:
                    continue
                cost = desk.cost(member, request, start)
            offers = [list(free) for free in found.free]
            offers[seat].append((cost, member.id))
            team = cheapest_team(request, offers, pinned | {member.id})
            if team is None or set(everybody(team[1])) & (set(everybody(service.seats)) - {member.id}):
                continue
            price = value - team[0] + saved
            if price > 0:
                yield SeatPrice(request=other, seat=position, start=service.start, price=price)
