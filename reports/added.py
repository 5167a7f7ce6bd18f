"""The tips that a consultant puts in, as entries of a report: from the bank, or in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from questionnaire.model import POINTS, Text
from questionnaire.scoring import State
from reports.entries import as_written
from reports.model import AnswerLine, AspectPart, Origin, Report, TipEntry
from reports.own_words import printable
from reports.review import Added
from tips.model import Effort, Tip

ANSWER_LENGTH = 200
MOST_LINES = 6
LENGTHS = {"title": 120, "why": 700, "how": 300, "effect": 160, "who": 120, "kpi": 200}
"""Characters of each text of an own tip in one language; `how` of each of its lines."""
_BLANK = Text("", "")
_SAID = Text("Bij '{topic}' antwoordde je: {answer}", "On '{topic}' you answered: {answer}")
_ABOUT = Text("Deze tip gaat over '{topic}'.", "This tip is about '{topic}'.")


def of_bank(tip: Tip, citations: Sequence[Text]) -> Added:
    """A tip of the bank as it stands now. What ties it to a report is filled in by `entry`."""
    return Added(replace(as_written(tip), origin=Origin.BANK), tuple(citations))


def own(id_: str) -> Added:
    """A tip that is still to be written."""
    made = TipEntry(
        id=id_,
        revision=1,
        question="",
        step=None,
        title=_BLANK,
        why=_BLANK,
        how=(),
        example=_BLANK,
        effort=Effort.WEEKS,
        effect=_BLANK,
        who=_BLANK,
        kpi=_BLANK,
        because=_BLANK,
        holds=False,
        gain=0.0,
        sources=(),
        kind=Origin.OWN,
        origin=Origin.OWN,
    )
    return Added(made)


def is_written(tip: TipEntry) -> bool:
    """Whether it can stand in a report: an own tip needs a title."""
    return tip.origin is not Origin.OWN or bool(tip.title.nl or tip.title.en)


def entry(added: Added, report: Report, aspect: AspectPart) -> TipEntry:
    """The tip as it stands in this report: fit to print, and one of the bank with the answer that it is about."""
    tip = added.tip
    if tip.origin is Origin.OWN:
        return _printed(tip)
    line = next((line for line in aspect.answers if line.question == tip.question), None)
    if line is None:
        return tip
    gain = _gain(tip, aspect, line)
    holds = line.question in aspect.held_by and tip.step == line.level
    share = _share(report, aspect)
    return replace(tip, because=_because(line), holds=holds, gain=round(gain, 2), overall_gain=round(gain * share, 2))


def _printed(tip: TipEntry) -> TipEntry:
    how = tuple(_printable(line, "how") for line in tip.how[:MOST_LINES])
    return replace(
        tip,
        title=_printable(tip.title, "title"),
        why=_printable(tip.why, "why"),
        how=tuple(line for line in how if line.nl),
        effect=_printable(tip.effect, "effect"),
        who=_printable(tip.who, "who"),
        kpi=_printable(tip.kpi, "kpi"),
    )


def _printable(text: Text, part: str) -> Text:
    """In both languages; what was written in one only stands in both."""
    nl, en = (printable(words, LENGTHS[part]) for words in _both(text))
    return Text(nl or en, en or nl)


def _because(line: AnswerLine) -> Text:
    if line.state != State.ANSWERED:
        return _ABOUT.format(topic=line.topic)
    said = _SAID.format(topic=line.topic, answer=Text(*(printable(each, ANSWER_LENGTH) for each in _both(line.answer))))
    return Text(*(words if words.endswith((".", "?", "!", "…")) else f"{words}." for words in _both(said)))


def _both(text: Text) -> tuple[str, str]:
    return text.nl, text.en


def _gain(tip: TipEntry, aspect: AspectPart, line: AnswerLine) -> float:
    """Points of the aspect's score from where the question stands; none for a step that lies behind."""
    weight = sum(each.weight for each in aspect.answers if each.points is not None)
    if tip.step is None or line.points is None or not weight:
        return 0.0
    return max(0, POINTS[tip.step] - line.points) * line.weight / weight


def _share(report: Report, aspect: AspectPart) -> float:
    """How many points the overall score gains for one point of the aspect."""
    known = sum(area.standing.score is not None for area in report.areas)
    levelled = sum(each.area == aspect.area and each.standing.score is not None for each in report.aspects)
    return 1 / levelled / known if aspect.standing.score is not None else 0.0
