"""The week as it is given to the solver: one frozen value for each object of a `sanbao-problem/1` document.

Field names are those of the document. Times are minutes from Monday 00:00 local, intervals are half-open
`[start, end)`, places are `(east, north)` in metres from an origin of the caller's choice, values are integers.
The limits below refuse numbers that mean nothing and keep every sum inside 64 bits.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

WEEK_MINUTES = 10_080
PROBLEM_FORMAT: Literal["sanbao-problem/1"] = "sanbao-problem/1"

Id = Annotated[str, Meta(min_length=1, max_length=200)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Minute = Annotated[int, Meta(ge=0, le=WEEK_MINUTES)]
Interval = tuple[Minute, Minute]
Metre = Annotated[int, Meta(ge=-100_000_000, le=100_000_000)]
Place = tuple[Metre, Metre]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Amount = Annotated[int, Meta(ge=0, le=1_000_000_000)]
SignedAmount = Annotated[int, Meta(ge=-1_000_000_000, le=1_000_000_000)]
State = Literal["proposed", "offered", "accepted"]


class Travel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a way takes: `ceil(metres × detour_percent / (100 × metres_per_minute))` minutes."""

    metres_per_minute: Annotated[int, Meta(ge=1, le=1_000_000)]
    detour_percent: Annotated[int, Meta(ge=0, le=100_000)]


class ChangeCost(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What it costs to move a pair of the earlier plan, by how far that pair had got."""

    proposed: Amount
    offered: Amount
    accepted: Amount


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a served request is worth and what travel, unequal load and change cost against it."""

    request_value: Amount
    travel_cost: Amount
    fairness_cost: Amount
    change_cost: ChangeCost


class Member(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who serves: home, skills with level, hours offered, weekly limits, farthest distance."""

    id: Id
    place: Place
    skills: dict[Name, Count]
    tags: tuple[Name, ...]
    available: tuple[Interval, ...]
    max_services: Count
    max_minutes: Count
    reach: Annotated[int, Meta(ge=0, le=1_000_000_000)]
    recent_services: Count


class Seat(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Places in a team that ask for one skill: `required` must be filled, `wanted` more are welcome."""

    skill: Name
    level: Count
    tags: tuple[Name, ...]
    required: Count
    wanted: Count
    wanted_value: Amount


class Request(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to be done: where, for how many minutes, within which windows, by which team."""

    id: Id
    place: Place
    weight: Annotated[int, Meta(ge=1, le=1_000_000)]
    duration: Annotated[int, Meta(ge=1, le=WEEK_MINUTES)]
    windows: tuple[Interval, ...]
    seats: tuple[Seat, ...]


class Pin(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A decision already taken: the request starts then, with them, and (if `served`) is served at all."""

    request: Id
    start: Minute | None = None
    members: tuple[Id, ...] = ()
    served: bool = False


class Previous(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One pair of an earlier plan; leaving it costs `policy.change_cost[state]`."""

    request: Id
    member: Id
    start: Minute
    state: State


class Problem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One week to be planned. Everything the solver needs is in it."""

    format: Literal["sanbao-problem/1"]
    week: str
    timezone: str
    start_step: Annotated[int, Meta(ge=1, le=WEEK_MINUTES)]
    travel: Travel
    policy: Policy
    members: tuple[Member, ...]
    requests: tuple[Request, ...]
    pair_costs: tuple[tuple[Id, Id, SignedAmount], ...]
    forbidden: tuple[tuple[Id, Id], ...]
    pins: tuple[Pin, ...]
    previous: tuple[Previous, ...]
