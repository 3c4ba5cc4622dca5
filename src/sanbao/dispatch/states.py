"""The life of an assignment, one table. An assignment is an offer; a member may always decline."""

from __future__ import annotations

from enum import StrEnum

from sanbao.access.roles import Permission
from sanbao.core.machine import Machine, Transition


class AssignmentState(StrEnum):
    """Where an assignment stands. OFFERED, ACCEPTED and CHECKED_IN hold the member's time."""

    OFFERED = "OFFERED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"
    CHECKED_IN = "CHECKED_IN"
    COMPLETED = "COMPLETED"
    NO_SHOW = "NO_SHOW"


class AssignmentAction(StrEnum):
    """What can be done with an assignment. A permission of None: the member himself, or the system."""

    ACCEPT = "ACCEPT"
    DECLINE = "DECLINE"
    EXPIRE = "EXPIRE"
    WITHDRAW = "WITHDRAW"
    CHECK_IN = "CHECK_IN"
    COMPLETE = "COMPLETE"
    MARK_NO_SHOW = "MARK_NO_SHOW"


class DeclineReason(StrEnum):
    """Why a member says no. No reason is held against anybody."""

    NOT_FREE = "NOT_FREE"
    TOO_FAR = "TOO_FAR"
    UNWELL = "UNWELL"
    NOT_MY_SKILL = "NOT_MY_SKILL"
    TOO_MUCH = "TOO_MUCH"
    OTHER = "OTHER"


_S, _A = AssignmentState, AssignmentAction
_MANAGE = Permission.ASSIGNMENT_MANAGE

ASSIGNMENT = Machine(
    "Assignment",
    {
        (_S.OFFERED, _A.ACCEPT): Transition(_S.ACCEPTED),
        (_S.OFFERED, _A.DECLINE): Transition(_S.DECLINED),
        (_S.OFFERED, _A.EXPIRE): Transition(_S.EXPIRED),
        (_S.OFFERED, _A.WITHDRAW): Transition(_S.WITHDRAWN, _MANAGE),
        (_S.ACCEPTED, _A.DECLINE): Transition(_S.DECLINED),
        (_S.ACCEPTED, _A.WITHDRAW): Transition(_S.WITHDRAWN, _MANAGE),
        (_S.ACCEPTED, _A.CHECK_IN): Transition(_S.CHECKED_IN),
        (_S.ACCEPTED, _A.MARK_NO_SHOW): Transition(_S.NO_SHOW, _MANAGE),
        (_S.CHECKED_IN, _A.COMPLETE): Transition(_S.COMPLETED),
    },
)

HOLDING = (_S.OFFERED, _S.ACCEPTED, _S.CHECKED_IN)
"""States in which the member's time is taken."""

FIRM = (_S.ACCEPTED, _S.CHECKED_IN, _S.COMPLETED)
"""States in which a place of a seat is filled."""

ENDED = (_S.DECLINED, _S.EXPIRED, _S.WITHDRAWN, _S.NO_SHOW)
"""States in which a place is empty again."""
