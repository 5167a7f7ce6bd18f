"""What the desk calls the states of an assessment, and what happened in a conversation."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.models import DeskState
from questionnaire.conversation import Act
from questionnaire.history import How

STATES: Mapping[DeskState, LazyString] = {
    DeskState.NEW: _("New"),
    DeskState.REVIEWING: _("Being reviewed"),
    DeskState.SENT: _("Review sent"),
}
ACTS: Mapping[Act, LazyString] = {
    Act.WHY: _("Asked why this is asked."),
    Act.BACK: _("Went one question back."),
    Act.CHANGE: _("Went back to change the answer on:"),
    Act.PAUSE: _("Stopped for now."),
    Act.RESUME: _("Came back."),
    Act.UPGRADE: _("Went on with the full check."),
    Act.FINISH: _("Asked for the result."),
    Act.FACTS: _("More was read in this answer:"),
    Act.NOTE: _("Yes, note that:"),
    Act.LEAVE: _("No, do not note that:"),
    Act.PROPOSE: _("Not certain enough, so this was proposed:"),
    Act.UNCLEAR: _("Not understood. The options were shown."),
    Act.SAY: _("Not understood. The options were shown."),
    Act.REPLY: _("Taken for a question or a remark, not for an answer."),
}
HOWS: Mapping[How, LazyString] = {
    How.AT_ONCE: _("Typed, and understood at once as this answer."),
    How.CONFIRMED: _("Typed. This answer was proposed, and they said yes."),
    How.OTHERWISE: _("Typed. Another answer was proposed, and they chose this one."),
    How.AFTER_ALL: _("Typed, and not understood. They then chose this answer."),
}
