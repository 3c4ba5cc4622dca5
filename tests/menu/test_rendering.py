"""What becomes of an uploaded image, and which are refused."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sanbao.core.errors import InvalidInput
from sanbao.menu.rendering import MOST_BYTES, render
from tests.menu.images import an_image, opened


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that promise a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_webp_within_640_pixels(form: str):
    found = render(an_image(1600, 400, form))

    assert (found.width, found.height) == (640, 160)
    image = opened(found.webp)
    assert (image.format, image.size) == ("WEBP", (640, 160))


def test_a_small_picture_stays_as_large_as_it_is_and_what_is_transparent_stays_so():
    found = opened(render(an_image(40, 50, mode="RGBA")).webp)
    holes = opened(render(an_image(40, 50, mode="LA")).webp)

    assert (found.size, found.mode, holes.mode) == ((40, 50), "RGBA", "RGBA")


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_any_colour_space_is_shown(mode: str):
    assert opened(render(an_image(form="JPEG", mode=mode)).webp).mode == "RGB"


def test_a_picture_is_turned_upright_and_loses_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"

    found = render(an_image(64, 48, "JPEG", exif=exif, icc_profile=b"profile"))

    assert (found.width, found.height) == (48, 64)
    assert not opened(found.webp).getexif()
    assert b"EXIF" not in found.webp and b"ICCP" not in found.webp


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "picture-unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "picture-unreadable"),
        (an_image(form="GIF", mode="P"), "picture-unreadable"),
        (an_image()[:60], "picture-unreadable"),
        (an_image(1600, 1200, "JPEG")[:900], "picture-unreadable"),
        (an_image(31, 400), "picture-small"),
        (b"x" * (MOST_BYTES + 1), "picture-bytes"),
        (png_that_claims(8_000, 6_000), "picture-pixels"),
        (png_that_claims(12_000, 10_000), "picture-pixels"),
        (png_that_claims(60_000, 60_000), "picture-pixels"),
        (png_that_claims(500, 500), "picture-unreadable"),
    ],
)
def test_what_is_no_picture_for_a_menu_is_refused_with_its_fault(data: bytes, reason: str):
    with pytest.raises(InvalidInput) as refused:
        render(data)

    assert (refused.value.path, refused.value.message_key) == (("file",), reason)


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_a_picture_or_is_refused(at: int, damage: bytes):
    data = an_image(form="JPEG")

    try:
        found = render(data[:at] + damage + data[at + len(damage) :])
    except InvalidInput:
        return

    assert max(found.width, found.height) <= 640
