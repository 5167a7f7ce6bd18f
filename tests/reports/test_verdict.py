"""The verdict: put together from what this company answered, and from nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given

from questionnaire.answers import Answers
from questionnaire.scoring import State
from questionnaire.wording import worded
from reports.verdict import HIGH, LOW
from tests import advice, worked
from tests.reports.test_compose import composed
from tests.seed import QUESTIONNAIRE
from tests.strategies import answer_sets

LONGEST = 140


def said(name: str) -> tuple[str, str]:
    verdict = advice.report_of(name).verdict
    assert verdict is not None
    return verdict.nl, verdict.en


def answers_of(name: str) -> Answers:
    return worked.hold(QUESTIONNAIRE, worked.company(name).event)[0].answers


@pytest.mark.parametrize("question", QUESTIONNAIRE.scored, ids=lambda question: question.id)
def test_every_question_finds_something_at_the_low_and_the_high_levels(question: object) -> None:
    levels = [level for finding in question.findings for level in finding.levels]  # type: ignore[attr-defined]
    assert sorted(levels) == [1, 2, 4, 5]


@given(answer_sets(QUESTIONNAIRE))
def test_it_says_only_what_was_answered(answers: Answers) -> None:
    report = composed(answers)
    assert report.verdict is not None
    lines = {line.question: line for aspect in report.aspects for line in aspect.answers}
    for question in QUESTIONNAIRE.scored:
        for finding in question.findings:
            if worded(QUESTIONNAIRE, answers, finding.text).nl in report.verdict.nl:
                assert lines[question.id].state == State.ANSWERED
                assert lines[question.id].level in finding.levels
    assert len(report.verdict.nl.split()) < LONGEST
    assert "{" not in report.verdict.nl + report.verdict.en


def test_what_holds_an_aspect_is_named_with_both_levels() -> None:
    dutch, english = said("diy_chain")
    assert (
        "Nergens staat of een klant met een mens of met een bot praat. Dat houdt gebruikerservaring op niveau 2"
        in dutch
    )
    assert "keeps user experience on level 2, while its points are good for level 4." in english


def test_channels_are_named_and_the_rest_counted() -> None:
    assert said("shoe_chain")[0].startswith(
        "Klanten kunnen elke dag met jullie in gesprek, via chat op de website en WhatsApp."
    )
    assert "through chat on the website, WhatsApp and 2 more channels." in said("garden_centres")[1]


def test_who_names_no_channel_is_not_told_that_customers_can_chat() -> None:
    event = worked.company("shoe_chain").event
    answers = worked.hold(QUESTIONNAIRE, event)[0].answers
    none = answers.with_answer("scope.channels", type(answers.get("scope.channels"))(choice=("none",)))  # type: ignore[misc]
    verdict = composed(none).verdict
    assert verdict is not None
    assert "Klanten kunnen elke dag" not in verdict.nl


def test_aspects_on_one_level_are_not_set_apart() -> None:
    assert {part.standing.level for part in advice.report_of("bakery_chain").aspects} == {1}
    assert "valt te winnen bij" not in said("bakery_chain")[0]
    assert "Het meeste valt te winnen bij technologie." in said("shoe_chain")[0]


def test_without_a_low_answer_it_says_so() -> None:
    levels = [line.level for part in advice.report_of("leader").aspects for line in part.answers if line.level]
    assert min(levels) > LOW
    assert max(levels) >= HIGH
    assert "Geen van je antwoorden staat lager dan niveau 3" in said("leader")[0]


def test_a_quick_scan_calls_itself_a_first_impression() -> None:
    assert said("cheese_stall")[1].endswith("This was a quick scan, so take it as a first impression.")
    assert "quick scan" not in said("shoe_chain")[1]


def test_the_first_step_of_the_road_map_comes_last() -> None:
    report = advice.report_of("shoe_chain")
    assert f"Begin met deze stap: {report.road_map[0].title.nl}. Die past bij wat je hoopt" in said("shoe_chain")[0]


def test_no_word_of_the_respondent_is_in_it() -> None:
    hope = advice.report_of("shoe_chain").profile.hope
    assert hope
    assert hope not in " ".join(said("shoe_chain"))
