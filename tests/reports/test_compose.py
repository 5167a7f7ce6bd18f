"""The report of a result: everything in it follows from the answers, and it survives storage."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from questionnaire.answers import Answer, Answers, Kind
from questionnaire.scoring import score
from reports import pages
from reports.compose import compose
from reports.model import Report, from_json, to_json
from tests import advice, worked
from tests.seed import BANK, QUESTIONNAIRE
from tests.strategies import answer_sets
from tips.selection import select

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


def test_typed_words_stand_in_the_appendix_beside_the_answer_as_text() -> None:
    typed = "we appen <b>wel</b> eens, meer niet"
    answers = worked.hold(QUESTIONNAIRE, worked.company("shoe_chain").event)[0].answers
    given = answers.get("scope.purchase")
    assert given
    report = composed(answers.with_answer("scope.purchase", replace(given, text=typed)))
    lines = {line.question: line for aspect in report.aspects for line in aspect.answers}
    assert lines["scope.purchase"].typed == typed
    assert not any(line.typed for id_, line in lines.items() if id_ != "scope.purchase")
    page = pages.html(report, "nl")
    assert "Je typte: 'we appen &lt;b&gt;wel&lt;/b&gt; eens, meer niet'" in page


def test_a_question_stands_in_the_report_as_it_was_asked() -> None:
    answers = worked.hold(QUESTIONNAIRE, worked.company("shoe_chain").event)[0].answers
    lines = {line.question: line for aspect in composed(answers).aspects for line in aspect.answers}
    assert "Valt deze jas groot?" in lines["technology.platform"].asked.nl


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


def test_what_was_not_known_gets_a_tip_to_find_it_out() -> None:
    tips = [tip for aspect in of("held_back").aspects for tip in aspect.tips if tip.kind == "find-out"]
    assert [(tip.question, tip.step, tip.gain) for tip in tips] == [("change.sponsorship", None, 0)]
    assert tips[0].because.nl == "Hoe het staat met 'Steun van de directie' wist je niet."


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_the_report_names_what_was_not_known_and_how_to_find_out(locale: str) -> None:
    answers = worked.hold(QUESTIONNAIRE, worked.company("electronics_giant").event)[0].answers
    asked = [f"scope.{question}" for question in ("hours", "proactive", "voice", "audience")]
    for question in asked:
        answers = answers.with_answer(question, Answer(Kind.UNKNOWN))
    report = composed(answers)
    assert [each.question for each in report.unknown] == asked
    section = pages.html(report, locale).split('id="unknown"')[1].split("</section>")[0]
    for each in report.unknown:
        assert each.topic[locale] in section
        assert each.first[locale].replace("'", "&#39;") in section


def test_the_first_five_steps_are_worked_out_apart_from_the_whole_road() -> None:
    report = advice.report_of("diy_chain")
    assert report.after_first is not None
    assert report.after_road_map is not None
    assert report.after_first.steps == tuple(step.tip for step in report.road_map[:5])
    assert report.after_first.score == report.after_road_map.score == report.overall.score
    assert report.after_first.score < report.after_first.score_after < report.after_road_map.score_after
    experience = next(part for part in report.aspects if part.id == "experience")
    assert experience.after_first is not None
    assert (experience.after_first.level, experience.after_first.level_after) == (2, 3)


def test_a_tip_says_what_moved_it() -> None:
    answers = worked.hold(QUESTIONNAIRE, worked.company("cheese_stall").event)[0].answers
    scope = composed(answers).aspects[0]
    assert scope.tips[0].id == "scope.channels.1.side"
    assert scope.tips[0].because.en == (
        "Nothing is running yet, so with 'Channels for a conversation' you start at the beginning."
        " You wrote 'telefoontjes': this tip is about fewer calls and e-mails."
        " Chosen because on 'Colleagues in customer contact' you answered: Nobody in particular; we do it on the side."
    )


def test_a_long_list_of_choices_is_named_in_short() -> None:
    report = composed(worked.hold(QUESTIONNAIRE, worked.company("diy_chain").event)[0].answers)
    tips = {tip.question: tip for aspect in report.aspects for tip in aspect.tips}
    said = "you answered: Looking around for ideas; Advice on which product suits the customer, and 2 more. You wrote"
    assert said in tips["scope.journey"].because.en


def test_the_outlook_is_what_scoring_gives_when_the_steps_are_taken() -> None:
    report = of("held_back")
    aspect = next(aspect for aspect in report.aspects if aspect.id == "experience")
    assert aspect.outlook is not None
    assert (aspect.outlook.steps, aspect.outlook.level, aspect.outlook.level_after) == (("experience.honesty.1",), 2, 3)
    assert report.after_road_map is not None
    assert report.after_road_map.score == report.overall.score
    steps = {step.tip for step in report.road_map}
    assert set(report.after_road_map.steps) <= steps
    html = " ".join(pages.html(report, "en").split())
    assert "With tip 1 you go from level 2 to level 3 here." in html
    assert "Your overall score goes from" in html


def test_a_report_of_the_first_schema_is_read_without_an_outlook() -> None:
    stored = json.loads(to_json(of("held_back")))
    stored["schema"] = 1
    del stored["after_road_map"]
    for aspect in stored["aspects"]:
        del aspect["outlook"], aspect["after_road_map"]
        for tip in aspect["tips"]:
            del tip["kind"], tip["overall_gain"]
    report = from_json(json.dumps(stored))
    assert (report.schema, report.after_road_map) == (1, None)
    assert "With tip" not in pages.html(report, "en")


def test_every_cited_source_has_its_number() -> None:
    report = of("held_back")
    cited = [number for aspect in report.aspects for tip in aspect.tips for number in tip.sources]
    assert sorted(set(cited)) == [source.number for source in report.sources]
    assert list(dict.fromkeys(cited)) == sorted(set(cited))


def test_a_stored_report_of_another_shape_is_refused() -> None:
    stored = to_json(replace(of("held_back"), schema=99))
    with pytest.raises(ValueError, match="report of schema 99: this program reads"):
        from_json(stored)
