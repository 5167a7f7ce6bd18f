"""The script of a role play as PDF: the published questions in the look of the brand, and kept once it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app

from app import content, paper, rendering
from questionnaire import rehearsal
from reports import rehearsal as script
from reports.brand import Brand

MODES = rehearsal.MODES
# Sixty pages take as long as two long reports.
SECONDS = 40


def write(out: Path, settings: Mapping[str, Any], lang: str, mode: str) -> None:
    """Write the script of a `quick` or `full` check in one language."""
    out.write_bytes(_draw(mode, lang, settings["BRAND"]))


def printed(mode: str, locale: str) -> bytes:
    """The same, drawn by a renderer. Raises RenderFailed."""
    return _kept(mode, locale, current_app.config["BRAND"])


@lru_cache(maxsize=4)
def _kept(mode: str, locale: str, brand: Brand) -> bytes:
    return rendering.apart(SECONDS, _told, mode, locale, brand)


def _told(mode: str, locale: str, brand: Brand) -> bytes:
    """In the renderer."""
    return rendering.told(lambda: _draw(mode, locale, brand))


def _draw(mode: str, locale: str, brand: Brand) -> bytes:
    return paper.drawn(script.html(rehearsal.compose(content.questionnaire(), mode), locale, brand))
