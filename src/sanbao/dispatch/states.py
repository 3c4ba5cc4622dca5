"""The lives of an assignment and of a swap, each one table. An assignment is an offer; a member may always decline."""

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
    HANDED_OVER = "HANDED_OVER"
    CHECKED_IN = "CHECKED_IN"
    COMPLETED = "COMPLETED"
    NO_SHOW = "NO_SHOW"


class AssignmentAction(StrEnum):
    """What can be done with an assignment. A permission of None: the member himself, or the system.
    RECORD_…: staff enter or correct when he came and went."""

    ACCEPT = "ACCEPT"
    DECLINE = "DECLINE"
    EXPIRE = "EXPIRE"
    WITHDRAW = "WITHDRAW"
    HAND_OVER = "HAND_OVER"
    CHECK_IN = "CHECK_IN"
    COMPLETE = "COMPLETE"
    RECORD_ARRIVAL = "RECORD_ARRIVAL"
    RECORD_SERVICE = "RECORD_SERVICE"
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
        (_S.ACCEPTED, _A.HAND_OVER): Transition(_S.HANDED_OVER),
        (_S.ACCEPTED, _A.CHECK_IN): Transition(_S.CHECKED_IN),
        (_S.ACCEPTED, _A.MARK_NO_SHOW): Transition(_S.NO_SHOW, _MANAGE),
        (_S.ACCEPTED, _A.RECORD_ARRIVAL): Transition(_S.CHECKED_IN, _MANAGE),
        (_S.CHECKED_IN, _A.COMPLETE): Transition(_S.COMPLETED),
        (_S.CHECKED_IN, _A.RECORD_ARRIVAL): Transition(_S.CHECKED_IN, _MANAGE),
        (_S.CHECKED_IN, _A.MARK_NO_SHOW): Transition(_S.NO_SHOW, _MANAGE),
        (_S.COMPLETED, _A.MARK_NO_SHOW): Transition(_S.NO_SHOW, _MANAGE),
        **{
            (state, _A.RECORD_SERVICE): Transition(_S.COMPLETED, _MANAGE)
            for state in (_S.ACCEPTED, _S.CHECKED_IN, _S.COMPLETED, _S.NO_SHOW)
        },
    },
)

HOLDING = (_S.OFFERED, _S.ACCEPTED, _S.CHECKED_IN)
"""States in which the member's time is taken."""

FIRM = (_S.ACCEPTED, _S.CHECKED_IN, _S.COMPLETED)
"""States in which a place of a seat is filled."""

SENT = (*FIRM, _S.NO_SHOW)
"""States of whoever was counted on when the service began."""

ENDED = (_S.DECLINED, _S.EXPIRED, _S.WITHDRAWN, _S.HANDED_OVER, _S.NO_SHOW)
"""States in which a place is empty again."""


class SwapState(StrEnum):
    """Where a swap stands. Until it is TAKEN the member who asks for it remains responsible."""

    OPEN = "OPEN"
    AWAITING_CONSENT = "AWAITING_CONSENT"
    TAKEN = "TAKEN"
    DECLINED = "DECLINED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


class SwapAction(StrEnum):
    """What can be done with a swap. A permission of None: the giver, who takes, the colleague asked, or the system."""

    TAKE = "TAKE"
    ASK_CONSENT = "ASK_CONSENT"
    CONSENT = "CONSENT"
    REFUSE = "REFUSE"
    DECLINE = "DECLINE"
    CANCEL = "CANCEL"
    EXPIRE = "EXPIRE"


_W, _B = SwapState, SwapAction

SWAP = Machine(
    "Swap",
    {
        (_W.OPEN, _B.TAKE): Transition(_W.TAKEN),
        (_W.OPEN, _B.ASK_CONSENT): Transition(_W.AWAITING_CONSENT),
        (_W.OPEN, _B.DECLINE): Transition(_W.DECLINED),
        (_W.OPEN, _B.CANCEL): Transition(_W.CANCELLED),
        (_W.OPEN, _B.EXPIRE): Transition(_W.EXPIRED),
        (_W.AWAITING_CONSENT, _B.CONSENT): Transition(_W.TAKEN, _MANAGE),
        (_W.AWAITING_CONSENT, _B.REFUSE): Transition(_W.OPEN, _MANAGE),
        (_W.AWAITING_CONSENT, _B.CANCEL): Transition(_W.CANCELLED),
        (_W.AWAITING_CONSENT, _B.EXPIRE): Transition(_W.EXPIRED),
    },
)

SWAP_STANDS = (_W.OPEN, _W.AWAITING_CONSENT)
"""States in which somebody may still take the place."""
