"""The report of a result: everything in it follows from the answers, and it survives storage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from questionnaire.answers import Answers
from questionnaire.loader import published
from questionnaire.scoring import score
from reports import pages
from reports.compose import compose
from reports.model import Report, from_json, to_json
from tests import worked
from tests.strategies import answer_sets
from tips import bank as tip_bank
from tips.selection import select

QUESTIONNAIRE = published()
BANK = tip_bank.load(tip_bank.CONTENT, QUESTIONNAIRE)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def composed(answers: Answers) -> Report:
    result = score(QUESTIONNAIRE, answers)
    return compose(QUESTIONNAIRE, answers, result, select(BANK, QUESTIONNAIRE, answers, result), BANK, NOW)


def of(name: str) -> Report:
    return composed(worked.hold(QUESTIONNAIRE, worked.read(name).event)[0].answers)


@given(answer_sets(QUESTIONNAIRE))
def test_a_report_survives_storage(answers: Answers) -> None:
    report = composed(answers)
    assert from_json(to_json(report)) == report


@pytest.mark.parametrize("name", worked.NAMES)
def test_its_figures_are_those_worked_out_by_hand(name: str) -> None:
    company, report = worked.read(name), of(name)
    for aspect in report.aspects:
        assert aspect.standing.score == pytest.approx(company.aspects[aspect.id]["score"], abs=1e-5)
        assert aspect.standing.level == company.aspects[aspect.id]["level"]
        assert (aspect.description is None) == (aspect.standing.level is None)
    assert report.overall.level == company.overall["level"]


def test_a_tip_says_which_answer_led_to_it_and_what_it_holds() -> None:
    report = of("held_back")
    tip = next(aspect for aspect in report.aspects if aspect.id == "experience").tips[0]
    assert tip.because.nl.startswith("Bij 'Eerlijk over de bot' antwoordde je: Er staat nergens")
    assert "houdt Gebruikerservaring op niveau 2" in tip.because.nl
    assert "holds User experience at level 2" in tip.because.en


def test_a_step_that_was_implied_says_so() -> None:
    tip = next(aspect for aspect in of("market_stall").aspects if aspect.id == "technology").tips[0]
    assert tip.because.nl.startswith("Er loopt nog niets")


def test_the_profile_holds_what_was_said_in_the_intake() -> None:
    profile = of("held_back").profile
    assert (profile.company, profile.hope) == ("Schoenen Jansen", "Sneller antwoord geven")
    facts = {fact.question: fact.value.en for fact in profile.facts}
    assert facts["intake.online"] == "40%"
    assert facts["intake.sector"] == "Fashion, shoes or sports"
    assert "intake.mode" not in facts


@pytest.mark.parametrize(
    ("locale", "words"), [("nl", "Dit wist je nog niet: Steun van de directie."), ("en", "You did not know: Backing")]
)
def test_the_report_names_what_is_still_to_find_out(locale: str, words: str) -> None:
    assert words in " ".join(pages.html(of("held_back"), locale).split())


def test_every_cited_source_has_its_number() -> None:
    report = of("held_back")
    cited = [number for aspect in report.aspects for tip in aspect.tips for number in tip.sources]
    assert sorted(set(cited)) == [source.number for source in report.sources]
    assert list(dict.fromkeys(cited)) == sorted(set(cited))


def test_a_stored_report_of_another_shape_is_refused() -> None:
    stored = to_json(replace(of("held_back"), schema=99))
    with pytest.raises(ValueError, match="report of schema 99: this program reads schema 1"):
        from_json(stored)
