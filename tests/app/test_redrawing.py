"""A picture drawn anew: upright, of a modest size, and with nothing in it but what can be seen."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from app.pictures.redrawing import LONGEST_SIDE, Redrawn, TooManyPixels, Unreadable, redraw

RED, BLUE, WHITE = (200, 20, 20), (20, 20, 200), (255, 255, 255)


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    body = BytesIO()
    image.save(body, form, **options)
    return body.getvalue()


def two_halves(width: int = 80, height: int = 40) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def seen(drawn: Redrawn) -> Image.Image:
    with Image.open(BytesIO(drawn.body)) as image:
        assert (image.format, image.size) == ("WEBP", (drawn.width, drawn.height))
        return image.convert("RGB")


def like(colour: Any, other: tuple[int, int, int]) -> bool:
    return all(abs(one - two) < 30 for one, two in zip(colour, other, strict=True))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_each_form_is_seen_as_it_was(form: str) -> None:
    drawn = redraw(encoded(two_halves(), form))
    image = seen(drawn)
    assert (drawn.media_type, drawn.width, drawn.height) == ("image/webp", 80, 40)
    assert like(image.getpixel((10, 20)), RED)
    assert like(image.getpixel((70, 20)), BLUE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_each_kind_of_png_is_read(mode: str) -> None:
    shades = Image.linear_gradient("L")
    image = (
        shades.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else shades.convert(mode)
    )
    found = seen(redraw(encoded(image)))
    assert like(found.getpixel((128, 2)), (0, 0, 0))
    assert like(found.getpixel((128, 253)), WHITE)


def test_what_is_transparent_becomes_white() -> None:
    assert like(seen(redraw(encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0))))).getpixel((9, 9)), WHITE)


@pytest.mark.parametrize(
    ("size", "becomes"), [((3200, 1000), (1600, 500)), ((900, 4000), (360, 1600)), ((9, 7), (9, 7))]
)
def test_the_long_side_has_a_limit(size: tuple[int, int], becomes: tuple[int, int]) -> None:
    for form in ("PNG", "JPEG"):
        drawn = redraw(encoded(two_halves(*size), form))
        assert (drawn.width, drawn.height) == becomes
    assert max(becomes) <= LONGEST_SIDE


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_where_and_with_what_it_was_made_is_gone_and_it_stands_upright(form: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Fototoestel"
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (52.0, 5.0, 33.0)
    sent = encoded(two_halves(), form, exif=exif, xmp=b"<x>Kalverstraat</x>", icc_profile=b"a profile of ours")
    with Image.open(BytesIO(sent)) as before:
        assert before.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    drawn = redraw(sent)
    with Image.open(BytesIO(drawn.body)) as after:
        assert not after.getexif()
        assert not {"exif", "xmp", "icc_profile"} & set(after.info)
    for trace in (b"Fototoestel", b"Kalverstraat", b"EXIF", b"XMP", b"ICCP"):
        assert trace not in drawn.body
    image = seen(drawn)
    assert image.size == (40, 80), "turned a quarter, as the camera said"
    assert like(image.getpixel((20, 10)), RED)
    assert like(image.getpixel((20, 70)), BLUE)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_what_moves_the_first_is_kept(form: str) -> None:
    frames = [Image.new("RGB", (30, 30), colour) for colour in (RED, BLUE, WHITE)]
    moving = encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
    assert like(seen(redraw(moving)).getpixel((15, 15)), RED)
    with Image.open(BytesIO(redraw(moving).body)) as still:
        assert getattr(still, "n_frames", 1) == 1


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def webp_bomb(width: int, height: int) -> bytes:
    """The same as WebP, whose decoder takes its memory as soon as it is made."""
    canvas = b"\0\0\0\0" + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<I", len(canvas)) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("size", [(5001, 5000), (9_000, 9_000), (60_000, 60_000), (1, 25_000_001)])
def test_too_many_pixels_are_refused_by_the_header_alone(size: tuple[int, int]) -> None:
    with pytest.raises(TooManyPixels):
        redraw(bomb(*size))


@pytest.mark.parametrize("size", [(5001, 5000), (16_383, 16_383)])
def test_so_are_those_of_webp(size: tuple[int, int]) -> None:
    with pytest.raises(TooManyPixels):
        redraw(webp_bomb(*size))


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        encoded(two_halves(), "GIF"),
        encoded(two_halves(), "BMP"),
        encoded(two_halves(), "TIFF"),
        encoded(two_halves(), "ICO"),
        encoded(two_halves(), "PNG")[:60],
        encoded(two_halves(800, 800), "JPEG")[:900],
        bomb(500, 500),
    ],
)
def test_anything_else_is_refused(sent: bytes) -> None:
    with pytest.raises(Unreadable):
        redraw(sent)


WHOLE = [encoded(two_halves(), form) for form in ("PNG", "JPEG", "WEBP")]


@given(st.sampled_from(WHOLE), st.data())
def test_a_damaged_file_is_drawn_or_refused_and_nothing_else(whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole)
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        damaged[at] = data.draw(st.integers(0, 255))
    try:
        drawn = redraw(bytes(damaged))
    except (Unreadable, TooManyPixels):
        return
    assert max(drawn.width, drawn.height) <= LONGEST_SIDE
