"""Files that come with a mutation."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import UploadFile

from sanbao.core.errors import InvalidInput


async def bytes_of(file: Any, otherwise: str) -> bytes:
    """What a file holds; raises InvalidInput with the reason `otherwise` for a value that is no uploaded file."""
    if not isinstance(file, UploadFile):
        raise InvalidInput("file", otherwise)
    try:
        return await file.read()
    finally:
        await file.close()
