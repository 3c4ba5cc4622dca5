"""The summary as people like to read it in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from sanbao.core.catalogue import sentence
from sanbao.demo.summary import DemoSummary, Outcome
from sanbao.demo.town import GRIDS_OF_THE_DOCUMENT
from sanbao.organisations.kinds import UnitKind
from sanbao.requests.states import RequestState

_BAR_CELLS = 20


class _Words:
    """Sentences of the catalogue in one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def __call__(self, key: str, **facts: object) -> str:
        return sentence(key, facts, self.locale)


def print_summary(console: Console, summary: DemoSummary, locale: str = "zh") -> None:
    """Print the demo's figures, addresses and logins, in Chinese (`zh`) or English (`en`)."""
    say = _Words(locale)
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="cyan", no_wrap=True, justify="right")
    facts.add_column()
    for label, value in (*_size(summary, say), *_outcome(summary.outcome, say), *_answers(summary, say)):
        facts.add_row(label, value)
    console.print()
    console.print(
        Panel(
            Group(Text(_fiction(summary, say), style="dim"), Text(), facts),
            title=Text(say("demo-title", unit=summary.unit, week=summary.week), style="bold"),
            box=box.ROUNDED,
            padding=(1, 2),
        )
    )
    console.print(Padding(_ways_in(summary, say), (1, 3)))


def _fiction(summary: DemoSummary, say: _Words) -> str:
    of_the_document = summary.size.units.get(UnitKind.GRID) == GRIDS_OF_THE_DOCUMENT
    return say("demo-fiction" if of_the_document else "demo-fiction-larger")


def _size(summary: DemoSummary, say: _Words) -> list[tuple[str, RenderableType]]:
    size = summary.size
    kinds = {
        "communities": size.units.get(UnitKind.COMMUNITY, 0),
        "grids": size.units.get(UnitKind.GRID, 0),
        "centres": size.units.get(UnitKind.CENTRE_HOUSEHOLD, 0),
    }
    waiting = {
        "submitted": RequestState.SUBMITTED,
        "needs_info": RequestState.NEEDS_INFO,
        "rejected": RequestState.REJECTED,
        "cancelled": RequestState.CANCELLED,
    }
    counts = {name: size.requests.get(state, 0) for name, state in waiting.items()}
    return [
        (say("demo-place"), say("demo-place-said", households=size.linked_households, **kinds)),
        (
            say("demo-members"),
            say(
                "demo-members-said",
                members=size.members,
                active=size.active_members,
                complete=size.complete,
                partial=size.partial,
            ),
        ),
        (say("demo-menu"), say("demo-menu-said", items=size.menu_items)),
        (
            say("demo-requests"),
            say("demo-requests-said", requests=summary.outcome.requests, **counts),
        ),
        ("", ""),
    ]


def _outcome(outcome: Outcome, say: _Words) -> list[tuple[str, RenderableType]]:
    percent = f"{outcome.served / max(1, outcome.requests):.1%}".rstrip("%")
    listed = say("list-stop").join(f"{name} {count}" for name, count in outcome.hardest)
    trips = max(1, outcome.people_placed)
    return [
        (Text(say("demo-run", number=outcome.number), style="bold"), ""),  # type: ignore[list-item]
        (
            say("demo-served"),
            Text(
                say(
                    "demo-served-said",
                    served=outcome.served,
                    requests=outcome.requests,
                    percent=percent,
                    people=outcome.people_placed,
                ),
                style="bold green",
            ),
        ),
        (
            say("demo-unserved"),
            _bars({say(f"UnservedReason.{k}"): n for k, n in outcome.reasons.items()}, "yellow"),
        ),
        (say("demo-hardest"), listed),
        (say("demo-proof"), _proof(outcome, say)),
        (say("demo-greedy"), _greedy(outcome, say)),
        (
            say("demo-load"),
            _bars(
                {say("demo-load-entry", services=k, members=n): n for k, n in outcome.load.items()},
                "blue",
                show_count=False,
            ),
        ),
        (
            say("demo-travel"),
            say(
                "demo-travel-said",
                mean=f"{outcome.travel_minutes / trips:.1f}",
                most=outcome.longest_travel_minutes,
                hours=round(outcome.travel_minutes / 60),
            ),
        ),
        ("", ""),
    ]


def _proof(outcome: Outcome, say: _Words) -> str:
    """How much better any plan can be at most: proven, so said in the points of the score and no other way."""
    if outcome.bound is None:
        return say("demo-proof-none")
    missing = outcome.bound - outcome.total
    if missing <= 0:
        return say("demo-proof-optimal")
    return say(
        "demo-proof-gap",
        percent=f"{100 * missing / max(1, abs(outcome.total)):.2f}",
        requests=-(-missing // outcome.request_value),
    )


def _greedy(outcome: Outcome, say: _Words) -> str:
    more = outcome.served - outcome.greedy_served
    kind = "more" if more > 0 else "fewer" if more < 0 else "equal"
    gain = 100 * (outcome.total - outcome.greedy_total) / max(1, abs(outcome.greedy_total))
    return say(
        "demo-greedy-said",
        greedy=outcome.greedy_served,
        served=say(f"demo-greedy-{kind}", count=abs(more)),
        percent=f"{gain:.1f}",
    )


def _answers(summary: DemoSummary, say: _Words) -> list[tuple[str, RenderableType]]:
    found = summary.answers
    said = say(
        "demo-answers-said",
        accepted=found.accepted,
        declined=found.declined,
        backfilled=found.backfilled,
        waiting=found.waiting,
        confirmed=found.confirmed_requests,
    )
    return [(say("demo-answers"), said)]


def _bars(counts: Mapping[str, int], colour: str, *, show_count: bool = True) -> Table:
    """A line for each entry, with a bar as long as its count."""
    table = Table.grid(padding=(0, 1))
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    most = max(counts.values(), default=1)
    for label, count in counts.items():
        cells = max(1, round(_BAR_CELLS * count / most))
        table.add_row(label, str(count) if show_count else "", Text("█" * cells, style=colour))
    return table


def _ways_in(summary: DemoSummary, say: _Words) -> Group:
    places = Table.grid(padding=(0, 2))
    for name, address in summary.addresses.items():
        label = say(name) if name.startswith("demo-") else name
        places.add_row(Text(label, style="cyan"), Text(address, style=f"link {address}"))
    logins = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    logins.add_column(say("demo-login"), style="bold", no_wrap=True)
    logins.add_column(say("demo-who"))
    for login in summary.logins:
        label = login.label_en if say.locale == "en" else login.label
        logins.add_row(login.login, f"{label}  [dim]{login.name}[/dim]")
    bold = partial(Text, style="bold")
    return Group(
        bold(say("demo-addresses")),
        places,
        Text(),
        bold(say("demo-logins", password=summary.logins[0].password if summary.logins else "")),
        logins,
        Text(say("demo-every-login", example=summary.example_login), style="dim"),
    )
