"""A tip as its reader will see it: in the report of a company that stands exactly there."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from app.tipdesk.editing.checks import lenient
from questionnaire import answers as given
from questionnaire import route
from questionnaire.answers import Answer, Answers
from questionnaire.model import Clause, Form, Question, Questionnaire
from questionnaire.scoring import score
from reports import pages, tokens
from reports.compose import compose
from reports.model import Report, TipEntry
from tips.bank import Bank, Body
from tips.model import Kind, Tip
from tips.selection import select

REM = re.compile(r"(\d*\.?\d+)rem\b")
# What a rem is on paper: the size of the letters in report.css.
PAPER_REM = 9.2


def report(body: Body, questionnaire: Questionnaire, now: datetime) -> Report:
    """The report of a sample company that gets this tip and no other."""
    tip = lenient(body)
    bank = Bank("preview", (tip,))
    answers = sample(tip, questionnaire)
    result = score(questionnaire, answers)
    return compose(questionnaire, answers, result, select(bank, questionnaire, answers, result), bank, now)


def entry(report: Report) -> TipEntry | None:
    """The tip as it stands in the report; None where even a company made for it does not get it."""
    return next((tip for aspect in report.aspects for tip in aspect.tips), None)


def sample(tip: Tip, questionnaire: Questionnaire) -> Answers:
    """The answers of a company that meets the conditions of a tip and stands on its step."""
    answers = Answers().with_answer(route.MODE, Answer(choice=("full",)))
    answers = answers.with_answer("intake.stage", Answer(choice=("live",)))
    for clause in tip.when:
        answers = answers.with_answer(clause.question, _meeting(clause, questionnaire.questions[clause.question]))
    question = questionnaire.questions[tip.question]
    if tip.step:
        answers = answers.with_answer(question.id, at_level(question, tip.step))
    elif tip.kind is Kind.FIND_OUT:
        answers = answers.with_answer(question.id, Answer(given.Kind.UNKNOWN))
    return answers


def at_level(question: Question, level: int) -> Answer:
    """An answer that puts a question on a level from 1 to 4."""
    if question.form is Form.SLIDER:
        least = question.scale.minimum if question.scale else 0
        return Answer(number=least if level == 1 else question.thresholds[level - 2])
    if question.form is Form.SEVERAL:
        ids = [option.id for option in question.options if not option.exclusive]
        none = [option.id for option in question.options if option.exclusive]
        return Answer(choice=tuple(ids[: question.thresholds[level - 2]]) if level > 1 else tuple(none[:1] or ids[:0]))
    return Answer(choice=(question.options[level - 1].id,))


def _meeting(clause: Clause, question: Question) -> Answer:
    if clause.operator in ("at_least", "at_most"):
        return Answer(number=clause.operand)
    options = [option.id for option in question.options if (option.id in clause.operand) == (clause.operator == "in")]
    return Answer(choice=tuple(options[:1]))


def on_paper(report: Report, tip: TipEntry, locale: str) -> str:
    """The tip as HTML of the PDF, without its page."""
    return pages.tip(report, tip, locale)


@cache
def paper_css() -> str:
    """The look of the PDF for a part of a page that stands apart: its own tokens, and sizes as on paper."""
    sheet = (tokens.STYLES / "report.css").read_text(encoding="utf-8")
    css = tokens.light_css().replace(":root", ":host") + sheet.replace("html {", ":host {").replace("body {", "div {")
    return REM.sub(lambda size: f"{float(size[1]) * PAPER_REM:.2f}pt", css)
