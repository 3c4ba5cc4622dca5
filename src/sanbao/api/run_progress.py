"""A run's progress, live, and its documents."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated

import strawberry
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sanbao.access import sessions
from sanbao.access.actor import Actor
from sanbao.access.audit import ReadJournal
from sanbao.access.roles import Permission
from sanbao.api.context import Info
from sanbao.api.mutation import GUARDS, guard_text
from sanbao.api.runs import STAGES, AssignmentRun, RunState
from sanbao.api.view import token_of
from sanbao.core import ids
from sanbao.core.errors import InvalidInput, NotFound, NotSignedIn, PermissionDenied
from sanbao.core.settings import Settings
from sanbao.organisations import scope
from sanbao.planning import documents, following, models, runs
from sanbao.planning.models import DocumentKind


@strawberry.type(description="A step of a run's progress. 派单进度。")
class RunProgress:
    sequence: int = strawberry.field(
        description="Its number within the run, from 1; give it as `after` to resume."
    )
    state: RunState = strawberry.field(description="The run's state then.")
    stage: str = strawberry.field(description=STAGES)
    elapsed_milliseconds: int = strawberry.field(
        description="Milliseconds since the run was started; never less than in the step before, until it is started "
        "anew."
    )

    @classmethod
    def is_type_of(cls, row: object, _info: object) -> bool:
        return isinstance(row, models.RunEvent)

    @strawberry.field(description="When, UTC.")
    def at(self, root: strawberry.Parent[models.RunEvent]) -> datetime:
        return root.created_at

    @strawberry.field(description="Points of the best plan so far. 总分。")
    def total(self, root: strawberry.Parent[models.RunEvent]) -> float | None:
        return root.total

    @strawberry.field(description="Points that no plan can pass, proven so far. 上界。")
    def bound(self, root: strawberry.Parent[models.RunEvent]) -> float | None:
        return root.bound

    @strawberry.field(description="How far the plan can be from the best at most, percent. 差距百分比。")
    def gap_percent(self, root: strawberry.Parent[models.RunEvent]) -> float | None:
        return None if root.gap_ppm is None else root.gap_ppm / 10_000

    @strawberry.field(description="The run as it is now.")
    async def run(self, root: strawberry.Parent[models.RunEvent], info: Info) -> AssignmentRun:
        return await runs.get(info.context.actor, root.run_id)


GUARDS["runProgress"] = Permission.RUN_READ.value


@strawberry.type
class RunSubscriptions:
    @strawberry.subscription(
        description="The progress of a run: what happened after the step `after`, then each step as it happens; ends "
        "when the run is proposed, failed, cancelled, published or discarded. 派单进度订阅。 "
        + guard_text(Permission.RUN_READ)
    )
    async def run_progress(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The run.")],
        after: Annotated[
            int | None,
            strawberry.argument(
                description="The `sequence` seen last, to resume after a drop; 0 or none for all."
            ),
        ] = None,
    ) -> AsyncIterator[RunProgress]:
        context = info.context
        context.actor.require_signed_in()

        async def actor_now() -> Actor:
            now = await context.anew()
            context.actor, context.loaders = now.actor, now.loaders
            return context.actor

        async for event in following.follow(actor_now, ids.row_id(id, "AssignmentRun"), after):
            yield event


_KINDS = {kind.value.lower(): kind for kind in DocumentKind}


async def document(settings: Settings, request: Request) -> Response:
    """`GET /runs/{id}/problem.json` and `plan.json`, with a bearer token or from our own pages: 404 for what is not
    there or not the reader's to see. The reading of a problem is noted: it has homes and places."""
    actor = await sessions.actor_for(token_of(request, settings))
    try:
        kind = _KINDS[request.path_params["kind"]]
        run = await runs.get(actor, ids.row_id(request.path_params["id"], "AssignmentRun"))
        if kind is DocumentKind.PROBLEM:
            for permission in runs.PROBLEM_NEEDS:
                await scope.require(actor, permission, run.unit_id)
        if not runs.is_frozen(run):
            raise NotFound("RunDocument", run.id)
        body = await documents.load(run.id, kind)
    except (NotSignedIn, NotFound, PermissionDenied, InvalidInput, KeyError):
        return PlainTextResponse("Not found\n", 404)
    if kind is DocumentKind.PROBLEM:
        reads = ReadJournal()
        reads.note("AssignmentRun", run.id, "problem_document")
        await reads.flush(actor)
    name = f"{run.number}-{kind.value.lower()}.json"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(body, media_type="application/json", headers=headers)
