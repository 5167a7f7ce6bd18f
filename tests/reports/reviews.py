"""Reviews of a sample company, of a consultant who means well and of words that mean ill."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from questionnaire.model import Text
from reports import added
from reports.model import Report
from reports.review import Added, AspectReview, Review
from reports.reviewed import reviewed
from tests.advice import report_of
from tests.seed import BANK, QUESTIONNAIRE

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BY = "Anna de Boer"
COMPANY = "garden_centres"


def made(report: Report, draft: Review, last: Report | None = None) -> Report:
    return reviewed(report, draft, BY, "nl", NOW, last)


def of_bank(id_: str) -> Added:
    tip = next(tip for tip in BANK.tips if tip.id == id_)
    return added.of_bank(tip, [QUESTIONNAIRE.sources[source].citation for source in tip.sources])


def own(id_: str = "own-1", title: str = "Laat Ede meelezen", en: str = "", why: str = "", how: str = "") -> Added:
    blank = added.own(id_)
    lines = (Text(how, ""),) if how else ()
    return replace(blank, tip=replace(blank.tip, title=Text(title, en), why=Text(why, ""), how=lines))


@cache
def reviewed_report() -> Report:
    """A report with everything that a review can do to one."""
    report = report_of(COMPANY)
    first, second, third, *_ = report.aspects
    known = {tip.id for aspect in report.aspects for tip in aspect.tips}
    another = next(each for each in BANK.tips if each.step == 2 and each.question in questions(second.id) - known)
    parts = (
        AspectReview(first.id, added=(own(),), pinned=("own-1",), note="Jullie zijn verder.\n\nEcht."),
        AspectReview(second.id, hidden=(second.tips[0].id,), added=(of_bank(another.id),)),
        AspectReview(third.id, order=tuple(tip.id for tip in reversed(third.tips))),
    )
    return made(report, Review("Beste Marieke,\n\nBegin in Ede.", parts))


def questions(aspect: str) -> set[str]:
    return {question.id for question in QUESTIONNAIRE.aspect[aspect].questions}


def hostile(words: str) -> Report:
    """A report with these words wherever a consultant can write."""
    tip = own(title=words, why=words, how=words)
    blank = replace(tip.tip, effect=Text(words, ""), who=Text(words, ""), kpi=Text(words, ""))
    part = AspectReview("scope", added=(Added(blank),), pinned=("own-1",), note=words)
    return reviewed(report_of(COMPANY), Review(words, (part,)), words, "nl", NOW)
