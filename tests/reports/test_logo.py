"""The logo: only pixels are kept, it stays small, and what is no logo is refused with what to do."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from reports import logo
from reports.logo import Unusable, drawn

RED = (155, 20, 32, 255)


def png(image: Image.Image, **options: object) -> bytes:
    body = BytesIO()
    image.save(body, "PNG", **options)
    return body.getvalue()


def letters(size: tuple[int, int], colour: tuple[int, ...] = RED) -> Image.Image:
    """Something drawn on a transparent ground, with a wide empty edge."""
    image = Image.new("RGBA", size)
    ImageDraw.Draw(image).ellipse((size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4), fill=colour)
    return image


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb(width: int, height: int) -> bytes:
    """A header that promises many pixels, and few bytes behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def test_nothing_else_in_the_file_is_kept() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "a secret")
    notes.add_itxt("XML:com.adobe.xmp", "a secret")
    sent = png(letters((200, 100)), pnginfo=notes, dpi=(300, 300), exif=Image.Exif()) + b"a secret behind it"
    made = drawn(sent)
    assert b"secret" in sent
    assert b"secret" not in made.png
    with Image.open(BytesIO(made.png)) as kept:
        assert kept.info == {}
        assert (kept.format, kept.mode) == ("PNG", "RGBA")


def test_it_is_trimmed_and_stays_transparent() -> None:
    made = drawn(png(letters((400, 200))))
    assert (made.width, made.height) == (201, 101)
    with Image.open(BytesIO(made.png)) as kept:
        assert kept.size == (201, 101)
        assert kept.getpixel((0, 0))[3] == 0
        assert kept.getpixel((100, 50)) == RED


def test_it_is_no_larger_than_print_needs() -> None:
    noise = Image.effect_noise((3000, 1500), 90).convert("RGB")
    made = drawn(png(noise))
    assert max(made.width, made.height) <= max(logo.SIDES)
    assert made.width == 2 * made.height
    assert len(made.png) <= logo.MOST_BYTES


@pytest.mark.parametrize(
    ("sent", "advice"),
    [
        (png(Image.new("L", (4001, 10))), "is 4,001 by 10 pixels: save it at 4,000 a side or less"),
        (bomb(60_000, 60_000), "a side or less"),
        (bomb(3_900, 3_900), "is not a PNG that can be read"),
        (png(letters((200, 100)))[:300], "is not a PNG that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a PNG that can be read"),
        (png(Image.new("RGBA", (20, 20))), "transparent all over"),
    ],
)
def test_what_is_no_logo_is_refused_with_what_to_do(sent: bytes, advice: str) -> None:
    with pytest.raises(Unusable, match=advice):
        drawn(sent)


def test_other_formats_are_refused() -> None:
    body = BytesIO()
    Image.new("RGB", (20, 20), "red").save(body, "JPEG")
    with pytest.raises(Unusable, match="save it as PNG"):
        drawn(body.getvalue())


@pytest.mark.parametrize(
    ("colour", "pale"),
    [((255, 255, 255, 255), True), ((255, 220, 0, 255), True), (RED, False), ((0, 0, 0, 255), False)],
)
def test_it_knows_which_ground_it_needs(colour: tuple[int, ...], pale: bool) -> None:
    assert drawn(png(letters((200, 100), colour))).pale is pale
    opaque = Image.new("RGB", (50, 50), "white")
    assert drawn(png(opaque)).pale is False


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGB", "RGBA"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    image = Image.new("L", (40, 20), 128)
    image = image.point(lambda value: value * 256, "I").convert("I;16") if mode == "I;16" else image.convert(mode)
    made = drawn(png(image))
    with Image.open(BytesIO(made.png)) as kept:
        red = kept.convert("RGB").getpixel((20, 10))[0]
    assert red in ((0, 255) if mode == "1" else range(120, 136))


def test_the_same_file_gives_the_same_logo() -> None:
    sent = png(letters((640, 480)))
    assert drawn(sent) == drawn(sent)
    assert drawn(sent).address.startswith("data:image/png;base64,iVBOR")


def test_it_fits_its_box_whole() -> None:
    wide, tall = drawn(png(Image.new("L", (800, 100)))), drawn(png(Image.new("L", (100, 400))))
    assert wide.within(80, 20) == (80, 10)
    assert tall.within(80, 20) == (5, 20)
