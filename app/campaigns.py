"""Where a check was begun from, by the name in the link of a poster or an invitation: `?c=beurs-2026`.

Checks that were begun and completed are counted, visits are not. Without keeping something in the visitor's browser a
second look cannot be told from a second visitor, a GET must change nothing, and a script would miss who has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import func, select

from app.extensions import db
from app.models import Assessment, StoredReport

LONGEST = 40
# Anybody can make up names; more than this are not taken on, and those checks count without one.
MOST = 200
_SLUG = re.compile(rf"[a-z0-9-]{{1,{LONGEST}}}")


@dataclass(frozen=True, slots=True)
class Figures:
    """The checks of one campaign, or of none, that have not been erased."""

    campaign: str | None
    begun: int
    completed: int


def named(given: str | None) -> str | None:
    """The name of a campaign, if this is one: lowercase letters, digits and hyphens, 40 at most."""
    return given if given and _SLUG.fullmatch(given) else None


def address(public_url: str, locale: str, campaign: str | None) -> str:
    """Where the check begins, in one language, for a link that is handed out."""
    path = {"nl": "/", "en": "/en"}[locale]
    return public_url + path + (f"?{urlencode({'c': campaign})}" if campaign else "")


def admitted(given: str | None) -> str | None:
    """The campaign under which a new check is counted. A name that is new is taken on while there is room."""
    name = named(given)
    if name is None or db.session.scalar(select(Assessment.id).where(Assessment.campaign == name).limit(1)):
        return name
    known = db.session.scalar(select(func.count(Assessment.campaign.distinct())))
    return name if (known or 0) < MOST else None


def figures() -> list[Figures]:
    """All campaigns by name, after the checks that came without one. An erased check is in none of them."""
    done = select(StoredReport.id).where(StoredReport.assessment_id == Assessment.id).exists()
    counts = select(Assessment.campaign, func.count(), func.count().filter(done)).group_by(Assessment.campaign)
    return sorted((Figures(*row) for row in db.session.execute(counts)), key=lambda each: each.campaign or "")
