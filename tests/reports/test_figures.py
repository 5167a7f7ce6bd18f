"""What stands on the page, in the PDF and in the mail is what the report says, each figure beside its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.answers import Answers
from questionnaire.model import LOCALES
from questionnaire.scoring import score
from reports import pages
from reports.compose import compose
from reports.mail import Email, Links, compose_mail
from reports.model import Report
from tests.reports import figures
from tests.reports.conftest import Drawn
from tests.reports.places import absent, of_page, of_pdf, of_text
from tests.reports.samples import sample_report
from tests.seed import BANK, QUESTIONNAIRE
from tests.strategies import answer_sets
from tips.selection import select

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LINKS = Links("https://check.example/r/abc", "https://check.example/w/def")


def composed(answers: Answers) -> Report:
    result = score(QUESTIONNAIRE, answers)
    return compose(QUESTIONNAIRE, answers, result, select(BANK, QUESTIONNAIRE, answers, result), BANK, NOW)


def mail(report: Report, locale: str) -> Email:
    return compose_mail(report, locale, to="anna@example.org", links=LINKS, pdf=b"%PDF-x")


@settings(max_examples=15)
@given(answer_sets(QUESTIONNAIRE), st.sampled_from(LOCALES))
def test_every_figure_stands_beside_its_name(answers: Answers, locale: str) -> None:
    report = composed(answers)
    assert absent(figures.on_paper(report, locale), of_page(pages.html(report, locale))) == []
    made = mail(report, locale)
    assert absent(figures.in_mail(report, locale), of_text(made.text)) == []
    assert absent(figures.in_mail(report, locale), of_page(made.html)) == []


def test_the_pdf_shows_them_too(company_nl: Drawn) -> None:
    assert absent(figures.on_paper(company_nl.report, "nl"), of_pdf(company_nl.tags)) == []


@pytest.mark.parametrize("kind", ["full", "quick", "missing", "unknown"])
def test_the_samples_show_theirs(kind: str) -> None:
    report = sample_report(kind)
    assert absent(figures.on_paper(report, "en"), of_page(pages.html(report, "en"))) == []


def test_a_figure_of_another_report_is_missed() -> None:
    report = sample_report("full")
    page, made = of_page(pages.html(report, "nl")), mail(report, "nl")
    first, *others = report.aspects
    level = {"level": 5, "level_name": report.levels[4].name}
    for change in (
        {"standing": replace(first.standing, score=12.3)},
        {"answered": first.answered - 1},
        {"certainty_word": "indicative"},
        {"standing": replace(first.standing, **level)},
    ):
        other = replace(report, aspects=(replace(first, **change), *others))
        missed = absent(figures.on_paper(other, "nl"), page)
        assert first.name.nl in {each.beside for each in missed}
        assert not {each.beside for each in missed} & {aspect.name.nl for aspect in others}
        assert {each.where for each in missed} >= {"row", "spread"}
    for places in (of_text(made.text), of_page(made.html)):
        assert {each.beside for each in absent(figures.in_mail(other, "nl"), places)} == {first.name.nl}
