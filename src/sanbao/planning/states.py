"""The life of a weekly run, one table."""

from __future__ import annotations

from enum import StrEnum

from sanbao.access.roles import Permission
from sanbao.core.machine import Machine, Transition


class RunState(StrEnum):
    """Where a run stands."""

    DRAFT = "DRAFT"
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    PROPOSED = "PROPOSED"
    PUBLISHED = "PUBLISHED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    DISCARDED = "DISCARDED"


class RunAction(StrEnum):
    """What can be done with a run. A permission of None: the worker that solves it."""

    START = "START"
    TAKE = "TAKE"
    RELEASE = "RELEASE"
    PROPOSE = "PROPOSE"
    FAIL = "FAIL"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"
    DISCARD = "DISCARD"


_S, _A, _P = RunState, RunAction, Permission

RUN = Machine(
    "AssignmentRun",
    {
        (_S.DRAFT, _A.START): Transition(_S.QUEUED, _P.RUN_MANAGE),
        (_S.DRAFT, _A.DISCARD): Transition(_S.DISCARDED, _P.RUN_MANAGE),
        (_S.QUEUED, _A.TAKE): Transition(_S.RUNNING),
        (_S.QUEUED, _A.CANCEL): Transition(_S.CANCELLED, _P.RUN_MANAGE),
        (_S.RUNNING, _A.RELEASE): Transition(_S.QUEUED),
        (_S.RUNNING, _A.PROPOSE): Transition(_S.PROPOSED),
        (_S.RUNNING, _A.FAIL): Transition(_S.FAILED),
        (_S.RUNNING, _A.CANCEL): Transition(_S.CANCELLED, _P.RUN_MANAGE),
        (_S.PROPOSED, _A.START): Transition(_S.QUEUED, _P.RUN_MANAGE),
        (_S.PROPOSED, _A.PUBLISH): Transition(_S.PUBLISHED, _P.RUN_PUBLISH),
        (_S.PROPOSED, _A.DISCARD): Transition(_S.DISCARDED, _P.RUN_MANAGE),
        (_S.FAILED, _A.START): Transition(_S.QUEUED, _P.RUN_MANAGE),
        (_S.FAILED, _A.DISCARD): Transition(_S.DISCARDED, _P.RUN_MANAGE),
        (_S.CANCELLED, _A.START): Transition(_S.QUEUED, _P.RUN_MANAGE),
        (_S.CANCELLED, _A.DISCARD): Transition(_S.DISCARDED, _P.RUN_MANAGE),
    },
)
