"""Tips of the bank for a consultant who looks for one."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.model import Questionnaire, Text
from reports.model import AspectPart, Report
from reports.summary import tips as tips_of
from tips.bank import Bank
from tips.model import Tip

MOST_FOUND = 12


def found(bank: Bank, report: Report, aspect: AspectPart, words: str, locale: str) -> list[Tip]:
    """The tips about an aspect that hold all of the words, those with most of them in the title first.

    Without words, those nearest to where the company stands. What the report has already is left out.
    """
    levels = {line.question: line.level for line in aspect.answers}
    known, wanted = tips_of(report), words.casefold().split()
    about = (tip for tip in bank.tips if tip.question in levels and tip.id not in known)
    fitting = [tip for tip in about if all(word in _whole(tip, locale) for word in wanted)]

    def rank(tip: Tip) -> tuple[int, int]:
        in_title = sum(word in tip.title[locale].casefold() for word in wanted)
        return -in_title, abs((tip.step or 0) - (levels[tip.question] or 0))

    return sorted(fitting, key=rank)[:MOST_FOUND]


def citations(questionnaire: Questionnaire, tip: Tip) -> tuple[Text, ...]:
    return tuple(questionnaire.sources[source].citation for source in tip.sources if source in questionnaire.sources)


def of_id(bank: Bank, id_: str) -> Tip | None:
    return next((tip for tip in bank.tips if tip.id == id_), None)


def _whole(tip: Tip, locale: str) -> str:
    return " ".join(_texts(tip, locale)).casefold()


def _texts(tip: Tip, locale: str) -> Iterator[str]:
    yield from (text[locale] for text in (tip.title, tip.why, *tip.how, tip.example, tip.effect, tip.kpi))
