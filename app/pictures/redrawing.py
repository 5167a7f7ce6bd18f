"""A picture that somebody sent, drawn anew: only its pixels are taken over, nothing else that was in the file."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 1600
MEDIA_TYPE = "image/webp"
# Pillow refuses what has more than twice this when it has read the header, and decodes or reserves nothing for it.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2


class Unreadable(Exception):
    """What was sent is no picture that can be drawn. The text holds nothing of it."""


class TooManyPixels(Exception):
    """The picture would take more memory than any screenshot needs."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A picture as it is kept."""

    media_type: str
    width: int
    height: int
    body: bytes


def redraw(sent: bytes) -> Redrawn:
    """The picture upright, at most LONGEST_SIDE long, as WebP. Raises Unreadable or TooManyPixels.

    To be run by a renderer, which has a time and a memory limit: a small file can hold a day of work.
    """
    # WeasyPrint tells Pillow to make do with half a file, and the rest would be grey.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with (
            warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning),
            Image.open(BytesIO(sent), formats=FORMATS) as image,
        ):
            return _anew(image)
    except Image.DecompressionBombError as error:
        raise TooManyPixels from error
    except Exception as error:
        raise Unreadable(type(error).__name__) from error


def _anew(image: Image.Image) -> Redrawn:
    box = (LONGEST_SIDE, LONGEST_SIDE)
    # A large JPEG is read at half or a quarter of its size at once.
    image.draft("RGB", box)
    upright = _in_colour(ImageOps.exif_transpose(image))
    upright.thumbnail(box)
    drawn = Image.new("RGB", upright.size, "white")
    drawn.paste(upright, mask=upright.getchannel("A"))
    body = BytesIO()
    drawn.save(body, "WEBP", quality=82)
    return Redrawn(MEDIA_TYPE, drawn.width, drawn.height, body.getvalue())


def _in_colour(image: Image.Image) -> Image.Image:
    """Red, green, blue and how opaque it is. Pillow would make 16 bits of grey all white."""
    if image.mode == "I;16":
        image = image.point(lambda value: value / 256).convert("L")
    return image.convert("RGBA")
