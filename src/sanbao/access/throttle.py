"""Guessing a password is made slow without shutting anybody out.

Failures are counted for a login from one client address, in this process. Some are free; each further one
doubles the wait before the next try from that address. The owner signs in from elsewhere as ever.
"""

from __future__ import annotations

import ipaddress
from typing import NamedTuple

from sanbao.core import clock
from sanbao.core.errors import InvalidInput

LONGEST_WAIT_SECONDS = 900
FORGOTTEN_AFTER_SECONDS = 3_600
_MOST_REMEMBERED = 10_000


class Caller(NamedTuple):
    """Where an attempt comes from (`address`: the client's, empty where unknown) and how many failures cost no
    wait there."""

    address: str
    free_failures: int


class _Failures(NamedTuple):
    number: int
    last_at: float


_failures: dict[tuple[str, str], _Failures] = {}


def wait_seconds(failures: int, free_failures: int) -> int:
    """How long after so many failures the next try has to wait: nothing, then 1, 2, 4… seconds."""
    beyond = failures - free_failures
    return 0 if beyond < 0 else int(min(2 ** min(beyond, 20), LONGEST_WAIT_SECONDS))


def begin(login: str, caller: Caller, *, field: str) -> None:
    """Count an attempt as failed until it `succeeded`, so that guesses sent at once are counted like others.

    Raises InvalidInput on `field` while a wait lasts; such an attempt is not counted.
    """
    key, moment = (login, _network(caller.address)), clock.now().timestamp()
    found = _failures.get(key, _Failures(0, moment))
    if moment - found.last_at >= FORGOTTEN_AFTER_SECONDS:
        found = _Failures(0, moment)
    left = found.last_at + wait_seconds(found.number, caller.free_failures) - moment
    if left > 0:
        raise InvalidInput(field, "too-many-attempts", seconds=max(1, round(left)))
    _failures.pop(key, None)
    _failures[key] = _Failures(found.number + 1, moment)
    while len(_failures) > _MOST_REMEMBERED:
        _failures.pop(next(iter(_failures)))


def succeeded(login: str, caller: Caller) -> None:
    """Forget the failures of a login from this address."""
    _failures.pop((login, _network(caller.address)), None)


def _network(address: str) -> str:
    """What one household or firm holds: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((found.packed[:8] + bytes(8), 64)))
    return str(found)
