"""What the page of a conversation and the fragment of one turn show."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from babel.dates import format_timedelta
from flask import url_for

from app import consents, handovers, locale, presence
from app.chat import service
from app.chat.overview import overview
from app.conversations import Dialogue
from app.extensions import reading
from app.handover_log import Request
from app.models import ConsentKind
from app.models.pictures import MOST_BYTES, MOST_PICTURES
from app.security import Access, token
from questionnaire.answers import Answers
from questionnaire.conversation import Turn
from questionnaire.glossary import words_of
from questionnaire.position import how_far, shown
from questionnaire.understanding.intents import Intent

# Wishes that a person may be the answer to.
_FOR_A_PERSON = (Intent.PERSON, Intent.FRUSTRATION)


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody may expect who asks for a person now: who is there, and how long it took others, if known.

    `wording` is what one allows by asking.
    """

    present: int
    in_chat: presence.Expected | None
    calling: presence.Expected | None
    wording: str


def context(here: Dialogue, secret: str, turn: Turn, last: Request | None, asking: bool = False) -> dict[str, object]:
    """What page and fragment need. `last` is the last request for a person; `asking` shows how to make one."""
    answers = _answers(here, turn)
    question = shown(here.questionnaire, turn.conversation, turn.question) if turn.question else None
    return {
        "secret": secret,
        "seq": len(here.events),
        "questionnaire": here.questionnaire,
        "conversation": turn.conversation,
        "question": question,
        "words": words_of(here.questionnaire, turn.question, locale.current()) if turn.question else (),
        "parts": overview(here.questionnaire, answers) if overseen(turn) else (),
        "erase": url_for("chat.ask_erase", secret=token(Access.ERASE, here.assessment)),
        "given": answers.get(turn.question.id) if turn.question else None,
        "progress": how_far(here.questionnaire, turn.conversation),
        **_pictures(here, turn),
        **_person(here, turn, last, asking),
    }


def _answers(here: Dialogue, turn: Turn) -> Answers:
    """The answers as the page shows them: what was allowed may have been changed below the result."""
    answers = turn.conversation.answers
    if turn.question and turn.question.id not in consents.ASKED and not overseen(turn):
        return answers
    with reading():
        return consents.as_it_stands(here.assessment, answers)


def overseen(turn: Turn) -> bool:
    """Whether all answers are listed: when none is open any more, or somebody asked to change one."""
    return not (turn.question or turn.conversation.paused) or turn.conversation.wish == Intent.CHANGE


def _pictures(here: Dialogue, turn: Turn) -> dict[str, object]:
    """What the respondent has shown so far, and what more may come, where the open question asks for it."""
    if turn.question is None or not turn.question.screenshot:
        return {}
    with reading():
        kept = service.pictures(here.assessment)
    return {"pictures": kept, "most_pictures": MOST_PICTURES, "most_bytes": MOST_BYTES}


def _person(here: Dialogue, turn: Turn, last: Request | None, asking: bool) -> dict[str, object]:
    """How a request for a person stands, and what to expect where one may make it."""
    handover = last if last and last.open else None
    wished = turn.conversation.wish in _FOR_A_PERSON and _fresh(here, last)
    expecting = _asking(datetime.now(UTC)) if asking or handover or turn.question is None or wished else None
    form = {"once": secrets.token_hex(16), "lasting": lasting, "kept_days": handovers.KEPT.days}
    return {"handover": handover, "asking": expecting, **form}


def _fresh(here: Dialogue, last: Request | None) -> bool:
    """Whether no person was left after the wish for one."""
    return not (last and last.ended and here.last and last.ended > here.last)


def _asking(now: datetime) -> Asking:
    wording = str(consents.BY_ASKING[ConsentKind.HANDOVER])
    with reading():
        in_chat, calling = (presence.expected(now, calling) for calling in (False, True))
        return Asking(len(presence.at_desk(now)), in_chat, calling, wording)


def lasting(minutes: int) -> str:
    """So many minutes in words: '5 minuten', '3 uur'."""
    return str(
        format_timedelta(timedelta(minutes=minutes), granularity="minute", threshold=1.5, locale=locale.current())
    )
