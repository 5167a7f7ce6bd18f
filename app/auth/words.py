"""What the pages of staff call what was done, and where."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.audit import Action

# In this order: most browsers name others besides themselves.
_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac", "Mac"),
    ("Linux", "Linux"),
)


def browser(agent: str) -> str:
    """'Chrome, Windows', from what a browser calls itself; that itself where nothing in it is known."""
    known = (next((name for mark, name in table if mark in agent), "") for table in (_BROWSERS, _DEVICES))
    return ", ".join(filter(None, known)) or agent


ACTIONS: Mapping[Action, LazyString] = {
    Action.SIGNED_IN: _("Signed in"),
    Action.INVITED: _("Invited a colleague"),
    Action.ROLES_CHANGED: _("Changed roles"),
    Action.ACCOUNT_CLOSED: _("Closed an account"),
    Action.ACCOUNT_OPENED: _("Opened an account again"),
    Action.SECOND_FACTOR_RESET: _("Took a second step away"),
    Action.SESSIONS_ENDED: _("Ended sessions"),
    Action.PASSWORD_SET: _("Set a password"),
    Action.READ_AUDIT: _("Looked at this log"),
    Action.VIEWED: _("Looked at a check"),
    Action.EXPORTED: _("Took data of a check along"),
    Action.HANDOVER_TAKEN: _("Took a conversation over"),
    Action.HANDOVER_ANSWERED: _("Answered in a conversation"),
    Action.HANDOVER_CLOSED: _("Gave back or closed a conversation"),
    Action.REVIEWED: _("Worked on a review"),
    Action.REVIEW_SENT: _("Sent a reviewed report"),
    Action.LISTED: _("Looked through the list of checks"),
    Action.PORTFOLIO_CHANGED: _("Changed a saved list of checks"),
    Action.EDITION_PUBLISHED: _("Published tips"),
    Action.EDITION_SCHEDULED: _("Scheduled tips to be published"),
    Action.EDITION_UNSCHEDULED: _("Took tips out of the schedule"),
    Action.EDITION_RESTORED: _("Put an earlier edition of the tips back"),
    Action.EDITION_IMPORTED: _("Brought tips in from files"),
}
