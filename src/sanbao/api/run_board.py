"""A run's plan at a glance, for maps and timelines: in columns, all rows at once."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.proposals import Run
from sanbao.api.query import query
from sanbao.api.run_decisions import LockKind
from sanbao.core import ids
from sanbao.planning import board

_FROM_MONDAY = "minutes from Monday 00:00 local"


@strawberry.type(description="The units of the run's subtree. 单位。")
class BoardUnits:
    ids: list[strawberry.ID] = strawberry.field(description="Their ids.")
    names: list[str] = strawberry.field(description="Their names.")
    kinds: list[str] = strawberry.field(description="What they are, as `UnitKind`.")
    parents: list[int | None] = strawberry.field(
        description="Which unit each belongs to; null above the run's subtree."
    )
    longitudes: list[float | None] = strawberry.field(description="Degrees east; null where unknown.")
    latitudes: list[float | None] = strawberry.field(description="Degrees north; null where unknown.")

    @classmethod
    def of(cls, rows: board.Units) -> BoardUnits:
        return cls(
            ids=_ids("Unit", rows.ids),
            names=rows.names,
            kinds=rows.kinds,
            parents=rows.parents,
            longitudes=rows.longitudes,
            latitudes=rows.latitudes,
        )


@strawberry.type(
    description="The menu items that are asked for; below, their seats, one after the other. 服务项目。"
)
class BoardServices:
    names: list[str] = strawberry.field(description="Their names.")
    seat_of: list[int] = strawberry.field(description="For each seat, which menu item's it is.")
    seat_skills: list[str] = strawberry.field(description="For each seat, the name of its skill.")
    seat_demands: list[int | None] = strawberry.field(
        description="For each seat, what it demands: seats with the same number ask for the same skill, level and "
        "conditions. Null where the menu has had another seat since the input was frozen."
    )
    seat_required: list[int] = strawberry.field(description="For each seat, how many people it needs.")
    seat_most: list[int] = strawberry.field(description="For each seat, how many it takes at most.")


@strawberry.type(
    description="The members who could be asked; below, the stretches in which they are free. 参加派单的成员。"
)
class BoardMembers:
    ids: list[strawberry.ID] = strawberry.field(description="Their ids.")
    numbers: list[str] = strawberry.field(description="Their numbers.")
    names: list[str] = strawberry.field(description="Their names.")
    units: list[int | None] = strawberry.field(
        description="Which unit they live in; null outside the run's subtree."
    )
    longitudes: list[float | None] = strawberry.field(
        description="Degrees east of the home, or of the unit, see `showsPlaces`."
    )
    latitudes: list[float | None] = strawberry.field(description="Degrees north, likewise.")
    reach_metres: list[int] = strawberry.field(description="How far from home they serve, metres.")
    able_of: list[int] = strawberry.field(description="For each demand that a member meets, whose it is.")
    able_demands: list[int] = strawberry.field(description="For each of these, which, as in `seatDemands`.")
    free_of: list[int] = strawberry.field(description="For each stretch, whose it is.")
    free_from: list[int] = strawberry.field(description=f"For each stretch, its beginning, {_FROM_MONDAY}.")
    free_until: list[int] = strawberry.field(description="For each stretch, its end, not part of it.")

    @classmethod
    def of(cls, rows: board.Members) -> BoardMembers:
        return cls(
            ids=_ids("Member", rows.ids),
            numbers=rows.numbers,
            names=rows.names,
            units=rows.units,
            longitudes=rows.longitudes,
            latitudes=rows.latitudes,
            reach_metres=rows.reach_metres,
            able_of=rows.able_of,
            able_demands=rows.able_demands,
            free_of=rows.free_of,
            free_from=rows.free_from,
            free_until=rows.free_until,
        )


@strawberry.type(
    description="The requests of the run; below, the windows in which they may be served. 需求。"
)
class BoardRequests:
    ids: list[strawberry.ID] = strawberry.field(description="Their ids.")
    numbers: list[str] = strawberry.field(description="Their numbers.")
    services: list[int] = strawberry.field(description="Which menu item is asked for.")
    units: list[int | None] = strawberry.field(
        description="Which unit they are of; null outside the run's subtree."
    )
    longitudes: list[float | None] = strawberry.field(
        description="Degrees east of the place, or of the unit, see `showsPlaces`."
    )
    latitudes: list[float | None] = strawberry.field(description="Degrees north, likewise.")
    minutes: list[int] = strawberry.field(description="How long they take.")
    starts: list[int | None] = strawberry.field(
        description=f"The proposed start, {_FROM_MONDAY}; null unserved."
    )
    reasons: list[str | None] = strawberry.field(
        description="Why not, as `Proposal.reason`; null when served."
    )
    window_of: list[int] = strawberry.field(description="For each window, which request's it is.")
    window_from: list[int] = strawberry.field(description=f"For each window, its beginning, {_FROM_MONDAY}.")
    window_until: list[int] = strawberry.field(
        description="For each window, its end: the service is over by then."
    )

    @classmethod
    def of(cls, rows: board.Requests) -> BoardRequests:
        return cls(
            ids=_ids("ServiceRequest", rows.ids),
            numbers=rows.numbers,
            services=rows.services,
            units=rows.units,
            longitudes=rows.longitudes,
            latitudes=rows.latitudes,
            minutes=rows.minutes,
            starts=rows.starts,
            reasons=rows.reasons,
            window_of=rows.window_of,
            window_from=rows.window_from,
            window_until=rows.window_until,
        )


@strawberry.type(description="Who serves what. 派出的人。")
class BoardDuties:
    requests: list[int] = strawberry.field(description="Which request.")
    members: list[int] = strawberry.field(description="Which member.")
    seats: list[int] = strawberry.field(description="Which seat of the menu item, from 0.")
    travel_minutes: list[int] = strawberry.field(description="His way from home, minutes.")


@strawberry.type(description="What is locked, by the runs too that this one is based on. 锁定。")
class BoardLocks:
    ids: list[strawberry.ID] = strawberry.field(description="Their ids.")
    kinds: list[LockKind] = strawberry.field(description="What is fixed.")
    requests: list[int | None] = strawberry.field(description="Which request; null outside the plan.")
    members: list[int | None] = strawberry.field(description="Which member; null where none is fixed.")
    starts: list[int | None] = strawberry.field(
        description=f"The start that is fixed, {_FROM_MONDAY}; null where none is."
    )

    @classmethod
    def of(cls, rows: board.Locks) -> BoardLocks:
        return cls(
            ids=_ids("Lock", rows.ids),
            kinds=rows.kinds,
            requests=rows.requests,
            members=rows.members,
            starts=rows.starts,
        )


@strawberry.type(
    description="A run's plan as a map and a timeline draw it, in columns: the n-th entries of a table's lists belong "
    "together, and what refers to another table gives the row there, from 0. A list may have 100,000 entries. 看板。"
)
class RunBoard:
    run: Run = strawberry.field(description="The run; its `version` is that of the board.")
    shows_places: bool = strawberry.field(
        description="True where the points are homes and places: with `member:read-sensitive` and "
        "`request:read-sensitive` on the run's unit, and the reading is logged. Else they are the units'."
    )
    start_step_minutes: int = strawberry.field(
        description="A service begins this many minutes after its window does, or a multiple of them."
    )
    units: BoardUnits = strawberry.field(description="The units.")
    services: BoardServices = strawberry.field(description="The menu items.")
    members: BoardMembers = strawberry.field(description="The members.")
    requests: BoardRequests = strawberry.field(description="The requests.")
    duties: BoardDuties = strawberry.field(description="Who serves what.")
    locks: BoardLocks = strawberry.field(description="What is locked.")


@strawberry.type(description="Where the tiles of a map come from. 底图。")
class MapTiles:
    url: str = strawberry.field(description="Address of a raster tile, with {z}, {x} and {y}.")
    credit: str = strawberry.field(description="Whose they are; to be shown on the map.")


@strawberry.type
class RunBoardQueries:
    @query(
        needs="self",
        description="The tiles to lay under a map; null where the operator has chosen none: then ask nobody. 底图。",
    )
    async def map_tiles(self, info: Info) -> MapTiles | None:
        settings = info.context.settings
        if settings.map_tiles_url is None:
            return None
        return MapTiles(url=settings.map_tiles_url, credit=settings.map_tiles_credit)

    @query(
        needs=Permission.RUN_READ,
        description="A run's plan as a map and a timeline draw it. Needs `member:read` on the unit, too. 派单看板。",
    )
    async def run_board(
        self,
        info: Info,
        run: Annotated[strawberry.ID, strawberry.argument(description="The run.")],
    ) -> RunBoard:
        found = await board.read(info.context.actor, ids.row_id(run, "AssignmentRun", "run"))
        if found.shows_places:
            info.context.reads.note("AssignmentRun", found.run.id, "board_places")
        return RunBoard(
            run=found.run,
            shows_places=found.shows_places,
            start_step_minutes=found.start_step_minutes,
            units=BoardUnits.of(found.units),
            services=found.services,
            members=BoardMembers.of(found.members),
            requests=BoardRequests.of(found.requests),
            duties=found.duties,
            locks=BoardLocks.of(found.locks),
        )


def _ids(noun: str, rows: list[UUID]) -> list[strawberry.ID]:
    return [ids.to_global_id(noun, id) for id in rows]
