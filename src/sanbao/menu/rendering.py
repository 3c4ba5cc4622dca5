"""An uploaded image becomes a WebP of bounded size, or a refusal that says what is wrong with it.

Whatever else was in the file (place and time of the photograph, colour profiles, further frames) stays behind.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from threading import Lock

from PIL import Image, ImageOps

from sanbao.core.errors import InvalidInput

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
"""About what a telephone takes; more than this is a bomb, or a poster."""

LEAST_SIDE = 32
MOST_SIDE = 640
"""The longer side of what is kept: a card across a telephone's width, at two dots a pixel."""

_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 80
_ONE_AT_A_TIME = Lock()
"""A large image takes 160 MB while it is read."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture as it is kept: WebP, with its size in pixels."""

    webp: bytes
    width: int
    height: int


def render(data: bytes) -> Rendered:
    """The picture in a JPEG, PNG or WebP file, upright, within 640 × 640 pixels; takes up to a second.

    Raises InvalidInput on `file` for anything else, and for a file or a picture that is too large or too small.
    """
    if len(data) > MOST_BYTES:
        raise InvalidInput("file", "picture-bytes", value=len(data), most=MOST_BYTES)
    with _ONE_AT_A_TIME:
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                _check_size(image.width, image.height)
                image.draft("RGB", (2 * MOST_SIDE, 2 * MOST_SIDE))
                return _written(ImageOps.exif_transpose(image))
        except InvalidInput:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise InvalidInput("file", "picture-pixels", most=MOST_PIXELS // 1_000_000) from None
        except Exception:
            # A codec fed with nonsense raises whatever it stumbled over.
            raise InvalidInput("file", "picture-unreadable") from None


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise InvalidInput("file", "picture-pixels", most=MOST_PIXELS // 1_000_000)
    if min(width, height) < LEAST_SIDE:
        raise InvalidInput("file", "picture-small", width=width, height=height, least=LEAST_SIDE)


def _written(image: Image.Image) -> Rendered:
    plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    plain.thumbnail((MOST_SIDE, MOST_SIDE))
    found = io.BytesIO()
    plain.save(found, "WEBP", quality=_QUALITY, exif=b"", icc_profile=b"", xmp=b"")
    return Rendered(found.getvalue(), plain.width, plain.height)
