"""What the bot says besides the questions: each name with the gaps that its text may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from questionnaire import tone
from questionnaire.model import GAP, LOCALES, Questionnaire
from questionnaire.understanding.intents import ACTS, Intent
from questionnaire.wording import NAME

_REPLIES = {f"reply_{intent}": ("done", "total", "minutes") for intent in Intent if intent not in ACTS}
_LEVEL = ("aspect", "level", "name_of_level")
GAPS: Mapping[str, tuple[str, ...]] = {
    **_REPLIES,
    "hello": (),
    "kept": (),
    "masked": (),
    "understood": ("answer",),
    "understood_again": ("answer",),
    "propose": ("answer",),
    "unclear": (),
    "unclear_likely": (),
    "unclear_again": (),
    "unclear_number": ("minimum", "maximum"),
    "facts": ("facts",),
    "facts_noted": (),
    "facts_corrected": (),
    "facts_left": (),
    "skipped": (),
    "unknown": (),
    "not_applicable": (),
    "back_first": (),
    "changing": (),
    "dropped": (),
    "level_reached": (*_LEVEL, "description"),
    "level_held": (*_LEVEL, "topic"),
    "level_implied": _LEVEL,
    "level_implied_again": _LEVEL,
    "level_unknown": ("aspect",),
    "paused": (),
    "resumed": ("done", "total", "topic"),
    "upgraded": (),
    "closing": (),
    "all_done": (),
    "finished": (),
    "refused_choose_one": (),
    "refused_choose_some": (),
    "refused_unknown_option": (),
    "refused_exclusive": ("option",),
    "refused_range": ("minimum", "maximum"),
    "refused_empty": (),
    "refused_too_long": ("maximum",),
    "refused_too_many": (),
    "refused_not_now": (),
    "refused_finished": (),
    "refused_no_such_question": (),
}


def faults(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """(file, message) for each message that is missing or never said, and each gap that nothing fills."""
    for name in sorted(set(GAPS) - set(questionnaire.messages)):
        yield "dialogue", f"{name}: this message is missing: add it in both languages"
    for name in sorted(set(questionnaire.messages) - set(GAPS)):
        yield "dialogue", f"{name}: the bot never says this: correct the name or remove it"
    known = {NAME, *questionnaire.terms}
    for file, id_, text in tone.said(questionnaire):
        own = set(GAPS.get(id_, ())) if file == "dialogue" else set()
        for gap in sorted({gap for locale in LOCALES for gap in GAP.findall(text[locale])} - known - own):
            yield file, f"{id_}: nothing fills {{{gap}}}: add it to 'terms' in dialogue.yaml or correct it"
