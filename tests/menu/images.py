"""Image files for tests, made by Pillow."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

_COLOURS: dict[str, Any] = {"RGBA": (255, 0, 0, 128), "LA": (76, 128)}


def an_image(width: int = 64, height: int = 48, form: str = "PNG", mode: str = "RGB", **said: Any) -> bytes:
    """A file with a red picture, half transparent in modes that can be."""
    found = io.BytesIO()
    Image.new(mode, (width, height), _COLOURS.get(mode, "red")).save(found, form, **said)
    return found.getvalue()


def opened(webp: bytes) -> Image.Image:
    """The picture in a file, read to its end."""
    image = Image.open(io.BytesIO(webp))
    image.load()
    return image
