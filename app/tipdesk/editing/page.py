"""What the editor's page shows besides the tip: what can be chosen, what is to be mended, and how it will look."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from app import content, locale
from app.tipdesk import words
from app.tipdesk.editing import checks, preview
from app.tipdesk.editing.checks import Remark
from app.tipdesk.editing.forms import MOST_NEEDS, MOST_STEPS
from questionnaire.model import LOCALES, Form, Question, Questionnaire
from questionnaire.route import MODE
from reports.model import Report, TipEntry
from tips.bank import Body

# Nobody's tips depend on which check they took.
NOT_FOR_WHOM = (MODE,)


@dataclass(frozen=True, slots=True)
class ForWhom:
    """A question of which the answer can decide who gets a tip, with what is chosen of it."""

    question: Question
    operator: str
    chosen: Sequence[str]
    bounds: Mapping[str, int]

    @property
    def says(self) -> str:
        clauses = [{"question": self.question.id, self.operator: list(self.chosen)}] if self.chosen else []
        bounds = [{"question": self.question.id, name: number} for name, number in self.bounds.items()]
        told = words.for_whom({"when": clauses or bounds}, content.questionnaire())
        return "; ".join(line.removeprefix(f"{self.question.topic[locale.current()]}: ") for line in told)


def for_whom(body: Body, questionnaire: Questionnaire, also: str = "") -> Iterator[ForWhom]:
    """The questions of the intake, those that a clause of the tip is about, and one that was asked for."""
    clauses: dict[str, list[dict[str, Any]]] = {}
    for clause in body.get("when") or ():
        clauses.setdefault(clause["question"], []).append(clause)
    usual = [q.id for q in questionnaire.intake if q.form is not Form.OPEN and q.id not in NOT_FOR_WHOM]
    for id_ in dict.fromkeys((*usual, *clauses, also)):
        if question := questionnaire.questions.get(id_):
            yield _of(question, clauses.get(id_, []))


def _of(question: Question, clauses: list[dict[str, Any]]) -> ForWhom:
    found = {key: value for clause in clauses for key, value in clause.items() if key != "question"}
    operator = "not_in" if "not_in" in found else "in"
    bounds = {name: found[name] for name in words.BOUNDS if name in found}
    return ForWhom(question, operator, found.get(operator, ()), bounds)


def choices(body: Body, also: str = "") -> dict[str, object]:
    """What the fields of the form offer."""
    questionnaire = content.questionnaire()
    needs = list(body.get("needs") or ())
    steps = list(body.get("how") or ())
    return {
        "for_whom": list(for_whom(body, questionnaire, also)),
        "aspects": questionnaire.aspects,
        "levels": questionnaire.levels,
        "sources": questionnaire.sources.values(),
        "needs": [*needs, *([{}] if len(needs) < MOST_NEEDS else [])],
        "steps": steps + [{}] * (MOST_STEPS - len(steps)),
        "step_count": max(len(steps), checks.LEAST_STEPS),
        "limits": {name: checks.limit(name) for name in (*checks.ONE_LINE, "how")},
        "locales": LOCALES,
        "words": words,
    }


def found_in(body: Body) -> dict[str, list[str]]:
    """What is to be mended, by field."""
    by_field: dict[str, list[str]] = {}
    for remark in remarks(body):
        by_field.setdefault(remark.field, []).append(remark.words)
    return by_field


def remarks(body: Body) -> list[Remark]:
    return checks.remarks(body, content.bank(), content.questionnaire())


def shown(body: Body, now: datetime) -> str:
    """The tip as the web report and the PDF show it, in both languages."""
    report = preview.report(body, content.questionnaire(), now)
    entry = preview.entry(report)
    question = content.questionnaire().questions[body["question"]]
    area = content.questionnaire().aspect[str(question.aspect)].area
    looks = {language: _look(report, entry, language) for language in LOCALES} if entry else {}
    return render_template("tipdesk/preview.html", looks=looks, area=area, words=words)


def _look(report: Report, entry: TipEntry, language: str) -> dict[str, str]:
    before = locale.current()
    locale.choose(language)
    try:
        return {
            "web": render_template("tipdesk/as_web.html", tip=entry),
            "paper": preview.on_paper(report, entry, language),
        }
    finally:
        locale.choose(before)


def to_mend(by_field: Mapping[str, Sequence[str]]) -> str:
    """How much there is to mend, as one line."""
    count = sum(len(told) for told in by_field.values())
    return _("Nothing to mend.") if not count else _("Still to mend: %(count)s.", count=count)


def kept(body: Body) -> str:
    """The tip as the form carries it along, to tell later whose words are whose."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
