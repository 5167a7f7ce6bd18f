"""Tip files as one file that goes out or comes in: a zip of documents, or a single document."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

# The whole bank is 0.9 MB in 61 files, and 0.25 MB as a zip.
MOST_SENT = 2 * 1024 * 1024
MOST_UNPACKED = 4 * 1024 * 1024
MOST_FILES = 200
MAGIC = b"PK"
_NAME = re.compile(r"(?:^|/)((?:[a-z-]+/[a-z_-]+|topics)\.yaml)$")
# A zip holds a time for each file; the same documents give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Unpackable(ValueError):
    """What was sent is no zip or text that we can read, or too much."""


class TooMuch(Unpackable):
    """It holds more than a tip bank could."""


class NothingInIt(Unpackable):
    """There is no tip file in it."""


def packed(documents: Mapping[str, str]) -> bytes:
    """A zip of the documents. The same ones give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in sorted(documents.items()):
            archive.writestr(ZipInfo(name, _EPOCH), text.encode(), ZIP_DEFLATED)
    return out.getvalue()


def unpacked(sent: bytes) -> dict[str, str]:
    """The texts in a zip by name, or a single one under the empty name. Raises Unpackable.

    Nothing is written, and of each file no more is read than there is still room for, whatever the zip says of it.
    """
    if not sent.startswith(MAGIC):
        return {"": _text(sent)}
    try:
        with ZipFile(BytesIO(sent)) as archive:
            found = _read(archive)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as error:
        if isinstance(error, Unpackable):
            raise
        raise Unpackable from error
    if not found:
        raise NothingInIt
    return found


def _read(archive: ZipFile) -> dict[str, str]:
    """The tip files of an archive, whatever folder it has around them."""
    if len(archive.infolist()) > MOST_FILES:
        raise TooMuch
    found: dict[str, str] = {}
    room = MOST_UNPACKED
    for entry in archive.infolist():
        if not (named := _NAME.search(entry.filename)):
            continue
        with archive.open(entry) as file:
            content = file.read(room + 1)
        room -= len(content)
        if room < 0:
            raise TooMuch
        found[named[1]] = _text(content)
    return found


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unpackable from error
