"""What is sent although it is too large."""

from __future__ import annotations

from typing import IO

MOST_READ = 40 * 1024 * 1024


def read_on(stream: IO[bytes], length: int | None) -> None:
    """Read to the end: an answer amid the sending is taken for a broken line, and nobody would see it."""
    left = min(length or 0, MOST_READ)
    while left > 0 and (passed := len(stream.read(min(left, 1024 * 1024)))):
        left -= passed
