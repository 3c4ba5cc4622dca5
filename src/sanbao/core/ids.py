"""Identity: rows carry a time-ordered UUID, the API an opaque global id, people a readable number."""

from __future__ import annotations

import base64
import binascii
import os
import time
from uuid import UUID

from sanbao.core.errors import InvalidInput

_ticks = 0


def new_id() -> UUID:
    """A version 7 UUID (RFC 9562, method 3: a finer clock): rows made later in a process sort later, so pages
    follow the order of making."""
    global _ticks
    _ticks = max(_ticks + 1, time.time_ns() * 4096 // 1_000_000)
    milliseconds, fraction = divmod(_ticks, 4096)
    random = int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random)


def to_global_id(noun: str, id: UUID) -> str:
    """The opaque id under which the API knows a row."""
    return base64.urlsafe_b64encode(f"{noun}:{id.hex}".encode()).decode().rstrip("=")


def from_global_id(text: str) -> tuple[str, UUID]:
    """The type and UUID behind a global id; raises InvalidInput for anything else."""
    try:
        noun, _, hexadecimal = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(":")
        return noun, UUID(hex=hexadecimal)
    except (ValueError, binascii.Error):
        raise InvalidInput("id", "id-malformed", value=text[:80]) from None


def row_id(text: str, noun: str, field: str = "id") -> UUID:
    """The UUID behind a global id that must name a `noun`; raises InvalidInput naming `field`."""
    try:
        found, id = from_global_id(text)
    except InvalidInput:
        raise InvalidInput(field, "id-malformed", value=text[:80]) from None
    if found != noun:
        raise InvalidInput(field, "id-of-other-type", value=found, noun=noun)
    return id
