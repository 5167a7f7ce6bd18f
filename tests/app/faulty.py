"""Work for a renderer that goes wrong. It stands apart and imports little, as a renderer loads it in its own time."""

import os
import time

from app import rendering
from reports import pdf


def hang(*_: object) -> bytes:
    """A drawing that never ends, and waits."""
    while True:
        time.sleep(0.01)


def burn(*_: object) -> bytes:
    """A drawing that never ends, as a loop in a layout would be."""
    while True:
        pass


def hoard(*_: object) -> bytes:
    """A drawing that wants 8 GB."""
    return bytes(8 * 1024**3)


def die(*_: object) -> bytes:
    """A library that gives up, as GLib does without memory."""
    os.abort()


def draw_html(html: str) -> bytes:
    """A document of anybody's in place of a report."""
    return rendering.told(lambda: pdf.render(html))
