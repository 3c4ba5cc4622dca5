"""The lives of a member and of a report-in, each one table."""

from __future__ import annotations

from enum import StrEnum

from sanbao.access.roles import Permission
from sanbao.core.machine import Machine, Transition


class MemberState(StrEnum):
    """PENDING until the identity is verified; only ACTIVE members are dispatched."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    LEFT = "LEFT"


class MemberAction(StrEnum):
    """What can be done with a member."""

    VERIFY = "VERIFY"
    PAUSE = "PAUSE"
    RESUME = "RESUME"
    LEAVE = "LEAVE"
    REJOIN = "REJOIN"


_M, _A = MemberState, MemberAction

MEMBER = Machine(
    "Member",
    {
        (_M.PENDING, _A.VERIFY): Transition(_M.ACTIVE, Permission.MEMBER_MANAGE),
        (_M.PENDING, _A.LEAVE): Transition(_M.LEFT),
        (_M.ACTIVE, _A.PAUSE): Transition(_M.PAUSED),
        (_M.ACTIVE, _A.LEAVE): Transition(_M.LEFT),
        (_M.PAUSED, _A.RESUME): Transition(_M.ACTIVE),
        (_M.PAUSED, _A.LEAVE): Transition(_M.LEFT),
        (_M.LEFT, _A.REJOIN): Transition(_M.PENDING, Permission.MEMBER_MANAGE),
    },
)


class ReportInState(StrEnum):
    """Where a report-in stands. ACTIVE holds the receipt; at most one is ACTIVE for a target kind."""

    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    ACTIVE = "ACTIVE"
    TRANSFER_REQUESTED = "TRANSFER_REQUESTED"
    TRANSFERRED = "TRANSFERRED"
    WITHDRAW_REQUESTED = "WITHDRAW_REQUESTED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"


STANDING = frozenset(
    {ReportInState.ACTIVE, ReportInState.TRANSFER_REQUESTED, ReportInState.WITHDRAW_REQUESTED}
)
"""The states in which a report-in counts. A member has one such for a kind of target."""


class ReportInAction(StrEnum):
    """What can be done with a report-in. A permission of None in the table: the member's own deed
    (LAPSE: the timer's)."""

    RESUBMIT = "RESUBMIT"
    ACCEPT = "ACCEPT"
    RETURN = "RETURN"
    REAFFIRM = "REAFFIRM"
    REQUEST_TRANSFER = "REQUEST_TRANSFER"
    REFUSE_TRANSFER = "REFUSE_TRANSFER"
    COMPLETE_TRANSFER = "COMPLETE_TRANSFER"
    REQUEST_WITHDRAWAL = "REQUEST_WITHDRAWAL"
    REFUSE_WITHDRAWAL = "REFUSE_WITHDRAWAL"
    APPROVE_WITHDRAWAL = "APPROVE_WITHDRAWAL"
    LAPSE = "LAPSE"


_R, _B, _DECIDE = ReportInState, ReportInAction, Permission.REPORT_IN_DECIDE

REPORT_IN = Machine(
    "ReportIn",
    {
        (_R.SUBMITTED, _B.ACCEPT): Transition(_R.ACTIVE, _DECIDE),
        (_R.SUBMITTED, _B.RETURN): Transition(_R.RETURNED, _DECIDE),
        (_R.RETURNED, _B.RESUBMIT): Transition(_R.SUBMITTED),
        (_R.ACTIVE, _B.REAFFIRM): Transition(_R.ACTIVE),
        (_R.LAPSED, _B.REAFFIRM): Transition(_R.ACTIVE),
        (_R.ACTIVE, _B.LAPSE): Transition(_R.LAPSED),
        (_R.ACTIVE, _B.REQUEST_TRANSFER): Transition(_R.TRANSFER_REQUESTED),
        (_R.TRANSFER_REQUESTED, _B.REFUSE_TRANSFER): Transition(_R.ACTIVE, _DECIDE),
        (_R.TRANSFER_REQUESTED, _B.COMPLETE_TRANSFER): Transition(_R.TRANSFERRED, _DECIDE),
        (_R.ACTIVE, _B.REQUEST_WITHDRAWAL): Transition(_R.WITHDRAW_REQUESTED),
        (_R.WITHDRAW_REQUESTED, _B.REFUSE_WITHDRAWAL): Transition(_R.ACTIVE, _DECIDE),
        (_R.WITHDRAW_REQUESTED, _B.APPROVE_WITHDRAWAL): Transition(_R.WITHDRAWN, _DECIDE),
    },
)
