"""The poster of an event, drawn from the settings: its code leads to the chat, with the campaign in the link."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app import campaigns, paper
from questionnaire.model import LOCALES
from reports import poster
from reports.poster import Poster

BOTH = "both"
MODES = tuple(poster.MINUTES)


class NoCampaign(Exception):
    """What was given cannot stand in a link. The text says what can."""


def write(out: Path, settings: Mapping[str, Any], lang: str, campaign: str | None, mode: str) -> dict[Path, str]:
    """Write the PDF, or one a language: a PDF names its language once. Gives the address in each. Raises NoCampaign."""
    if campaign is not None and campaigns.named(campaign) is None:
        wrong = f"{campaign!r} cannot be a campaign: use lowercase letters, digits and hyphens"
        raise NoCampaign(f"{wrong}, {campaigns.LONGEST} at most, such as beurs-2026.")
    files = {out.with_stem(f"{out.stem}-{each}"): each for each in LOCALES} if lang == BOTH else {out: lang}
    addresses = {path: campaigns.address(settings["PUBLIC_URL"], locale, campaign) for path, locale in files.items()}
    for path, locale in files.items():
        path.write_bytes(paper.drawn(poster.html(Poster(locale, addresses[path], mode), settings["BRAND"])))
    return addresses
