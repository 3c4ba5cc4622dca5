"""The best ways to mend a plan after a decline, an absence or an urgent request, each with its exact price.

Four moves, and what they give together: somebody free takes the place; the service starts at another time;
somebody busy is freed, his other service being filled or moved in its turn; that other service is left out.
Prices are differences of `score`: the worth of services is taken off and put on one after the other. Every repair
returned passes `check` on the members and services it touches; nobody else's week changes.
"""

from msgspec import Struct

from sanbao_solver.amendment import Amendment, absent, amended, declined
from sanbao_solver.chains import chained
from sanbao_solver.excerpt import breaks_rules
from sanbao_solver.offers import ranked
from sanbao_solver.options import direct
from sanbao_solver.plan import Plan, Served
from sanbao_solver.problem import WEEK_MINUTES, Interval, Problem, Request
from sanbao_solver.score import score
from sanbao_solver.staffing import Desk
from sanbao_solver.teams import everybody


class Repair(Struct, frozen=True, kw_only=True):
    """One way to serve the request: the service, who stays, comes and goes, and the change of the total in points.

    `moved` are other services in their new form, `displaced` requests that are no longer served.
    """

    service: Served
    price: int
    kept: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[Served, ...] = ()
    displaced: tuple[str, ...] = ()


class Mending(Struct, frozen=True, kw_only=True):
    """The ways to serve one request again, the best first, and the price of leaving it out; None if a pin forbids
    that."""

    request: str
    left_out_price: int | None
    repairs: tuple[Repair, ...]

    @property
    def best(self) -> Repair | None:
        """The first repair; None when leaving the request out is better, or there is none."""
        first = next(iter(self.repairs), None)
        if first is None or (self.left_out_price is not None and first.price < self.left_out_price):
            return None
        return first


class Mended(Struct, frozen=True, kw_only=True):
    """What happened to the week, the ways to mend it, and the plan's change if the best of each is taken.

    `price` is the total afterwards minus the total of the plan as it was, in points; `changed` are services in
    their new form, `removed` requests no longer served.
    """

    amendment: Amendment
    mendings: tuple[Mending, ...]
    price: int
    changed: tuple[Served, ...]
    removed: tuple[str, ...]


def repairs(problem: Problem, plan: Plan, request: str, limit: int = 5) -> list[Repair]:
    """Ways to (re)fill the request, best score first; empty when nobody can.

    `price` is the total with the repair minus the total of the plan as given. A member who declined is to be in
    `problem.forbidden`. Raises KeyError for an unknown request.
    """
    desk = Desk(problem, plan)
    asked = desk.requests[request]
    with desk.trying():
        before = desk.remove(request) if request in desk.served else None
        return _repairs(desk, asked, before, limit)


def mend_decline(desk: Desk, member: str, request: str, limit: int = 5) -> Mended:
    """After the member has declined the request, which he holds. Raises KeyError where he does not."""
    if all(w[2] != request for w in desk.weeks.get(member, ())):
        raise KeyError(f"{member} does not hold {request}")
    return _mended(desk, declined(member, request), [request], limit)


def mend_absence(desk: Desk, member: str, away: Interval = (0, WEEK_MINUTES), limit: int = 5) -> Mended:
    """After the member has said that he is away. Raises KeyError for somebody unknown."""
    begin, end = away
    hit = [w[2] for w in desk.weeks.get(member, ()) if w[0] < end and begin < w[1]]
    return _mended(desk, absent(desk.members[member], away), hit, limit)


def mend_urgent(desk: Desk, request: Request, limit: int = 5) -> Mended:
    """After a new request, or one whose order has changed, has come in."""
    return _mended(desk, Amendment(requests=(request,)), [request.id], limit)


def mended_plan(problem: Problem, plan: Plan, mended: Mended) -> Plan:
    """The plan with the best repairs made, scored in the problem as it is now; it has no bound."""
    gone = {*mended.removed, *(s.request for s in mended.changed)}
    served = (*(s for s in plan.served if s.request not in gone), *mended.changed)
    return Plan(served=served, score=score(amended(problem, mended.amendment), Plan(served=served)))


def _mended(desk: Desk, amendment: Amendment, requests: list[str], limit: int) -> Mended:
    """Mend what is worth most first; each next one finds the plan with the best repair of those before."""
    before_served = {*desk.served}
    with desk.trying():
        lost: list[tuple[int, str, Served | None]] = []
        for identity in requests:
            before = desk.remove(identity) if identity in desk.served else None
            lost.append((desk.worth(before) if before else 0, identity, before))
        desk.amend(amendment)
        mendings, price = [], 0
        changed: dict[str, Served] = {}
        removed: set[str] = set()
        for worth, identity, before in sorted(lost, key=lambda entry: (-entry[0], entry[1])):
            asked = desk.requests[identity]
            found = tuple(_repairs(desk, asked, before, limit, worth, len(lost)))
            left_out = None if desk.must_be_served(identity) else -worth
            mending = Mending(request=identity, left_out_price=left_out, repairs=found)
            mendings.append(mending)
            best = mending.best
            price += best.price if best else -worth
            removed |= {identity} if best is None else set(best.displaced)
            for service in (best.service, *best.moved) if best else ():
                changed[service.request] = service
            for other in (*best.displaced, *(s.request for s in best.moved)) if best else ():
                desk.remove(other)
            for service in (best.service, *best.moved) if best else ():
                desk.place(service)
        return Mended(
            amendment=amendment,
            mendings=tuple(mendings),
            price=price,
            changed=tuple(s for r, s in sorted(changed.items()) if r not in removed),
            removed=tuple(sorted(removed & before_served)),
        )


def _repairs(
    desk: Desk, asked: Request, before: Served | None, limit: int, worth: int | None = None, share: int = 1
) -> list[Repair]:
    """Repairs of a request that the desk does not hold; `worth` is what it was worth before."""
    present = set(everybody(before.seats)) if before else set()
    if worth is None:
        worth = desk.worth(before) if before else 0
    ranking = ranked(desk, asked)
    found: dict[tuple[object, ...], Repair] = {}
    options = [*direct(desk, asked, before, ranking), *chained(desk, asked, ranking, share)]
    for option in options:
        members = set(everybody(option.service.seats))
        found[option.service, option.moved, option.displaced] = Repair(
            service=option.service,
            price=option.gain - worth,
            kept=tuple(sorted(members & present)),
            added=tuple(sorted(members - present)),
            removed=tuple(sorted(present - members)),
            moved=option.moved,
            displaced=option.displaced,
        )
    best: list[Repair] = []
    for repair in sorted(found.values(), key=lambda r: (-r.price, r.service.start, r.service.seats)):
        if len(best) == limit:
            break
        if not breaks_rules(desk, (repair.service, *repair.moved), repair.displaced):
            best.append(repair)
    return best
