"""What someone can want instead of answering."""

from __future__ import annotations

from enum import StrEnum

from questionnaire.conversation import Act


class Intent(StrEnum):
    """A wish, by the name that its utterances and its reply have."""

    SKIP = "skip"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    BACK = "back"
    CHANGE = "change"
    WHY = "why"
    EXPLAIN = "explain"
    PROGRESS = "progress"
    PAUSE = "pause"
    RESULT = "result"
    HELP = "help"
    PERSON = "person"
    RESTART = "restart"
    DELETE = "delete"
    LANGUAGE = "language"
    YES = "yes"
    NO = "no"
    GREETING = "greeting"
    THANKS = "thanks"
    FRUSTRATION = "frustration"
    BOT = "bot"


ACTS = {
    Intent.SKIP: Act.SKIP,
    Intent.UNKNOWN: Act.UNKNOWN,
    Intent.NOT_APPLICABLE: Act.NOT_APPLICABLE,
    Intent.BACK: Act.BACK,
    Intent.WHY: Act.WHY,
    Intent.PAUSE: Act.PAUSE,
}
"""What is done at once; to any other intent the bot replies."""
