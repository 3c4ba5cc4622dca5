"""Sensitive text is sealed at rest with AES-256-GCM.

A sealed value is `sealed:KEY_ID.BASE64(nonce + ciphertext + tag)`, of a document without the BASE64. Keys rotate: the first seals, all unseal.
Equality can be asked of a sealed value only through `fingerprint` (HMAC-SHA-256), kept in a column of its own.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tortoise import fields

from sanbao.core.errors import Unavailable
from sanbao.core.settings import Settings

_NONCE_BYTES = 12
_MARK = "sealed:"


class Keyring:
    """The keys of one installation, newest first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != 32 for key in keys):
            raise Unavailable("encryption-key-malformed")
        self._ciphers = {hashlib.sha256(key).hexdigest()[:8]: AESGCM(key) for key in keys}
        self._newest = next(iter(self._ciphers))
        self._keys = tuple(keys)

    @cached_property
    def _index_key(self) -> bytes:
        return hashlib.sha256(b"sanbao fingerprint" + self._keys[-1]).digest()

    def seal(self, text: str) -> str:
        """Seal with the newest key; equal texts seal differently."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, text.encode(), None)
        return f"{_MARK}{self._newest}.{base64.b64encode(nonce + sealed).decode()}"

    def unseal(self, sealed: str) -> str:
        """The text; raises Unavailable when no key of the ring opens it."""
        key_id, _, body = sealed.removeprefix(_MARK).partition(".")
        try:
            raw = base64.b64decode(body)
            return self._ciphers[key_id].decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
        except (KeyError, InvalidTag, ValueError):
            raise Unavailable("encryption-key-missing") from None

    def seal_bytes(self, body: bytes) -> bytes:
        """Seal a whole document: like `seal`, but its bytes stand as they are."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, body, None)
        return b"".join((_MARK.encode(), self._newest.encode(), b".", nonce, sealed))

    def unseal_bytes(self, sealed: bytes) -> bytes:
        """The document; raises Unavailable when no key of the ring opens it."""
        key_id, _, raw = sealed.removeprefix(_MARK.encode()).partition(b".")
        try:
            return self._ciphers[key_id.decode()].decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None)
        except (KeyError, InvalidTag, ValueError):
            raise Unavailable("encryption-key-missing") from None

    def fingerprint(self, text: str) -> str:
        """A keyed digest, equal for equal texts; made with the oldest key so that rotation keeps it."""
        return hmac.new(self._index_key, text.encode(), hashlib.sha256).hexdigest()


def is_sealed(body: bytes) -> bool:
    """Whether `seal_bytes` made it."""
    return body.startswith(_MARK.encode())


def new_key() -> str:
    """A fresh key as text, for the settings."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def read_keyring(settings: Settings) -> Keyring:
    """The keys the settings name; on SQLite without any, those of a key file beside the database."""
    if settings.encryption_keys is not None and settings.encryption_keys.get_secret_value():
        text = settings.encryption_keys.get_secret_value()
    elif settings.is_sqlite:
        path = settings.sqlite_path.with_suffix(".key")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(new_key())
        text = path.read_text()
    else:
        raise Unavailable("encryption-key-unset")
    try:
        return Keyring([base64.urlsafe_b64decode(part.strip()) for part in text.split(",") if part.strip()])
    except ValueError:
        raise Unavailable("encryption-key-malformed") from None


_keyring: Keyring | None = None


def install(keyring: Keyring) -> None:
    """Give the ORM's sealed fields their keys; called once, when the database is opened."""
    global _keyring
    _keyring = keyring


def installed() -> Keyring:
    """The keys in use; raises Unavailable before the database is opened."""
    if _keyring is None:
        raise Unavailable("encryption-key-unset")
    return _keyring


class SealedTextField(fields.TextField):
    """A text column whose value is sealed in the database and plain in the program."""

    def to_db_value(self, value: Any, instance: Any) -> Any:
        """Seal on the way out."""
        return None if value is None else installed().seal(str(value))

    def to_python_value(self, value: Any) -> Any:
        """Unseal what comes from the database; a value set by the program is plain already."""
        if isinstance(value, str) and value.startswith(_MARK):
            return installed().unseal(value)
        return value
