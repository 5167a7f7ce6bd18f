"""A logo drawn anew from a PNG file: its pixels alone are kept, trimmed and no larger than print needs."""

from __future__ import annotations

import base64
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile

LONGEST_SIDE = 4_000
# On the cover it is at most 75 mm wide, which is 880 dots at 300 to the inch.
SIDES = (900, 640, 450, 320)
MOST_BYTES = 150_000
# As light as what reads well on the dark ground of the cover.
_PALE = 0.5


class Unusable(Exception):
    """What was sent cannot be the logo. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG and its size in pixels. It is pale when all of it is light and it has no ground of its own."""

    png: bytes
    width: int
    height: int
    pale: bool

    @property
    def address(self) -> str:
        """The picture itself as an address."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode("ascii")

    def within(self, width: float, height: float) -> tuple[float, float]:
        """Its width and height when it just fits a box, in the units of the box."""
        scale = min(width / self.width, height / self.height)
        return round(self.width * scale, 1), round(self.height * scale, 1)


def drawn(sent: bytes) -> Logo:
    """The logo of a PNG file. Raises Unusable."""
    # WeasyPrint tells Pillow to make do with half a file, and the rest would be empty.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(sent), formats=("PNG",)) as image:
            if max(image.size) > LONGEST_SIDE:
                raise Unusable(_too_large(*image.size))
            pixels = _in_colour(image)
    except Unusable:
        raise
    except Image.DecompressionBombError as error:
        raise Unusable(f"has too many pixels: save it at {LONGEST_SIDE:,} a side or less") from error
    except Exception as error:
        raise Unusable("is not a PNG that can be read: save it as PNG from a drawing program") from error
    trimmed = pixels.crop(pixels.getchannel("A").getbbox() or (0, 0, 0, 0))
    if not all(trimmed.size):
        raise Unusable("is transparent all over: save one that shows something")
    return _kept(trimmed)


def _kept(pixels: Image.Image) -> Logo:
    """As large as fits, in pixels and in bytes: the PDF that carries it must be small enough to mail."""
    for side in SIDES:
        pixels.thumbnail((side, side))
        body = BytesIO()
        _fewest_channels(pixels).save(body, "PNG", optimize=True)
        if body.tell() <= MOST_BYTES:
            break
    return Logo(body.getvalue(), pixels.width, pixels.height, _is_pale(pixels))


def _fewest_channels(pixels: Image.Image) -> Image.Image:
    return pixels.convert("RGB") if _is_opaque(pixels) else pixels


def _is_opaque(pixels: Image.Image) -> bool:
    return pixels.getchannel("A").getextrema()[0] == 255


def _is_pale(pixels: Image.Image) -> bool:
    if _is_opaque(pixels):
        return False
    seen = pixels.getchannel("A").point(lambda alpha: 255 if alpha > 128 else 0)
    histogram = pixels.convert("L").histogram(seen)
    # One pixel in twenty may be dark: the edges of letters are.
    return 20 * sum(histogram[: int(255 * _PALE)]) <= sum(histogram)


def _in_colour(image: Image.Image) -> Image.Image:
    """Red, green, blue and how opaque it is. Pillow would make 16 bits of grey all white."""
    if image.mode == "I;16":
        return image.point(lambda value: value / 256).convert("L").convert("RGBA")
    return image.convert("RGBA")


def _too_large(width: int, height: int) -> str:
    return f"is {width:,} by {height:,} pixels: save it at {LONGEST_SIDE:,} a side or less"
