"""What can go wrong, as people meet it.

SanbaoError
├── InvalidInput         a value breaks a rule; says which, why and what would be right
├── NotFound             there is no such row, or this person may not know of it
├── PermissionDenied     the row may be seen, the deed is not this person's
├── NotSignedIn          no token, or one that has expired or was revoked
├── Conflict             the deed does not fit the present state of things
│   ├── InvalidTransition    the state machine has no such step from here
│   ├── StaleVersion         somebody changed the row since it was read
│   ├── IdempotencyMismatch  the key was used before with other input
│   ├── AlreadyExists        a row with this key exists
│   ├── NameTaken            another row has this name where names tell rows apart
│   ├── SeatTaken            somebody else holds the last place
│   ├── OfferExpired         the deadline to answer has passed
│   ├── SwapTaken            somebody else has taken the swap
│   ├── CheckInClosed        outside the hours in which one checks in
│   ├── CheckInTooFar        too far from the place of the service
│   ├── MembersUnfit         members named for a seat do not fit it
│   ├── InputsChanged        members or requests changed since the run's snapshot
│   ├── WeekOverlap          another run of an overlapping unit holds the week
│   └── RuleBroken           a placement by hand breaks the solver's rules
└── Unavailable          something the service needs does not answer

Services raise these with a code and facts; the sentence is made from the catalogue
(`core/catalogue`), once, at the edge. The same words serve the API, the command line and pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar


class SanbaoError(Exception):
    """Base of every refusal: a stable `code`, the `path` of the input at fault, and facts for the sentence."""

    code: ClassVar[str] = "error"

    def __init__(self, message_key: str | None = None, *, path: Sequence[str] = (), **facts: object) -> None:
        self.message_key = message_key or self.code
        self.path = tuple(path)
        self.facts: Mapping[str, object] = facts
        super().__init__(f"{self.message_key} {dict(facts)}" if facts else self.message_key)


class InvalidInput(SanbaoError):
    """A value breaks a rule. `field` is its dotted path in the input, `reason` a catalogue key."""

    code = "invalid-input"

    def __init__(self, field: str, reason: str, **facts: object) -> None:
        super().__init__(reason, path=tuple(field.split(".")) if field else (), **facts)


class NotFound(SanbaoError):
    """No such row, or none that this person may know of. `noun` is the type's name."""

    code = "not-found"

    def __init__(self, noun: str, id: object = None) -> None:
        super().__init__(noun=noun, id=str(id) if id is not None else "")


class PermissionDenied(SanbaoError):
    """The row may be seen, the deed is not this person's. `permission` names what is missing; `reason` is a
    catalogue key that says more than that."""

    code = "permission-denied"

    def __init__(self, permission: str, reason: str | None = None) -> None:
        super().__init__(reason, permission=permission)


class NotSignedIn(SanbaoError):
    """No token, or one that has expired or was revoked."""

    code = "not-signed-in"


class Conflict(SanbaoError):
    """The deed does not fit the present state of things."""

    code = "conflict"


class InvalidTransition(Conflict):
    """The state machine has no such step from here."""

    code = "invalid-transition"

    def __init__(self, noun: str, state: str, action: str) -> None:
        super().__init__(noun=noun, state=state, action=action)


class StaleVersion(Conflict):
    """Somebody changed the row since it was read."""

    code = "stale-version"

    def __init__(self, expected: int, current: int) -> None:
        self.current = current
        super().__init__(expected=expected, current=current)


class IdempotencyMismatch(Conflict):
    """The idempotency key was used before, with another mutation or other input."""

    code = "idempotency-mismatch"


class AlreadyExists(Conflict):
    """A row with this key exists already."""

    code = "already-exists"

    def __init__(self, noun: str, key: object) -> None:
        super().__init__(noun=noun, key=str(key))


class NameTaken(Conflict):
    """Another row has the name, in a place where names tell rows apart. `existing` is that row; it has a name and
    a code."""

    code = "name-taken"

    def __init__(self, noun: str, existing: Any, field: str = "name") -> None:
        self.existing = existing
        super().__init__(path=(field,), noun=noun, name=getattr(existing, field), key=existing.code or "—")


class SeatTaken(Conflict):
    """Somebody else holds the last place of this seat."""

    code = "seat-taken"


class OfferExpired(Conflict):
    """The deadline to answer has passed, or the offer was withdrawn."""

    code = "offer-expired"


class SwapTaken(Conflict):
    """Somebody else has taken the swap."""

    code = "swap-taken"


class CheckInClosed(Conflict):
    """Now is outside the hours in which one checks in: from `opens_at` until `closes_at` (`opens`, `closes` in local
    words)."""

    code = "check-in-hours"

    def __init__(self, opens_at: datetime, closes_at: datetime, opens: str, closes: str) -> None:
        self.opens_at, self.closes_at = opens_at, closes_at
        super().__init__(opens=opens, closes=closes)


class CheckInTooFar(Conflict):
    """The place given is `metres` from that of the service, more than `most`."""

    code = "check-in-too-far"

    def __init__(self, metres: int, most: int) -> None:
        self.metres, self.most = metres, most
        super().__init__(path=("position",), metres=metres, most=most)


class MembersUnfit(Conflict):
    """Members named for a seat do not fit it; `unfit` says who and by which rule."""

    code = "members-unfit"

    def __init__(self, unfit: Sequence[object]) -> None:
        self.unfit = tuple(unfit)
        super().__init__(path=("members",), count=len(unfit))


class InputsChanged(Conflict):
    """Members or requests changed since the run's snapshot; `changes` says how, the first of `count` in all."""

    code = "inputs-changed"

    def __init__(self, changes: Sequence[object], *, count: int) -> None:
        self.changes = tuple(changes)
        super().__init__(count=count)


class WeekOverlap(Conflict):
    """Another published run of an overlapping unit holds the week."""

    code = "week-overlap"


class RuleBroken(Conflict):
    """A placement by hand breaks the solver's rules; `violations` names each."""

    code = "rule-broken"

    def __init__(self, violations: Sequence[object]) -> None:
        self.violations = tuple(violations)
        super().__init__(count=len(violations))


class Unavailable(SanbaoError):
    """Something the service needs does not answer."""

    code = "unavailable"
