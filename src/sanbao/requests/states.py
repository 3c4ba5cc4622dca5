"""The life of a service request, one table.

What a weekly run proposes does not touch the request; publishing offers it, the members' answers confirm it. When
they have served it is DONE; whoever asked for it says that it was (CLOSED), or that it has to be done anew: that makes a
new request, and leaves this one REOPENED.
"""

from __future__ import annotations

from enum import StrEnum

from sanbao.access.roles import Permission
from sanbao.core.machine import Machine, Transition


class RequestState(StrEnum):
    """Where a request stands."""

    SUBMITTED = "SUBMITTED"
    NEEDS_INFO = "NEEDS_INFO"
    REJECTED = "REJECTED"
    QUEUED = "QUEUED"
    OFFERED = "OFFERED"
    CONFIRMED = "CONFIRMED"
    IN_SERVICE = "IN_SERVICE"
    DONE = "DONE"
    CLOSED = "CLOSED"
    REOPENED = "REOPENED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


class RequestAction(StrEnum):
    """What can be done with a request. A permission of None: the requester himself, or the system."""

    ASK_FOR_INFO = "ASK_FOR_INFO"
    ANSWER = "ANSWER"
    VERIFY = "VERIFY"
    REJECT = "REJECT"
    OFFER = "OFFER"
    CONFIRM = "CONFIRM"
    FALL_BACK = "FALL_BACK"
    REQUEUE = "REQUEUE"
    BEGIN = "BEGIN"
    FINISH = "FINISH"
    CLOSE = "CLOSE"
    RATE = "RATE"
    REOPEN = "REOPEN"
    CANCEL = "CANCEL"
    EXPIRE = "EXPIRE"


_S, _A = RequestState, RequestAction
_VERIFY = Permission.REQUEST_VERIFY

REQUEST = Machine(
    "ServiceRequest",
    {
        (_S.SUBMITTED, _A.VERIFY): Transition(_S.QUEUED, _VERIFY),
        (_S.SUBMITTED, _A.REJECT): Transition(_S.REJECTED, _VERIFY),
        (_S.SUBMITTED, _A.ASK_FOR_INFO): Transition(_S.NEEDS_INFO, _VERIFY),
        (_S.NEEDS_INFO, _A.ANSWER): Transition(_S.SUBMITTED),
        (_S.NEEDS_INFO, _A.REJECT): Transition(_S.REJECTED, _VERIFY),
        (_S.QUEUED, _A.OFFER): Transition(_S.OFFERED),
        (_S.OFFERED, _A.CONFIRM): Transition(_S.CONFIRMED),
        (_S.CONFIRMED, _A.FALL_BACK): Transition(_S.OFFERED),
        (_S.OFFERED, _A.REQUEUE): Transition(_S.QUEUED),
        (_S.CONFIRMED, _A.REQUEUE): Transition(_S.QUEUED),
        (_S.CONFIRMED, _A.BEGIN): Transition(_S.IN_SERVICE),
        # Somebody was there after all, as is found out later.
        (_S.QUEUED, _A.BEGIN): Transition(_S.IN_SERVICE),
        (_S.EXPIRED, _A.BEGIN): Transition(_S.IN_SERVICE),
        (_S.IN_SERVICE, _A.FINISH): Transition(_S.DONE),
        (_S.DONE, _A.CLOSE): Transition(_S.CLOSED),
        (_S.DONE, _A.REOPEN): Transition(_S.REOPENED),
        (_S.CLOSED, _A.REOPEN): Transition(_S.REOPENED),
        **{(state, _A.RATE): Transition(state) for state in (_S.DONE, _S.CLOSED, _S.REOPENED)},
        (_S.IN_SERVICE, _A.REQUEUE): Transition(_S.QUEUED),
        **{
            (state, _A.CANCEL): Transition(_S.CANCELLED)
            for state in (_S.SUBMITTED, _S.NEEDS_INFO, _S.QUEUED, _S.OFFERED, _S.CONFIRMED)
        },
        **{
            (state, _A.EXPIRE): Transition(_S.EXPIRED)
            for state in (_S.SUBMITTED, _S.NEEDS_INFO, _S.QUEUED, _S.OFFERED)
        },
    },
)

AGREED = (_S.OFFERED, _S.CONFIRMED)
"""States in which people are asked, or have promised, to come at an agreed time."""

OPEN = (_S.QUEUED, *AGREED)
"""States in which a request may still be given people."""

SERVED = (_S.DONE, _S.CLOSED, _S.REOPENED)
"""States in which the service was done, whatever is said of it."""

OVER = (*SERVED, _S.REJECTED, _S.CANCELLED, _S.EXPIRED)
"""States in which nobody is going to come."""
