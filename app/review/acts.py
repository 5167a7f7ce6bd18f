"""What the buttons of a review do, one each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app import content
from app.review import finding, service
from app.review.forms import FIND, SAVE, Pressed
from app.review.service import Work
from reports import added, arranging
from reports.arranging import NotPossible
from reports.model import AnswerLine

PREVIEW = "preview"


def done(work: Work, pressed: Pressed) -> tuple[Work, str]:
    """The work after the button, and the place on the page to go on from. Raises NotPossible."""
    if pressed.act in arranging.ACTS:
        made = arranging.done(work.report, work.review, pressed.act, pressed.target)
        return replace(work, review=made), f"tip-{pressed.target}"
    if pressed.act not in _ACTS:
        raise NotPossible(pressed.act)
    return _ACTS[pressed.act](work, pressed.target)


def _nothing(work: Work, target: str) -> tuple[Work, str]:
    return work, target


def _find(work: Work, aspect: str) -> tuple[Work, str]:
    return work, f"find-{aspect}"


def _write(work: Work, aspect: str) -> tuple[Work, str]:
    if aspect not in {each.id for each in work.report.aspects}:
        raise NotPossible(aspect)
    made, id_ = arranging.with_own(work.review, aspect)
    return replace(work, review=made), f"tip-{id_}"


def _add(work: Work, id_: str) -> tuple[Work, str]:
    """Put a tip of the bank in, as it stands in the latest edition."""
    tip = finding.of_id(content.bank(), id_)
    aspect = next((each for each in work.report.aspects if tip and _is_about(tip.question, each.answers)), None)
    if tip is None or aspect is None:
        raise NotPossible(id_)
    another = added.of_bank(tip, finding.citations(content.questionnaire(work.assessment.version), tip))
    return replace(work, review=arranging.with_added(work.review, aspect.id, another)), f"tip-{id_}"


def _carry(work: Work, _: str) -> tuple[Work, str]:
    return service.carried(work), ""


def _is_about(question: str, answers: tuple[AnswerLine, ...]) -> bool:
    return any(line.question == question for line in answers)


_ACTS: Mapping[str, Callable[[Work, str], tuple[Work, str]]] = {
    SAVE: _nothing,
    PREVIEW: _nothing,
    FIND: _find,
    "write": _write,
    "add": _add,
    "carry": _carry,
}
