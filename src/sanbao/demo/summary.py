"""The demo in figures, read from the database: what was made, what the run did, how to get in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tortoise.functions import Count, Max

from sanbao.access.actor import SYSTEM
from sanbao.access.models import Account
from sanbao.core.clock import Week
from sanbao.core.settings import Settings
from sanbao.demo.casting import CALENDAR_TOKEN
from sanbao.demo.texts import texts
from sanbao.dispatch.models import Assignment
from sanbao.dispatch.states import AssignmentState
from sanbao.members.models import HouseholdLink, Member, ReportIn
from sanbao.members.states import STANDING, MemberState
from sanbao.menu.models import MenuItem
from sanbao.organisations.kinds import UnitKind
from sanbao.organisations.models import Unit
from sanbao.planning import comparing
from sanbao.planning.comparing import ChangeKind
from sanbao.planning.models import AssignmentRun, Policy, Proposal, ProposedSeat
from sanbao.requests.models import ServiceRequest
from sanbao.requests.states import RequestState

_ANSWERED = (AssignmentState.ACCEPTED, AssignmentState.DECLINED, AssignmentState.OFFERED)
_HARDEST = 3


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """Somebody to sign in as."""

    login: str
    password: str
    label: str
    label_en: str
    name: str


@dataclass(frozen=True, slots=True)
class Size:
    """How large the demo is. `requests` counts them by state; `complete` members have all three report-ins,
    `partial` one or two."""

    units: Mapping[UnitKind, int]
    linked_households: int
    members: int
    active_members: int
    complete: int
    partial: int
    menu_items: int
    requests: Mapping[RequestState, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the run did. Scores are points, of which an ordinary request is worth `request_value`; `load` maps a
    number of services to how many members have it; `greedy_…` is what a careful dispatcher would reach."""

    number: str
    requests: int
    served: int
    reasons: Mapping[str, int]
    hardest: tuple[tuple[str, int], ...]
    total: int
    bound: int | None
    request_value: int
    greedy_served: int
    greedy_total: int
    people_placed: int
    load: Mapping[int, int]
    travel_minutes: int
    longest_travel_minutes: int


@dataclass(frozen=True, slots=True)
class Answers:
    """How the members answered the run's offers; `backfilled` were asked in place of somebody else."""

    accepted: int
    declined: int
    waiting: int
    backfilled: int
    confirmed_requests: int


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """Everything that `print_summary` shows. `addresses` by what they are."""

    unit: str
    week: Week
    size: Size
    outcome: Outcome
    answers: Answers
    addresses: Mapping[str, str]
    logins: tuple[DemoLogin, ...]
    example_login: str


async def read_summary(settings: Settings, run_id: UUID) -> DemoSummary:
    """Read the figures of the demo's run and all around it; changes nothing."""
    run = await AssignmentRun.get(id=run_id).select_related("unit")
    example = await Member.filter(state=MemberState.ACTIVE).order_by("-number").first()
    return DemoSummary(
        unit=run.unit.name,
        week=Week.parse(run.week),
        size=await _size(),
        outcome=await _outcome(run),
        answers=await _answers(run),
        addresses=addresses(settings),
        logins=await logins(),
        example_login=example.number.lower() if example else "",
    )


async def _size() -> Size:
    units = Counter(await Unit.all().values_list("kind", flat=True))
    reported = Counter(await ReportIn.filter(state__in=list(STANDING)).values_list("member_id", flat=True))
    requests = Counter(await ServiceRequest.all().values_list("state", flat=True))
    return Size(
        units={UnitKind(str(kind)): count for kind, count in units.items()},
        linked_households=len(
            set(await HouseholdLink.filter(ended_at=None).values_list("household_id", flat=True))
        ),
        members=await Member.all().count(),
        active_members=await Member.filter(state=MemberState.ACTIVE).count(),
        complete=sum(count == 3 for count in reported.values()),
        partial=sum(count < 3 for count in reported.values()),
        menu_items=await MenuItem.filter(active=True).count(),
        requests={RequestState(str(state)): count for state, count in requests.items()},
    )


async def _outcome(run: AssignmentRun) -> Outcome:
    found = await comparing.summary(run)
    against = await comparing.against_greedy(SYSTEM, run.id)
    policy = await Policy.get(id=run.policy_id)
    left_out = await (
        Proposal.filter(run_id=run.id, served=False)
        .annotate(n=Count("id"))
        .group_by("request__menu_item__name")
        .order_by("-n", "request__menu_item__name")
        .limit(_HARDEST)
        .values_list("request__menu_item__name", "n")
    )
    longest = (
        await ProposedSeat.filter(proposal__run_id=run.id)
        .annotate(m=Max("travel_minutes"))
        .group_by("proposal__run_id")
        .values_list("m")
    )
    return Outcome(
        number=run.number,
        requests=found.served + found.unserved,
        served=found.served,
        reasons=found.reasons,
        hardest=tuple((str(name), int(count)) for name, count in left_out),
        total=found.score.total,
        bound=run.bound,
        request_value=policy.request_value,
        greedy_served=found.served - against.count(ChangeKind.SERVED) + against.count(ChangeKind.UNSERVED),
        greedy_total=against.before.total,
        people_placed=found.people_placed,
        load=found.load,
        travel_minutes=found.travel_minutes,
        longest_travel_minutes=int(longest[0][0]) if longest else 0,
    )


async def _answers(run: AssignmentRun) -> Answers:
    states = Counter(
        AssignmentState(str(state))
        for state in await Assignment.filter(run_id=run.id).values_list("state", flat=True)
    )
    placed = await ProposedSeat.filter(proposal__run_id=run.id).count()
    return Answers(
        accepted=states[AssignmentState.ACCEPTED],
        declined=states[AssignmentState.DECLINED],
        waiting=states[AssignmentState.OFFERED],
        backfilled=max(0, states.total() - placed),
        confirmed_requests=await ServiceRequest.filter(state=RequestState.CONFIRMED).count(),
    )


def addresses(settings: Settings) -> dict[str, str]:
    """Where everything is once the demo serves."""
    base = settings.address
    return {
        "demo-pages": f"{base}/signin/",
        "demo-console": f"{base}/console/",
        "demo-member": f"{base}/member/",
        "demo-resident": f"{base}/resident/",
        "GraphQL": f"{base}/graphql",
        "GraphiQL": f"{base}/graphiql/",
        "demo-health": f"{base}/healthz",
        "demo-metrics": f"{base}/metrics",
        "demo-calendar": f"{base}/calendar/{CALENDAR_TOKEN}.ics",
    }


async def logins() -> tuple[DemoLogin, ...]:
    """The demo's easy logins, as far as somebody was found for each."""
    words = texts().accounts
    offered = [(a.login, a.label, a.label_en) for a in words.account]
    offered += [(c.login, c.label, c.label_en) for c in words.cast]
    names = dict(
        await Account.filter(login__in=[login for login, _, _ in offered]).values_list(
            "login", "display_name"
        )
    )
    return tuple(
        DemoLogin(login, words.password, label, label_en, names[login])
        for login, label, label_en in offered
        if login in names
    )
