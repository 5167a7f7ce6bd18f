"""What a consultant is told of a colleague who saved meanwhile."""

from __future__ import annotations

from flask_babel import gettext as _

from app import locale
from app.review import service, shown
from app.review.service import Work


def who_saved(work: Work, version: int, staff_id: int) -> str:
    """Who saved last after this version."""
    other = service.hand_since(work, version, staff_id)
    return _("You yourself, in another window,") if other is None else service.name_of(other)


def told(work: Work, version: int, staff_id: int, changed: tuple[str, ...]) -> str:
    """What changed since the page of this version was made, and by whom; `changed` are names of texts.

    A place without a name is the letter.
    """
    named = [place[locale.current()] or _("the letter") for place in shown.names(work, changed)]
    by, places = who_saved(work, version, staff_id), ", ".join(named)
    return _("%(by)s saved as well: %(places)s. That stands here now too.", by=by, places=places)
