"""Passwords, hashed with argon2id."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from sanbao.core.errors import InvalidInput

LEAST_CHARACTERS = 8
MOST_CHARACTERS = 200

_hasher = PasswordHasher()
_DUMMY = _hasher.hash("nobody has this password")


async def hashed(password: str, field: str = "password") -> str:
    """The hash to keep, made off the event loop; raises InvalidInput for a password too short or too long."""
    if len(password) < LEAST_CHARACTERS:
        raise InvalidInput(field, "password-short", least=LEAST_CHARACTERS)
    if len(password) > MOST_CHARACTERS:
        raise InvalidInput(field, "too-long", most=MOST_CHARACTERS)
    return await asyncio.to_thread(_hasher.hash, password)


async def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password fits. An unknown account takes as long as a wrong password."""
    try:
        await asyncio.to_thread(_hasher.verify, password_hash or _DUMMY, password[: MOST_CHARACTERS + 1])
    except (Argon2Error, InvalidHashError, UnicodeEncodeError):
        return False
    return password_hash is not None
