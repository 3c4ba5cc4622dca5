"""The first stage of a run's durable work: freeze its input as one problem document, and keep it.

Who dies before the document is kept leaves the run as it was, and the next worker freezes anew; once it is kept
no worker changes it.
"""

from __future__ import annotations

from uuid import UUID

from sanbao.core import clock
from sanbao.core.clock import Week
from sanbao.core.db import consistent_reads, locked, unit_of_work
from sanbao.planning import documents, runs, snapshot
from sanbao.planning.models import AssignmentRun, DocumentKind, Policy
from sanbao.planning.states import RunState
from sanbao.requests import series
from sanbao_solver import SOLVER_VERSION


async def freeze(run_id: UUID, owner: str) -> bool:
    """Make the week's requests of series, read everything, keep the problem; starts that have passed by then are
    not proposed.

    False, with nothing kept, where the run is no longer `owner`'s to solve when the document is done. The reads
    are one moment of the database; the work on them holds no transaction open.
    """
    run = await AssignmentRun.get(id=run_id)
    week = Week.parse(run.week)
    async with unit_of_work():
        await series.materialise([run.unit_id], week)
    policy = await Policy.get(id=run.policy_id)
    base = run.id if await documents.exists(run.id, DocumentKind.PLAN) else run.based_on_id
    async with consistent_reads():
        gathered = await snapshot.gather(
            run.unit_id,
            week,
            policy,
            locks=await runs.locks_of(run),
            previous_run_id=base,
            not_before=clock.now(),
        )
    found = await snapshot.assemble(gathered)
    async with unit_of_work():
        run = await locked(AssignmentRun, run_id)
        if run.state != RunState.RUNNING or run.solving_process != owner:
            return False
        await documents.save(run.id, DocumentKind.PROBLEM, found.document)
        await documents.remove(run.id, DocumentKind.PLAN)
        await AssignmentRun.filter(id=run.id).update(
            solver_version=SOLVER_VERSION,
            requests_in_scope=len(found.requests),
            members_in_scope=len(found.members),
        )
    return True
